"""A page in a measure: units laid out when they are looked at, and ways to move through them.

A spot is a line of the page; a place is a character of its text. Spots change with the measure, places do not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from tui.app.page.pieces import Line, Unit


class Spot(NamedTuple):
    """A line of the page."""

    unit: int
    line: int


TOP = Spot(0, 0)


class _Lines:
    """The lines of one unit, made as far as they have been asked for."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._made: list[Line] = []
        self._rest: Iterator[Line] | None = lines

    def upto(self, count: int) -> list[Line]:
        """The lines made so far: at least `count`, where there are so many."""
        while self._rest is not None and len(self._made) < count:
            self._make()
        return self._made

    def past(self, start: int) -> list[Line]:
        """The lines made so far: at least one that starts past `start`, where there is one."""
        while self._rest is not None and not (self._made and self._made[-1].start > start):
            self._make()
        return self._made

    def all(self) -> list[Line]:
        """Every line."""
        if self._rest is not None:
            self._made.extend(self._rest)
            self._rest = None
        return self._made

    def _make(self) -> None:
        assert self._rest is not None
        line = next(self._rest, None)
        if line is None:
            self._rest = None
        else:
            self._made.append(line)


class Page:
    """The lines of units in a measure, made when they are looked at: 40 of a long paragraph's thousands to open it."""

    def __init__(self, units: Sequence[Unit], measure: int) -> None:
        self.units = units
        self.measure = measure
        """Cells."""
        self._starts = [0, *accumulate(len(unit.body.text) + 1 for unit in units)]
        self._lines: dict[int, _Lines] = {}

    @property
    def length(self) -> int:
        """Characters of the whole text."""
        return self._starts[-1]

    @property
    def laid_out(self) -> int:
        """How many units have been looked at so far."""
        return len(self._lines)

    def unit_start(self, unit: int) -> int:
        """The place of a unit's first character."""
        return self._starts[unit]

    def _unit(self, unit: int) -> _Lines:
        found = self._lines.get(unit)
        if found is None:
            found = self._lines[unit] = _Lines(self.units[unit].lines(self.measure))
        return found

    def lines(self, unit: int) -> list[Line]:
        """All lines of a unit."""
        return self._unit(unit).all()

    def line(self, spot: Spot) -> Line:
        """The line at a spot."""
        return self._unit(spot.unit).upto(spot.line + 1)[spot.line]

    @property
    def end(self) -> Spot:
        """The last line."""
        last = len(self.units) - 1
        return Spot(last, len(self.lines(last)) - 1) if self.units else TOP

    def _on(self, spot: Spot, count: int) -> Spot | None:
        """So many lines on; None where there are not so many."""
        unit, line = spot.unit, spot.line + count
        while unit < len(self.units):
            made = len(self._unit(unit).upto(line + 1))
            if line < made:
                return Spot(unit, line)
            unit, line = unit + 1, line - made
        return None

    def goes_on(self, spot: Spot, count: int) -> bool:
        """Whether so many lines follow a spot."""
        return self._on(spot, count) is not None

    def move(self, spot: Spot, count: int) -> Spot:
        """So many lines on, or back below 0; at most to the ends."""
        if not self.units:
            return TOP
        unit, line = spot.unit, spot.line + count
        while line < 0 and unit > 0:
            unit -= 1
            line += len(self.lines(unit))
        return self._on(Spot(unit, 0), line) or self.end if line > 0 else Spot(unit, 0)

    def top_of_end(self, height: int) -> Spot:
        """The top of a view of `height` lines that shows the end in its last line."""
        return self.move(self.end, 1 - height)

    def top_for(self, spot: Spot, height: int) -> Spot:
        """The top of a view of `height` lines that shows a spot as near to its top as the end allows."""
        return spot if self.goes_on(spot, height - 1) else min(spot, self.top_of_end(height))

    def window(self, top: Spot, height: int) -> list[Spot]:
        """The spots that a view of `height` lines shows; fewer at the end."""
        found: list[Spot] = []
        unit, line = top
        while len(found) < height and unit < len(self.units):
            stop = line + height - len(found)
            found += [Spot(unit, at) for at in range(line, min(stop, len(self._unit(unit).upto(stop))))]
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
        offset = place - self._starts[unit]
        starts = [line.start for line in self._unit(unit).past(offset)]
        gap = self.units[unit].gap
        last = max(gap, bisect_right(starts, offset) - 1)
        return Spot(unit, bisect_left(starts, starts[last], gap) if last < len(starts) else len(starts) - 1)
