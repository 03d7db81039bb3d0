"""The tag panel's numbers: for many terms, how many hits there are if one joins the filter now.

Exact, and only as many intersections as needed: terms are tried from the largest on, and a term can have no more hits
than articles, so the search ends when the next one could not reach the list any more (Fagin's threshold argument).
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tui.news.cache.clock import Now
from tui.news.cache.evaluate import Evaluator
from tui.news.cache.ids import Ids
from tui.news.cache.index import Index
from tui.news.filter import Filter, InFeed, Is, Join, State, Tagged, Term, negate
from tui.news.results import TermCount

VIRTUAL = (State.UNREAD, State.STARRED, State.TODAY, State.LONG, State.UNTAGGED)
"""The virtual tags that stand among the tags."""
_GROWTH = 5_000
"""The lines are sorted anew when their sets have grown by so many ids."""


@dataclass(frozen=True, eq=False)
class _Label:
    """One line that the panel can show."""

    text: str
    folded: str
    term: Term
    sets: tuple[str, ...]
    """The names of the sets that make it up."""
    size: int
    """How many articles when the lines were made."""


@dataclass
class _Labels:
    """All lines, largest first, and which of them hold a letter."""

    lines: list[_Label] = field(default_factory=list)
    letters: dict[str, Ids] = field(default_factory=dict)
    grown: int = 0
    """What `Index.grown` was: no set can have grown by more since."""

    @staticmethod
    def of(lines: Iterable[_Label], grown: int) -> _Labels:
        labels = _Labels(sorted(lines, key=lambda line: -line.size), grown=grown)
        letters: dict[str, list[int]] = {}
        for number, line in enumerate(labels.lines):
            for letter in set(line.folded):
                letters.setdefault(letter, []).append(number)
        labels.letters = {letter: Ids(numbers) for letter, numbers in letters.items()}
        return labels

    def matching(self, wanted: str) -> Iterator[list[_Label]]:
        """The lines that hold the letters in order: those that begin so, that have a word that does, the rest."""
        if not wanted:
            yield self.lines
            return
        holding = Ids.intersection(*(self.letters.get(letter, Ids()) for letter in set(wanted)))
        fuzzy = re.compile(".*?".join(map(re.escape, wanted))).search
        begins: list[_Label] = []
        words: list[_Label] = []
        inside: list[_Label] = []
        rest: list[_Label] = []
        for number in holding:
            line = self.lines[number]
            at = line.folded.find(wanted)
            if at == 0:
                begins.append(line)
            elif at > 0:
                (words if f" {wanted}" in line.folded else inside).append(line)
            elif fuzzy(line.folded):
                rest.append(line)
        yield from (begins, words, inside, rest)


class Counter:
    """Counts terms under a filter."""

    def __init__(self, index: Index, evaluator: Evaluator) -> None:
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
        found: list[TermCount] = []
        for tier, lines in enumerate(self._all().matching(wanted)):
            virtual = [state for state in VIRTUAL if _tier(wanted, state.value) == tier]
            best = [(hits.intersection_cardinality(self._evaluator.term(Is(state), now)), state) for state in virtual]
            some = [TermCount(Is(state), state.value, count) for count, state in best if 0 < count <= most]
            some += self._best(hits, lines, limit - len(found), most)
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
            self._labels = (stamp, _Labels.of(self._lines(), self._index.grown))
        return self._labels[1]

    def _lines(self) -> Iterator[_Label]:
        for number, name in self._index.tags.items():
            set = f"tag:{number}"
            yield _Label(name, name, Tagged(name), (set,), len(self._index.get(set)))
        for title, sets in self._evaluator.feed_sets().items():
            size = sum(len(self._index.get(set)) for set in sets)
            yield _Label(title, title.casefold(), InFeed(title), sets, size)

    def _best(self, hits: Ids, lines: list[_Label], limit: int, most: int) -> list[TermCount]:
        """The lines with the most hits, in no order; `lines` come largest first."""
        best: list[tuple[int, int]] = []
        slack = self._index.grown - self._labels[1].grown
        get, count_with = self._index.get, hits.intersection_cardinality
        for number, line in enumerate(lines):
            if len(best) >= limit and line.size + slack <= best[0][0]:
                break
            if len(line.sets) == 1:
                count = count_with(get(line.sets[0]))
            else:
                count = count_with(Ids.union(*map(get, line.sets)))
            if 0 < count <= most:
                (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, (count, -number))
        return [TermCount(lines[-number].term, lines[-number].text, count) for count, number in best]


def _tier(wanted: str, folded: str) -> int:
    """How well a label holds what was typed: 0 best, 3 worst, -1 not at all."""
    at = folded.find(wanted)
    if at == 0:
        return 0
    return -1 if not re.search(".*?".join(map(re.escape, wanted)), folded) else 2 if at > 0 else 3
