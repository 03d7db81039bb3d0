"""The tag panel's numbers: for many terms, how many hits there are if one joins the filter now.

Few hits are counted from their rows: exact for every tag. Many are counted by intersections, from the largest term on
and only as many as needed: a term can have no more hits than articles, so the search ends when the next one could not
reach the list any more (Fagin's threshold argument), and after the largest `_TRIED` whatever comes.
"""

from __future__ import annotations

import collections
import heapq
import re
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tui.news.cache.clock import Now
from tui.news.cache.connections import Connections
from tui.news.cache.evaluate import Evaluator
from tui.news.cache.ids import Ids
from tui.news.cache.index import Index
from tui.news.cache.moves import marks, parts
from tui.news.filter import Filter, InFeed, Is, Join, State, Tagged, Term, negate
from tui.news.results import TermCount

VIRTUAL = (State.UNREAD, State.STARRED, State.TODAY, State.LONG, State.UNTAGGED)
"""The virtual tags that stand among the tags."""
_GROWTH = 5_000
"""The lines are sorted anew when their sets have grown by so many ids."""
_FEW = 800
"""Up to so many hits rows are quicker than sets: 4 ms of 5,000 tags at a million articles."""
_TRIED = 1_000
"""So many lines are tried, the largest first: 5 ms; all 5,000 tags took 40 ms where 20,000 articles were hit."""


@dataclass(frozen=True, eq=False, slots=True)
class _Label:
    """One line that the panel can show."""

    text: str
    folded: str
    sets: tuple[str, ...]
    """The names of the sets that make it up."""
    size: int
    """How many articles when the lines were made."""

    @property
    def term(self) -> Term:
        """What joins the filter."""
        return Tagged(self.text) if self.sets[0].startswith("tag:") else InFeed(self.text)


class _Labels:
    """All lines, largest first, and how those that hold some letters are found."""

    def __init__(self, lines: Iterable[_Label] = (), grown: int = 0) -> None:
        self.lines = sorted(lines, key=lambda line: -line.size)
        self.grown = grown
        """What `Index.grown` was: no set can have grown by more since."""
        self.tags = {line.sets[0]: line for line in self.lines if line.sets[0].startswith("tag:")}
        self.feeds = [line for line in self.lines if not line.sets[0].startswith("tag:")]
        self._by_name = sorted(range(len(self.lines)), key=lambda number: self.lines[number].folded)
        letters: dict[str, array[int]] = {}
        for number, line in enumerate(self.lines):
            for letter in set(line.folded):
                letters.setdefault(letter, array("I")).append(number)
        self._letters = {letter: Ids(numbers) for letter, numbers in letters.items()}

    def tiers(self, wanted: str) -> Iterator[list[_Label]]:
        """The lines that hold the letters in order, those that begin so first; the rest are looked for when asked."""
        if not wanted:
            yield self.lines
            return

        def folded(number: int) -> str:
            return self.lines[number].folded[: len(wanted)]

        first = bisect_left(self._by_name, wanted, key=folded)
        last = bisect_right(self._by_name, wanted, lo=first, key=folded)
        begins = Ids(self._by_name[first:last])
        yield [self.lines[number] for number in begins]
        holding = Ids.intersection(*(self._letters.get(letter, Ids()) for letter in set(wanted))) - begins
        yield from tiers([self.lines[number] for number in holding], wanted)[1:]


def tiers(lines: Iterable[_Label], wanted: str) -> list[list[_Label]]:
    """The lines that hold letters in order: those that begin so, that have a word that does, that hold them, the rest.

    One list of them all where no letters are wanted.
    """
    if not wanted:
        return [list(lines)]
    fuzzy = re.compile(".*?".join(map(re.escape, wanted))).search
    found: list[list[_Label]] = [[], [], [], []]
    for line in lines:
        at = line.folded.find(wanted)
        if at == 0:
            found[0].append(line)
        elif at > 0:
            found[1 if f" {wanted}" in line.folded else 2].append(line)
        elif fuzzy(line.folded):
            found[3].append(line)
    return found


class Counter:
    """Counts terms under a filter."""

    def __init__(self, connections: Connections, index: Index, evaluator: Evaluator) -> None:
        self._connections = connections
        self._index = index
        self._evaluator = evaluator
        self._labels: tuple[tuple[object, ...], _Labels] = ((), _Labels())

    def counts(self, filter: Filter, join: Join, matching: str, limit: int, now: Now) -> list[TermCount]:
        """See Cache.counts."""
        region, start, sign = filter, 0, 1
        if join is Join.NOT or (join is Join.OR and filter.chips):
            start, sign = len(self._evaluator.find(filter, now)), -1 if join is Join.NOT else 1
        if join is Join.OR and filter.chips:
            region = Filter((*filter.without(-1).chips, negate(filter.chips[-1])))
        hits = self._evaluator.find(region, now)
        wanted = "".join(matching.casefold().split())
        most = len(hits) - (join is Join.NOT)
        counted = _Counted(hits, self._index, self._all(), most)
        found: list[TermCount] = []
        for tier, lines in enumerate(counted.tiers(wanted, self._connections)):
            virtual = [state for state in VIRTUAL if _tier(wanted, state.value) == tier]
            best = [(hits.intersection_cardinality(self._evaluator.term(Is(state), now)), state) for state in virtual]
            some = [TermCount(Is(state), state.value, count) for count, state in best if 0 < count <= most]
            some += counted.best(lines, limit - len(found))
            some.sort(key=lambda one: -one.count)
            found += some[: limit - len(found)]
            if len(found) >= limit:
                break
        return [replace(one, count=start + sign * one.count) for one in found]

    def warm(self) -> None:
        """Makes the lines ready."""
        self._all()

    def _all(self) -> _Labels:
        """Tags and feeds; made anew when there are new ones, or when their sizes have become too wrong."""
        stamp = (len(self._index.tags), self._index.feed_stamp, self._index.grown // _GROWTH)
        if self._labels[0] != stamp:
            self._labels = (stamp, _Labels(self._lines(), self._index.grown))
        return self._labels[1]

    def _lines(self) -> Iterator[_Label]:
        for number, name in self._index.tags.items():
            set = f"tag:{number}"
            yield _Label(name, name, (set,), len(self._index.get(set)))
        for title, sets in self._evaluator.feed_sets().items():
            size = sum(len(self._index.get(set)) for set in sets)
            yield _Label(title, title.casefold(), sets, size)


class _Counted:
    """The hits of one question, and what of them each line has."""

    def __init__(self, hits: Ids, index: Index, labels: _Labels, most: int) -> None:
        self._hits = hits
        self._index = index
        self._labels = labels
        self._most = most
        self._slack = index.grown - labels.grown
        self._rows: dict[_Label, int] = {}
        self._left = _TRIED

    def tiers(self, wanted: str, connections: Connections) -> Iterable[list[_Label]]:
        """The lines to try, by how well they hold the letters; each tier's largest first."""
        if len(self._hits) > _FEW:
            return self._labels.tiers(wanted)
        with connections.read() as connection:
            self._rows = self._from_rows(connection)
        for line in self._labels.feeds:
            if count := self._intersect(line):
                self._rows[line] = count
        return tiers(self._rows, wanted)

    def _from_rows(self, connection: sqlite3.Connection) -> dict[_Label, int]:
        numbers: collections.Counter[int] = collections.Counter()
        for part in parts(self._hits):
            sql = f"SELECT tag FROM tagging WHERE article IN ({marks(part)}) AND source > 0"
            numbers.update(row[0] for row in connection.execute(sql, part))
        tags = self._labels.tags
        return {tags[f"tag:{number}"]: count for number, count in numbers.items() if f"tag:{number}" in tags}

    def _intersect(self, line: _Label) -> int:
        if len(line.sets) == 1:
            return int(self._hits.intersection_cardinality(self._index.get(line.sets[0])))
        return int(self._hits.intersection_cardinality(Ids.union(*map(self._index.get, line.sets))))

    def best(self, lines: list[_Label], limit: int) -> list[TermCount]:
        """The lines with the most hits, in no order."""
        if len(self._hits) <= _FEW:
            counted = ((self._rows[line], number) for number, line in enumerate(lines))
            best = heapq.nlargest(limit, (one for one in counted if one[0] <= self._most), key=lambda one: one[0])
        else:
            best = self._largest(lines, limit)
        return [TermCount(lines[number].term, lines[number].text, count) for count, number in best]

    def _largest(self, lines: list[_Label], limit: int) -> list[tuple[int, int]]:
        best: list[tuple[int, int]] = []
        for number, line in enumerate(lines[: self._left]):
            if len(best) >= limit and line.size + self._slack <= best[0][0]:
                break
            self._left -= 1
            count = self._intersect(line)
            if 0 < count <= self._most:
                (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, (count, -number))
        return [(count, -number) for count, number in best]


def _tier(wanted: str, folded: str) -> int:
    """How well a label holds what was typed: 0 best, 3 worst, -1 not at all."""
    at = folded.find(wanted)
    if at == 0:
        return 0
    return -1 if not re.search(".*?".join(map(re.escape, wanted)), folded) else 2 if at > 0 else 3
