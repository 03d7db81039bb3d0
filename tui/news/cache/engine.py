"""What answers filters."""

from __future__ import annotations

from array import array
from collections import defaultdict

from tui.news.cache.clock import Now
from tui.news.cache.connections import Connections
from tui.news.cache.plain import ORDERS, SHOWN, Plain
from tui.news.cache.selection import Listed, Selection
from tui.news.errors import FilterError
from tui.news.filter import Filter, InFeed, Is, Join, State, Tagged, Term, negate
from tui.news.results import TermCount
from tui.news.types import Sort

VIRTUAL = (State.UNREAD, State.STARRED, State.TODAY, State.LONG, State.UNTAGGED)


class Engine:
    """Answers filters from the rows."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def warm(self) -> None:
        """Loads what later answers need."""

    def find(self, filter: Filter, sort: Sort, now: Now) -> Selection:
        """What a filter finds."""
        with self._connections.read(search=True) as connection:
            condition = Plain(connection, now).condition(filter)
            order = ORDERS.get(sort, ORDERS[Sort.NEWEST])
            rows = connection.execute(
                f"SELECT article.id FROM article WHERE {condition.text} ORDER BY {order}", condition.values
            )
            newest = connection.execute("SELECT ifnull(max(id), 0) FROM article").fetchone()[0]
            return Listed(array("I", (row[0] for row in rows)), newest)

    def count(self, filter: Filter, now: Now, above: int = 0) -> int:
        """How many articles a filter finds, with ids above a number."""
        with self._connections.read(search=True) as connection:
            condition = Plain(connection, now).condition(filter)
            sql = f"SELECT count(*) FROM article WHERE article.id > ? AND {condition.text}"
            return int(connection.execute(sql, (above, *condition.values)).fetchone()[0])

    def feed_sizes(self) -> defaultdict[int, tuple[int, int]]:
        """Articles and unread ones, by feed."""
        unread = "sum(article.id IN (SELECT id FROM unread))"
        sql = f"SELECT feed_id, count(*), {unread} FROM article WHERE {SHOWN} GROUP BY feed_id"
        sizes: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
        with self._connections.read() as connection:
            sizes.update({row[0]: (row[1], row[2]) for row in connection.execute(sql)})
        return sizes

    def check(self) -> list[str]:
        """What is wrong with the library."""
        with self._connections.read() as connection:
            rows = connection.execute("PRAGMA integrity_check").fetchall()
        return [row[0] for row in rows if row[0] != "ok"]

    def unread(self, text: str) -> int:
        """How many unread articles a saved filter finds; 0 where its text does not parse any more."""
        try:
            filter = Filter.parse(text)
        except FilterError:
            return 0
        return self.count(filter.joined(Is(State.UNREAD)), Now())

    def counts(self, filter: Filter, join: Join, matching: str, limit: int, now: Now) -> list[TermCount]:
        """Terms that may join a filter, each with the hits there would be."""
        region, start, sign = filter, 0, 1
        if join is Join.NOT:
            start, sign = self.count(filter, now), -1
        elif join is Join.OR and filter.chips:
            start = self.count(filter, now)
            rest = filter.without(-1)
            region = Filter((*rest.chips, negate(filter.chips[-1])))
        found = []
        for term, label in self._terms(matching):
            inside = self.count(Filter((*region.chips, term)), now)
            if inside and start + sign * inside > 0:
                found.append(TermCount(term, label, start + sign * inside))
        return sorted(found, key=lambda one: (-sign * one.count, one.label))[:limit]

    def _terms(self, matching: str) -> list[tuple[Term, str]]:
        with self._connections.read() as connection:
            terms: list[tuple[Term, str]] = [(Is(state), state.value) for state in VIRTUAL]
            terms += [(Tagged(row[0]), row[0]) for row in connection.execute("SELECT name FROM tag")]
            titles = connection.execute("SELECT DISTINCT title FROM feed WHERE NOT removed")
            terms += [(InFeed(row[0]), row[0]) for row in titles]
        return [(term, label) for term, label in terms if _fuzzy(matching.casefold(), label.casefold())]


def _fuzzy(letters: str, label: str) -> bool:
    rest = iter(label)
    return all(letter in rest for letter in letters if not letter.isspace())
