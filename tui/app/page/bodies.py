"""The bodies that are not tables: prose, code, rules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Protocol

from tui.app.page import glyphs
from tui.app.page.code import colour
from tui.app.page.pieces import Line, Look, Piece, Run, Tone, runs_text
from tui.app.page.wrap import wrap
from tui.news import cells
from tui.news.values import dataclass


@dataclass(frozen=True)
class Prose:
    """Words that flow: a paragraph, a heading, a caption."""

    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """Its words."""
        return runs_text(self.runs)

    def lines(self, width: int) -> Iterator[Line]:
        """Its lines, as they are asked for."""
        return wrap(self.runs, width)


class Drawing(Protocol):
    """A picture, however it is drawn."""

    def lines(self, width: int) -> list[Line]:
        """Its lines, none wider than `width` cells."""

    def close(self) -> None:
        """Frees what the terminal holds of it."""


@dataclass(frozen=True)
class Pictured(Prose):
    """A picture above its caption. Places are those of the caption, so that they are the same without the picture."""

    drawing: Drawing

    def lines(self, width: int) -> Iterator[Line]:
        """The picture's lines, then the caption's."""
        yield from self.drawing.lines(width)
        yield from super().lines(width)


@dataclass(frozen=True)
class Rule:
    """A line across, as wide as the measure or in the middle of it."""

    mark: str
    short: bool = False
    text: str = ""

    def lines(self, width: int) -> list[Line]:
        """One line."""
        look = Look(Tone.ORNAMENT)
        if self.short:
            return [Line((Piece(" " * max(0, (width - cells.width(self.mark)) // 2)), Piece(self.mark, look)))]
        return [Line((Piece(self.mark * width, look),))]


@dataclass(frozen=True)
class Preformatted:
    """Code: its own lines on a ground of their own; what is too long goes on below, marked as such."""

    text: str
    language: str | None

    def lines(self, width: int) -> list[Line]:
        """Its lines, filled up to `width`."""
        look = Look(Tone.CODE)
        room = max(1, width - 2)
        found = []
        at = 0
        for runs in colour(self.text, self.language):
            mark = " "
            for pieces, start in _chopped(runs, room, at):
                used = sum(cells.width(piece.text) for piece in pieces)
                fill = Piece(" " * max(0, width - 1 - used), look)
                found.append(Line((Piece(mark, look), *pieces, fill), start))
                mark = glyphs.ONWARD
            at += len(runs_text(runs)) + 1
        return found


def _chopped(runs: tuple[Run, ...], room: int, at: int) -> list[tuple[list[Piece], int]]:
    """One line of code in pieces of at most `room` cells, each with its place."""
    rows: list[tuple[list[Piece], int]] = [([], at)]
    used = 0
    for run in runs:
        rest = run.text
        while rest:
            head = rest if used + cells.width(rest) <= room else cells.head(rest, max(1, room - used))
            if used and used + cells.width(head) > room:
                rows.append(([], at))
                used = 0
                continue
            rows[-1][0].append(Piece(head, run.look, at))
            used += cells.width(head)
            at += len(head)
            rest = rest[len(head) :]
            if rest:
                rows.append(([], at))
                used = 0
    return rows
