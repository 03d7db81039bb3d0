"""Many articles at once into a new library: prepared in one thread, written in another, indexed at the end."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.news import clean
from tui.news.cache import incoming
from tui.news.cache.counters import bump
from tui.news.codec import pack
from tui.news.types import Draft
from tui.news.words import index_text

if TYPE_CHECKING:
    from tui.news.cache import Cache

_BATCH = 1_000


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


def load(cache: Cache, items: Iterable[Loaded]) -> None:
    """Stores articles that are all new, in an order of arrival; zlib and SQLite let both threads run at once."""
    connections = cache.connections
    with connections.read() as connection:
        first = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM article").fetchone()[0]
    numbered = enumerate(items, first)
    tags: dict[str, int] = {}
    with ThreadPoolExecutor(1) as ahead:
        prepared = ahead.submit(_prepare, numbered)
        while (batch := prepared.result()).articles:
            prepared = ahead.submit(_prepare, numbered)
            with connections.write() as connection:
                _write(connection, batch, tags)
    cache.rebuild()


def _prepare(items: Iterator[tuple[int, Loaded]]) -> _Batch:
    """The rows of the next articles."""
    batch = _Batch()
    for id, item in itertools.islice(items, _BATCH):
        _add(batch, id, item)
    return batch


def _add(batch: _Batch, id: int, item: Loaded) -> None:
    document = item.draft.document
    batch.articles.append((id, *incoming.article_row(item.feed_id, item.draft, item.added)))
    batch.bodies.append((id, pack(document)))
    batch.titles.append((id, index_text(document.title), incoming.author_text(document.authors)))
    batch.texts.append((id, index_text(document.text)))
    batch.tags.append((id, document.tags))
    if not item.read:
        batch.unread.append((id,))
    if item.starred:
        batch.starred.append((id,))


def _write(connection: sqlite3.Connection, batch: _Batch, tags: dict[str, int]) -> None:
    many = connection.executemany
    many(incoming.insert_article("id"), batch.articles)
    many("INSERT INTO body (id, data) VALUES (?, ?)", batch.bodies)
    many("INSERT INTO title_index (rowid, title, authors) VALUES (?, ?, ?)", batch.titles)
    many("INSERT INTO text_index (rowid, text) VALUES (?, ?)", batch.texts)
    many("INSERT INTO unread (id) VALUES (?)", batch.unread)
    many("INSERT INTO starred (id) VALUES (?)", batch.starred)
    for _, names in batch.tags:
        for raw in names:
            if raw not in tags and (name := clean.tag(raw)):
                tags[raw] = incoming.tag_id(connection, name)
    rows = {(id, tags[raw]) for id, names in batch.tags for raw in names if raw in tags}
    many("INSERT INTO tagging (article, tag, source) VALUES (?, ?, 1)", sorted(rows))
    for name, count in (
        ("articles", len(batch.articles)),
        ("unread", len(batch.unread)),
        ("starred", len(batch.starred)),
    ):
        bump(connection, name, count)
