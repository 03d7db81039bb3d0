"""What one transaction changes in the sets of the index, written beside the rows it mirrors."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tui.news.cache.counters import bump
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
