"""The only two ways out: data for whoever reads it, and words for the user. Both are cleaned once more."""

from __future__ import annotations

import sys
import time

from tui.news import clean

SLOW = 1.0
"""Seconds after which one wants to know what is going on."""


def say(words: str) -> None:
    """Words to the user, not to the program that reads the data; nothing in them that a terminal obeys."""
    print(clean.safe(words), file=sys.stderr)


def put(text: str, end: str = "\n") -> None:
    """Data for standard output; nothing in it that a terminal obeys."""
    print(clean.safe(text), end=end)


def articles(count: int) -> str:
    """So many articles, in words."""
    return "1 article" if count == 1 else f"{count} articles"


class Telling:
    """Says how far something is that takes long: on a terminal in one line that is taken away at the end, elsewhere
    once for each thing."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._said = ""

    def __enter__(self) -> Telling:
        return self

    def __exit__(self, *ending: object) -> None:
        if self._said and sys.stderr.isatty():
            sys.stderr.write(f"\r{' ' * len(self._said)}\r")
            sys.stderr.flush()

    def __call__(self, what: str, share: float) -> None:
        """Takes what is being done, and which share of it is done."""
        if time.monotonic() - self._started < SLOW:
            return
        words = f"newsread: {what} ..."
        if sys.stderr.isatty():
            self._write(f"{words} {share:.0%}" if share else words)
        elif words != self._said:
            self._said = words
            say(words)

    def _write(self, words: str) -> None:
        """Puts words in the place of those in the terminal's line."""
        sys.stderr.write(f"\r{words.ljust(len(self._said))}")
        sys.stderr.flush()
        self._said = words
