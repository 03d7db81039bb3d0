"""Moves: what an act really changed, as values that can be taken back.

A move says of some articles that one thing about them went from one value to another. `unread`, `starred` and
`removed` go between 0 and 1; `tag` and a tag's number go between the values of `tagging.source`.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tui.news.cache import unread
from tui.news.cache.changes import Changes
from tui.news.cache.counters import bump
from tui.news.cache.ids import Ids

_HEAD = struct.Struct(">I")
_MOST = 500
Standing = Callable[[str], Ids]
"""Gives a set of the index by its name, as of the start of the transaction."""
MISSING = 0
"""Stands for the `source` of a tag that an article has not."""


@dataclass(frozen=True)
class Move:
    """These articles: `what` (of tag `tag`) went from `before` to `after`."""

    what: str
    before: int
    after: int
    ids: Ids
    tag: int = 0

    def back(self) -> Move:
        """The move that takes this one back."""
        return Move(self.what, self.after, self.before, self.ids, self.tag)


def pack(moves: Iterable[Move]) -> bytes:
    """Moves as bytes: for each, a JSON head and the ids, both led by their length (4 bytes, big endian)."""
    parts = []
    for move in moves:
        head = json.dumps([move.what, move.before, move.after, move.tag]).encode()
        for part in (head, move.ids.to_bytes()):
            parts += [_HEAD.pack(len(part)), part]
    return b"".join(parts)


def unpack(data: bytes) -> Iterator[Move]:
    """The moves that `pack` wrote."""
    at = 0
    parts = []
    while at < len(data):
        size = _HEAD.unpack_from(data, at)[0]
        parts.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    for head, ids in zip(parts[::2], parts[1::2], strict=True):
        what, before, after, tag = json.loads(head)
        yield Move(what, before, after, Ids.from_bytes(ids), tag)


def apply(connection: sqlite3.Connection, move: Move, changes: Changes, standing: Standing) -> Move:
    """Changes rows and sets (`standing` gives them as they stand); returns the move that was made.

    Only articles that still stand at `before` move.
    """
    ids = move.ids & current(connection, move, standing)
    made = replace(move, ids=ids)
    if not ids:
        return made
    if move.what == "tag":
        _retag(connection, made, changes)
        return made
    if move.what == "unread":
        unread.mark(connection, ids, unread=bool(move.after))
    elif move.after:
        insert(connection, move.what, ids)
    else:
        delete(connection, move.what, ids)
    (changes.add if move.after else changes.drop)(move.what, ids)
    if move.what == "removed":
        _remove(connection, ids, bool(move.after), changes)
    bump(connection, move.what, len(ids) if move.after else -len(ids))
    return made


def _remove(connection: sqlite3.Connection, ids: Ids, gone: bool, changes: Changes) -> None:
    bump(connection, "articles", -len(ids) if gone else len(ids))
    (changes.drop if gone else changes.add)("all", ids)


def current(connection: sqlite3.Connection, move: Move, standing: Standing) -> Ids:
    """Those among the move's articles that stand at its `before` in the rows."""
    existing = standing("all") | standing("removed")
    if move.what == "tag":
        sources: dict[int, int] = dict.fromkeys(move.ids & existing, MISSING)
        for part in parts(move.ids):
            sql = f"SELECT article, source FROM tagging WHERE tag = ? AND article IN ({marks(part)})"
            sources.update(connection.execute(sql, (move.tag, *part)))
        return Ids(id for id, source in sources.items() if source == move.before)
    return standing(move.what) if move.before else existing - standing(move.what)


def insert(connection: sqlite3.Connection, table: str, ids: Ids) -> None:
    """Puts ids into a table of states; many values in one statement, which is four times as fast as one by one."""
    for part in parts(ids):
        connection.execute(f"INSERT OR IGNORE INTO {table} (id) VALUES {','.join(['(?)'] * len(part))}", part)


def delete(connection: sqlite3.Connection, table: str, ids: Ids) -> None:
    """Takes ids out of a table of states; where most go, all go and the rest come back."""
    total = int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) if len(ids) > _MOST else 0
    if total and len(ids) * 2 > total:
        rest = Ids() if total == len(ids) else Ids(row[0] for row in connection.execute(f"SELECT id FROM {table}"))
        connection.execute(f"DELETE FROM {table}")
        insert(connection, table, rest - ids)
        return
    for part in parts(ids):
        connection.execute(f"DELETE FROM {table} WHERE id IN ({marks(part)})", part)


def _retag(connection: sqlite3.Connection, move: Move, changes: Changes) -> None:
    for part in parts(move.ids):
        if move.after == MISSING:
            sql = f"DELETE FROM tagging WHERE tag = ? AND article IN ({marks(part)})"
            connection.execute(sql, (move.tag, *part))
        else:
            connection.executemany(
                "INSERT OR REPLACE INTO tagging (article, tag, source) VALUES (?, ?, ?)",
                ((id, move.tag, move.after) for id in part),
            )
    (changes.add if move.after > 0 else changes.drop)(f"tag:{move.tag}", move.ids)
    note_untagged(connection, move.ids, changes)


def note_untagged(connection: sqlite3.Connection, ids: Ids, changes: Changes) -> None:
    """Sets `untagged` right for these articles, as their rows now are."""
    tagged = Ids()
    for part in parts(ids):
        sql = f"SELECT DISTINCT article FROM tagging WHERE source > 0 AND article IN ({marks(part)})"
        tagged.update(row[0] for row in connection.execute(sql, part))
    changes.drop("untagged", tagged)
    changes.add("untagged", ids - tagged)


def parts(ids: Ids) -> Iterator[Sequence[int]]:
    """The ids in runs short enough for one statement; runs of 100 to 1,000 take the same time, as arrays or lists."""
    array = ids.to_array()
    for start in range(0, len(array), _MOST):
        yield array[start : start + _MOST]


def marks(part: Sequence[object]) -> str:
    """As many question marks."""
    return ",".join("?" * len(part))
