"""The sets of the index: their names, and which an article belongs to.

`all`, `unread`, `starred`, `removed`, `edited`, `halfread`, `untagged`, `has:<part>`, `tag:<number>`, `feed:<number>`,
`lang:<code>`, `words:<bit>` (the length in words, bit by bit: O'Neil and Quass, "Improved Query Performance with
Variant Indexes", 1997), `title:<letters>` (the first one to three letters of each word of the title).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tui.news.cache.changes import Changes
from tui.news.filter import Part
from tui.news.types import Document
from tui.news.words import words

WORD_BITS = 20
"""Lengths up to a million words; a longer text counts as that long."""
PREFIX = 3
"""Letters of a title's word that have a set of their own."""

_WORD_SETS = tuple(f"words:{bit}" for bit in range(WORD_BITS))
_PART_SETS = {part: f"has:{part}" for part in Part}

_BEGINNING = 160
"""Characters of a text that stand for its title."""


def summary(document: Document) -> str:
    """The summary; where there is no title either, how the text begins, which a list then shows."""
    return document.summary or ("" if document.title else document.text[:_BEGINNING].strip())


def document_sets(document: Document, prefixes: Iterable[str]) -> list[str]:
    """The sets that a document's own words put it into; `prefixes` are those of its title."""
    names = [f"lang:{document.language.lower()}"] if document.language else []
    parts = text_parts(document) | {Part.SUMMARY: bool(summary(document)), Part.AUTHOR: bool(document.authors)}
    names += [_PART_SETS[part] for part, has in parts.items() if has]
    names += word_bits(document.words)
    names += prefixes
    return names


def note_text(changes: Changes, id: int, document: Document) -> None:
    """An article's text was replaced: what hangs on the text is set right."""
    bits = set(word_bits(document.words))
    for bit in range(WORD_BITS):
        note_article(changes, f"words:{bit}", id, f"words:{bit}" in bits)
    for part, has in text_parts(document).items():
        note_article(changes, f"has:{part}", id, has)


def note_article(changes: Changes, name: str, id: int, inside: bool) -> None:
    """One article is in a set or not."""
    (changes.add if inside else changes.drop)(name, (id,))


def text_parts(document: Document) -> dict[Part, bool]:
    """Which parts a text has."""
    return {Part.FIGURE: bool(document.figures), Part.TEXT: document.words > 0, Part.LINK: bool(document.links)}


def word_bits(count: int) -> list[str]:
    """The sets that spell a length."""
    count = min(count, (1 << WORD_BITS) - 1)
    return [name for bit, name in enumerate(_WORD_SETS) if count >> bit & 1]


def title_prefixes(title: str) -> frozenset[str]:
    """The sets that a title's words begin with."""
    return frozenset().union(*map(_beginnings, words(title)))


@lru_cache(2_000)
def _beginnings(word: str) -> tuple[str, ...]:
    return tuple(f"title:{word[:size]}" for size in range(1, min(PREFIX, len(word)) + 1))
