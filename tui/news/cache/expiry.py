"""Retention: what is older than its feed's `keep_days` goes, but for what is starred or tagged by the user.

Whether it was read is kept in `known`, so that an article that its feed still holds does not come back as new.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from tui.news.cache import clock, unread
from tui.news.cache.changes import Changes
from tui.news.cache.checking import row_sets
from tui.news.cache.counters import bump
from tui.news.cache.ids import Ids
from tui.news.cache.incoming import USERS, key_hash
from tui.news.cache.moves import marks, parts
from tui.news.cache.ready import author_text
from tui.news.cache.schema import is_unread
from tui.news.codec import unpack
from tui.news.words import index_text

_OUTLIVED = f"""SELECT id FROM article WHERE feed_id = ? AND at < ?
    AND id NOT IN (SELECT id FROM starred) AND id NOT IN (SELECT id FROM removed)
    AND NOT EXISTS (SELECT 1 FROM tagging WHERE article = article.id AND source > 0 AND source & {USERS})"""
_TABLES = {"article": "id", "body": "id", "original": "id", "revision": "id", "tagging": "article"}
"""Where an article has rows, by the column that holds its id."""


def outlived(connection: sqlite3.Connection, now: datetime) -> Ids:
    """The articles that their feeds keep no longer."""
    feeds = connection.execute("SELECT id, keep_days FROM feed WHERE keep_days IS NOT NULL").fetchall()
    found = Ids()
    for feed, days in feeds:
        found.update(row[0] for row in connection.execute(_OUTLIVED, (feed, clock.seconds(now - timedelta(days=days)))))
    return found


def delete(connection: sqlite3.Connection, ids: Ids) -> None:
    """Deletes articles for good, within the caller's transaction; only whether they were read is kept."""
    changes = Changes()
    were_unread = unread.among(connection, ids)
    for part in parts(ids):
        _remember(connection, part)
        _leave_sets(connection, part, changes)
        _leave_text(connection, part)
        for table, column in _TABLES.items():
            connection.execute(f"DELETE FROM {table} WHERE {column} IN ({marks(part)})", part)
    bump(connection, "articles", -len(ids))
    unread.mark(connection, were_unread, unread=False)
    bump(connection, "unread", -len(were_unread))
    changes.write(connection)


def _remember(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    sql = f"SELECT feed_id, key, NOT {is_unread('id')} FROM article WHERE id IN ({marks(ids)})"
    known = [(feed, key_hash(key), read) for feed, key, read in connection.execute(sql, ids)]
    connection.executemany("INSERT OR REPLACE INTO known (feed_id, key, read) VALUES (?, ?, ?)", known)


def _leave_sets(connection: sqlite3.Connection, ids: Sequence[int], changes: Changes) -> None:
    left: defaultdict[str, list[int]] = defaultdict(list)
    for name, some in row_sets(connection, f"WHERE id IN ({marks(ids)})", ids).items():
        left[name].extend(some)
    for article, tag in connection.execute(f"SELECT article, tag FROM tagging WHERE article IN ({marks(ids)})", ids):
        left[f"tag:{tag}"].append(article)
    for name in ("unread", "untagged"):
        left[name] = list(ids)
    for name, leaving in left.items():
        changes.drop(name, leaving)


def _leave_text(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """An index without the text must be told once more what it indexed."""
    rows = connection.execute(
        f"SELECT id, title, authors, data FROM article JOIN body USING (id) WHERE id IN ({marks(ids)})", ids
    ).fetchall()
    titles = [(id, index_text(title), author_text(names.split("\n") if names else ())) for id, title, names, _ in rows]
    connection.executemany(
        "INSERT INTO title_index (title_index, rowid, title, authors) VALUES ('delete', ?, ?, ?)", titles
    )
    texts = [(id, index_text(unpack(data).text)) for id, _, _, data in rows]
    connection.executemany("INSERT INTO text_index (text_index, rowid, text) VALUES ('delete', ?, ?)", texts)
