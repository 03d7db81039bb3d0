"""Which articles a filter found, in what order; frozen."""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.news.cache.ids import Ids


class Selection(Protocol):
    """Articles in an order; positions count from 0."""

    newest: int
    """The highest id there was when it was made: whatever is above it has arrived since."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def ids(self) -> Ids:
        """All of them, as a set."""

    def window(self, start: int, stop: int) -> list[int]:
        """The ids at these positions."""

    def position(self, id: int) -> int | None:
        """Where an article stands; None where it is not among them."""

    def next_of(self, wanted: Ids, start: int, *, backwards: bool) -> int | None:
        """The first position from `start` on that holds one of `wanted`."""


class Listed:
    """A selection that is a plain list of ids."""

    def __init__(self, order: array[int], newest: int) -> None:
        self.order = order
        self.newest = newest

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.order)

    @cached_property
    def ids(self) -> Ids:
        """All of them, as a set."""
        from tui.news.cache.ids import Ids

        return Ids(self.order)

    def window(self, start: int, stop: int) -> list[int]:
        """The ids at these positions."""
        return self.order[max(start, 0) : max(stop, 0)].tolist()

    def position(self, id: int) -> int | None:
        """Where an article stands; None where it is not among them."""
        try:
            return self.order.index(id)
        except ValueError:
            return None

    def next_of(self, wanted: Ids, start: int, *, backwards: bool) -> int | None:
        """The first position from `start` on that holds one of `wanted`."""
        if not 0 <= start < self.count:
            return None
        places = range(start, -1, -1) if backwards else range(start, self.count)
        return next((place for place in places if self.order[place] in wanted), None)
