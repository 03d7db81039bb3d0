"""Passages of the made-up library: texts are drawn from them, and what is known of each is known of the whole.

A paragraph, now and then with something before it that is none. Made once, so that a million articles need not be
split into words one by one: that was a third of what an article cost.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tui.news import demo_words as made
from tui.news.types import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
    count_words,
)
from tui.news.words import index_text

_SENTENCES = 400
"""Made for each section."""
_PASSAGES = 400
_TABLE_WORDS = ("Year", "Tried", "Kept")
_CODE = "def steady(values):\n    for before, after in itertools.pairwise(values):\n        yield after - before"


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks, and what the library wants to know of them."""

    blocks: tuple[Block, ...]
    text: str
    words: int
    figures: tuple[Figure, ...]
    links: tuple[str, ...]
    index: str
    """The text as the full-text index takes it."""

    @staticmethod
    def of(*blocks: Block) -> Passage:
        """These blocks, at least one of them with words."""
        document = Document(blocks)
        text = document.text
        return Passage(blocks, text, document.words, document.figures, document.links, index_text(text))

    @staticmethod
    def plain(text: str) -> Passage:
        """One paragraph."""
        return Passage((Paragraph((Span(text),)),), text, count_words(text), (), (), index_text(text))


def know(document: Document, passages: Sequence[Passage]) -> str:
    """Puts what a document of these passages would work out where it keeps that; its text as an index takes it."""
    known = vars(document)
    known["text"] = "\n\n".join([passage.text for passage in passages])
    known["words"] = sum([passage.words for passage in passages])
    known["figures"] = tuple([figure for passage in passages for figure in passage.figures])
    known["links"] = tuple(dict.fromkeys([link for passage in passages for link in passage.links]))
    return " ".join([passage.index for passage in passages])


class Passages:
    """Makes those of each section; `fill` fills in a sentence."""

    def __init__(self, chance: random.Random, fill: Callable[[str, str], str], hosts: Sequence[str]) -> None:
        self._random = chance
        self._hosts = hosts
        texts = (*made.SENTENCES, *made.SENTENCES, *made.OPENINGS)
        self._sentences = {
            section: [fill(chance.choice(texts), section) for _ in range(_SENTENCES)] for section in made.SECTIONS
        }
        self.of = {section: [self._passage(section) for _ in range(_PASSAGES)] for section in made.SECTIONS}
        """By section."""

    def _passage(self, section: str) -> Passage:
        count = self._random.choice((2, 3, 4))
        text = " ".join(self._random.choices(self._sentences[section], k=count))
        linked = self._random.random() < 0.05
        paragraph = Paragraph(_linked(text, self._random.choice(self._hosts)) if linked else (Span(text),))
        return Passage.of(self._ornament(), paragraph) if self._random.random() < 0.08 else Passage.of(paragraph)

    def _ornament(self) -> Block:
        """One thing that is not a paragraph."""
        choice = self._random.choice
        line = choice(self._sentences[choice(list(made.SECTIONS))])
        match self._random.randrange(6):
            case 0:
                return Heading((Span(f"What {choice(made.PLACES)} learned".replace("the ", "")),), 2)
            case 1:
                return Quote((Paragraph((Span(line),)),))
            case 2:
                items = (choice(made.NOUNS) for _ in range(3))
                return Listing(tuple((Paragraph((Span(f"The {item}"),)),) for item in items), choice((True, False)))
            case 3:
                cells = tuple(tuple((Span(cell),) for cell in row) for row in (_TABLE_WORDS, *self._counted()))
                return Table(cells, headers=1, caption="As counted by volunteers")
            case 4:
                return Code(_CODE, "python")
            case _:
                picture = f"https://{choice(self._hosts)}/pictures/{self._random.randint(1, 999)}.jpg"
                return Figure(picture, "A photograph", f"A morning in {choice(made.PLACES)}", choice(made.AUTHORS))

    def _counted(self) -> Iterator[tuple[str, str, str]]:
        for year in range(2019, 2019 + self._random.randint(2, 4)):
            yield str(year), str(self._random.randint(20, 90)), str(self._random.randint(1, 19))


def _linked(text: str, host: str) -> Spans:
    first, _, rest = text.partition(" ")
    second, _, rest = rest.partition(" ")
    return (Span(f"{first} "), Span(second, emphasis=True, href=f"https://{host}/about"), Span(f" {rest}"))
