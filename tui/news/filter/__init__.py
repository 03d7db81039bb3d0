"""The filter: one immutable value, its text, and how the two turn into each other.

    filter  := either+                         side by side is AND
    either  := piece ("|" piece)*              OR binds tighter than AND
    piece   := "-" piece | "(" filter ")" | "#" tag | name ":" value | '"' phrase '"' | word | word "*"

`#china #korea` `#a|#b` `-#sports` `(#a #b)|#c` `#"north korea"` `feed:reuters` `topic:world` `title:"beijing talks"`
`author:` `lang:` `is:unread` `has:figure` `age:<7d` `since:` `until:2024-03-31` `words:>800` `"exact phrase"` `pre*`.

`str(filter)` parses back to the same filter. Pure: no clock, no library.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from tui.news import clean
from tui.news.filter.parser import FIELDS, Parser
from tui.news.filter.terms import (
    Age,
    Both,
    ByAuthor,
    Compare,
    Either,
    Has,
    InFeed,
    InLanguage,
    InTitle,
    InTopic,
    Is,
    Join,
    Leaf,
    Not,
    Part,
    Since,
    State,
    Tagged,
    Term,
    Text,
    Until,
    Words,
    both,
    either,
    negate,
    term_text,
)
from tui.news.values import dataclass

__all__ = [
    "FIELDS",
    "Age",
    "Both",
    "ByAuthor",
    "Compare",
    "Either",
    "Filter",
    "Has",
    "InFeed",
    "InLanguage",
    "InTitle",
    "InTopic",
    "Is",
    "Join",
    "Leaf",
    "Not",
    "Part",
    "Since",
    "State",
    "Tagged",
    "Term",
    "Text",
    "Until",
    "Words",
    "both",
    "either",
    "negate",
    "term_text",
]


@dataclass(frozen=True)
class Filter:
    """What is shown: every chip must hold. The empty filter shows everything."""

    chips: tuple[Term, ...] = ()

    @staticmethod
    def parse(text: str) -> Filter:
        """The filter a text means. Raises FilterError, with the position, where it means none."""
        chips = [chip for term in Parser(text).terms() for chip in _chips(term)]
        return Filter(tuple(dict.fromkeys(chips)))

    def __str__(self) -> str:
        return " ".join(term_text(chip) for chip in self.chips)

    def __bool__(self) -> bool:
        return bool(self.chips)

    def joined(self, term: Term, join: Join = Join.AND) -> Filter:
        """With one more term: a chip of its own, in OR with the last chip, or excluded."""
        if join is Join.OR and self.chips:
            return Filter((*self.chips[:-1], *_chips(either(self.chips[-1], term))))
        term = negate(term) if join is Join.NOT else term
        return Filter(tuple(dict.fromkeys((*self.chips, *_chips(term)))))

    def tagged(self, tag: str) -> Filter:
        """Narrowed by a tag."""
        return self.joined(Tagged(clean.tag(tag)))

    def without(self, place: int) -> Filter:
        """With the chip at `place` (from 0, or from the end below 0) dropped; unchanged where there is none."""
        if not -len(self.chips) <= place < len(self.chips):
            return self
        place %= len(self.chips)
        return Filter(self.chips[:place] + self.chips[place + 1 :])

    def with_text(self, text: str, *, typing: bool = False) -> Filter:
        """With its free text replaced by `text`.

        While `typing`, the last bare word counts as a prefix; a blank behind it ends it.
        Raises FilterError where the text has a hole in it.
        """
        kept = Filter(tuple(chip for chip in self.chips if not isinstance(chip, Text)))
        added = Filter.parse(text).chips
        if typing and added and isinstance(added[-1], Text) and text[-1:] not in ('"', "*", " ", ")"):
            added = (*added[:-1], replace(added[-1], prefix=True))
        return Filter(tuple(dict.fromkeys((*kept.chips, *added))))

    @cached_property
    def text(self) -> str:
        """Its free text, as `with_text` takes it."""
        return " ".join(term_text(chip) for chip in self.chips if isinstance(chip, Text))

    @cached_property
    def marks(self) -> tuple[Text | InTitle, ...]:
        """The words that were asked for (never those excluded), to be marked where they are shown."""
        return tuple(_wanted(self.chips))


def _chips(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Both) else (term,)


def _wanted(terms: tuple[Term, ...]) -> Iterator[Text | InTitle]:
    for term in terms:
        if isinstance(term, Text | InTitle):
            yield term
        elif isinstance(term, Either | Both):
            yield from _wanted(term.terms)
