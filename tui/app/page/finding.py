"""Finding words in a page: as typed in the reader, and as a filter asked for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tui.app.page.bodies import Prose
from tui.app.page.pieces import Tone, Unit
from tui.news.filter import InTitle, Text

Hit = tuple[int, int, int]
"""A unit, and start and end in its text."""


class _Folding(dict[int, str]):
    """One character for one: lower case, without its diacritics; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code).lower())[:1]
        self[code] = base if len(base) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding()
_BLANKS = re.compile(r"\s+")


def folded(text: str) -> str:
    """Text of the same length without case and diacritics, to be searched; blanks of all kinds are spaces."""
    return text.lower() if text.isascii() else text.translate(_FOLDING).replace("\xa0", " ")


def find(units: Sequence[Unit], words: str) -> list[Hit]:
    """Where words stand, in order, across blanks and line breaks and over the numbers behind links."""
    needle = _BLANKS.sub(" ", folded(words).strip())
    if not needle:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, needle.split(" "))))
    found: list[Hit] = []
    for index, unit in enumerate(units):
        text, source = _words(unit)
        for match in pattern.finditer(folded(text)):
            start, end = match.span()
            found.append((index, start, end) if source is None else (index, source[start], source[end - 1] + 1))
    return found


def asked(units: Sequence[Unit], marks: Sequence[Text | InTitle]) -> list[Hit]:
    """Where the words of a filter stand: whole words, prefixes and phrases as the search knows them."""
    from tui.news.words import Phrase, places  # its patterns take 5 ms to compile: not before words are looked for

    title = tuple(Phrase.parse(mark.words, mark.prefix) for mark in marks)
    text = tuple(Phrase.parse(mark.words, mark.prefix) for mark in marks if isinstance(mark, Text))
    found: list[Hit] = []
    for index, unit in enumerate(units):
        phrases = tuple(phrase for phrase in (text if index else title) if phrase.words)
        if phrases:
            found += [(index, start, end) for start, end in places(unit.body.text, phrases)]
    return found


def by_unit(hits: Sequence[Hit]) -> dict[int, list[tuple[int, int]]]:
    """Hits as a page view marks them."""
    marks: dict[int, list[tuple[int, int]]] = {}
    for unit, start, end in hits:
        marks.setdefault(unit, []).append((start, end))
    return marks


def _words(unit: Unit) -> tuple[str, list[int] | None]:
    """A unit's text without the numbers behind its links, and where each character of it stands in the whole."""
    body = unit.body
    if not isinstance(body, Prose) or all(run.look.tone != Tone.NUMBER for run in body.runs):
        return body.text, None
    source: list[int] = []
    at = 0
    for run in body.runs:
        if run.look.tone != Tone.NUMBER:
            source += range(at, at + len(run.text))
        at += len(run.text)
    return "".join(run.text for run in body.runs if run.look.tone != Tone.NUMBER), source
