"""The index in memory: the sets of `sets.py` and the order by date, kept equal to the rows.

Every transaction writes what it changes in the sets as lines of `bitmap_change`, beside the rows. Whoever holds the
library, this process or another, reads the lines that are new to it. From time to time they are folded into `bitmap`.

The smallest sets of tags and feeds are kept as bytes, from which one is made in 4 microseconds, in a third of the room.
Sets that only certain filters ask for are read when they are.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable

from tui.news.cache.connections import Connections
from tui.news.cache.counters import counter
from tui.news.cache.ids import DAMAGED, Ids, checked
from tui.news.cache.order import SIZE, DateOrder, Key, Order
from tui.news.errors import Damaged

ORDER = "order"
"""The line of `bitmap` that holds all ids by date, as 4-byte numbers."""
FOLD_AT = 5_000
"""So many lines of `bitmap_change` are folded: 0.2 s of work in the background, 2 ms more to open."""
FOLD_LATE = 50_000
"""The same while an update brings thousands of articles; its end folds what is left."""
_STATES = ("unread", "starred", "halfread")
_MANY = ("tag:", "feed:")
SMALL = 32
"""A tag or feed of up to so many articles is small."""
_READ = ("title:", "words:", "has:", "lang:")
"""Sets that are read when they are asked for: 0.1 MB each at a million articles, in a tenth of a millisecond."""
_KEPT = 4
"""So many of them stay in memory."""
_MOST = 500


class Index:
    """The sets as the library has them. `refresh` takes over what was written since."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.lock = threading.RLock()
        self._sets: dict[str, Ids] = {}
        self._sizes: dict[str, int] = {}
        self._packed: dict[str, bytes] = {}
        """Small sets that have not changed since they were folded."""
        self._read: OrderedDict[str, Ids] = OrderedDict()
        self._together: tuple[int, dict[tuple[str, ...], Ids]] = (-1, {})
        """Unions of many sets, and the stamp for which they hold."""
        self._seq = -1
        self._version = -1
        self.dates = DateOrder()
        self.tags: dict[int, str] = {}
        """Tags by number."""
        self.stamp = 0
        """Moves when articles, texts, tags or feeds change, not when something is read or starred."""
        self.grown = 0
        """How many ids have joined tags and feeds since the sets were loaded."""
        self.grown_by = Ids()
        """Those ids, since the lines of the tag panel were made (counting.py)."""
        self.touched: set[str] = set()
        """The tags and feeds that changed since then."""
        self._texts = -1
        self.feed_stamp = -1
        """Moves when a feed changes."""

    def refresh(self) -> None:
        """Takes over what was written since; costs microseconds where nothing was."""
        with self.lock:
            version = self._connections.version()
            if version != self._version:
                with self._connections.read() as connection:
                    connection.execute("BEGIN")
                    try:
                        self.take_over(connection)
                    finally:
                        connection.execute("ROLLBACK")
                self._version = version

    def take_over(self, connection: sqlite3.Connection) -> None:
        """The same within a transaction that the caller has begun."""
        with self.lock:
            feeds, texts, seq = (counter(connection, name) for name in ("feeds", "texts", "seq"))
            if (feeds, texts) != (self.feed_stamp, self._texts):
                self.feed_stamp, self._texts = feeds, texts
                self.stamp += 1
            if seq == self._seq:
                return
            if self._seq < counter(connection, "folded") or self._seq < 0:
                self._load(connection)
            self._apply(connection)
            self._seq = seq

    def get(self, name: str) -> Ids:
        """A set; not to be changed."""
        if name.startswith(_READ):
            return self._asked(name)
        found = self._sets.get(name)
        if found is None:
            packed = self._packed.get(name)
            found = Ids.unpack(packed) if packed else Ids()
        return found

    def large(self, names: Iterable[str]) -> list[Ids | None]:
        """Sets that are kept ready, many at a time; None for each that is not."""
        return list(map(self._sets.get, names))

    def together(self, names: tuple[str, ...]) -> Ids:
        """The ids that any of these sets has, kept until there are other articles or feeds; not to be changed.

        A topic of 250 feeds would else be put together anew at every key.
        """
        with self.lock:
            if self._together[0] != self.stamp or len(self._together[1]) > _MOST:
                self._together = (self.stamp, {})
            found = self._together[1].get(names)
            if found is None:
                found = self._together[1][names] = Ids().union(*map(self.get, names))
            return found

    def size(self, name: str) -> int:
        """How many ids a set has."""
        return self._sizes.get(name, 0)

    @property
    def every(self) -> Ids:
        """Every number up to the highest that an article has, as a new set."""
        highest = max((ids.max() for ids in (self.get("all"), self.get("removed")) if ids), default=0)
        found = Ids()
        found.add_range(0, highest + 1)
        return found

    @property
    def sets(self) -> int:
        """How many sets there are."""
        return len(self._sizes)

    def named(self, start: str) -> list[str]:
        """The names of the sets that begin so."""
        return [name for name in self._sizes if name.startswith(start)]

    def _asked(self, name: str) -> Ids:
        """A set that is read when it is asked for; it may be newer than the others, never older."""
        with self.lock:
            found, seq = self._read.get(name), self._seq
            if found is not None:
                self._read.move_to_end(name)
                return found
        with self._connections.read() as connection:
            found = stored(connection, name)
        with self.lock:
            if self._seq == seq:  # else what was read may be older than what has been applied meanwhile
                self._read[name] = found
                while len(self._read) > _KEPT:
                    self._read.popitem(last=False)
        return found

    def _load(self, connection: sqlite3.Connection) -> None:
        self._sets.clear()
        self._packed.clear()
        self._sizes.clear()
        self._read.clear()
        rows = connection.execute("SELECT name, size FROM bitmap WHERE name < 'title:' OR name >= 'title;'").fetchall()
        if not all(isinstance(name, str) and isinstance(size, int) for name, size in rows):
            raise Damaged(DAMAGED)
        self._sizes = {name: size for name, size in rows if name != ORDER}
        known = {name: name for name in self._sizes}
        for row, data in connection.execute("SELECT name, ids FROM bitmap WHERE name < 'title:' OR name >= 'title;'"):
            name = known.get(row, row)  # one text for both, not two
            if name == ORDER:
                self.dates = _dates(connection, data)
            elif name.startswith(_MANY) and self._sizes[name] <= SMALL:
                self._packed[name] = checked(data)
            elif not name.startswith(_READ):
                self._sets[name] = Ids.from_bytes(data)
        self.tags = {}
        self.stamp += 1
        self._seq = counter(connection, "folded")

    def _apply(self, connection: sqlite3.Connection) -> None:
        arrived = Ids()
        sql = "SELECT name, plus, minus FROM bitmap_change WHERE seq > ? ORDER BY seq"
        for name, plus, minus in connection.execute(sql, (self._seq,)):
            if not isinstance(name, str):
                raise Damaged(DAMAGED)
            self._read.pop(name, None)
            if name.startswith("title:"):
                continue
            self.stamp += name not in _STATES
            added = Ids.from_bytes(plus) if plus else Ids()
            self._change(name, Ids.from_bytes(minus) if minus else Ids(), added)
            if name.startswith(_MANY):
                self.touched.add(name)
                self.grown += len(added)
                self.grown_by |= added
            if name == "all":
                arrived |= added
        known = max((block.members.max() for block in self.dates.order.blocks), default=0)
        arrived.remove_range(0, known + 1)
        if arrived:
            keys = [(at, id) for id, at in times(connection, arrived).items()]
            self.dates = self.dates.with_new(keys, lambda ids: times(connection, ids))
        latest = connection.execute("SELECT ifnull(max(id), 0) FROM tag").fetchone()[0]
        if latest not in self.tags:
            self.tags = dict(connection.execute("SELECT id, name FROM tag"))

    def _change(self, name: str, minus: Ids, plus: Ids) -> None:
        if name.startswith(_READ):
            self._sizes.setdefault(name, 0)
            return
        self._sets[name] = (self.get(name) - minus) | plus
        self._sizes[name] = len(self._sets[name])
        self._packed.pop(name, None)


def stored(connection: sqlite3.Connection, name: str) -> Ids:
    """A set as the library holds it: what was folded, and the lines since."""
    row = connection.execute("SELECT ids FROM bitmap WHERE name = ?", (name,)).fetchone()
    found = Ids.from_bytes(row[0]) if row else Ids()
    for plus, minus in connection.execute("SELECT plus, minus FROM bitmap_change WHERE name = ? ORDER BY seq", (name,)):
        found -= Ids.from_bytes(minus) if minus else Ids()
        found |= Ids.from_bytes(plus) if plus else Ids()
    return found


def times(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, int]:
    """What articles are sorted by."""
    found: dict[int, int] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), _MOST):
        part = wanted[start : start + _MOST]
        found.update(connection.execute(f"SELECT id, at FROM article WHERE id IN ({','.join('?' * len(part))})", part))
    return found


def fold(connection: sqlite3.Connection, dates: Order) -> None:
    """Folds the lines of `bitmap_change` into `bitmap`, within the caller's transaction."""
    names = connection.execute("SELECT DISTINCT name FROM bitmap_change").fetchall()
    for (name,) in names:
        write(connection, name, stored(connection, name))
    write_order(connection, dates.to_array())
    connection.execute("DELETE FROM bitmap_change")
    sql = "INSERT OR REPLACE INTO counter SELECT 'folded', ifnull((SELECT value FROM counter WHERE name = 'seq'), 0)"
    connection.execute(sql)


def write(connection: sqlite3.Connection, name: str, ids: Ids) -> None:
    """Writes a whole set; an empty one is not kept."""
    if not ids:
        connection.execute("DELETE FROM bitmap WHERE name = ?", (name,))
        return
    ids.run_optimize()
    sql = "INSERT OR REPLACE INTO bitmap (name, size, ids) VALUES (?, ?, ?)"
    connection.execute(sql, (name, len(ids), ids.to_bytes()))


def write_order(connection: sqlite3.Connection, ids: array[int]) -> None:
    """Writes the order by date."""
    sql = "INSERT OR REPLACE INTO bitmap (name, size, ids) VALUES (?, ?, ?)"
    connection.execute(sql, (ORDER, len(ids), ids.tobytes()))


def _dates(connection: sqlite3.Connection, data: bytes) -> DateOrder:
    ids: array[int] = array("I")
    ids.frombytes(data)
    order = Order.of(ids)
    starts = ids[::SIZE]
    at = times(connection, starts)
    firsts: tuple[Key, ...] = tuple((at.get(id, 0), id) for id in starts)
    return DateOrder(order, firsts)
