"""What one transaction changes in the sets of the index, written beside the rows it mirrors."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tui.news.cache.ids import Ids


class Changes:
    """Ids that join and leave named sets; the later word on an id counts."""

    def __init__(self) -> None:
        self._plus: defaultdict[str, Ids] = defaultdict(Ids)
        self._minus: defaultdict[str, Ids] = defaultdict(Ids)

    def add(self, name: str, ids: Iterable[int]) -> None:
        """These join the set."""
        self._plus[name].update(ids)
        if name in self._minus:
            self._minus[name] -= self._plus[name]

    def drop(self, name: str, ids: Iterable[int]) -> None:
        """These leave the set."""
        self._minus[name].update(ids)
        if name in self._plus:
            self._plus[name] -= self._minus[name]

    def __iter__(self) -> Iterator[tuple[str, Ids, Ids]]:
        """Name, joining, leaving."""
        for name in self._plus.keys() | self._minus.keys():
            yield name, self._plus.get(name, Ids()), self._minus.get(name, Ids())

    def write(self, connection: sqlite3.Connection) -> None:
        """Writes them as the next lines of `bitmap_change`."""
        rows = [(name, plus.to_bytes() if plus else None, minus.to_bytes() if minus else None)
                for name, plus, minus in self if plus or minus]  # fmt: skip
        if not rows:
            return
        seq = bump(connection, "seq", 1)
        connection.executemany(
            "INSERT INTO bitmap_change (seq, name, plus, minus) VALUES (?, ?, ?, ?)", ((seq, *row) for row in rows)
        )


def bump(connection: sqlite3.Connection, name: str, by: int) -> int:
    """Adds to a counter of the library; the new value."""
    sql = "INSERT INTO counter VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2 RETURNING value"
    return int(connection.execute(sql, (name, by)).fetchone()[0])


def counter(connection: sqlite3.Connection, name: str) -> int:
    """A counter of the library; 0 where nothing was counted."""
    row = connection.execute("SELECT value FROM counter WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0
