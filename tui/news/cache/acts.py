"""What the user does, worded for the journal and told as moves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from tui.news import clean
from tui.news.cache import journal
from tui.news.cache.ids import Ids
from tui.news.cache.incoming import FEEDS, USERS, tag_id
from tui.news.cache.moves import Move, Standing, marks, parts
from tui.news.types import Act, SavedFilter


def set_read(connection: sqlite3.Connection, standing: Standing, ids: Ids, read: bool) -> Act:
    """Marks read or unread."""
    words = f"marked {{n}} {'read' if read else 'unread'}"
    return journal.do(connection, standing, words, [Move("unread", int(read), int(not read), ids)])


def set_starred(connection: sqlite3.Connection, standing: Standing, ids: Ids, starred: bool) -> Act:
    """Stars, or takes the star off."""
    words = "starred {n}" if starred else "took the star off {n}"
    return journal.do(connection, standing, words, [Move("starred", int(not starred), int(starred), ids)])


def tag(connection: sqlite3.Connection, standing: Standing, ids: Ids, add: Iterable[str], drop: Iterable[str]) -> Act:
    """Gives the user's tags and takes tags off; one of the article's own that is taken off stays off."""
    added = [name for raw in add if (name := clean.tag(raw))]
    dropped = [name for raw in drop if (name := clean.tag(raw))]
    moves = [move for name in added for move in _given(connection, tag_id(connection, name), ids)]
    moves += [move for name in dropped for move in _taken(connection, tag_id(connection, name), ids)]
    names = " ".join([*(f"+{name}" for name in added), *(f"-{name}" for name in dropped)])
    return journal.do(connection, standing, f"tagged {{n}} {_plain(names)}", moves)


def _given(connection: sqlite3.Connection, tag: int, ids: Ids) -> Iterator[Move]:
    for source, some in _sources(connection, tag, ids).items():
        if not (source > 0 and source & USERS):
            yield Move("tag", source, abs(source) | USERS, some, tag)


def _taken(connection: sqlite3.Connection, tag: int, ids: Ids) -> Iterator[Move]:
    for source, some in _sources(connection, tag, ids).items():
        if source > 0:
            yield Move("tag", source, -(source & ~USERS), some, tag)


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


def save_filter(connection: sqlite3.Connection, standing: Standing, saved: SavedFilter) -> Act:
    """Puts a filter under its digit."""
    new: dict[str, journal.Value] = {
        "digit": saved.digit,
        "name": saved.name,
        "filter": saved.filter,
        "sort": saved.sort.value,
    }
    words = f"saved the filter {saved.filter or 'of everything'} under {saved.digit}"
    return journal.do(
        connection, standing, _plain(words), (), [("saved_filter", _saved(connection, saved.digit), new)], 0
    )


def remove_saved_filter(connection: sqlite3.Connection, standing: Standing, digit: int) -> Act | None:
    """Takes the filter away from under a digit; None where there is none."""
    old = _saved(connection, digit)
    if old is None:
        return None
    return journal.do(connection, standing, f"took away the filter under {digit}", (), [("saved_filter", old, None)], 0)


def _saved(connection: sqlite3.Connection, digit: int) -> dict[str, journal.Value] | None:
    sql = "SELECT digit, name, filter, sort FROM saved_filter WHERE digit = ?"
    row = connection.execute(sql, (digit,)).fetchone()
    return dict(zip(("digit", "name", "filter", "sort"), row, strict=True)) if row else None


def remove_feed(connection: sqlite3.Connection, standing: Standing, id: int, title: str, *, keep_articles: bool) -> Act:
    """Leaves a feed; with its articles, but for those starred and those the user tagged."""
    moves = []
    words = f"left {_plain(title)}"
    if not keep_articles:
        rows = connection.execute(
            "SELECT id FROM article WHERE feed_id = ? AND id NOT IN (SELECT id FROM starred)"
            " AND NOT EXISTS (SELECT 1 FROM tagging WHERE article = article.id AND source > 0 AND source & ?)",
            (id, USERS),
        )
        moves = [Move("removed", 0, 1, Ids(row[0] for row in rows))]
        words += " and removed {n}"
    return journal.do(
        connection, standing, words, moves, [("feed", {"id": id, "removed": 0}, {"id": id, "removed": 1})]
    )


def give_feed_tags(connection: sqlite3.Connection, ids: Ids, old: set[str], new: set[str]) -> list[Move]:
    """The moves that make a feed's changed tags right on its articles."""
    moves = []
    for name in new - old:
        number = tag_id(connection, name)
        for source, some in _sources(connection, number, ids).items():
            if source >= 0 and not source & FEEDS:
                moves.append(Move("tag", source, source | FEEDS, some, number))
    for name in old - new:
        number = tag_id(connection, name)
        for source, some in _sources(connection, number, ids).items():
            if source > 0 and source & FEEDS:
                moves.append(Move("tag", source, source & ~FEEDS, some, number))
    return moves


def _plain(text: str) -> str:
    """Text whose braces mean nothing to `str.format`."""
    return text.replace("{", "{{").replace("}", "}}")
