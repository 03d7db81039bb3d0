"""A library of version 1 made one of version 2.

In version 1's time texts were packed as one JSON object each, later as they are today (`codec.py`), and the text index
knew no places, so that it found no phrases. Neither had raised the version, so it is told from what is there. Some
articles that came from the future sort by that time, and some that have no title have no summary in its place.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

from tui.news.cache import schema, sets
from tui.news.cache.telling import Told, silent
from tui.news.codec import unpack
from tui.news.errors import Damaged

_RUN = 500
_FORMAT = b"\x01"
_TABLES = ("body", "original", "revision")


def renew(connection: sqlite3.Connection, told: Told = silent) -> bool:
    """Brings a library of version 1 up to version 2, within the caller's transaction.

    Returns whether the indexes are to be made anew (`whole.py`).
    """
    old = connection.execute("SELECT sql LIKE '%detail=''none''%' FROM sqlite_master WHERE name = 'text_index'")
    is_old = bool(old.fetchone()[0])
    if is_old:
        connection.execute("DROP TABLE text_index")
        connection.execute(schema.TEXT_INDEX)
    connection.execute(schema.COMMON)
    changed = connection.execute("UPDATE article SET at = added WHERE at > added").rowcount
    changed += renew_texts(connection, told) + _summarize(connection)
    return is_old or changed > 0


def renew_texts(connection: sqlite3.Connection, told: Told = silent) -> int:
    """Packs every text as it is packed today; how many were not."""
    changed = 0
    for table in _TABLES:
        last = connection.execute(f"SELECT ifnull(max(id), 1) FROM {table}").fetchone()[0]
        for rows in _runs(connection, table):
            new = [(data, id) for id, old in rows if (data := repacked(old)) is not None]
            connection.executemany(f"UPDATE {table} SET data = ? WHERE id = ?", new)
            changed += len(new)
            told("packing texts as they are packed today", rows[-1][0] / last)
    return changed


def _runs(connection: sqlite3.Connection, table: str) -> Iterator[list[tuple[int, bytes]]]:
    last = 0
    while rows := connection.execute(
        f"SELECT id, data FROM {table} WHERE id > ? ORDER BY id LIMIT {_RUN}", (last,)
    ).fetchall():
        yield rows
        last = rows[-1][0]


def _summarize(connection: sqlite3.Connection) -> int:
    """Articles without a title are shown by how they begin; how many were not."""
    rows = connection.execute(
        "SELECT id, data FROM article JOIN body USING (id) WHERE title = '' AND summary = '' AND words > 0"
    ).fetchall()
    found = []
    for id, data in rows:
        try:
            found.append((sets.summary(unpack(data)), id))
        except Damaged:
            continue  # its text is set right where the indexes are made
    connection.executemany("UPDATE article SET summary = ? WHERE id = ?", found)
    return len(found)


def repacked(data: bytes) -> bytes | None:
    """A text of the first format in today's; None where it is not one. Today's has a NUL, which no JSON has."""
    try:
        if data[:1] != _FORMAT or zlib.decompressobj().decompress(data[1:], 1) != b"{":
            return None
        raw = zlib.decompress(data[1:])
        if b"\0" in raw:
            return None
        fields = json.loads(raw.decode("utf-8", "surrogatepass"))
        text: list[str] = []
        fields["blocks"] = [_block(block, text) for block in fields["blocks"]]
    except (zlib.error, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None  # damaged; whoever reads it is told so
    layout = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    whole = "".join(text).replace("\0", " ") + "\0" + layout
    return _FORMAT + zlib.compress(whole.encode("utf-8", "surrogatepass"))


def _block(block: list[Any], text: list[str]) -> list[Any]:
    """A block whose words go into the text, lengths in their place."""
    kind, *rest = block
    match kind:
        case "p" | "h" | "c":
            return [kind, _spans(rest[0], text), *rest[1:]]
        case "q":
            return [kind, [_block(inner, text) for inner in rest[0]]]
        case "l":
            return [kind, [[_block(inner, text) for inner in item] for item in rest[0]], *rest[1:]]
        case "t":
            return [kind, [[_spans(cell, text) for cell in row] for row in rest[0]], *rest[1:]]
    return block


def _spans(spans: Any, text: list[str]) -> Any:
    if isinstance(spans, str):
        text += [spans, "\n"]
        return len(spans)
    lengths: list[Any] = []
    for span in spans:
        words = span if isinstance(span, str) else span[0]
        text.append(words)
        lengths.append(len(words) if isinstance(span, str) else [len(words), *span[1:]])
    text.append("\n")
    return lengths
