"""The only two ways out: data for whoever reads it, and words for the user. Both are cleaned once more."""

from __future__ import annotations

import sys

from tui.news import clean


def say(words: str) -> None:
    """Words to the user, not to the program that reads the data; nothing in them that a terminal obeys."""
    print(clean.safe(words), file=sys.stderr)


def put(text: str, end: str = "\n") -> None:
    """Data for standard output; nothing in it that a terminal obeys."""
    print(clean.safe(text), end=end)


def articles(count: int) -> str:
    """So many articles, in words."""
    return "1 article" if count == 1 else f"{count} articles"
