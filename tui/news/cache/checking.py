"""Whether the index equals the rows, and how it is built anew from them."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tui.news.cache import clock, common
from tui.news.cache.connections import Connections
from tui.news.cache.ids import Ids
from tui.news.cache.index import ORDER, stored, write, write_order
from tui.news.cache.plain import PARTS
from tui.news.cache.sets import title_prefixes, word_bits
from tui.news.cache.unread import all_unread

_FLUSHED_AT = 200_000
"""Articles after which the numbers gathered are packed into sets."""
_COUNTED = ("unread", "starred", "removed")


def problems(connections: Connections) -> list[str]:
    """What is wrong with a library, one line each."""
    with connections.read() as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        if found:
            return [f"the file is damaged: {line}" for line in found]
        connection.execute("BEGIN")
        try:
            return list(_differences(connection))
        finally:
            connection.execute("ROLLBACK")


def last_written(connections: Connections) -> datetime | None:
    """The latest time that the library remembers."""
    sql = "SELECT max((SELECT ifnull(max(at), 0) FROM act), ifnull((SELECT added FROM article ORDER BY id DESC), 0))"
    with connections.read() as connection:
        return clock.join(connection.execute(sql).fetchone()[0] or None, 0)


def _differences(connection: sqlite3.Connection) -> Iterator[str]:
    truth = dict(from_rows(connection))
    names = {row[0] for row in connection.execute("SELECT name FROM bitmap UNION SELECT name FROM bitmap_change")}
    wrong = [
        name for name in sorted((names | truth.keys()) - {ORDER}) if stored(connection, name) != truth.get(name, Ids())
    ]
    if wrong:
        yield f"the index differs from the articles in {len(wrong)} sets ({', '.join(wrong[:5])}); it can be rebuilt"
    if count := common.differences(connection, truth.get("all", Ids())):
        yield f"the index of common words differs from the texts in {count} sets; it can be rebuilt"
    counts = {name: len(truth.get(name, Ids())) for name in _COUNTED} | {"articles": len(truth.get("all", Ids()))}
    for name, count in counts.items():
        row = connection.execute("SELECT value FROM counter WHERE name = ?", (name,)).fetchone()
        if (row[0] if row else 0) != count:
            yield f"the library counts {row[0] if row else 0} {name} and has {count}; the index can be rebuilt"
    missing = connection.execute("SELECT count(*) FROM article WHERE id NOT IN (SELECT id FROM body)").fetchone()[0]
    if missing:
        yield f"{missing} articles have lost their text"


def rebuild(connection: sqlite3.Connection) -> None:
    """Builds every set anew, within the caller's transaction."""
    write_all(connection, from_rows(connection))


def write_all(connection: sqlite3.Connection, sets: Iterable[tuple[str, Ids]]) -> None:
    """Writes these sets in the place of all that there are, with what is counted and the order by date."""
    connection.execute("DELETE FROM bitmap_change")
    connection.execute("DELETE FROM bitmap")
    sizes = dict.fromkeys((*_COUNTED, "articles"), 0)
    for name, ids in sets:
        write(connection, name, ids)
        sizes["articles" if name == "all" else name] = len(ids)
    for name in (*_COUNTED, "articles"):
        connection.execute("INSERT OR REPLACE INTO counter VALUES (?, ?)", (name, sizes[name]))
    rows = connection.execute("SELECT id FROM article ORDER BY at, id")
    write_order(connection, array("I", (row[0] for row in rows)))
    sql = "INSERT OR REPLACE INTO counter SELECT ?, 1 + ifnull((SELECT max(value) FROM counter WHERE name = 'seq'), 0)"
    connection.execute(sql, ("seq",))
    connection.execute("INSERT OR REPLACE INTO counter SELECT 'folded', value FROM counter WHERE name = 'seq'")


def from_rows(connection: sqlite3.Connection) -> Iterator[tuple[str, Ids]]:
    """Every set that is not empty, as the rows say."""
    starred, gone = (_ids(connection, f"SELECT id FROM {name}") for name in ("starred", "removed"))
    states = {"unread": all_unread(connection), "starred": starred, "removed": gone}
    yield from ((name, ids) for name, ids in states.items() if ids)
    sets: defaultdict[str, Ids] = defaultdict(Ids)
    _tags(connection, sets)
    sets["untagged"] = _ids(connection, "SELECT id FROM article") - sets["tagged"]
    del sets["tagged"]
    _articles(connection, sets)
    sets["all"] -= gone
    yield from ((name, ids) for name, ids in sets.items() if ids)


def _tags(connection: sqlite3.Connection, sets: defaultdict[str, Ids]) -> None:
    gathered: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
    for article, tag in connection.execute("SELECT article, tag FROM tagging WHERE source > 0"):
        gathered[tag].append(article)
    for tag, ids in gathered.items():
        sets[f"tag:{tag}"].update(ids)
    sets["tagged"] = Ids.union(*sets.values()) if sets else Ids()


def _articles(connection: sqlite3.Connection, sets: defaultdict[str, Ids]) -> None:
    gathered: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for count, (id, names) in enumerate(row_sets(connection)):
        for name in names:
            gathered[name].append(id)
        if count % _FLUSHED_AT == _FLUSHED_AT - 1:
            _flush(gathered, sets)
    _flush(gathered, sets)


def row_sets(
    connection: sqlite3.Connection, where: str = "", ids: Sequence[int] = ()
) -> Iterator[tuple[int, list[str]]]:
    """Articles, each with the sets that its own row puts it into."""
    parts = ", ".join(PARTS.values())
    sql = f"SELECT id, feed_id, language, words, title, edited, progress > 0 AND progress < 1, {parts} FROM article"
    for id, feed, language, length, title, edited, halfread, *has in connection.execute(f"{sql} {where}", ids):
        names = ["all", *word_bits(length), *title_prefixes(title)]
        names += [f"has:{part}" for part, held in zip(PARTS, has, strict=True) if held]
        names += [f"feed:{feed}"] if feed is not None else []
        names += [f"lang:{language.lower()}"] if language else []
        names += ["edited"] if edited else []
        names += ["halfread"] if halfread else []
        yield id, names


def _flush(gathered: defaultdict[str, array[int]], sets: defaultdict[str, Ids]) -> None:
    for name, ids in gathered.items():
        sets[name].update(ids)
    gathered.clear()


def _ids(connection: sqlite3.Connection, sql: str) -> Ids:
    return Ids(array("I", (row[0] for row in connection.execute(sql))))
