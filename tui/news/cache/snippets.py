"""The words around a hit, for a row of the list."""

from __future__ import annotations

from tui.news.filter import Filter, Text
from tui.news.words import Phrase, places

_BEFORE, _LENGTH = 40, 200


def snippet(text: str, filter: Filter) -> str:
    """A line from around the first hit in a text; empty where there is none."""
    phrases = tuple(
        phrase
        for mark in filter.marks
        if isinstance(mark, Text) and (phrase := Phrase.parse(mark.words, mark.prefix)).words
    )
    spot = next(places(text, phrases), None)
    if spot is None:
        return ""
    start = max(spot[0] - _BEFORE, 0)
    if start:
        blank = text.find(" ", start, spot[0])
        start = blank + 1 if blank >= 0 else start
    end = start + _LENGTH
    line = " ".join(text[start:end].split())
    return "…" * (start > 0) + line + "…" * (end < len(text))
