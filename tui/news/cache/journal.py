"""The journal: every act that changes state, listed with its time, to be undone and redone at any distance."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tui.news.cache import clock, feeds
from tui.news.cache.changes import Changes
from tui.news.cache.counters import bump
from tui.news.cache.given import retagged
from tui.news.cache.ids import Ids
from tui.news.cache.moves import Move, Standing, apply, pack, unpack
from tui.news.types import Act

Value = str | int | float | None
Replaced = tuple[str, dict[str, Value] | None, dict[str, Value] | None]
"""A row of a small table, before and after: table, old columns or None, new columns or None."""

_KEYS = {"saved_filter": "digit", "feed": "id"}
_COLUMNS = "id, at, words, count, undone"


def do(
    connection: sqlite3.Connection,
    standing: Standing,
    words: str,
    moves: Iterable[Move] = (),
    replaced: Sequence[Replaced] = (),
    count: int | None = None,
    now: datetime | None = None,
) -> Act:
    """Does an act and notes it; `{n}` in its words is the number of articles that it really changed.

    One that changed nothing is not noted, and its id is 0: undo would take it back in place of the one before.
    """
    changes = Changes()
    moves = [made for move in moves if (made := apply(connection, move, changes, standing)).ids]
    for one in replaced:
        _replace(connection, one, changes, standing)
    _note_feeds(connection, replaced)
    changes.write(connection)
    touched = len(Ids().union(*(move.ids for move in moves))) if count is None else count
    at = now or datetime.now(UTC)
    if not (moves or replaced):
        return Act(0, at, _worded(words, touched), 0)
    return note(connection, words, moves, replaced, touched, at)


def note(
    connection: sqlite3.Connection,
    words: str,
    moves: Iterable[Move],
    replaced: Sequence[Replaced],
    count: int,
    at: datetime,
) -> Act:
    """Notes an act that is done; `{n}` in its words is the number of articles that it changed, `count`."""
    cursor = connection.execute(
        "INSERT INTO act (at, words, count, moves, replaced) VALUES (?, ?, ?, ?, ?)",
        (clock.seconds(at), _worded(words, count), count, pack(moves), json.dumps(replaced)),
    )
    return _one(connection, int(cursor.lastrowid or 0))


def _worded(words: str, count: int) -> str:
    return words.format(n=f"{count:,} article{'s' if count != 1 else ''}")


def latest(connection: sqlite3.Connection, limit: int) -> list[Act]:
    """The latest acts, newest first."""
    sql = f"SELECT {_COLUMNS}, CASE count WHEN 1 THEN moves ELSE x'' END FROM act ORDER BY id DESC LIMIT ?"
    rows = connection.execute(sql, (limit,)).fetchall()
    return [_titled(connection, _act(row[:-1]), unpack(row[-1])) for row in rows]


def _titled(connection: sqlite3.Connection, act: Act, moves: Iterable[Move]) -> Act:
    """The act with the title of the article, where it is one alone."""
    ids = Ids().union(*(move.ids for move in moves)) if act.count == 1 else Ids()
    row = connection.execute("SELECT title FROM article WHERE id = ?", (ids[0],)).fetchone() if len(ids) == 1 else None
    return replace(act, title=row[0]) if row else act


def undo(connection: sqlite3.Connection, standing: Standing, id: int | None = None) -> Act | None:
    """Takes back an act, the latest that stands where none is named; None where there is none.

    What a later act has changed stays as that one left it; `count` says how many articles went back.
    """
    where = "id = ?1" if id is not None else "?1 IS NULL"
    row = connection.execute(
        f"SELECT id, moves, replaced FROM act WHERE NOT undone AND {where} ORDER BY id DESC LIMIT 1", (id,)
    ).fetchone()
    if row is None:
        return None
    moves = [move.back() for move in reversed(list(unpack(row[1])))]
    rows = [(table, new, old) for table, old, new in reversed(json.loads(row[2]))]
    return _moved(connection, standing, row[0], moves, rows, undone=True)


def redo(connection: sqlite3.Connection, standing: Standing, id: int | None = None) -> Act | None:
    """Does again what was undone: this act, else the last unless something was done since; None where there is none.

    `count` says how many articles it changed again.
    """
    where = "id > (SELECT ifnull(max(id), 0) FROM act WHERE NOT undone)" if id is None else "id = ?"
    sql = f"SELECT id, moves, replaced FROM act WHERE undone AND {where} ORDER BY id LIMIT 1"
    row = connection.execute(sql, () if id is None else (id,)).fetchone()
    if row is None:
        return None
    return _moved(connection, standing, row[0], list(unpack(row[1])), json.loads(row[2]), undone=False)


def _moved(
    connection: sqlite3.Connection,
    standing: Standing,
    id: int,
    moves: Sequence[Move],
    rows: Iterable[Sequence[Any]],
    *,
    undone: bool,
) -> Act:
    """Makes an act's moves, this way or that, and notes whether it is undone now."""
    changes = Changes()
    made = [apply(connection, move, changes, standing).ids for move in moves]
    for one in (rows := list(rows)):
        if _stands(connection, one):
            _replace(connection, one, changes, standing)
    _note_feeds(connection, rows)
    changes.write(connection)
    connection.execute("UPDATE act SET undone = ? WHERE id = ?", (undone, id))
    act = _titled(connection, _one(connection, id), moves)
    return replace(act, count=min(act.count, len(Ids().union(*made))))


def _stands(connection: sqlite3.Connection, change: Sequence[Any]) -> bool:
    """Whether a row of a small table still is as a change found it; else a later act has changed it.

    An address that another feed has taken meanwhile stays with that one.
    """
    table, old, new = change
    key, row = _KEYS[table], old or new
    names = list(row)
    found = connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {key} = ?", (row[key],)).fetchone()
    taken = table == "feed" and "url" in (new or {}) and feeds.has_address(connection, new["url"])
    return bool((dict(zip(names, found, strict=True)) if found else None) == old) and not taken


def _note_feeds(connection: sqlite3.Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Lets everyone know that feeds are not what they were."""
    if any(table == "feed" for table, _, _ in rows):
        bump(connection, "feeds", 1)


def _replace(connection: sqlite3.Connection, change: Sequence[Any], changes: Changes, standing: Standing) -> None:
    """Makes a row of a small table what it was or shall be; a feed's tags on its articles of now, also later ones."""
    table, old, new = change
    if table == "feed" and "tags" in new:
        before, after = (set(filter(None, row["tags"].split("\n"))) for row in (old, new))
        for move in retagged(connection, new["id"], before, after):
            apply(connection, move, changes, standing)
    if table == "feed" and "url" in new:
        feeds.forget_visits(connection, new["id"])
    key = _KEYS[table]
    if new is None:
        connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (old[key],))
    elif old is None:
        names = ", ".join(new)
        marks = ", ".join("?" * len(new))
        connection.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", tuple(new.values()))
    else:
        names = ", ".join(f"{name} = ?" for name in new)
        connection.execute(f"UPDATE {table} SET {names} WHERE {key} = ?", (*new.values(), new[key]))


def _one(connection: sqlite3.Connection, id: int) -> Act:
    return _act(connection.execute(f"SELECT {_COLUMNS} FROM act WHERE id = ?", (id,)).fetchone())


def _act(row: tuple[Any, ...]) -> Act:
    id, at, words, count, undone = row
    when = clock.join(at, 0)
    assert when is not None
    return Act(id, when, words, count, bool(undone))
