"""Rows as articles: what a window of the list needs, and no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tui.news.cache import clock
from tui.news.cache.schema import is_unread
from tui.news.types import Article

_COLUMNS = f"""article.id, article.title, article.url, site, ifnull(feed.title, ''), feed_id,
    published, published_zone, updated, updated_zone, added, section, authors, summary, language, words,
    NOT {is_unread("article.id")}, article.id IN (SELECT id FROM starred), edited, progress"""
_FROM = "FROM article LEFT JOIN feed ON feed.id = feed_id"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST = 500
"""Ids in one statement: short enough to be kept compiled, long enough for any window."""


def articles(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Article]:
    """The articles with these ids, in their order; one that is gone is left out."""
    found: dict[int, Article] = {}
    for start in range(0, len(ids), _MOST):
        part = ids[start : start + _MOST]
        marks = ",".join("?" * len(part))
        tags = _tags(connection, part, marks)
        for row in connection.execute(f"SELECT {_COLUMNS} {_FROM} WHERE article.id IN ({marks})", part):
            found[row[0]] = _article(row, tags.get(row[0], []))
    return [found[id] for id in ids if id in found]


def _tags(connection: sqlite3.Connection, ids: Sequence[int], marks: str) -> dict[int, list[tuple[str, int]]]:
    tags: dict[int, list[tuple[str, int]]] = {}
    rows = connection.execute(
        f"SELECT article, name, source FROM tagging JOIN tag ON tag.id = tag WHERE article IN ({marks}) AND source > 0"
        " ORDER BY article, source & 1 = 0, tag",
        ids,
    )
    for article, name, source in rows:
        tags.setdefault(article, []).append((name, source))
    return tags


def _article(row: tuple[Any, ...], tags: list[tuple[str, int]]) -> Article:
    (
        id, title, url, site, feed, feed_id, published, published_zone, updated, updated_zone, added,
        section, authors, summary, language, count, read, starred, edited, progress,
    ) = row  # fmt: skip
    return Article(
        id=id,
        title=title,
        url=url,
        site=site,
        feed=feed,
        feed_id=feed_id,
        published=clock.join(published, published_zone),
        updated=clock.join(updated, updated_zone),
        added=_EPOCH + timedelta(seconds=added),
        section=section,
        authors=tuple(authors.split("\n")) if authors else (),
        tags=tuple(name for name, _ in tags),
        own_tags=tuple(name for name, source in tags if source & 6),
        summary=summary,
        language=language,
        words=count,
        read=bool(read),
        starred=bool(starred),
        edited=bool(edited),
        progress=progress,
    )
