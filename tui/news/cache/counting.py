"""The tag panel's numbers: for many terms, how many hits there are if one joins the filter now.

Few hits are counted from their rows. Many are counted by intersections, from the largest term on and only as many as
needed: a term can have no more hits than articles, so the search ends when the next one could not reach the list any
more (Fagin's threshold argument). The many small terms stand in bundles, and a bundle that has too few hits as a whole
is not looked into. Every number is exact, and no line that is left out has more hits than the last one that is shown.
"""

from __future__ import annotations

import collections
import heapq
import json
import sqlite3
from collections.abc import Iterator

from tui.news.cache.clock import Now
from tui.news.cache.connections import Connections
from tui.news.cache.evaluate import Evaluator
from tui.news.cache.ids import Ids
from tui.news.cache.index import Index
from tui.news.cache.lines import Bundle, Line, Lines, letters, tier, tiers
from tui.news.filter import Filter, Is, Join, State, negate
from tui.news.results import TermCount

VIRTUAL = (State.UNREAD, State.STARRED, State.TODAY, State.LONG, State.UNTAGGED)
"""The virtual tags that stand among the tags."""
_GROWTH = 5_000
"""The lines are sorted anew when their sets have grown by so many ids."""
_FEW = 1_000
"""Up to so many hits rows are quicker than sets, of 5,000 tags at a million articles: 5 ms."""
_RUN = 64
"""Lines after which it is looked whether any that follow can have enough hits, where they are in no bundles."""


class Counter:
    """Counts terms under a filter."""

    def __init__(self, connections: Connections, index: Index, evaluator: Evaluator) -> None:
        self._connections = connections
        self._index = index
        self._evaluator = evaluator
        self._lines: tuple[tuple[object, ...], Lines] = ((), Lines((), index))

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
        counted = self._few(hits) if len(hits) <= _FEW else self._many(hits)
        found: list[tuple[int, State | Line]] = []
        for rank, bundles in enumerate(counted.tiers(wanted)):
            virtual = [state for state in VIRTUAL if tier(wanted, state.value) == rank]
            sizes = [(hits.intersection_cardinality(self._evaluator.term(Is(state), now)), state) for state in virtual]
            some: list[tuple[int, State | Line]] = [(count, state) for count, state in sizes if 0 < count <= most]
            some += counted.best(bundles, limit, most)
            some.sort(key=lambda one: -one[0])
            found += some[: limit - len(found)]
            if len(found) >= limit:
                break
        return [_told(what, start + sign * count) for count, what in found]

    def warm(self) -> None:
        """Makes the lines ready."""
        self._ready()

    def _ready(self) -> Lines:
        """Tags and feeds; made anew when there are new ones, or when their sizes have become too wrong."""
        stamp = (len(self._index.tags), self._index.sets, self._index.feed_stamp, self._index.grown // _GROWTH)
        if self._lines[0] != stamp:
            with self._index.lock:
                self._index.grown_by = Ids()
                self._lines = (stamp, Lines(self._all(), self._index))
        return self._lines[1]

    def _all(self) -> Iterator[Line]:
        for number, name in self._index.tags.items():
            set = f"tag:{number}"
            yield Line(name, name, (set,), self._index.size(set))
        for title, sets in self._evaluator.feed_sets().items():
            size = sum(self._index.size(set) for set in sets)
            yield Line(title, title.casefold(), sets, size)

    def _few(self, hits: Ids) -> _Few:
        lines = self._ready()
        with self._connections.read() as connection:
            return _Few(_from_rows(connection, hits, lines, self._index))

    def _many(self, hits: Ids) -> _Many:
        return _Many(hits, self._ready(), self._index)


def _told(what: State | Line, count: int) -> TermCount:
    if isinstance(what, Line):
        return TermCount(what.term, what.text, count)
    return TermCount(Is(what), what.value, count)


def _from_rows(connection: sqlite3.Connection, hits: Ids, lines: Lines, index: Index) -> dict[Line, int]:
    """The lines that have any of the hits, with how many.

    SQLite takes the numbers as JSON and writes the tags so: a fifth of what a question mark and a row each cost.
    """
    sql = (
        "SELECT json_group_array(tag) FROM json_each(?) AS hit CROSS JOIN tagging"
        " WHERE article = hit.value AND source > 0"
    )
    numbers = collections.Counter(json.loads(connection.execute(sql, (json.dumps(list(hits)),)).fetchone()[0]))
    tags = lines.tags
    found = {tags[f"tag:{number}"]: count for number, count in numbers.items() if f"tag:{number}" in tags}
    for line in lines.feeds:
        if count := hits.intersection_cardinality(line.members(index)):
            found[line] = count
    return found


class _Few:
    """What each line has of few hits."""

    def __init__(self, counts: dict[Line, int]) -> None:
        self._counts = counts

    def tiers(self, wanted: str) -> Iterator[list[Bundle]]:
        """The lines, by how well they hold the letters."""
        return ([Bundle(lines, None)] for lines in tiers(self._counts, wanted))

    def best(self, bundles: list[Bundle], limit: int, most: int) -> list[tuple[int, Line]]:
        """The lines with the most hits, but for those with more than `most`."""
        counted = ((self._counts[line], line) for bundle in bundles for line in bundle.lines)
        return heapq.nlargest(limit, (one for one in counted if one[0] <= most), key=lambda one: one[0])


class _Many:
    """What each line has of many hits: what it has at all, but for those of its articles that are not hit.

    The articles that are not hit are so many that their set is kept as bits, and each of a line's articles costs one
    look: a fifth of the time where 20,000 of a million are hit.
    """

    def __init__(self, hits: Ids, lines: Lines, index: Index) -> None:
        self._lines = lines
        self._index = index
        self._missed = (index.every - hits).intersection_cardinality
        self._slack = hits.intersection_cardinality(index.grown_by)
        """By how many hits a line can have more than when the lines were made."""

    def tiers(self, wanted: str) -> Iterator[list[Bundle]]:
        """The lines, by how well they hold the letters; each tier's largest first."""
        if not wanted:
            return iter([self._lines.bundles])
        tiers = self._lines.tiers(wanted)
        return ([Bundle(lines[at : at + _RUN], None) for at in range(0, len(lines), _RUN)] for lines in tiers)

    def best(self, bundles: list[Bundle], limit: int, most: int) -> list[tuple[int, Line]]:
        """The lines with the most hits, but for those with more than `most`; in no order."""
        best: list[tuple[int, int, Line]] = []
        floor, place, missed, slack, index = 0, 0, self._missed, self._slack, self._index
        for bundle in bundles:
            if len(best) >= limit and bundle.lines[0].size + slack <= floor:
                break
            if bundle.ids is not None and len(bundle.ids) - missed(bundle.ids) + slack <= floor:
                continue
            for line in bundle.lines:
                ids = line.members(index)
                count = len(ids) - missed(ids)
                if floor < count <= most:
                    place -= 1  # of two that are equal the larger stays; lines themselves have no order
                    (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, (count, place, line))
                    if len(best) >= limit:
                        floor = best[0][0]
        return [(count, line) for count, _, line in best]
