"""How work on a large library that takes longer than anyone waits is told of."""

from __future__ import annotations

from collections.abc import Callable

Told = Callable[[str, float], None]
"""Takes what is being done and which share of it is done, 0 to 1; called often."""


def silent(what: str, share: float) -> None:
    """Tells nobody."""
