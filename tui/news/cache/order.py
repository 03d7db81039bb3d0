"""Articles in an order, in blocks: any place among a million is found without a list of all hits.

A block is a run of the order, packed, and as a set. How many hits lie in a block is one intersection, so position k
is a search over a few hundred counts and one block; 2,048 ids a block was the quickest of 512 to 8,192 at a million.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from tui.news.cache.ids import Ids

SIZE = 2048
_FEW = 8
"""Up to so many hits in a block, finding the place of each is quicker than going through the block."""

_LEVEL = 1
"""Level 6 makes it a tenth shorter."""

Key = tuple[int, int]
"""The time an article is sorted by, and its id."""


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """A run of an order."""

    packed: bytes
    """First the lowest bytes of all ids, then the next ones, deflated: 1,250 bytes of 8,192 where articles come by
    date; 4 MB less at a million."""
    members: Ids

    @staticmethod
    def of(ids: array[int]) -> Block:
        """A block of these ids, in their order."""
        members = Ids(ids)
        members.run_optimize()
        raw, width = ids.tobytes(), ids.itemsize
        return Block(zlib.compress(b"".join([raw[byte::width] for byte in range(width)]), _LEVEL), members)

    @property
    def ids(self) -> array[int]:
        """Its ids in their order, 35 microseconds."""
        raw, found = zlib.decompress(self.packed), array("I")
        width = found.itemsize
        size = len(raw) // width
        whole = bytearray(len(raw))
        for byte in range(width):
            whole[byte::width] = raw[byte * size : (byte + 1) * size]
        found.frombytes(whole)
        return found


@dataclass(frozen=True, eq=False)
class Order:
    """An order of articles; never changed, a new one shares most blocks with the old."""

    blocks: tuple[Block, ...] = ()

    @staticmethod
    def of(ids: array[int]) -> Order:
        """The order in which the ids come."""
        return Order(tuple(Block.of(ids[start : start + SIZE]) for start in range(0, len(ids), SIZE)))

    def to_array(self) -> array[int]:
        """All ids, in order."""
        whole: array[int] = array("I")
        for block in self.blocks:
            whole.extend(block.ids)
        return whole


@dataclass(frozen=True, eq=False)
class DateOrder:
    """Oldest first, with the key of each block's first article, so that new articles find their place."""

    order: Order = Order()
    firsts: tuple[Key, ...] = ()

    def with_new(self, keys: Iterable[Key], look_up: Callable[[Iterable[int]], dict[int, int]]) -> DateOrder:
        """With more articles; `look_up` gives the times that ids are sorted by."""
        new: dict[int, list[Key]] = {}
        for key in keys:
            new.setdefault(max(bisect_right(self.firsts, key) - 1, 0), []).append(key)
        blocks: list[Block] = []
        firsts: list[Key] = []
        for number, block in enumerate(self.order.blocks or (Block.of(array("I")),)):
            if number not in new:
                blocks.append(block)
                firsts.append(self.firsts[number])
                continue
            keys = sorted([*((at, id) for id, at in look_up(block.ids).items()), *new[number]])
            step = SIZE if len(keys) > 2 * SIZE else len(keys)
            for start in range(0, len(keys), step):
                blocks.append(Block.of(array("I", (id for _, id in keys[start : start + step]))))
                firsts.append(keys[start])
        return DateOrder(Order(tuple(blocks)), tuple(firsts))

    def only(self, ids: Ids) -> Order:
        """The order of these articles alone."""
        kept: array[int] = array("I", (id for block in self.order.blocks for id in block.ids if id in ids))
        return Order.of(kept)

    def between(self, low: int, high: int, look_up: Callable[[int, int], Iterable[int]]) -> Ids:
        """The articles from one time up to but without another; `look_up` finds those of a short span."""
        times = [at for at, _ in self.firsts]
        first = bisect_right(times, low - 1)
        last = bisect_right(times, high - 1) - 1
        if last <= first:
            return Ids(array("I", look_up(low, high)))
        whole = Ids.union(*(block.members for block in self.order.blocks[first:last])) if last > first else Ids()
        edges = Ids(array("I", look_up(low, times[first] + 1)))
        edges.update(look_up(times[last], high))
        return Ids(whole | edges)


class Ordered:
    """A selection out of an order; positions are worked out when they are asked for."""

    def __init__(self, ids: Ids, order: Order, newest: int, *, backwards: bool = False) -> None:
        self._ids = ids
        self._blocks = order.blocks[::-1] if backwards else order.blocks
        self._step = -1 if backwards else 1
        self._recent: tuple[int, list[int]] = (-1, [])
        self.newest = newest

    @property
    def ids(self) -> Ids:
        """All of them, as a set."""
        return self._ids

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return len(self._ids)

    @cached_property
    def _ends(self) -> list[int]:
        """How many hits lie up to the end of each block."""
        return list(accumulate(self._ids.intersection_cardinality(block.members) for block in self._blocks))

    def _inside(self, number: int) -> list[int]:
        """The hits of one block, in order; the last one asked for is kept."""
        known, found = self._recent
        if known != number:
            ids, block = self._ids, self._blocks[number]
            run = block.ids
            if ids.intersection_cardinality(block.members) <= _FEW:
                found = sorted(ids & block.members, key=run.index, reverse=self._step < 0)
            else:
                found = [id for id in run[:: self._step] if id in ids]
            self._recent = (number, found)
        return found

    def window(self, start: int, stop: int) -> list[int]:
        """The ids at these positions."""
        start, stop = max(start, 0), min(stop, self.count)
        found: list[int] = []
        number = bisect_right(self._ends, start)
        while start + len(found) < stop and number < len(self._blocks):
            before = self._ends[number - 1] if number else 0
            if self._ends[number] == before:
                number += 1
                continue
            skip = max(start - before, 0)
            found += self._inside(number)[skip : skip + stop - start - len(found)]
            number += 1
        return found

    def position(self, id: int) -> int | None:
        """Where an article stands; None where it is not among them."""
        if id not in self._ids:
            return None
        for number, block in enumerate(self._blocks):
            if id in block.members:
                return (self._ends[number - 1] if number else 0) + self._inside(number).index(id)
        return None

    def next_of(self, wanted: Ids, start: int, *, backwards: bool) -> int | None:
        """The first position from `start` on that holds one of `wanted`."""
        if not 0 <= start < self.count:
            return None
        both = self._ids & wanted
        number = bisect_right(self._ends, start)
        numbers: Iterator[int] = iter(range(number, -1, -1) if backwards else range(number, len(self._blocks)))
        for number in numbers:
            if not both.intersect(self._blocks[number].members):
                continue
            before = self._ends[number - 1] if number else 0
            places = [before + at for at, id in enumerate(self._inside(number)) if id in both]
            fitting = [place for place in places if (place <= start if backwards else place >= start)]
            if fitting:
                return fitting[-1] if backwards else fitting[0]
        return None
