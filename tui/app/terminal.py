"""What a terminal can be trusted with, told by its environment."""

from __future__ import annotations

from collections.abc import Mapping

_WITHOUT = ("linux", "vt", "dumb", "cons25", "ansi", "wsvt25")


def understands_hyperlinks(environment: Mapping[str, str]) -> bool:
    """Whether OSC 8 is harmless here: terminal emulators obey or ignore it, consoles print it."""
    return not environment.get("TERM", "dumb").startswith(_WITHOUT)
