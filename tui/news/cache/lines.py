"""The lines that the tag panel can show, tags and feeds: ordered, searched by letters, bundled for counting."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui.news.cache.ids import Ids
from tui.news.cache.index import Index
from tui.news.filter import InFeed, Tagged, Term

_SINGLE = 200
"""So many of the largest lines are counted one by one; about as many as a panel shows."""
_SHARE = 0.75
"""A bundle's articles, as a share of those of the last single line: by chance it then has fewer hits than that line."""
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

    @property
    def term(self) -> Term:
        """What joins the filter."""
        return Tagged(self.text) if self.sets[0].startswith("tag:") else InFeed(self.text)

    def members(self, index: Index) -> Ids:
        """Its articles."""
        if len(self.sets) == 1:
            return index.get(self.sets[0])
        return Ids.union(*map(index.get, self.sets))


@dataclass(frozen=True, eq=False, slots=True)
class Bundle:
    """Lines of about one size that are counted only where all of them together have enough hits."""

    lines: list[Line]
    ids: Ids | None
    """The articles that any of them had when the lines were made; None where they are to be counted in any case."""


class Lines:
    """All lines, largest first, and how those that hold some letters are found."""

    def __init__(self, lines: Iterable[Line], index: Index) -> None:
        self.all = sorted(lines, key=lambda line: -line.size)
        self.tags = {line.sets[0]: line for line in self.all if line.sets[0].startswith("tag:")}
        self.feeds = [line for line in self.all if not line.sets[0].startswith("tag:")]
        self._by_name = sorted(range(len(self.all)), key=lambda number: self.all[number].folded)
        letters: dict[str, array[int]] = {}
        for number, line in enumerate(self.all):
            for letter in set(line.folded):
                letters.setdefault(letter, array("I")).append(number)
        self._letters = {letter: Ids(numbers) for letter, numbers in letters.items()}
        self.bundles = _bundled(self.all, index)
        """All lines in bundles, largest first."""

    def tiers(self, wanted: str) -> Iterator[list[Line]]:
        """The lines that hold the letters in order, those that begin so first; the rest are looked for when asked."""

        def folded(number: int) -> str:
            return self.all[number].folded[: len(wanted)]

        first = bisect_left(self._by_name, wanted, key=folded)
        last = bisect_right(self._by_name, wanted, lo=first, key=folded)
        begins = Ids(self._by_name[first:last])
        yield [self.all[number] for number in begins]
        holding = Ids.intersection(*(self._letters.get(letter, Ids()) for letter in set(wanted))) - begins
        yield from tiers([self.all[number] for number in holding], wanted)[1:]


def _bundled(lines: list[Line], index: Index) -> list[Bundle]:
    most = lines[_SINGLE].size * _SHARE if len(lines) > _SINGLE else 0
    groups: list[list[Line]] = []
    size = 0
    for line in lines[_SINGLE:]:
        if not groups or size + line.size > most:
            groups.append([])
            size = 0
        groups[-1].append(line)
        size += line.size
    # By way of bytes: what a union leaves behind took three times the room, 9 MB at a million articles.
    packed = [Ids.union(*(line.members(index) for line in some)).to_bytes() for some in groups]
    together = (Ids.from_bytes(data) if len(some) > 1 else None for some, data in zip(groups, packed, strict=True))
    return [Bundle(lines[:_SINGLE], None), *map(Bundle, groups, together)]


def tiers(lines: Iterable[Line], wanted: str) -> list[list[Line]]:
    """The lines that hold letters in order: those that begin so, that have a word that does, that hold them, the rest.

    One list of them all where no letters are wanted.
    """
    if not wanted:
        return [list(lines)]
    fuzzy = re.compile(".*?".join(map(re.escape, wanted))).search
    found: list[list[Line]] = [[], [], [], []]
    for line in lines:
        at = line.folded.find(wanted)
        if at == 0:
            found[0].append(line)
        elif at > 0:
            found[1 if f" {wanted}" in line.folded else 2].append(line)
        elif fuzzy(line.folded):
            found[1 if letters(line.folded).startswith(wanted) else 3].append(line)
    return found


def letters(typed: str) -> str:
    """What is looked for in a label: `open-source`, `Open Source` and `opensource` look for one thing."""
    return typed.casefold().translate(_JOINTS)


def tier(wanted: str, folded: str) -> int:
    """How well a label holds what was typed: 0 best, 3 worst, -1 not at all."""
    at = folded.find(wanted)
    if at == 0:
        return 0
    return -1 if not re.search(".*?".join(map(re.escape, wanted)), folded) else 2 if at > 0 else 3
