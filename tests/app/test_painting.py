"""A key paints what has changed and nothing else, and what was painted is freed at once."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.strip import Strip

from tests.app.driver import running
from tests.news.cache.made import draft
from tui.app.widgets.article_list import ArticleList
from tui.app.widgets.kept import Whole
from tui.app.widgets.page_view import PageView
from tui.app.widgets.tag_panel import TagRows
from tui.news.cache import Cache
from tui.news.filter import Filter
from tui.news.results import Hits
from tui.news.types import Sort


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Forty articles; one has the harbour in its title, all have it in their text."""
    path = tmp_path / "news.db"
    with Cache.open(path) as cache:
        drafts = [draft(str(number), f"Headline {number}", "All about the harbour.") for number in range(39)]
        cache.store(None, [*drafts, draft("h", "Harbour closed", "All about the harbour.")])
    return path


async def test_only_what_changes_is_painted(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: Counter[str] = Counter()
    for widget in (ArticleList, PageView, TagRows):

        def paint(self: ArticleList, crop: Region, was: object = widget.paint_lines) -> list[Strip]:
            painted[type(self).__name__] += 1
            assert callable(was)
            return list(was(self, crop))

        monkeypatch.setattr(widget, "paint_lines", paint)
    async with running(library) as news:
        await news.settles()
        painted.clear()
        await news.press("j")
        await news.settles()
        assert painted["TagRows"] == 0
        assert painted["ArticleList"] >= 1
        assert painted["PageView"] >= 1


async def test_what_was_painted_is_freed_at_once(library: Path) -> None:
    async with running(library) as news:
        await news.settles()
        gc.collect()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            for _ in range(6):
                await news.press("j")
                await news.settles()
            gc.collect()
            left = [one for one in gc.garbage if isinstance(one, Whole)]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
        assert not left


async def test_titles_come_first_where_the_rest_takes_longer(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    find = Cache.find

    def slow(self: Cache, filter: Filter, sort: Sort = Sort.NEWEST, *, titles_only: bool = False) -> Hits:
        if filter.marks and not titles_only:
            go_on.wait(20)
        return find(self, filter, sort, titles_only=titles_only)

    async with running(library) as news:
        await news.sees("40 of 40")
        monkeypatch.setattr(Cache, "find", slow)
        try:
            await news.press("slash")
            await news.type("harbour")
            await news.sees("1 of 40")
            await news.sees("Harbour closed")
        finally:
            go_on.set()
        await news.sees("40 of 40")
        await news.press("escape")
        assert not news.main.typing
