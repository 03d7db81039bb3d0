"""Passages of the made-up library: texts are drawn from them, and what is known of each is known of the whole.

A paragraph, now and then with something before it that is none. Made once, so that a million articles need not be
split into words and laid out one by one: that was half of what an article cost. So are headlines, openings and the
paragraphs of other languages, each when it is drawn for the first time, alike whenever that is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tui.news import clean
from tui.news import demo_words as made
from tui.news.cache.ready import Known, author_text
from tui.news.cache.sets import title_prefixes
from tui.news.codec import Laid
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
)
from tui.news.words import index_text

_SENTENCES = 400
"""Made for each section."""
_PASSAGES = 400
HEADLINES = 4_000
"""Of a section, and as many openings; its words make about 9,000."""
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
    laid: Laid
    """As they are packed."""

    @staticmethod
    def of(*blocks: Block) -> Passage:
        """These blocks, at least one of them with words."""
        document = Document(blocks)
        text = document.text
        return Passage(
            blocks, text, document.words, document.figures, document.links, index_text(text), Laid.of(blocks)
        )


@dataclass(frozen=True, slots=True)
class Headline:
    """A title, and what the library wants to know of it."""

    text: str
    index: str
    prefixes: frozenset[str]

    @staticmethod
    def of(text: str) -> Headline:
        """This one."""
        return Headline(text, index_text(text), title_prefixes(text))


@dataclass(frozen=True, slots=True)
class Byline:
    """Authors, and as the index takes them."""

    names: tuple[str, ...]
    index: str

    @staticmethod
    def of(names: Sequence[str]) -> Byline:
        """These names."""
        return Byline(tuple(names), author_text(names))


def know(document: Document, headline: Headline, byline: Byline, passages: Sequence[Passage]) -> Known:
    """What is known of a document of these parts; what it would work out is put where it keeps that."""
    known = vars(document)
    known["text"] = "\n\n".join([passage.text for passage in passages])
    known["words"] = sum([passage.words for passage in passages])
    known["figures"] = tuple([figure for passage in passages for figure in passage.figures])
    known["links"] = tuple(dict.fromkeys([link for passage in passages for link in passage.links]))
    laid = Laid(
        "".join([passage.laid.text for passage in passages]), ",".join([passage.laid.layout for passage in passages])
    )
    index = " ".join([passage.index for passage in passages])
    tags = tuple(dict.fromkeys([_filed(tag) for tag in document.tags]))
    return Known(headline.index, byline.index, index, headline.prefixes, tags, laid)


@cache
def _filed(tag: str) -> str:
    """A tag as it is filed; all are made here, so that none comes out empty."""
    return clean.tag(tag)


def filled(chance: random.Random, text: str, section: str) -> str:
    """A sentence with its gaps filled."""
    choice = chance.choice
    subject, place = choice(made.SUBJECTS[section]), choice(made.PLACES)
    found = text.format(
        subject=subject,
        subject_low=subject[0].lower() + subject[1:],
        place=place,
        thing=choice(made.THINGS[section]),
        author=choice(made.AUTHORS),
        number=choice((3, 4, 5, 7, 9, 11, 12, 15, 18, 20, 24, 30, 40, 60)),
    )
    return found[0].upper() + found[1:]


class Passages:
    """Makes those of each section."""

    def __init__(self, seed: int, chance: random.Random, hosts: Sequence[str]) -> None:
        self._seed = seed
        self._random = chance
        self._hosts = hosts
        texts = (*made.SENTENCES, *made.SENTENCES, *made.OPENINGS)
        self._sentences = {
            section: [filled(chance, chance.choice(texts), section) for _ in range(_SENTENCES)]
            for section in made.SECTIONS
        }
        self.of = {section: [self._passage(section) for _ in range(_PASSAGES)] for section in made.SECTIONS}
        """By section."""
        self._headlines: dict[tuple[str, int], Headline] = {}
        self._openings: dict[tuple[str, int], Passage] = {}
        self._foreign: dict[str, Passage] = {}

    def headline(self, section: str, number: int) -> Headline:
        """A headline of a section, by its number below HEADLINES."""
        found = self._headlines.get((section, number))
        if found is None:
            chance = random.Random(f"{self._seed} headline {section} {number}")
            found = Headline.of(filled(chance, chance.choice(made.HEADLINES), section))
            self._headlines[section, number] = found
        return found

    def opening(self, section: str, number: int) -> Passage:
        """How a text of a section begins, by its number below HEADLINES."""
        found = self._openings.get((section, number))
        if found is None:
            chance = random.Random(f"{self._seed} opening {section} {number}")
            text = filled(chance, chance.choice(made.OPENINGS), section)
            found = self._openings[section, number] = Passage.of(Paragraph((Span(text),)))
        return found

    def paragraph(self, text: str) -> Passage:
        """A paragraph of another language; there are few different ones."""
        found = self._foreign.get(text)
        if found is None:
            found = self._foreign[text] = Passage.of(Paragraph((Span(text),)))
        return found

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
