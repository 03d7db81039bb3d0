"""The lines of the tag panel, tags, feeds and topics: ordered, searched by letters, the small ones gathered."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress

from tui.news.cache.ids import Ids
from tui.news.cache.index import SMALL, Index
from tui.news.filter import InFeed, InTopic, Tagged, Term

_PASSED = 16
"""While one article is looked up, so many pass by."""
_JOINTS = str.maketrans("", "", " \t-_")
"""Between the words of a label one may be typed for another."""


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """One line that the panel can show."""

    text: str
    folded: str
    sets: tuple[str, ...]
    """The names of the sets that make it up."""
    size: int
    """How many articles when the lines were made, or more."""
    topic: bool = False
    """Whether it is a topic that feeds are filed under."""

    @property
    def term(self) -> Term:
        """What joins the filter."""
        if self.is_tag:
            return Tagged(self.text)
        return InTopic(self.text) if self.topic else InFeed(self.text)

    @property
    def is_tag(self) -> bool:
        """Whether it is a tag, not a feed or a topic."""
        return self.sets[0].startswith("tag:")

    def members(self, index: Index) -> Ids:
        """Its articles."""
        if len(self.sets) == 1:
            return index.get(self.sets[0])
        return index.together(self.sets)


class Small:
    """Lines of few articles each: who holds an article, so that few hits are counted for thousands of them at once.

    Of 50,000 tags most are such; to count each by itself takes 5 microseconds.
    """

    def __init__(self, lines: Sequence[Line], first: int, index: Index) -> None:
        self.first = first
        """The number of the first such line."""
        held = sorted(
            id << 32 | number for number, line in enumerate(lines[first:], first) for id in line.members(index)
        )
        self._ids = array("I", (one >> 32 for one in held))
        self._numbers = array("I", (one & 0xFFFFFFFF for one in held))
        self.ids = Ids(self._ids)
        """The articles that any of them had when the lines were made."""

    def count(self, hits: Ids) -> Counter[int]:
        """How many of the hits each line had, by its number."""
        ids, numbers, hit = self._ids, self._numbers, hits & self.ids
        if len(hit) * _PASSED > len(ids):
            return Counter(compress(numbers, map(hit.__contains__, ids)))
        found, end = array("I"), len(ids)
        for id in hit:
            at = bisect_left(ids, id)
            while at < end and ids[at] == id:
                found.append(numbers[at])
                at += 1
        return Counter(found)


class Lines:
    """All lines, largest first, and how those that hold some letters are found; lines go by their number in that."""

    def __init__(self, lines: Iterable[Line], index: Index) -> None:
        self.all = sorted(lines, key=lambda line: (-line.size, line.folded))
        self._names = [line.sets[0] if len(line.sets) == 1 else "" for line in self.all]
        self.tags = {line.sets[0]: number for number, line in enumerate(self.all) if line.is_tag}
        self.feeds = [number for number, line in enumerate(self.all) if not line.is_tag]
        self.small = Small(self.all, bisect_left(self.all, -SMALL, key=lambda line: -line.size), index)
        self._by_name = array("I", sorted(range(len(self.all)), key=lambda number: self.all[number].folded))
        self._text = "\n".join(["", *(line.folded for line in self.all), ""])
        self._starts = array("I", accumulate((len(line.folded) + 1 for line in self.all), initial=1))
        holding: dict[str, array[int]] = {}
        for number, line in enumerate(self.all):
            for letter in set(line.folded):
                holding.setdefault(letter, array("I")).append(number)
        self._letters = {letter: Ids(numbers) for letter, numbers in holding.items()}

    def members(self, numbers: Iterable[int], index: Index) -> list[Ids]:
        """The articles of some lines."""
        found = index.large(map(self._names.__getitem__, numbers))
        if all(found):
            return [ids for ids in found if ids is not None]
        return [self.all[number].members(index) for number in numbers]

    def changed(self, names: set[str]) -> Ids:
        """The lines that these sets make up."""
        found = Ids(self.tags[name] for name in names if name in self.tags)
        found.update(number for number in self.feeds if not names.isdisjoint(self.all[number].sets))
        return found

    def tiers(self, wanted: str) -> Iterator[Ids]:
        """The lines that hold letters in order: those that begin so, that have a word that does, that hold them, the
        rest; each looked for when it is asked for. All of them where no letters are wanted.
        """
        if not wanted:
            yield Ids(range(len(self.all)))
            return
        seen = self._beginning(wanted)
        yield seen
        for find in (self._by_word, self._holding, self._fuzzy):
            found = Ids(find(wanted) - seen)
            yield found
            seen = Ids(seen | found)

    def _beginning(self, wanted: str) -> Ids:
        def folded(number: int) -> str:
            return self.all[number].folded[: len(wanted)]

        first = bisect_left(self._by_name, wanted, key=folded)
        return Ids(self._by_name[first : bisect_right(self._by_name, wanted, lo=first, key=folded)])

    def _by_word(self, wanted: str) -> Ids:
        """The lines of which a word begins so, and those that do but for what joins their words."""
        found = self._holding(f" {wanted}")
        joined = self._all_letters(wanted) & self._beginning(wanted[0]) if len(wanted) > 1 else Ids()
        found.update(number for number in joined - found if tier(wanted, self.all[number].folded) == 1)
        return found

    def _holding(self, part: str) -> Ids:
        """The lines in which letters stand together; looked for in all of them as one text, a tenth of the time."""
        if len(part) == 1:
            return self._letters.get(part, Ids())
        found, text, starts = array("I"), self._text, self._starts
        at = text.find(part)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            found.append(number)
            at = text.find(part, starts[number + 1])
        return Ids(found)

    def _all_letters(self, wanted: str) -> Ids:
        return Ids(Ids.intersection(*(self._letters.get(letter, Ids()) for letter in set(wanted))))

    def _fuzzy(self, wanted: str) -> Ids:
        fits = re.compile(".*?".join(map(re.escape, wanted))).search
        return Ids(number for number in self._all_letters(wanted) if fits(self.all[number].folded))


def letters(typed: str) -> str:
    """What is looked for in a label: `open-source`, `Open Source` and `opensource` look for one thing."""
    return typed.casefold().translate(_JOINTS)


def tier(wanted: str, folded: str) -> int:
    """How well a label holds what was typed, as in `Lines.tiers`: 0 best, 3 worst, -1 not at all."""
    at = folded.find(wanted)
    if at == 0:
        return 0
    if at > 0:
        return 1 if f" {wanted}" in folded else 2
    if not re.search(".*?".join(map(re.escape, wanted)), folded):
        return -1
    return 1 if letters(folded).startswith(wanted) else 3
