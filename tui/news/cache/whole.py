"""What is made from rows, made anew: both word indexes and every set."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tui.news.cache import common
from tui.news.cache.checking import rebuild
from tui.news.cache.ready import author_text
from tui.news.cache.telling import Told, silent
from tui.news.codec import pack, unpack
from tui.news.errors import Damaged
from tui.news.types import Document
from tui.news.words import index_text

_RUN = 500


def make_whole(connection: sqlite3.Connection, told: Told = silent) -> None:
    """Makes indexes and sets anew, within the caller's transaction; a text that is lost becomes an empty one."""
    run, many = connection.execute, connection.executemany
    run("UPDATE article SET feed_id = NULL WHERE feed_id NOT IN (SELECT id FROM feed)")
    run("INSERT INTO title_index (title_index) VALUES ('delete-all')")
    run("INSERT INTO text_index (text_index) VALUES ('delete-all')")
    common.forget(connection)
    last = run("SELECT ifnull(max(id), 1) FROM article").fetchone()[0]
    for rows in _runs(connection):
        told("making the index of texts anew", min(rows[-1][0] / last, 1))
        texts = [(id, index_text(_document(connection, id, title, data).text)) for id, title, _, data in rows]
        titles = [
            (id, index_text(title), author_text(names.split("\n") if names else ())) for id, title, names, _ in rows
        ]
        many("INSERT INTO title_index (rowid, title, authors) VALUES (?, ?, ?)", titles)
        many("INSERT INTO text_index (rowid, text) VALUES (?, ?)", texts)
    rebuild(connection, told)


def _runs(connection: sqlite3.Connection) -> Iterator[list[tuple[int, str, str, bytes | None]]]:
    """Id, title, authors and packed text of every article, some at a time."""
    last = 0
    sql = (
        f"SELECT id, title, authors, data FROM article LEFT JOIN body USING (id) WHERE id > ? ORDER BY id LIMIT {_RUN}"
    )
    while rows := connection.execute(sql, (last,)).fetchall():
        yield rows
        last = rows[-1][0]


def _document(connection: sqlite3.Connection, id: int, title: str, data: bytes | None) -> Document:
    """An article's text; where it is damaged or lost, an empty one takes its place."""
    try:
        if data is not None:
            return unpack(data)
    except Damaged:
        pass
    empty = Document(title=title)
    connection.execute("INSERT OR REPLACE INTO body (id, data) VALUES (?, ?)", (id, pack(empty)))
    return empty
