"""Which articles are unread, as rows: a bit for each article, in blocks of 4,096 numbers (`schema.is_unread`).

Marking a quarter of a million articles writes 245 rows so: 2 ms, where a row for each unread one took 110.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import compress

from tui.news.cache.ids import Ids
from tui.news.cache.schema import BLOCK, UNREAD

_BYTES = BLOCK // 8
_BITS = f"0{BLOCK}b"


def mark(connection: sqlite3.Connection, ids: Ids, *, unread: bool) -> None:
    """Makes articles unread or read."""
    changed = []
    for block, mask in ids.blocks(BLOCK):
        row = connection.execute("SELECT bits FROM unread WHERE block = ?", (block,)).fetchone()
        old = int.from_bytes(row[0], "little") if row else 0
        changed.append((block, (old | mask if unread else old & ~mask).to_bytes(_BYTES, "little")))
    connection.executemany("INSERT OR REPLACE INTO unread (block, bits) VALUES (?, ?)", changed)


def all_unread(connection: sqlite3.Connection) -> Ids:
    """The unread articles."""
    return spelled(connection.execute("SELECT block, bits FROM unread"))


def among(connection: sqlite3.Connection, ids: Ids) -> Ids:
    """Those of some articles that are unread."""
    sql = "SELECT block, bits FROM unread WHERE block = ?"
    return ids & spelled(row for block, _ in ids.blocks(BLOCK) for row in connection.execute(sql, (block,)))


def spelled(rows: Iterable[tuple[int, bytes]]) -> Ids:
    """The numbers that blocks spell; of a damaged block what there is."""
    found = Ids()
    for block, bits in rows:
        digits = format(int.from_bytes(bits[:_BYTES], "little"), _BITS)[::-1]
        found.update(compress(range(block * BLOCK, (block + 1) * BLOCK), map(int, digits)))
    return found


def gather(connection: sqlite3.Connection) -> None:
    """Version 2 had a row for each unread article."""
    run = connection.execute
    rows = run("SELECT id FROM unread")
    ids = Ids(row[0] for row in rows)
    run("DROP VIEW shown")
    run("DROP TABLE unread")
    for statement in UNREAD:
        run(statement)
    mark(connection, ids, unread=True)
