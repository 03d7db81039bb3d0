"""The catalogue: narrowed by letters, picked by Tab, left without a trace."""

from pathlib import Path

import pytest

from tests.app.driver import running
from tui.app.screens.catalogue import CatalogueScreen
from tui.app.screens.incoming import Incoming
from tui.news import guide
from tui.news.cache import Cache
from tui.news.feeds.catalogue import sources
from tui.news.types import Feed


async def test_what_is_picked_is_followed_and_updated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Feed] = []
    monkeypatch.setattr(Incoming, "update_feeds", lambda _, feeds: asked.extend(feeds))
    source = sources()[0]
    async with running(tmp_path / "library.db") as news:
        await news.sees("pick sources from the catalogue")
        await news.press("c")
        await news.sees("Enter follows")
        await news.type(source.name.casefold())
        await news.press("tab")
        await news.sees(f"✓ {source.name}")
        await news.press("enter")
        await news.no_longer_sees(f"✓ {source.name}")
        for _ in range(100):
            if asked:
                break
            await news.pilot.pause(0.03)
        assert [feed.url for feed in asked] == [source.url]
        assert [feed.url for feed in news.main.cache.feeds()] == [source.url]


async def test_escape_follows_nothing(tmp_path: Path) -> None:
    async with running(tmp_path / "library.db") as news:
        await news.sees("pick sources from the catalogue")
        await news.press("c")
        await news.sees("Enter follows")
        await news.press("tab", "escape")
        await news.sees("pick sources from the catalogue")
        assert not isinstance(news.app.screen, CatalogueScreen)
        assert not news.main.cache.feeds()


async def test_below_the_guide_stands_what_to_do_until_a_feed_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Cache.open(path) as cache:
        guide.install(cache)
    async with running(path, (80, 24)) as news:
        await news.sees("Welcome to newsread")
        await news.sees("Nothing is followed yet.")
    with Cache.open(path) as cache:
        cache.add_feed("https://example.org/feed", "Example Wire")
    async with running(path, (80, 24)) as news:
        await news.sees("6 of 6")
        await news.settles()
        assert "Nothing is followed" not in news.screen()


async def test_the_catalogue_says_when_it_has_nothing_of_that_name(tmp_path: Path) -> None:
    async with running(tmp_path / "library.db") as news:
        await news.sees("pick sources from the catalogue")
        await news.press("c")
        await news.sees("Enter follows")
        await news.type("qqq")
        await news.sees("no source of that name")
        await news.press("tab", "enter")
        await news.sees("No articles yet.")
