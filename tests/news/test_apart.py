"""Updates in a process of their own: the same results, told line by line, and an end with whoever asked."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server import Reply, Server, silent
from tui.news.apart import update_apart
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.types import Outcome

FEED = b"<rss version='2.0'><channel><title>World</title><item><title>Talks</title></item></channel></rss>"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server() as server:
        server.at["/feed"] = Reply(body=FEED)
        yield server


async def test_what_came_is_told_and_in_the_library(tmp_path: Path, server: Server) -> None:
    with Cache.open(tmp_path / "library.db") as cache:
        feed = cache.add_feed(server.url("/feed"), typed=True)
        cache.add_feed(server.url("/other", "127.0.0.2"), typed=True)
        [result] = [one async for one in update_apart(cache.path, [feed.id])]
        assert (result.outcome, result.title, len(result.new_ids)) == (Outcome.NEW, "World", 1)
        found = cache.article(result.new_ids[0])
        assert found is not None
        assert found.title == "Talks"
        [result] = [one async for one in update_apart(cache.path, [feed.id])]
        assert result.outcome is Outcome.SKIPPED
    assert not server.asked("/other")


async def test_what_went_wrong_is_told(tmp_path: Path) -> None:
    place = tmp_path / "library.db"
    place.write_text("a letter to my aunt")
    with pytest.raises(NewsError, match="another program"):
        [one async for one in update_apart(place)]


async def test_it_ends_with_whoever_asked(tmp_path: Path, server: Server) -> None:
    server.at["/silent"] = silent
    with Cache.open(tmp_path / "library.db") as cache:
        cache.add_feed(server.url("/silent"), typed=True)

        async def ask() -> None:
            async for _ in update_apart(cache.path):
                pass

        asking = asyncio.create_task(ask())
        while not server.asked("/silent"):
            await asyncio.sleep(0.01)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
