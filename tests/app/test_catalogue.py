"""The catalogue: narrowed by letters, picked by Tab, left without a trace."""

from pathlib import Path

import pytest

from tests.app.driver import running
from tui.app.screens.catalogue import CatalogueScreen
from tui.app.screens.incoming import Incoming
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
