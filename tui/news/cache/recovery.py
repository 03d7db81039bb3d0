"""A damaged library is set aside, and a new one made of its latest copy and of what can still be read in it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tui.news.cache import copies, schema, unread
from tui.news.cache.connections import suspect
from tui.news.cache.ids import Ids
from tui.news.cache.incoming import key_hash
from tui.news.cache.moves import insert
from tui.news.cache.renewal import renew_texts
from tui.news.cache.salvage import Remains, usable
from tui.news.cache.whole import make_whole
from tui.news.errors import CacheError

_PLAIN = ("feed", "tag", "saved_filter", "setting", "act", "article", "body", "original", "revision")
_STATES = ("unread", "starred", "removed")
_PARTS = ("", "-wal", "-shm")


def recover(path: Path, now: datetime | None = None) -> str:
    """Puts a new library in the place of a damaged one, which is set aside whole; one line for the user.

    The caller holds the library's locks and has no connection to it. Raises CacheError where the disk refuses.
    """
    moment = now or datetime.now(UTC)
    new = path.with_name(path.name + ".new")
    try:
        copy = _start(path, new)
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            _fill(connection, path)
            count = connection.execute("SELECT count(*) FROM article").fetchone()[0]
            feeds = connection.execute("SELECT count(*) FROM feed WHERE NOT removed").fetchone()[0]
        aside = _swap(path, new, moment)
    except OSError as error:
        raise CacheError(f"the library is damaged and cannot be mended here ({error.strerror})", str(path)) from error
    suspect(path).unlink(missing_ok=True)
    since = f" and the copy of {copy.stem}" if copy else ""
    return (
        f"The library was damaged. {feeds} feeds and {count} articles came back from it{since}; "
        f"the damaged file is kept as {aside.name}."
    )


def _start(path: Path, new: Path) -> Path | None:
    """The new file: the latest whole copy, which is named, or an empty library."""
    for part in _PARTS:
        new.with_name(new.name + part).unlink(missing_ok=True)
    copy = next((one for one in copies.copies(path) if usable(one)), None)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if copy is not None:
        shutil.copyfile(copy, new)
    with closing(sqlite3.connect(new, isolation_level=None)) as connection:
        if schema.version(connection) < schema.VERSION:
            schema.migrate(connection)
    return copy


def _fill(connection: sqlite3.Connection, path: Path) -> None:
    """Adds what the damaged file still gives, then makes what searches and counts."""
    connection.create_function("key_hash", 1, key_hash, deterministic=True)
    connection.execute("BEGIN")
    copied = {row[0] for row in connection.execute("SELECT id FROM article")}
    remains = Remains(path)
    try:
        for table in _PLAIN:
            _take(connection, remains, table)
        _take_tagging(connection, remains)
        for table in _STATES:
            _take_state(connection, remains, table, copied)
        _take(connection, remains, "known", "feed_id")
    finally:
        remains.close()
    connection.execute("DELETE FROM known WHERE (feed_id, key) IN (SELECT feed_id, key_hash(key) FROM article)")
    renew_texts(connection)
    make_whole(connection)
    connection.execute("COMMIT")


def _take(connection: sqlite3.Connection, remains: Remains, table: str, key: str = "rowid") -> None:
    """Rows that the copy has not; what both have stays as the copy has it."""
    columns = schema.columns(connection, table)
    sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    connection.executemany(sql, (tuple(row.values()) for row in remains.rows(table, columns, key)))


def _take_tagging(connection: sqlite3.Connection, remains: Remains) -> None:
    """What is filed under which tag: as the damaged file has it where it can be read, else as the copy has it."""
    columns = schema.columns(connection, "tagging")
    sql = "INSERT OR REPLACE INTO tagging (article, tag, source) VALUES (:article, :tag, :source)"
    connection.executemany(sql, remains.rows("tagging", columns, "article"))
    connection.execute(
        "DELETE FROM tagging WHERE article NOT IN (SELECT id FROM article) OR tag NOT IN (SELECT id FROM tag)"
    )


def _take_state(connection: sqlite3.Connection, remains: Remains, table: str, copied: Iterable[int]) -> None:
    """Which articles are unread, starred or removed.

    Where the damaged file tells it of all, it is believed. Else what it tells is added to what the copy tells, and an
    article that neither knows as read is unread.
    """
    found = _standing(remains, table)
    if table not in remains.failed:
        connection.execute(f"DELETE FROM {table}")
    elif table == "unread":
        known = set(copied)
        rows = connection.execute(
            "SELECT id FROM article WHERE (feed_id, key_hash(key)) NOT IN (SELECT feed_id, key FROM known WHERE read)"
        )
        found.update(row[0] for row in rows if row[0] not in known)
    found &= Ids(row[0] for row in connection.execute("SELECT id FROM article"))
    if table == "unread":
        unread.mark(connection, found, unread=True)
    else:
        insert(connection, table, found)
        connection.execute(f"DELETE FROM {table} WHERE id NOT IN (SELECT id FROM article)")


def _standing(remains: Remains, table: str) -> Ids:
    """The articles that a table of states names; before version 3 each unread one had a row too."""
    if remains.has("unread", "block") and table == "unread":
        rows = remains.rows(table, {"block": ("INTEGER", True), "bits": ("BLOB", True)}, "block")
        return unread.spelled((row["block"], row["bits"]) for row in rows)  # type: ignore[misc]
    return Ids(row["id"] for row in remains.rows(table, {"id": ("INTEGER", True)}))  # type: ignore[misc]


def _swap(path: Path, new: Path, now: datetime) -> Path:
    """The damaged file gets another name, its write-ahead log with it, and the new one takes its place in one step."""
    aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}-{number}")
    for part in _PARTS[1:]:
        one = path.with_name(path.name + part)
        if one.exists():
            one.rename(aside.with_name(aside.name + part))
    try:
        os.link(path, aside)
    except OSError:  # a disk without hard links
        path.rename(aside)
    new.replace(path)
    return aside
