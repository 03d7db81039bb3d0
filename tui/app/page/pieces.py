"""What a typeset line is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple, Protocol

from tui.news import cells
from tui.news.values import dataclass


class Tone(StrEnum):
    """What a run of text is; the theme decides how that looks."""

    TEXT = "text"
    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    META = "meta"
    TAG = "tag"
    NOTICE = "notice"
    QUOTE = "quote"
    ORNAMENT = "ornament"
    LINK = "link"
    NUMBER = "number"
    INLINE_CODE = "inline-code"
    CODE = "code"
    KEYWORD = "keyword"
    STRING = "string"
    COMMENT = "comment"
    NAME = "name"
    HEAD = "head"
    CAPTION = "caption"
    CREDIT = "credit"
    ADDED = "added"
    DROPPED = "dropped"


class Look(NamedTuple):
    """Everything that decides how a run of text looks and what a click on it does."""

    tone: Tone = Tone.TEXT
    strong: bool = False
    emphasis: bool = False
    link: int = 0
    """The number of the link it belongs to, from 1; 0 is none."""
    tag: str = ""
    """The tag it stands for."""
    paint: str = ""
    """Colours of its own, as Rich writes them: a cell of a picture."""


class Run(NamedTuple):
    """Text in one look, before it is broken into lines."""

    text: str
    look: Look = Look()


class Piece(NamedTuple):
    """A part of a line in one look."""

    text: str
    look: Look = Look()
    at: int = -1
    """Where its first character stands in the unit's text; -1 for ornaments."""


class Line(NamedTuple):
    """One line of the page."""

    pieces: tuple[Piece, ...] = ()
    start: int = 0
    """Where in the unit's text it starts."""
    over: str = ""
    """What a picture sends to the terminal once the line stands there."""

    @property
    def cells(self) -> int:
        """Its width."""
        return sum(cells.width(piece.text) for piece in self.pieces)

    @property
    def text(self) -> str:
        """Its words, ornaments and all."""
        return "".join(piece.text for piece in self.pieces)


class Body(Protocol):
    """Something that can be laid out in a number of cells: prose, code, a table, a picture."""

    @property
    def text(self) -> str:
        """Its words, in which places are counted and found."""

    def lines(self, width: int) -> Iterable[Line]:
        """Its lines, none wider than `width` cells; a long text makes them as they are asked for."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body with what stands before its lines: bullets, quotation bars, indentation."""

    body: Body
    lead: tuple[Piece, ...] = ()
    """Before the first line."""
    hang: tuple[Piece, ...] = ()
    """Before every other line; as wide as `lead`."""
    between: tuple[Piece, ...] = ()
    """On the blank lines above it."""
    gap: int = 1
    """Blank lines above it."""

    def lines(self, measure: int) -> Iterator[Line]:
        """Its lines, blank ones above included."""
        width = max(1, measure - sum(cells.width(piece.text) for piece in self.lead))
        for _ in range(self.gap):
            yield Line(self.between)
        for number, line in enumerate(self.body.lines(width)):
            yield line._replace(pieces=(self.hang if number else self.lead) + line.pieces)


def runs_text(runs: Iterable[Run]) -> str:
    """The words of runs."""
    return "".join(run.text for run in runs)
