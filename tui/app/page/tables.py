"""Tables in the measure: widths shared out between the columns, cells wrapped, borders whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from tui.app.page import glyphs
from tui.app.page.pieces import Line, Look, Piece, Run, Tone, runs_text
from tui.app.page.wrap import wrap
from tui.news.cells import width as cell_width
from tui.news.values import dataclass

LEAST = 4
"""Cells a column must have; a table that cannot give them is set as a list of its rows."""

Cell = tuple[Run, ...]
_NUMBER = re.compile(r"[-+−±~<>≈]?\s?[$€£¥]?\s?\d[\d,.\s]*\s?[%‰°]?[A-Za-z]{0,2}")


@dataclass(frozen=True)
class Grid:
    """Rows of cells, all rows equally long."""

    rows: tuple[tuple[Cell, ...], ...]
    headers: int
    """How many of the first rows are headings."""

    @cached_property
    def text(self) -> str:
        """Cells with tabs between, rows with newlines between."""
        return "\n".join("\t".join(runs_text(cell) for cell in row) for row in self.rows)

    def lines(self, width: int) -> list[Line]:
        """The table, or where its columns do not fit side by side, its rows one below the other."""
        columns = len(self.rows[0])
        room = width - 3 * (columns - 1)
        if room < LEAST * columns:
            return self._stacked(width)
        return self._drawn(shares(self._wanted(), self._longest_words(), room))

    def _wanted(self) -> list[int]:
        return [max(1, *(_widest(cell) for cell in column)) for column in zip(*self.rows, strict=True)]

    def _longest_words(self) -> list[int]:
        return [
            max([1, *(cell_width(word) for cell in column for word in runs_text(cell).split())])
            for column in zip(*self.rows, strict=True)
        ]

    def _drawn(self, widths: list[int]) -> list[Line]:
        right = self._numeric()
        ornament = Look(Tone.ORNAMENT)
        rule = f"{glyphs.RULE}{glyphs.CROSS}{glyphs.RULE}".join(glyphs.RULE * width for width in widths)
        found: list[Line] = []
        airy = False
        at = 0
        for number, row in enumerate(self.rows):
            cells: list[list[Line]] = []
            begin = at
            for cell, width in zip(row, widths, strict=True):
                cells.append(list(wrap(cell, width, base=at)))
                at += len(runs_text(cell)) + 1
            height = max(map(len, cells))
            airy = airy or height > 1
            if number and (number == self.headers or (airy and number > self.headers)):
                found.append(Line((Piece(rule, ornament),), begin))
            for level in range(height):
                pieces: list[Piece] = []
                for column, (lines, width) in enumerate(zip(cells, widths, strict=True)):
                    if column:
                        pieces.append(Piece(f" {glyphs.ACROSS} ", ornament))
                    inner = lines[level].pieces if level < len(lines) else ()
                    blank = Piece(" " * (width - sum(cell_width(piece.text) for piece in inner)))
                    pieces += (blank, *inner) if right[column] and number >= self.headers else (*inner, blank)
                found.append(Line(tuple(piece for piece in pieces if piece.text), begin))
        return found

    def _numeric(self) -> list[bool]:
        """Which columns hold figures, that stand flush right."""
        found = []
        for column in zip(*self.rows[self.headers :], strict=True):
            texts = [text for cell in column if (text := runs_text(cell).strip())]
            found.append(bool(texts) and all(_NUMBER.fullmatch(text) for text in texts))
        return found or [False] * len(self.rows[0])

    def _stacked(self, width: int) -> list[Line]:
        """Each row as lines of `heading: cell`, a rule between the rows."""
        heads = [runs_text(cell) for cell in self.rows[0]] if self.headers else [""] * len(self.rows[0])
        found: list[Line] = []
        at = 0
        for number, row in enumerate(self.rows):
            if number > self.headers:
                found.append(Line((Piece(glyphs.RULE * width, Look(Tone.ORNAMENT)),), at))
            for head, cell in zip(heads, row, strict=True):
                text = runs_text(cell)
                if number >= self.headers and text:
                    found += _labelled(head, cell, width, at)
                at += len(text) + 1
        return found


def _labelled(head: str, cell: Cell, width: int, at: int) -> list[Line]:
    """A cell after its heading; the places are those of the cell."""
    label = wrap((Run(f"{head}:", Look(Tone.HEAD)),), width) if head else ()
    lines = [Line(tuple(piece._replace(at=-1) for piece in line.pieces), at) for line in label]
    inner = wrap(cell, max(1, width - 2), base=at)
    return lines + [Line((Piece("  "), *line.pieces), line.start) for line in inner]


def _widest(cell: Cell) -> int:
    return max(cell_width(line) for line in runs_text(cell).split("\n"))


def shares(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Cells for each column: all they want where there is room; else the longest words, then short needs first."""
    if sum(wanted) <= room:
        return list(wanted)
    floor = [min(word, want) for word, want in zip(least, wanted, strict=True)]
    if sum(floor) > room:
        return _evenly(floor, room)
    needs = [want - base for want, base in zip(wanted, floor, strict=True)]
    return [base + more for base, more in zip(floor, _evenly(needs, room - sum(floor)), strict=True)]


def _evenly(wanted: list[int], room: int) -> list[int]:
    """As even as can be, with no column wider than it wants: short figures stay whole where long words must break."""
    given = [0] * len(wanted)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for done, column in enumerate(order):
        given[column] = min(wanted[column], room // (len(order) - done))
        room -= given[column]
    return given
