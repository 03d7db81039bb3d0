"""Many articles at once into a new library: prepared in parallel, written in order, indexed at the end.

Only for a file that can be made again: it is written without a journal and without waiting for the disk.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sqlite3
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tui.news.cache import common, incoming, unread
from tui.news.cache.analysis import analyze
from tui.news.cache.checking import write_all
from tui.news.cache.connections import FAULTS, explain
from tui.news.cache.ids import Ids
from tui.news.cache.ready import COLUMNS, Known, article_row, ready
from tui.news.types import Draft

BATCH = 1_000
"""Articles that are prepared together."""
_AHEAD = 4
_FEW = 20
_CACHE_KIB = 64_000
_USUAL = {"hashsize": 1 << 20, "automerge": 4, "crisismerge": 16}
"""FTS5's own settings of a full-text index."""
_LOADING = {"hashsize": 16 << 20, "automerge": 0, "crisismerge": 2_000}
"""Gathers more before it writes, a quarter less time, and merges once, at the end."""


@dataclass(frozen=True)
class Loaded:
    """An article as it is to be stored, known to be new."""

    feed_id: int
    draft: Draft
    added: datetime
    read: bool = False
    starred: bool = False
    known: Known | None = None
    """What is known of its words already."""


def _arrays() -> defaultdict[str, array[int]]:
    return defaultdict(lambda: array("I"))


@dataclass
class _Batch:
    """Rows by table, and ids by set."""

    articles: list[tuple[Any, ...]] = field(default_factory=list)
    bodies: list[tuple[int, bytes]] = field(default_factory=list)
    titles: list[tuple[int, str, str]] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    tags: dict[str, array[int]] = field(default_factory=dict)
    sets: dict[str, array[int]] = field(default_factory=dict)


def load(path: Path, make: Callable[[int], list[Loaded]], count: int) -> None:
    """Stores so many batches of articles that are all new, in order of arrival; `make` gives one by its number.

    Many are prepared by other processes (`make` must be picklable): preparing takes four times as long as writing.
    Nobody else may have the library open. Raises CacheError.
    """
    tags: dict[str, int] = {}
    sets: defaultdict[str, Ids] = defaultdict(Ids)
    with _uncollected(), _opened(path) as connection:
        for batch in _prepared(make, count):
            _write(connection, batch, tags, sets)
        unread.mark(connection, sets["unread"], unread=True)
        connection.executemany("INSERT INTO starred (id) VALUES (?)", ((id,) for id in sets["starred"]))
        write_all(connection, sets.items())
    _gather_common(path)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without collecting garbage, which would cost a tenth: articles hold no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _gather_common(path: Path) -> None:
    """Builds the sets of common words, a part at a time in each process: 4 s of processor for each part."""
    with _quick(path) as connection:
        parts = common.due(connection)
    with _workers(len(parts), 2) as workers:
        found = list(workers.map(_common, [path] * len(parts), parts))
    with _quick(path) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        for part, some in zip(parts, found, strict=True):
            common.keep(connection, part, ((word, Ids.from_bytes(data)) for word, data in some))
        connection.execute("COMMIT")


def _common(path: Path, part: int) -> list[tuple[str, bytes]]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return [(word, ids.to_bytes()) for word, ids in common.sets(connection, part)]


@contextmanager
def _quick(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that keeps no journal and waits for no disk."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KIB}"):
                connection.execute(f"PRAGMA {pragma}")
            yield connection
    except FAULTS as error:
        raise explain(error, path) from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The library in one transaction, its indexes made anew at its end: sorted, they take a third of the time."""
    with _quick(path) as connection:
        run = connection.execute
        indexes = run("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'article'").fetchall()
        run("BEGIN EXCLUSIVE")
        for name, _ in indexes:
            run(f"DROP INDEX {name}")
        for name, value in _LOADING.items():
            run("INSERT INTO text_index (text_index, rank) VALUES (?, ?)", (name, value))
        yield connection
        for _, sql in indexes:
            run(sql)
        for table in ("title_index", "text_index"):
            run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        for name, value in _USUAL.items():
            run("INSERT INTO text_index (text_index, rank) VALUES (?, ?)", (name, value))
        analyze(connection)
        run("COMMIT")


def _prepared(make: Callable[[int], list[Loaded]], count: int) -> Iterator[_Batch]:
    """The rows of each batch, in order."""
    with _workers(count, _FEW) as workers:
        waiting = deque(workers.submit(_prepare, make, number) for number in range(min(_AHEAD, count)))
        for number in range(count):
            yield waiting.popleft().result()
            if number + _AHEAD < count:
                waiting.append(workers.submit(_prepare, make, number + _AHEAD))


def _workers(count: int, least: int) -> Executor:
    """Processes, where there are at least so many things to do."""
    if count < least:
        return ThreadPoolExecutor(1)
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=gc.disable)


def _prepare(make: Callable[[int], list[Loaded]], number: int) -> _Batch:
    """The rows of one batch."""
    batch, tags, sets = _Batch(), _arrays(), _arrays()
    for id, item in enumerate(make(number), number * BATCH + 1):
        article = ready(item.draft, item.known)
        batch.articles.append((id, *article_row(item.feed_id, article, item.added)))
        batch.bodies.append((id, article.body))
        batch.titles.append((id, *article.index[:2]))
        batch.texts.append((id, article.index[2]))
        for name in article.tags:
            tags[name].append(id)
        states = {"unread": not item.read, "starred": item.starred, "untagged": not article.tags}
        for name in ("all", f"feed:{item.feed_id}", *article.sets, *(name for name, held in states.items() if held)):
            sets[name].append(id)
    batch.tags, batch.sets = dict(tags), dict(sets)
    return batch


def _write(connection: sqlite3.Connection, batch: _Batch, tags: dict[str, int], sets: defaultdict[str, Ids]) -> None:
    many = connection.executemany
    many(f"INSERT INTO article (id, {', '.join(COLUMNS)}) VALUES (?{', ?' * len(COLUMNS)})", batch.articles)
    many("INSERT INTO body (id, data) VALUES (?, ?)", batch.bodies)
    many("INSERT INTO title_index (rowid, title, authors) VALUES (?, ?, ?)", batch.titles)
    many("INSERT INTO text_index (rowid, text) VALUES (?, ?)", batch.texts)
    taggings: set[tuple[int, int]] = set()
    for name, ids in batch.tags.items():
        if name not in tags:
            tags[name] = incoming.tag_id(connection, name)
        sets[f"tag:{tags[name]}"].update(ids)
        taggings.update((id, tags[name]) for id in ids)
    many("INSERT INTO tagging (article, tag, source) VALUES (?, ?, 1)", sorted(taggings))
    for name, ids in batch.sets.items():
        sets[name].update(ids)
