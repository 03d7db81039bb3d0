"""What the user does, worded for the journal and told as moves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tui.news import clean
from tui.news.cache import feeds, journal
from tui.news.cache.changes import Changes
from tui.news.cache.given import given, taken
from tui.news.cache.ids import Ids
from tui.news.cache.incoming import USERS, tag_id
from tui.news.cache.moves import Move, Standing, apply
from tui.news.errors import CacheError
from tui.news.results import Stored
from tui.news.types import Act, Feed, SavedFilter


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
    moves = [move for name in added for move in given(connection, tag_id(connection, name), ids)]
    moves += [move for name in dropped for move in taken(connection, tag_id(connection, name), ids)]
    names = " ".join([*(f"+{name}" for name in added), *(f"-{name}" for name in dropped)])
    return journal.do(connection, standing, f"tagged {{n}} {_plain(names)}", moves)


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


def keep(
    connection: sqlite3.Connection, standing: Standing, stored: Stored, now: datetime | None
) -> tuple[Stored, Act | None]:
    """Notes what the user added; of what was known, that which was taken away comes back with it."""
    changes = Changes()
    back = apply(connection, Move("removed", 1, 0, Ids((*stored.same, *stored.edited))), changes, standing).ids
    changes.write(connection)
    same, edited = (tuple(id for id in ids if id not in back) for ids in (stored.same, stored.edited))
    stored = Stored((*stored.new, *back), edited, same)
    if not stored.new:
        return stored, None
    moves = [Move("removed", 1, 0, Ids(stored.new))]
    return stored, journal.note(connection, "added {n}", moves, (), len(stored.new), now or datetime.now(UTC))


def follow(
    connection: sqlite3.Connection, standing: Standing, wanted: Iterable[Feed]
) -> tuple[tuple[Feed, ...], Act | None]:
    """Follows addresses; the act is of those that were not followed yet. Undone, they are left; their articles stay.

    Articles that went with a feed when it was left come back with it: else it would have none but what is yet to come.
    """
    found, fresh = [], []
    for one in wanted:
        known = feeds.is_followed(connection, one.url)
        found.append(feeds.add(connection, one.url, one.title, one.site_url, one.topic, one.tags, one.typed))
        if not known:
            fresh.append(found[-1])
    if not fresh:
        return tuple(found), None
    words = f"followed {_plain(fresh[0].title)}" if len(fresh) == 1 else f"followed {len(fresh):,} feeds"
    rows: list[journal.Replaced] = [
        ("feed", {"id": one.id, "removed": 1}, {"id": one.id, "removed": 0}) for one in fresh
    ]
    gone = Ids()
    for one in fresh:
        sql = "SELECT id FROM article WHERE feed_id = ? AND id IN (SELECT id FROM removed)"
        gone.update(row[0] for row in connection.execute(sql, (one.id,)))
    words += " and brought back {n}" * bool(gone)
    return tuple(found), journal.do(connection, standing, words, [Move("removed", 1, 0, gone)], rows)


def edit_feed(connection: sqlite3.Connection, standing: Standing, old: Feed, new: Feed) -> Act | None:
    """Changes what a feed is called and how it is treated, also its address; None where nothing is new.

    Raises CacheError where another feed has the address.
    """
    if new.url != old.url and feeds.has_address(connection, new.url):
        raise CacheError("another feed has this address, maybe one that was left; follow that one", new.url)
    before, after = ({**feeds.treatment(one), "url": one.url, "typed": int(one.typed)} for one in (old, new))
    changed = [name for name in before if before[name] != after[name]]
    if changed == ["typed"]:
        return None
    if not changed:
        return None
    words = "; ".join(_edits(old, new))
    was, now = ({"id": old.id} | {name: one[name] for name in changed} for one in (before, after))
    return journal.do(connection, standing, _plain(words), (), [("feed", was, now)], 0)


def _edits(old: Feed, new: Feed) -> Iterator[str]:
    """What became of a feed, in words."""
    if new.paused != old.paused:
        yield f"{'paused' if new.paused else 'resumed'} {old.title}"
    if new.title != old.title:
        yield f"renamed {old.title} to {new.title}"
    if new.url != old.url:
        yield f"moved {old.title} to {new.url}"
    if new.topic != old.topic:
        yield f"filed {old.title} under {new.topic or 'nothing'}"
    if new.tags != old.tags:
        plus, minus = set(new.tags) - set(old.tags), set(old.tags) - set(new.tags)
        names = [*(f"+{name}" for name in sorted(plus)), *(f"-{name}" for name in sorted(minus))]
        yield f"tagged all of {old.title} {' '.join(names)}"
    if new.full_text != old.full_text:
        yield f"fetched {'full texts' if new.full_text else 'no more full texts'} of {old.title}"
    if new.pictures != old.pictures:
        yield f"{'showed' if new.pictures else 'hid'} the pictures of {old.title}"
    if new.keep_days != old.keep_days:
        yield f"kept {old.title} for {new.keep_days} days" if new.keep_days else f"kept {old.title} for ever"


def _plain(text: str) -> str:
    """Text whose braces mean nothing to `str.format`."""
    return text.replace("{", "{{").replace("}", "}}")
