"""Who gave an article its tags, and what that becomes when tags are given, taken off, or changed of a whole feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tui.news.cache.ids import Ids
from tui.news.cache.incoming import FEEDS, USERS, tag_id
from tui.news.cache.moves import Move, marks, parts


def given(connection: sqlite3.Connection, tag: int, ids: Ids) -> Iterator[Move]:
    """The moves by which the user gives these articles a tag."""
    for source, some in _sources(connection, tag, ids).items():
        if not (source > 0 and source & USERS):
            yield Move("tag", source, abs(source) | USERS, some, tag)


def taken(connection: sqlite3.Connection, tag: int, ids: Ids) -> Iterator[Move]:
    """The moves by which the user takes a tag off; an article's own stays off."""
    for source, some in _sources(connection, tag, ids).items():
        if source > 0:
            yield Move("tag", source, -(source & ~USERS), some, tag)


def retagged(connection: sqlite3.Connection, feed: int, old: set[str], new: set[str]) -> Iterator[Move]:
    """The moves that make a feed's changed tags right on its articles."""
    rows = connection.execute("SELECT id FROM article WHERE feed_id = ?", (feed,)) if old != new else ()
    ids = Ids(row[0] for row in rows)
    for name in sorted(new - old):
        number = tag_id(connection, name)
        for source, some in _sources(connection, number, ids).items():
            if source >= 0 and not source & FEEDS:
                yield Move("tag", source, source | FEEDS, some, number)
    for name in sorted(old - new):
        number = tag_id(connection, name)
        for source, some in _sources(connection, number, ids).items():
            if source > 0 and source & FEEDS:
                yield Move("tag", source, source & ~FEEDS, some, number)


def _sources(connection: sqlite3.Connection, tag: int, ids: Ids) -> dict[int, Ids]:
    """The articles by what `tagging.source` says of this tag, 0 where they have it not."""
    found: dict[int, Ids] = {}
    rest = ids.copy()
    for part in parts(ids):
        sql = f"SELECT article, source FROM tagging WHERE tag = ? AND article IN ({marks(part)})"
        for article, source in connection.execute(sql, (tag, *part)):
            found.setdefault(source, Ids()).add(article)
            rest.discard(article)
    if rest:
        found[0] = rest
    return found
