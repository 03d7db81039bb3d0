"""Many articles at once into a new library: prepared in parallel, written in order, indexed at the end."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.news.cache import incoming
from tui.news.cache.counters import bump
from tui.news.cache.ready import COLUMNS, article_row, ready
from tui.news.types import Draft

if TYPE_CHECKING:
    from tui.news.cache import Cache

BATCH = 1_000
"""Articles that are written in one transaction."""
_AHEAD = 4
_FEW = 20
_PROCESSES = 2


@dataclass(frozen=True)
class Loaded:
    """An article as it is to be stored, known to be new."""

    feed_id: int
    draft: Draft
    added: datetime
    read: bool = False
    starred: bool = False


@dataclass
class _Batch:
    """Rows by table."""

    articles: list[tuple[Any, ...]] = field(default_factory=list)
    bodies: list[tuple[int, bytes]] = field(default_factory=list)
    titles: list[tuple[int, str, str]] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    tags: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    unread: list[tuple[int]] = field(default_factory=list)
    starred: list[tuple[int]] = field(default_factory=list)


def load(cache: Cache, make: Callable[[int], list[Loaded]], count: int) -> None:
    """Stores so many batches of articles that are all new, in order of arrival; `make` gives one by its number.

    Many are prepared by other processes (`make` must be picklable): preparing takes five times as long as writing.
    """
    connections = cache.connections
    tags: dict[str, int] = {}
    with _workers(count) as workers:
        waiting = deque(workers.submit(_prepare, make, number) for number in range(min(_AHEAD, count)))
        for number in range(count):
            batch = waiting.popleft().result()
            if number + _AHEAD < count:
                waiting.append(workers.submit(_prepare, make, number + _AHEAD))
            with connections.write() as connection:
                _write(connection, batch, tags)
    cache.rebuild()


def _workers(count: int) -> Executor:
    if count < _FEW:
        return ThreadPoolExecutor(1)
    return ProcessPoolExecutor(_PROCESSES, mp_context=multiprocessing.get_context("spawn"))


def _prepare(make: Callable[[int], list[Loaded]], number: int) -> _Batch:
    """The rows of one batch."""
    batch = _Batch()
    for id, item in enumerate(make(number), number * BATCH + 1):
        _add(batch, id, item)
    return batch


def _add(batch: _Batch, id: int, item: Loaded) -> None:
    article = ready(item.draft)
    batch.articles.append((id, *article_row(item.feed_id, article, item.added)))
    batch.bodies.append((id, article.body))
    batch.titles.append((id, *article.index[:2]))
    batch.texts.append((id, article.index[2]))
    batch.tags.append((id, article.tags))
    if not item.read:
        batch.unread.append((id,))
    if item.starred:
        batch.starred.append((id,))


def _write(connection: sqlite3.Connection, batch: _Batch, tags: dict[str, int]) -> None:
    many = connection.executemany
    many(f"INSERT INTO article (id, {', '.join(COLUMNS)}) VALUES (?{', ?' * len(COLUMNS)})", batch.articles)
    many("INSERT INTO body (id, data) VALUES (?, ?)", batch.bodies)
    many("INSERT INTO title_index (rowid, title, authors) VALUES (?, ?, ?)", batch.titles)
    many("INSERT INTO text_index (rowid, text) VALUES (?, ?)", batch.texts)
    many("INSERT INTO unread (id) VALUES (?)", batch.unread)
    many("INSERT INTO starred (id) VALUES (?)", batch.starred)
    for _, names in batch.tags:
        for name in names:
            if name not in tags:
                tags[name] = incoming.tag_id(connection, name)
    rows = {(id, tags[name]) for id, names in batch.tags for name in names}
    many("INSERT INTO tagging (article, tag, source) VALUES (?, ?, 1)", sorted(rows))
    for name, count in (
        ("articles", len(batch.articles)),
        ("unread", len(batch.unread)),
        ("starred", len(batch.starred)),
    ):
        bump(connection, name, count)
