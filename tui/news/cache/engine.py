"""What answers filters at any size: the index, with the rows behind it."""

from __future__ import annotations

from array import array
from datetime import datetime

from tui.news.cache import relevance
from tui.news.cache.clock import Now
from tui.news.cache.connections import Connections
from tui.news.cache.counting import Counter
from tui.news.cache.evaluate import Evaluator
from tui.news.cache.index import Index
from tui.news.cache.order import DateOrder, Order, Ordered
from tui.news.cache.plain import ORDERS
from tui.news.cache.selection import Listed, Selection
from tui.news.errors import FilterError
from tui.news.filter import Filter, Is, Join, State
from tui.news.results import TermCount
from tui.news.types import Sort

_HIGHEST = 1 << 32


class Engine:
    """Answers filters from the sets in memory."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.index = Index(connections)
        self._evaluator = Evaluator(connections, self.index)
        self._counter = Counter(connections, self.index, self._evaluator)
        self._orders: dict[Sort, tuple[DateOrder, int, Order]] = {}

    def warm(self) -> None:
        """Loads the sets, and makes the tag panel's list."""
        self.index.refresh()
        self._counter.warm()

    def find(self, filter: Filter, sort: Sort, now: Now, *, titles_only: bool = False) -> Selection:
        """What a filter finds, in an order. Raises Interrupted."""
        ids = self._evaluator.find(filter, now, titles_only=titles_only)
        dates = self.index.dates
        newest = max((block.members.max() for block in dates.order.blocks[-1:]), default=0)
        newest = max(newest, self.index.get("all").max() if self.index.get("all") else 0)
        if sort is Sort.RELEVANCE and filter.marks:
            with self._connections.read(search=True) as connection:
                return Listed(
                    relevance.ranked(connection, filter, Ordered(ids, dates.order, newest, backwards=True)), newest
                )
        if sort in (Sort.NEWEST, Sort.OLDEST, Sort.RELEVANCE):
            return Ordered(ids, dates.order, newest, backwards=sort is not Sort.OLDEST)
        return Ordered(ids, self._order(sort, dates), newest)

    def _order(self, sort: Sort, dates: DateOrder) -> Order:
        """An order that is not by date: read once, kept until articles arrive."""
        known = self._orders.get(sort)
        if known is None or known[0] is not dates or known[1] != self.index.feed_stamp:
            with self._connections.read(search=True) as connection:
                rows = connection.execute(f"SELECT id FROM article ORDER BY {ORDERS[sort]}")
                order = Order.of(array("I", (row[0] for row in rows)))
            known = self._orders[sort] = (dates, self.index.feed_stamp, order)
        return known[2]

    def count(self, filter: Filter, now: Now, above: int = 0) -> int:
        """How many articles a filter finds, with ids above a number."""
        ids = self._evaluator.find(filter, now)
        return ids.range_cardinality(above + 1, _HIGHEST) if above else len(ids)

    def unread(self, text: str, now: datetime | None = None) -> int:
        """How many unread articles a saved filter finds; 0 where its text does not parse any more."""
        try:
            filter = Filter.parse(text)
        except FilterError:
            return 0
        return self.count(filter.joined(Is(State.UNREAD)), Now(now))

    def counts(self, filter: Filter, join: Join, matching: str, limit: int, now: Now) -> list[TermCount]:
        """Terms that may join a filter, each with the hits there would be."""
        return self._counter.counts(filter, join, matching, limit, now)

    def next_unread(self, selection: Selection, start: int, *, backwards: bool) -> int | None:
        """The first position from `start` on that is unread now."""
        self.index.refresh()
        return selection.next_of(self.index.get("unread"), start, backwards=backwards)

    def removed(self) -> int:
        """How many articles were taken away with their feeds."""
        self.index.refresh()
        return len(self.index.get("removed"))

    def feed_sizes(self) -> dict[int, tuple[int, int]]:
        """Articles and unread ones, by feed."""
        self.index.refresh()
        unread = self.index.get("unread")
        shown = self.index.get("all")
        found = {}
        for name in self.index.named("feed:"):
            ids = self.index.get(name) & shown
            found[int(name[5:])] = (len(ids), ids.intersection_cardinality(unread))
        return found
