"""The daily copy: what nobody could fetch again, kept in small files beside the library.

A copy is an SQLite file of the same schema. It holds the feeds, the saved filters, the settings, the journal, every
tag, and the articles that are starred, tagged by the user or added by hand, with their texts. Of all other articles it
holds whether they were read, as `known` does. A hundredth of the library's size, so it can be made while one reads.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.news.cache import schema
from tui.news.errors import CacheError

EVERY = timedelta(hours=1)
"""Today's copy is renewed this long after it was made, if anything was written since."""
MOST = 7
"""Copies that are kept, one a day."""

_KEPT = """
    SELECT id FROM whole.starred UNION SELECT id FROM whole.article WHERE feed_id IS NULL
    UNION SELECT article FROM whole.tagging WHERE source < 0 OR source & ?
"""
_WHOLE = ("feed", "tag", "saved_filter", "setting", "act", "known")
_BY_ID = ("article", "body", "original", "revision", "starred", "removed")


def folder(path: Path) -> Path:
    """Where the copies of a library are."""
    return path.with_name(path.name + ".copies")


def copies(path: Path) -> list[Path]:
    """The copies of a library, the newest first."""
    return sorted(folder(path).glob("????-??-??.db"), reverse=True)


def keep(path: Path, now: datetime | None = None) -> Path | None:
    """Makes or renews today's copy where that is due; the copy, or None where nothing was to be done.

    Raises CacheError where it cannot be written; sqlite3.Error where the library cannot be read.
    """
    moment = now or datetime.now(UTC)
    target = folder(path) / f"{moment:%Y-%m-%d}.db"
    if target.exists() and not _due(path, target, moment):
        return None
    new = target.with_suffix(".new")
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        new.unlink(missing_ok=True)
        started = time.time()
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _write(path, new)
        os.utime(new, (started, started))
        new.replace(target)
        for old in copies(path)[MOST:]:
            old.unlink()
    except OSError as error:
        raise CacheError(f"its daily copy cannot be written ({error.strerror})", str(target)) from error
    except sqlite3.Error:
        new.unlink(missing_ok=True)
        raise
    return target


def _due(path: Path, target: Path, now: datetime) -> bool:
    made = target.stat().st_mtime
    wal = path.with_name(path.name + "-wal")
    written = max(file.stat().st_mtime for file in (path, wal) if file.exists())
    return written > made and now.timestamp() - made > EVERY.total_seconds()


def _write(path: Path, new: Path) -> None:
    """Fills a new file from a library, as it stands at one moment."""
    from tui.news.cache.ids import Ids
    from tui.news.cache.incoming import USERS, key_hash  # what stores articles is not needed to open a library
    from tui.news.cache.unread import mark

    with closing(sqlite3.connect(new, isolation_level=None, uri=True)) as connection:
        run = connection.execute
        schema.migrate(connection)
        run("ATTACH ? AS whole", (f"{path.resolve().as_uri()}?mode=ro",))
        connection.create_function("key_hash", 1, key_hash, deterministic=True)
        run("BEGIN")
        run("CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY)")
        run(f"INSERT INTO kept {_KEPT}", (USERS,))
        for table in _WHOLE:
            _take(connection, table)
        for table in _BY_ID:
            _take(connection, table, "WHERE id IN (SELECT id FROM kept)")
        rows = run(f"SELECT id FROM kept WHERE {schema.is_unread('id', 'whole.unread')}")
        mark(connection, Ids(row[0] for row in rows), unread=True)
        _take(connection, "tagging", "WHERE article IN (SELECT id FROM kept)")
        run(
            "INSERT OR REPLACE INTO known (feed_id, key, read) SELECT feed_id, key_hash(key), 1 FROM whole.article"
            f" WHERE feed_id IS NOT NULL AND NOT {schema.is_unread('id', 'whole.unread')}"
            " AND id NOT IN (SELECT id FROM kept)"
        )
        run("DELETE FROM sqlite_sequence")
        run("INSERT INTO sqlite_sequence SELECT * FROM whole.sqlite_sequence")
        run("COMMIT")
        run("DETACH whole")


def _take(connection: sqlite3.Connection, table: str, where: str = "") -> None:
    """Rows of a table, column by column: a library that was migrated may have them in another order."""
    columns = ", ".join(schema.columns(connection, table))
    connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM whole.{table} {where}")
