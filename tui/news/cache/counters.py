"""Numbers that the library keeps of itself."""

from __future__ import annotations

import sqlite3


def bump(connection: sqlite3.Connection, name: str, by: int) -> int:
    """Adds to a counter of the library; the new value."""
    sql = "INSERT INTO counter VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2 RETURNING value"
    return int(connection.execute(sql, (name, by)).fetchone()[0])


def counter(connection: sqlite3.Connection, name: str) -> int:
    """A counter of the library; 0 where nothing was counted."""
    row = connection.execute("SELECT value FROM counter WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0
