"""Feeds as rows: who is followed, and what is remembered between two updates."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from tui.news import clean
from tui.news.cache.counters import bump
from tui.news.errors import CacheError
from tui.news.types import Feed, FetchState

_COLUMNS = "id, url, title, site_url, topic, tags, paused, full_text, pictures, keep_days, typed, state"
_SPANS = ("interval",)
_TIMES = ("checked", "succeeded", "due", "moved_since")


def all_feeds(connection: sqlite3.Connection) -> list[Feed]:
    """Every feed that is followed, by title."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM feed WHERE NOT removed ORDER BY title COLLATE NOCASE, id")
    return [_feed(row) for row in rows]


def feed(connection: sqlite3.Connection, id: int) -> Feed | None:
    """One feed, also one that is followed no more; None where there was none."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM feed WHERE id = ?", (id,)).fetchone()
    return _feed(row) if row else None


def is_followed(connection: sqlite3.Connection, url: str) -> bool:
    """Whether a feed of this address is followed."""
    return connection.execute("SELECT 1 FROM feed WHERE url = ? AND NOT removed", (url,)).fetchone() is not None


def has_address(connection: sqlite3.Connection, url: str) -> bool:
    """Whether a feed has this address, followed or left."""
    return connection.execute("SELECT 1 FROM feed WHERE url = ?", (url,)).fetchone() is not None


def forget_visits(connection: sqlite3.Connection, id: int) -> None:
    """Forgets what an address answered, since the feed has another now: it is due, and its validators mean nothing."""
    set_state(connection, id, FetchState())


def add(
    connection: sqlite3.Connection,
    url: str,
    title: str,
    site_url: str | None,
    topic: str,
    tags: Iterable[str],
    typed: bool,
) -> Feed:
    """Follows an address; the same address twice is the same feed; one that was left comes back with its articles."""
    names = "\n".join(dict.fromkeys(name for tag in tags if (name := clean.tag(tag))))
    connection.execute(
        "INSERT INTO feed (url, title, site_url, topic, tags, typed) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET removed = 0, typed = max(typed, excluded.typed)",
        (url, title or url, site_url, topic, names, typed),
    )
    bump(connection, "feeds", 1)
    found = connection.execute(f"SELECT {_COLUMNS} FROM feed WHERE url = ?", (url,)).fetchone()
    return _feed(found)


def change(connection: sqlite3.Connection, changed: Feed) -> None:
    """Writes what a feed is called and how it is treated. Raises CacheError where its address belongs to another."""
    bump(connection, "feeds", 1)
    values = {"url": changed.url, "site_url": changed.site_url, "typed": changed.typed, **treatment(changed)}
    names = ", ".join(f"{name} = :{name}" for name in values)
    try:
        connection.execute(f"UPDATE feed SET {names} WHERE id = :id", {**values, "id": changed.id})
    except sqlite3.IntegrityError as error:
        raise CacheError("another feed already has this address; remove one of the two", changed.url) from error


def treatment(feed: Feed) -> dict[str, str | int | float | None]:
    """The columns that say what the user calls a feed and how it is treated."""
    return {
        "title": feed.title,
        "topic": feed.topic,
        "tags": "\n".join(feed.tags),
        "paused": int(feed.paused),
        "full_text": int(feed.full_text),
        "pictures": int(feed.pictures),
        "keep_days": feed.keep_days,
    }


def set_state(connection: sqlite3.Connection, id: int, state: FetchState) -> None:
    """Remembers how a feed's last visit ended."""
    connection.execute("UPDATE feed SET state = ? WHERE id = ?", (pack_state(state), id))


def set_name(connection: sqlite3.Connection, id: int, title: str, site_url: str | None) -> None:
    """Writes what a feed is called and where its site is, if that is new."""
    sql = "UPDATE feed SET title = ?1, site_url = ?2 WHERE id = ?3 AND (title <> ?1 OR site_url IS NOT ?2)"
    if connection.execute(sql, (title, site_url, id)).rowcount:
        bump(connection, "feeds", 1)


def pack_state(state: FetchState) -> str:
    """A state as JSON; what is as in a new one is left out."""
    new = FetchState()
    return json.dumps(
        {
            one.name: _json(value)
            for one in fields(state)
            if (value := getattr(state, one.name)) != getattr(new, one.name)
        }
    )


def unpack_state(text: str) -> FetchState:
    """The state that `pack_state` wrote."""
    values: dict[str, Any] = json.loads(text)
    for name, value in values.items():
        if name in _TIMES:
            values[name] = datetime.fromisoformat(value)
        elif name in _SPANS:
            values[name] = timedelta(seconds=value)
        elif isinstance(value, list):
            values[name] = tuple(value)
    return FetchState(**values)


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.total_seconds() if isinstance(value, timedelta) else value


def _feed(row: tuple[Any, ...]) -> Feed:
    id, url, title, site_url, topic, tags, paused, full_text, pictures, keep_days, typed, state = row
    return Feed(
        id=id,
        url=url,
        title=title,
        site_url=site_url,
        topic=topic,
        tags=tuple(tags.split("\n")) if tags else (),
        paused=bool(paused),
        full_text=bool(full_text),
        pictures=bool(pictures),
        keep_days=keep_days,
        typed=bool(typed),
        state=unpack_state(state),
    )
