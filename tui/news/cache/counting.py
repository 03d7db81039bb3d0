"""The tag panel's numbers: for many terms, how many hits there are if one joins the filter now.

Few hits are counted from their rows. Many are counted by intersections, from the largest term on and only as many as
needed: a term can have no more hits than articles, so the search ends when the next one could not reach the list any
more (Fagin's threshold argument). The small terms, of which there may be tens of thousands, are counted together where
they can matter. Every number is exact, and no line that is left out has more hits than the last one that is shown.
"""

from __future__ import annotations

import collections
import heapq
import json
import sqlite3
from array import array
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from operator import sub

from tui.news.cache.clock import Now
from tui.news.cache.connections import Connections
from tui.news.cache.evaluate import Evaluator
from tui.news.cache.ids import Ids
from tui.news.cache.index import SMALL, Index
from tui.news.cache.lines import Line, Lines, letters, tier
from tui.news.filter import Filter, Is, Join, State, negate
from tui.news.results import TermCount

VIRTUAL = (State.UNREAD, State.STARRED, State.TODAY, State.LONG, State.UNTAGGED)
"""The virtual tags that stand among the tags."""
_GROWTH = 5_000
"""The lines are sorted anew when their sets have grown by so many ids."""
_FEW = 1_000
"""Up to so many hits rows are quicker than sets, of 5,000 tags at a million articles: 5 ms."""
_RUN = 64
"""Lines that are counted together: less than half the time of one by one."""
_LOOKS = 8
"""To count a small line by itself takes as long as to look up who holds so many hits."""


class Counter:
    """Counts terms under a filter."""

    def __init__(self, connections: Connections, index: Index, evaluator: Evaluator) -> None:
        self._connections = connections
        self._index = index
        self._evaluator = evaluator
        self._lines: tuple[tuple[object, ...], Lines] = ((), Lines((), index))
        self._before: tuple[tuple[object, ...], Ids, _Many] = ((), Ids(), _Many(Ids(), self._lines[1], index))
        """State, hits and what was counted of them by the question before."""

    def counts(self, filter: Filter, join: Join, matching: str, limit: int, now: Now) -> list[TermCount]:
        """See Cache.counts."""
        region, start, sign = filter, 0, 1
        if join is Join.NOT or (join is Join.OR and filter.chips):
            start, sign = len(self._evaluator.find(filter, now)), -1 if join is Join.NOT else 1
        if join is Join.OR and filter.chips:
            region = Filter((*filter.without(-1).chips, negate(filter.chips[-1])))
        hits = self._evaluator.find(region, now)
        wanted = letters(matching)
        most = len(hits) - (join is Join.NOT)
        lines = self._ready()
        counted = self._few(hits, lines) if len(hits) <= _FEW else self._many(hits, lines)
        found: list[tuple[int, State | Line]] = []
        for rank, numbers in enumerate(lines.tiers(wanted)):
            virtual = [state for state in VIRTUAL if tier(wanted, state.value) == rank]
            sizes = [(hits.intersection_cardinality(self._evaluator.term(Is(state), now)), state) for state in virtual]
            some: list[tuple[int, State | Line]] = [(count, state) for count, state in sizes if 0 < count <= most]
            some += [(count, lines.all[number]) for count, number in counted.best(numbers, limit, most)]
            some.sort(key=lambda one: -one[0])
            found += some[: limit - len(found)]
            if len(found) >= limit:
                break
        return [_told(what, start + sign * count) for count, what in found]

    def warm(self) -> None:
        """Makes the lines ready."""
        self._ready()

    def _ready(self) -> Lines:
        """Tags, feeds and topics; made anew when there are new ones, or when their sizes have become too wrong."""
        stamp = (len(self._index.tags), self._index.sets, self._index.feed_stamp, self._index.grown // _GROWTH)
        if self._lines[0] != stamp:
            with self._index.lock:
                self._index.grown_by = Ids()
                self._index.touched = set()
                self._lines = (stamp, Lines(self._all(), self._index))
        return self._lines[1]

    def _all(self) -> Iterator[Line]:
        for number, name in self._index.tags.items():
            set = f"tag:{number}"
            yield Line(name, name, (set,), self._index.size(set))
        for title, sets in self._evaluator.feed_sets().items():
            size = sum(self._index.size(set) for set in sets)
            yield Line(title, title.casefold(), sets, size)
        for name, sets in self._evaluator.topic_sets().items():
            yield Line(name, name.casefold(), sets, sum(map(self._index.size, sets)), topic=True)

    def _many(self, hits: Ids, lines: Lines) -> _Many:
        """Made anew unless the key before counted the same hits: what it gathered serves the next letter."""
        stamp, before, found = self._before
        if stamp != (self._lines[0], self._index.stamp) or before != hits:
            found = _Many(hits, lines, self._index)
            self._before = ((self._lines[0], self._index.stamp), hits, found)
        return found

    def _few(self, hits: Ids, lines: Lines) -> _Few:
        with self._connections.read() as connection:
            return _Few(_from_rows(connection, hits, lines, self._index))


def _told(what: State | Line, count: int) -> TermCount:
    if isinstance(what, Line):
        return TermCount(what.term, what.text, count)
    return TermCount(Is(what), what.value, count)


def _from_rows(connection: sqlite3.Connection, hits: Ids, lines: Lines, index: Index) -> dict[int, int]:
    """The lines that have any of the hits, by their numbers, with how many.

    SQLite takes the numbers as JSON and writes the tags so: a fifth of what a question mark and a row each cost.
    """
    sql = (
        "SELECT json_group_array(tag) FROM json_each(?) AS hit CROSS JOIN tagging"
        " WHERE article = hit.value AND source > 0"
    )
    counted = collections.Counter(json.loads(connection.execute(sql, (json.dumps(list(hits)),)).fetchone()[0]))
    tags = lines.tags
    found = {tags[f"tag:{tag}"]: count for tag, count in counted.items() if f"tag:{tag}" in tags}
    for number in lines.feeds:
        if count := hits.intersection_cardinality(lines.all[number].members(index)):
            found[number] = count
    return found


class _Few:
    """What each line has of few hits."""

    def __init__(self, counts: dict[int, int]) -> None:
        self._counts = counts
        self._counted = Ids(counts)

    def best(self, numbers: Ids, limit: int, most: int) -> list[tuple[int, int]]:
        """Hits and numbers of the lines that have the most of these, but for those with more than `most`."""
        counted = ((self._counts[number], number) for number in numbers & self._counted)
        return heapq.nlargest(limit, (one for one in counted if one[0] <= most), key=lambda one: one[0])


class _Top:
    """The lines with the most hits that were met, but for those with more than `most`."""

    def __init__(self, limit: int, most: int) -> None:
        self._limit = limit
        self._most = most
        self._heap: list[tuple[int, int]] = []
        self.floor = 0
        """A line needs more hits than these."""

    def add(self, count: int, number: int) -> None:
        """A line that may be one; of two that are equal the larger stays."""
        if not self.floor < count <= self._most:
            return
        if len(self._heap) < self._limit:
            heapq.heappush(self._heap, (count, -number))
        else:
            heapq.heappushpop(self._heap, (count, -number))
        if len(self._heap) >= self._limit:
            self.floor = self._heap[0][0]

    def found(self) -> list[tuple[int, int]]:
        """Hits and numbers, the most hits first."""
        return [(count, -number) for count, number in sorted(self._heap, reverse=True)]


class _Many:
    """What each line has of many hits: what it has at all, but for those of its articles that are not hit.

    The articles that are not hit are so many that their set is kept as bits, and each of a line's articles costs one
    look: a fifth of the time where 20,000 of a million are hit.
    """

    def __init__(self, hits: Ids, lines: Lines, index: Index) -> None:
        self._hits = hits
        self._lines = lines
        self._index = index
        self._missed = (index.every - hits).intersection_cardinality
        self._slack = hits.intersection_cardinality(index.grown_by)
        """By how many hits a line can have more than when the lines were made."""

    def best(self, numbers: Ids, limit: int, most: int) -> list[tuple[int, int]]:
        """Hits and numbers of the lines that have the most of these, but for those with more than `most`."""
        top = _Top(limit, most)
        self._large(numbers, top)
        if top.floor < SMALL + self._slack:
            self._small(numbers, top)
        return top.found()

    def _large(self, numbers: Ids, top: _Top) -> None:
        """Some after others, while the next one, the largest of those left, can have enough."""
        lines, missed = self._lines, self._missed
        large = Ids(numbers)
        large.remove_range(lines.small.first, len(lines.all))
        rest = iter(large)
        while run := array("I", islice(rest, _RUN)):
            if lines.all[run[0]].size + self._slack <= top.floor:
                return
            members = lines.members(run, self._index)
            for number, count in zip(run, map(sub, map(len, members), map(missed, members)), strict=True):
                if count > top.floor:
                    top.add(count, number)

    def _small(self, numbers: Ids, top: _Top) -> None:
        """All at once where they are many, but for those that have changed since they were gathered."""
        small = self._lines.small
        some = Ids(numbers)
        some.remove_range(0, small.first)
        if len(some) * _LOOKS > self._hits.intersection_cardinality(small.ids):
            changed = self._lines.changed(self._index.touched) & some
            counts = self._gathered
            for number in some & Ids(counts) - changed:
                top.add(counts[number], number)
            some = Ids(changed)
        for number in some:
            top.add(self._hits.intersection_cardinality(self._lines.all[number].members(self._index)), number)

    @cached_property
    def _gathered(self) -> collections.Counter[int]:
        return self._lines.small.count(self._hits)
