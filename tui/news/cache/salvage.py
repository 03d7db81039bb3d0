"""What remains of a damaged library, row by row.

A read that meets a damaged page fails as a whole, so rows are asked for in runs, and where a run fails one by one. What
comes out has the type its column declares, or is left out: a flipped byte makes text of a number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tui.news.cache import schema
from tui.news.cache.connections import FAULTS

_RUN = 200
_TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "TEXT": (str,), "REAL": (float, int), "BLOB": (bytes,)}
_HIGHEST = 20_000_000
"""More than any library has; a greater number is damage."""
_BLIND = 20_000
"""Looked through where the highest key cannot be told."""

_SEQUENCE = "SELECT seq FROM sqlite_sequence WHERE name = ?"
_OF_ARTICLES = ("body", "original", "revision", "unread", "starred", "removed", "tagging")

Row = dict[str, object]


class Remains:
    """A damaged library, opened to be read as far as that goes."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        self._connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        self.failed: set[str] = set()
        """The tables that could not be read whole."""
        self._named = self._tables()

    def _tables(self) -> set[str]:
        """The tables that the schema, which stands on the first page, still names."""
        try:
            return {row[0] for row in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        except FAULTS:
            return set()

    def has(self, table: str, column: str) -> bool:
        """Whether a table has a column, as far as that can be told."""
        try:
            return column in schema.columns(self._connection, table)
        except FAULTS:
            return False

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def rows(self, table: str, columns: dict[str, tuple[str, bool]], key: str = "rowid") -> Iterator[Row]:
        """Every row of a table that can be read, by ascending `key`, an integer."""
        if table not in self._named:
            self.failed.add(table)
            return
        names = ", ".join(columns)
        most = self._most(table, key)
        for start in range(0, most + 1, _RUN):
            found = self._between(table, names, key, start, min(start + _RUN - 1, most))
            for values in found:
                row = dict(zip(columns, values, strict=True))
                if all(_fits(row[name], *kind) for name, kind in columns.items()):
                    yield row
                else:
                    self.failed.add(table)

    def _between(self, table: str, names: str, key: str, first: int, last: int) -> list[tuple[object, ...]]:
        sql = f"SELECT {names} FROM {table} WHERE {key} BETWEEN ? AND ? ORDER BY {key}"
        try:
            return self._connection.execute(sql, (first, last)).fetchall()
        except (*FAULTS, OverflowError):
            self.failed.add(table)
        if first == last:
            return []
        middle = (first + last) // 2
        return self._between(table, names, key, first, middle) + self._between(table, names, key, middle + 1, last)

    def _most(self, table: str, key: str) -> int:
        """The highest key there may be; what cannot be told by one means is told by another."""
        asked = [(f"SELECT max({key}) FROM {table}", ()), (_SEQUENCE, (table,))]
        if table in _OF_ARTICLES:
            asked += [(_SEQUENCE, ("article",)), ("SELECT max(id) FROM article", ())]
        found = []
        for sql, values in asked:
            try:
                row = self._connection.execute(sql, values).fetchone()
            except FAULTS:
                self.failed.add(table)
                continue
            if row and isinstance(row[0], int) and 0 < row[0] <= _HIGHEST:
                found.append(row[0])
        return max(found, default=_BLIND if table in self.failed else 0)


def usable(path: Path) -> bool:
    """Whether a file is a library of ours, of a version that is known, and whole."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            ours = schema.is_ours(connection) and 0 < schema.version(connection) <= schema.VERSION
            return ours and connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        finally:
            connection.close()
    except FAULTS:
        return False


def _fits(value: object, kind: str, required: bool) -> bool:
    if value is None:
        return not required
    return isinstance(value, _TYPES[kind]) and not (isinstance(value, int) and abs(value) >> 62)
