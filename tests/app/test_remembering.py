"""What one changes in the app is there the next time; and the palette, which leads everywhere by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.driver import running
from tui.app.app import Newsread
from tui.app.first import First
from tui.config import Config
from tui.first_page import list_width
from tui.news.cache import Cache
from tui.news.filter import Filter
from tui.news.types import Document, Draft, Paragraph, SavedFilter, Span

NOW = datetime.now(UTC)
YESTERDAY = NOW - timedelta(days=1)
LONG = "The ferry leaves the harbour at seven and comes back with the evening tide, weather and crew permitting. "


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A long article and a short one, of a feed with a strange name, and a saved filter with one."""
    path = tmp_path / "library.db"
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://harbour.example/feed", "Courier [@click=app.quit]x[/]")
        blocks = tuple(Paragraph((Span(f"Paragraph {number}. {LONG * 3}"),)) for number in range(60))
        long = Document(blocks, title="A long one", tags=("ferries", "[/red]"), published=NOW)
        short = Document((Paragraph((Span("Soon told."),)),), title="A short one", tags=("brief",), published=YESTERDAY)
        cache.store(feed.id, [Draft("1", long), Draft("2", short)])
        cache.save_filter(SavedFilter(4, "brief [/x]", "#brief"))
    return path


async def test_an_article_opens_where_it_was_left_on_another_screen_too(library: Path) -> None:
    async with running(library) as news:
        await news.sees("Paragraph 0.")
        await news.press("enter", "pagedown", "pagedown", "pagedown")
        await news.settles()
        place = news.main.pane.place
        top = news.main.pane._view.page.line(news.main.pane._view.window()[0]).text
        assert place > 500
    async with running(library, (60, 18)) as again:
        await again.sees("A long one")
        await again.press("enter")
        await again.settles()
        assert again.main.pane.place == place
        await again.sees(" ".join(top.split()[:4]))


async def test_half_read_articles_can_be_listed(library: Path) -> None:
    async with running(library) as news:
        await news.sees("Paragraph 0.")
        await news.press("enter", "pagedown")
        await news.settles()
    async with running(library) as news:
        await news.press("equals_sign")
        await news.type("is:halfread")
        await news.press("enter")
        await news.sees("1 of 2")
        await news.sees("A long one")
        await news.press("enter", "G")
        await news.settles()
    with Cache.open(library) as cache:
        assert cache.find(Filter.parse("is:halfread")).count == 0


async def test_measure_density_and_theme_are_there_the_next_time(library: Path) -> None:
    async with running(library, config=Config(measure=60, theme="nord")) as news:
        await news.sees("Paragraph 0.")
        assert (news.main.pane.measure, news.app.theme) == (60, "nord")
        await news.press("d", "enter", "less_than_sign", "less_than_sign", "colon")
        await news.type("newsread-light")
        await news.sees("theme: newsread-light")
        await news.no_longer_sees("theme: newsread-dark")
        await news.press("enter")
        await news.settles()
        assert news.app.theme == "newsread-light"
    async with running(library, config=Config(measure=60, theme="nord")) as again:
        await again.settles()
        assert (again.main.pane.measure, again.main.articles.row_height) == (56, 1)
        assert again.app.theme == "newsread-light"


@pytest.mark.parametrize("size", [(100, 24), (160, 42), (211, 50)])
async def test_the_width_of_the_list_is_there_the_next_time_and_on_the_first_page(
    library: Path, size: tuple[int, int]
) -> None:
    async with running(library, size) as news:
        await news.settles()
        usual = news.main.articles.size.width
        assert list_width(size[0], {}) == usual
        await news.press("right_curly_bracket", "right_curly_bracket", "right_curly_bracket", "left_curly_bracket")
        await news.settles()
        wider = news.main.articles.size.width
        assert wider > usual
        await news.press("z", "z")
        assert news.main.articles.size.width == wider
    with Cache.open(library) as cache:
        first = First.read(cache, Filter())
        app = Newsread(cache, Config(update_minutes=0), first=first)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert first.columns == 50
            assert list_width(size[0], {"columns": "50"}) == wider == app.query_one("#articles").size.width


@pytest.mark.parametrize(
    ("typed", "offered", "filter"),
    [
        ("#ferr", "#ferries", "#ferries"),
        ("courier", "feed: Courier [@click=app.quit]x[/]", 'feed:"Courier [@click=app.quit]x[/]"'),
        ("brief [", "filter: brief [/x]", "#brief"),
        ("[/red", "#[/red]", '#"[/red]"'),
    ],
)
async def test_the_palette_leads_to_tags_feeds_and_saved_filters(
    library: Path, typed: str, offered: str, filter: str
) -> None:
    async with running(library) as news:
        await news.sees("2 of 2")
        await news.press("ctrl+p")
        await news.type(typed)
        await news.sees(offered)
        await news.press("enter")
        await news.settles()
        assert news.main.filter == Filter.parse(filter)


async def test_the_palette_runs_commands_and_shows_their_keys(library: Path) -> None:
    async with running(library) as news:
        await news.sees("2 of 2")
        await news.press("ctrl+p")
        await news.type("one or two lines")
        await news.sees("One or two lines a row")
        await news.settles()  # what the letters before found is gone
        await news.press("enter")
        await news.comes_to(lambda: news.main.articles.row_height == 1)
