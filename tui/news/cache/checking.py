"""Whether the index equals the rows, and how it is built anew from them."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tui.news.cache import clock, common
from tui.news.cache.connections import Connections
from tui.news.cache.ids import Ids
from tui.news.cache.index import ORDER, stored, write, write_order
from tui.news.cache.plain import PARTS
from tui.news.cache.sets import title_prefixes, word_bits
from tui.news.cache.telling import Told, silent
from tui.news.cache.unread import all_unread
from tui.news.words import words

_FLUSHED_AT = 50_000
"""Articles after which what was gathered joins the sets."""
_PIECE = 16 << 20
_COUNTED = ("unread", "starred", "removed")
_HELD = ("edited", "halfread", *(f"has:{part}" for part in PARTS))


def problems(connections: Connections, told: Told = silent) -> list[str]:
    """What is wrong with a library, one line each."""
    _read_through(connections.path, told)
    with connections.read() as connection:
        told("checking the file", 0)
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        if found:
            return [f"the file is damaged: {line}" for line in found]
        connection.execute("BEGIN")
        try:
            return list(_differences(connection, told))
        finally:
            connection.execute("ROLLBACK")


def _read_through(path: Path, told: Told) -> None:
    """Reads the file from end to end, so that it lies in the system's cache: 10 s of a million articles, where reading
    it in the order of its trees took three minutes of a disk. Where the disk fails, SQLite meets that and tells it.
    """
    with suppress(OSError), path.open("rb", buffering=0) as file:
        size = path.stat().st_size
        while file.read(_PIECE):
            told("reading the file", file.tell() / size)


def last_written(connections: Connections) -> datetime | None:
    """The latest time that the library remembers."""
    sql = "SELECT max((SELECT ifnull(max(at), 0) FROM act), ifnull((SELECT added FROM article ORDER BY id DESC), 0))"
    with connections.read() as connection:
        return clock.join(connection.execute(sql).fetchone()[0] or None, 0)


def _differences(connection: sqlite3.Connection, told: Told) -> Iterator[str]:
    truth = dict(from_rows(connection, told))
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


def rebuild(connection: sqlite3.Connection, told: Told = silent) -> None:
    """Builds every set anew, within the caller's transaction."""
    write_all(connection, from_rows(connection, told))


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


def from_rows(connection: sqlite3.Connection, told: Told = silent) -> Iterator[tuple[str, Ids]]:
    """Every set that is not empty, as the rows say."""
    starred, gone = (_ids(connection, f"SELECT id FROM {name}") for name in ("starred", "removed"))
    states = {"unread": all_unread(connection), "starred": starred, "removed": gone}
    yield from ((name, ids) for name, ids in states.items() if ids)
    sets: defaultdict[str, Ids] = defaultdict(Ids)
    _tags(connection, sets)
    sets["untagged"] = _ids(connection, "SELECT id FROM article") - sets["tagged"]
    del sets["tagged"]
    sets.update(row_sets(connection, told=told))
    sets["all"] = sets["all"] - gone
    yield from ((name, ids) for name, ids in sets.items() if ids)


def _tags(connection: sqlite3.Connection, sets: defaultdict[str, Ids]) -> None:
    gathered: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
    for article, tag in connection.execute("SELECT article, tag FROM tagging WHERE source > 0"):
        gathered[tag].append(article)
    for tag, ids in gathered.items():
        sets[f"tag:{tag}"].update(ids)
    sets["tagged"] = Ids.union(*sets.values()) if sets else Ids()


def row_sets(
    connection: sqlite3.Connection, where: str = "", values: Sequence[int] = (), told: Told = silent
) -> dict[str, Ids]:
    """The sets that articles' own rows put them into, by name.

    Articles are gathered by what they have in common, a title's words each, and a set is the union of some of these.
    """
    sets: defaultdict[str, Ids] = defaultdict(Ids)
    last = connection.execute("SELECT ifnull(max(id), 1) FROM article").fetchone()[0]
    gathered = _Gathered()
    facts = f"edited, progress > 0 AND progress < 1, {', '.join(PARTS.values())}"
    rows = connection.execute(f"SELECT id, title, feed_id, language, words, {facts} FROM article {where}", values)
    for count, (id, title, feed, language, length, *held) in enumerate(rows, 1):
        gathered.feeds[feed].append(id)
        gathered.languages[language].append(id)
        gathered.lengths[length].append(id)
        gathered.held[tuple(held)].append(id)
        for word in words(title):
            gathered.titles[word].append(id)
        if count % _FLUSHED_AT == 0:
            gathered.flush(sets)
            gathered = _Gathered()
            told("comparing the index with the articles", min(id / last, 1))
    gathered.flush(sets)
    return sets


def _arrays() -> defaultdict[Any, array[int]]:
    return defaultdict(lambda: array("I"))


@dataclass
class _Gathered:
    """Articles by what they have in common."""

    feeds: defaultdict[int | None, array[int]] = field(default_factory=_arrays)
    languages: defaultdict[str | None, array[int]] = field(default_factory=_arrays)
    lengths: defaultdict[int, array[int]] = field(default_factory=_arrays)
    held: defaultdict[tuple[object, ...], array[int]] = field(default_factory=_arrays)
    titles: defaultdict[str, array[int]] = field(default_factory=_arrays)

    def flush(self, sets: defaultdict[str, Ids]) -> None:
        """They join the sets they belong to."""
        for names, ids in self._named():
            for name in names:
                sets[name].update(ids)

    def _named(self) -> Iterator[tuple[Iterable[str], array[int]]]:
        yield from (([f"feed:{feed}"], ids) for feed, ids in self.feeds.items() if feed is not None)
        yield from (([f"lang:{language.lower()}"], ids) for language, ids in self.languages.items() if language)
        yield from ((word_bits(length), ids) for length, ids in self.lengths.items())
        yield from ((title_prefixes(word), ids) for word, ids in self.titles.items())
        for held, ids in self.held.items():
            yield ["all", *(name for name, has in zip(_HELD, held, strict=True) if has)], ids


def _ids(connection: sqlite3.Connection, sql: str) -> Ids:
    return Ids(array("I", (row[0] for row in connection.execute(sql))))
