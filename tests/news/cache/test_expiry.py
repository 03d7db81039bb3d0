"""What a feed keeps no longer goes for good; nothing that the user cares about does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.news.cache.made import NOW, draft
from tui.news.cache import Cache
from tui.news.filter import Filter

OLD, NEW = NOW - timedelta(days=30), NOW - timedelta(days=1)
DRAFTS = [
    draft("read", "Read and old", "Some talks.", published=OLD, tags=("korea",)),
    draft("unread", "Unread and old", "More talks.", published=OLD),
    draft("starred", "Starred and old", published=OLD),
    draft("tagged", "Tagged and old", published=OLD),
    draft("new", "New", "Late talks.", published=NEW),
]


def library(path: Path) -> Cache:
    """A library whose feed keeps everything, with articles in every state."""
    cache = Cache.open(path)
    feed = cache.add_feed("https://site.example/feed")
    read, _, starred, tagged, _ = cache.store(feed.id, DRAFTS, now=NOW).new
    cache.set_read([read])
    cache.set_starred([starred])
    cache.tag([tagged], add=["keep"])
    return cache


def titles(cache: Cache, text: str = "") -> set[str]:
    """What a filter finds."""
    hits = cache.find(Filter.parse(text), now=NOW)
    return {article.title for article in cache.rows(hits, 0, hits.count)}


def keep(cache: Cache, days: int | None) -> None:
    """Says how long the feed's articles are kept."""
    cache.change_feed(replace(cache.feeds()[0], keep_days=days))


def test_nothing_expires_unasked(tmp_path: Path) -> None:
    with library(tmp_path / "news.db") as cache:
        assert cache.expire(now=NOW + timedelta(days=9_999)) == 0
        assert cache.total() == len(DRAFTS)


def test_old_articles_go_but_not_those_starred_or_tagged(tmp_path: Path) -> None:
    with library(tmp_path / "news.db") as cache, Cache.open(tmp_path / "news.db") as other:
        assert other.find(Filter()).count == len(DRAFTS)
        keep(cache, 7)
        assert cache.expire(now=NOW) == 2
        for one in (cache, other):
            assert titles(one) == {"Starred and old", "Tagged and old", "New"}
            assert titles(one, "talks") == {"New"}
            assert titles(one, "title:old") == {"Starred and old", "Tagged and old"}
        assert cache.check() == []
        assert cache.undo() is not None
        assert cache.check() == []


@pytest.mark.parametrize(("days", "back"), [(7, set()), (None, {"Read and old", "Unread and old"})])
def test_what_expired_stays_away_while_it_is_that_old(tmp_path: Path, days: int | None, back: set[str]) -> None:
    with library(tmp_path / "news.db") as cache:
        keep(cache, 7)
        cache.expire(now=NOW)
        keep(cache, days)
        cache.store(cache.feeds()[0].id, DRAFTS, now=NOW)
        assert titles(cache) - {"Starred and old", "Tagged and old", "New"} == back
        assert "Read and old" not in titles(cache, "is:unread")
        assert cache.check() == []


def test_articles_that_arrive_later_find_their_place(tmp_path: Path) -> None:
    with library(tmp_path / "news.db") as cache:
        keep(cache, 7)
        cache.expire(now=NOW)
        between = draft("between", "Between", published=NOW - timedelta(days=3))
        cache.store(cache.feeds()[0].id, [between], now=NOW)
        hits = cache.find(Filter(), now=NOW)
        assert [row.title for row in cache.rows(hits, 0, 2)] == ["New", "Between"]
