"""A key paints what has changed and nothing else, and what was painted is freed at once."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tests.app.driver import running
from tests.news.cache.made import draft
from tui.app import paced
from tui.app.screens import finding
from tui.app.widgets.article_list import ArticleList, moved
from tui.app.widgets.filter_bar import fitted
from tui.app.widgets.kept import Whole
from tui.app.widgets.page_view import PageView
from tui.app.widgets.tag_panel import TagRows
from tui.news.cache import Cache
from tui.news.filter import Filter
from tui.news.results import Hits
from tui.news.types import Article, Sort


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


def held_up(monkeypatch: pytest.MonkeyPatch, *, titles_too: bool) -> threading.Event:
    """Lets searches for words wait, also those in titles alone or not, until the event is set."""
    go_on = threading.Event()
    find = Cache.find

    def slow(self: Cache, filter: Filter, sort: Sort = Sort.NEWEST, *, titles_only: bool = False) -> Hits:
        if filter.marks and (titles_too or not titles_only):
            go_on.wait(20)
        return find(self, filter, sort, titles_only=titles_only)

    monkeypatch.setattr(Cache, "find", slow)
    return go_on


async def test_titles_come_first_where_the_rest_takes_longer(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(library) as news:
        await news.sees("40 of 40")
        go_on = held_up(monkeypatch, titles_too=False)
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


async def test_what_a_key_changes_is_painted_in_one_frame(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((paced, "COMMAND"), (paced, "LETTER"), (finding, "SOON")):
        monkeypatch.setattr(module, name, 60.0)  # when there is a frame without an answer is another matter
    frames: list[list[str]] = []
    async with running(library, size=(160, 42)) as news:
        await news.settles()
        display = news.app._display

        def shown(screen: Screen[object], update: object) -> None:
            if update is not None:
                frames.append(news.screen().splitlines())
            display(screen, update)  # type: ignore[arg-type]

        await news.press("slash")
        await news.settles()
        monkeypatch.setattr(news.app, "_display", shown)
        await news.press("c")
        await news.sees("1 of 40")
        letter = frames[0]
        assert letter[1].strip() == "c" and "1 of 40" in letter[0] and "Harbour closed" in letter[2]
        await news.press("enter")
        await news.settles()
        frames.clear()
        await news.press("0")
        await news.sees("40 of 40")
        everything = frames[0]
        assert "everything" in everything[0] and "40 of 40" in everything[0]
        assert any("is:unread" in line and " 40 " in line for line in everything), "the counts of the tag panel"
        assert sum("Headline" in line for line in everything) > 10, "the list"


async def test_a_letter_is_shown_though_its_answer_takes_long(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(library) as news:
        await news.sees("40 of 40")
        go_on = held_up(monkeypatch, titles_too=True)
        try:
            await news.press("slash", "z", "y")
            await news.sees("zy")
        finally:
            go_on.set()
        await news.sees("0 of 40")
        assert not news.app.held


async def test_rows_in_view_come_first_and_those_around_them_after(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    rows = Cache.rows

    def noted(self: Cache, hits: Hits, start: int, stop: int) -> list[Article]:
        asked.append((start, stop))
        return rows(self, hits, start, stop)

    async with running(library, size=(80, 16)) as news:
        await news.settles()
        monkeypatch.setattr(Cache, "rows", noted)
        await news.press("slash")
        await news.type("headline")
        await news.sees("39 of 40")
        await news.settles()
        assert asked[0] == (0, news.main.articles.page + 1)
        assert asked[-1][1] == 39, "the rest, before one goes there"


@pytest.mark.parametrize(
    ("view", "cursor", "count", "top"),
    [
        ((0, 10), 9, 100, 0),
        ((0, 10), 10, 100, 1),
        ((50, 10), 49, 100, 49),
        ((50, 10), 55, 100, 50),
        ((50, 10), 3, 5, 0),
        ((95, 10), 96, 100, 90),
    ],
)
def test_the_view_moves_as_little_as_shows_the_cursor(view: tuple[int, int], cursor: int, count: int, top: int) -> None:
    assert moved(view, cursor, count) == (top, view[1])


@pytest.mark.parametrize(
    ("room", "shown"),
    [(13, "  #a   -#b   "), (11, "  #a   -#b "), (10, "  #a   -#…"), (8, "  #a   …"), (5, "  #a…"), (1, "…"), (0, "")],
)
def test_chips_are_cut_where_there_is_no_room(room: int, shown: str) -> None:
    chips = [(" ", "ground"), (" #a ", "chip"), (" ", "ground"), (" -#b ", "chip")]
    assert "".join(words for words, _ in fitted(chips, room)) == shown
