"""What one visit may cost: every bound of the network in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a Fetcher; times in seconds, sizes in bytes."""

    body: int = 16 * 1024 * 1024
    """Of the body once it is unpacked."""
    connect: float = 10.0
    whole: float = 30.0
    """From the moment it is asked for to the last byte, redirects and waiting for one's turn included."""
    waiting: float = 1 / 3
    """Of `whole`, what waiting for one's turn takes at most: behind silent hosts an honest one is heard out."""
    redirects: int = 5
    connections: int = 20
    """At once, to all hosts."""
    per_host: int = 2
    """At once, to one host."""
    spacing: float = 1.0
    """Between the starts of two visits to one host."""


USUAL = Limits()
