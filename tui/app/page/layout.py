"""A page in a measure: units laid out when they are looked at, and ways to move through them.

A spot is a line of the page; a place is a character of its text. Spots change with the measure, places do not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from tui.app.page.pieces import Line, Unit


class Spot(NamedTuple):
    """A line of the page."""

    unit: int
    line: int


TOP = Spot(0, 0)


class Page:
    """The lines of units in a measure."""

    def __init__(self, units: Sequence[Unit], measure: int) -> None:
        self.units = units
        self.measure = measure
        """Cells."""
        self._starts = [0, *accumulate(len(unit.body.text) + 1 for unit in units)]
        self._lines: dict[int, list[Line]] = {}

    @property
    def length(self) -> int:
        """Characters of the whole text."""
        return self._starts[-1]

    @property
    def laid_out(self) -> int:
        """How many units have been laid out so far."""
        return len(self._lines)

    def unit_start(self, unit: int) -> int:
        """The place of a unit's first character."""
        return self._starts[unit]

    def lines(self, unit: int) -> list[Line]:
        """A unit's lines, laid out at the first asking."""
        found = self._lines.get(unit)
        if found is None:
            found = self._lines[unit] = self.units[unit].lines(self.measure)
        return found

    def line(self, spot: Spot) -> Line:
        """The line at a spot."""
        return self.lines(spot.unit)[spot.line]

    @property
    def end(self) -> Spot:
        """The last line."""
        last = len(self.units) - 1
        return Spot(last, len(self.lines(last)) - 1) if self.units else TOP

    def move(self, spot: Spot, count: int) -> Spot:
        """So many lines on, or back below 0; at most to the ends."""
        if not self.units:
            return TOP
        unit, line = spot.unit, spot.line + count
        while line < 0 and unit > 0:
            unit -= 1
            line += len(self.lines(unit))
        while line >= len(self.lines(unit)):
            if unit == len(self.units) - 1:
                return self.end
            line -= len(self.lines(unit))
            unit += 1
        return Spot(unit, max(0, line))

    def top_of_end(self, height: int) -> Spot:
        """The top of a view of `height` lines that shows the end in its last line."""
        return self.move(self.end, 1 - height)

    def window(self, top: Spot, height: int) -> list[Spot]:
        """The spots that a view of `height` lines shows; fewer at the end."""
        found: list[Spot] = []
        unit, line = top
        while len(found) < height and unit < len(self.units):
            count = len(self.lines(unit))
            found += [Spot(unit, at) for at in range(line, min(count, line + height - len(found)))]
            unit, line = unit + 1, 0
        return found

    def place(self, spot: Spot) -> int:
        """The place a line starts at."""
        return self._starts[spot.unit] + self.line(spot).start if self.units else 0

    def spot(self, place: int) -> Spot:
        """The line a place is on; the nearest where there is none such."""
        if place <= 0 or not self.units:
            return TOP
        unit = min(bisect_right(self._starts, place) - 1, len(self.units) - 1)
        starts = [line.start for line in self.lines(unit)]
        gap = self.units[unit].gap
        last = max(gap, bisect_right(starts, place - self._starts[unit]) - 1)
        return Spot(unit, bisect_left(starts, starts[last], gap) if last < len(starts) else len(starts) - 1)
