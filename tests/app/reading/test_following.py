"""Links followed in the reader, the full text fetched, articles sent elsewhere: as someone reads."""

from __future__ import annotations

import sys
from pathlib import Path

import httpx
import pytest

from tests.app.driver import Driver, running
from tui.config import Config
from tui.news.cache import Cache
from tui.news.fetch import Fetcher
from tui.news.types import Document, Draft, Paragraph, Span

LONG = "The ferry leaves the harbour at seven and comes back with the evening tide, weather and crew permitting. "
PAGE = f"""<!doctype html><html><head><title>The plan</title><meta property="og:site_name" content="Port Office"></head>
<body><nav><a href="/">Home</a></nav><article><h1>The plan</h1>
<p>Plan paragraph one. {LONG * 3}</p><p>See <a href="https://far.example/more">the map</a>. {LONG * 3}</p>
<p>{LONG * 4}</p></article></body></html>"""
FAR = PAGE.replace("The plan", "The map").replace("Plan paragraph one", "Map paragraph one")


def answers(request: httpx.Request) -> httpx.Response:
    pages = {"port.example": PAGE, "far.example": FAR, "harbour.example": PAGE.replace("Plan", "Whole")}
    if request.url.path == "/gone":
        return httpx.Response(404)
    return httpx.Response(200, html=pages[request.url.host])


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """One article of a feed, a summary with two links."""
    path = tmp_path / "library.db"
    spans = (
        Span("Three lines start again, the "),
        Span("port office", href="https://port.example/plan?utm_source=feed"),
        Span(" said; the old "),
        Span("timetable", href="https://port.example/gone"),
        Span(" is void."),
    )
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://harbour.example/feed", "Harbour Courier")
        document = Document((Paragraph(spans),), title="Ferry lines [return]", url="https://harbour.example/ferries")
        cache.store(feed.id, [Draft("1", document, full=False)])
    return path


def fetcher() -> Fetcher:
    return Fetcher(httpx.MockTransport(answers))


async def into_the_reader(news: Driver) -> None:
    await news.sees("Three lines start again")
    await news.press("enter")


async def test_a_link_opens_in_the_reader_and_one_comes_back(library: Path) -> None:
    async with running(library, fetcher=fetcher()) as news:
        await into_the_reader(news)
        await news.press("F", "a")
        await news.sees("Plan paragraph one.")
        await news.sees("From port.example, not in the library. h goes back, K keeps it.")
        await news.press("F", "a")
        await news.sees("Map paragraph one.")
        await news.press("h")
        await news.sees("Plan paragraph one.")
        await news.press("escape")
        await news.sees("Three lines start again")
        assert news.main.reading
        await news.press("h")
        assert not news.main.reading


async def test_keys_of_the_reader_are_heard_in_the_list(library: Path) -> None:
    async with running(library, fetcher=fetcher()) as news:
        await news.sees("Three lines start again")
        measure = news.main.pane.measure
        await news.press("less_than_sign")
        assert news.main.pane.measure < measure
        await news.press("F", "a")
        await news.sees("Plan paragraph one.")
        assert news.main.articles.has_focus
        await news.press("h")
        await news.sees("Three lines start again")
        await news.press("x")
        await news.sees("Whole paragraph one.")


async def test_on_a_narrow_screen_such_a_key_opens_the_reader_first(library: Path) -> None:
    settings = Config(update_minutes=0, keys={"read.follow": "f4"})
    async with running(library, (60, 20), config=settings, fetcher=fetcher()) as news:
        await news.sees("Ferry lines")
        await news.press("f4")
        await news.sees("Three lines start again")
        await news.press("a")
        await news.sees("Plan paragraph one.")
        assert news.main.reading


async def test_the_page_of_a_link_can_be_kept(library: Path) -> None:
    async with running(library, fetcher=fetcher()) as news:
        await into_the_reader(news)
        await news.press("K")
        await news.press("F", "a")
        await news.sees("Plan paragraph one.")
        await news.press("K")
        await news.sees("Kept in the library.")
        await news.press("h", "F", "a")
        await news.sees("From the library. h goes back.")
        await news.press("h", "h", "ctrl+l")
        await news.sees("2 of 2")
        await news.press("U")
        await news.sees("added 1 article: The plan")
        await news.press("escape", "u")
        await news.sees("undone: added 1 article: The plan")
        await news.sees("1 of 1")
        await news.press("ctrl+r")
        await news.sees("2 of 2")
    with Cache.open(library) as cache:
        kept = cache.resolve("https://port.example/plan")
        assert kept is not None and kept.title == "The plan"


async def test_a_page_that_is_not_there_leaves_the_article(library: Path) -> None:
    async with running(library, fetcher=fetcher()) as news:
        await into_the_reader(news)
        await news.press("F", "s")
        await news.sees("404")
        await news.sees("Three lines start again")
        assert news.main.below == []


async def test_the_list_takes_the_reader_back_to_its_article(library: Path) -> None:
    async with running(library, fetcher=fetcher()) as news:
        await into_the_reader(news)
        await news.press("F", "a")
        await news.sees("Plan paragraph one.")
        news.main.articles.focus()
        news.main._shown_id = None
        news.main.follow()
        await news.sees("Three lines start again")
        assert news.main.below == []


async def test_the_full_text_is_fetched_once_and_the_feeds_words_stay(library: Path) -> None:
    async with running(library, fetcher=fetcher()) as news:
        await into_the_reader(news)
        await news.press("x")
        await news.sees("Whole paragraph one.")
        await news.sees("x shows what the feed gave.")
        await news.press("x")
        await news.sees("As the feed gave it; x shows the full text.")
        await news.sees("Three lines start again")
        await news.press("x")
        await news.sees("Whole paragraph one.")
    async with running(library) as again:
        await again.sees("Whole paragraph one.")


async def test_copies_go_to_the_clipboard(library: Path) -> None:
    async with running(library) as news:
        await into_the_reader(news)
        await news.press("y")
        await news.sees("link copied")
        assert news.app.clipboard == "https://harbour.example/ferries"
        await news.press("Y")
        await news.sees("link copied as Markdown")
        assert news.app.clipboard == r"[Ferry lines \[return\]](https://harbour.example/ferries)"
        await news.press("C")
        await news.sees("article copied")
        assert "Three lines start again" in news.app.clipboard


async def test_an_article_goes_through_a_command_of_the_config(library: Path, tmp_path: Path) -> None:
    code = "import sys; print('first:', sys.stdin.readline(), sys.argv[1], open(sys.argv[2]).read()[:6])"
    config = Config(pipes={"tell": (sys.executable, "-c", code, "{title}", "{file}"), "other": ("false",)})
    async with running(library, config=config) as news:
        await into_the_reader(news)
        await news.press("|")
        await news.sees("other")
        await news.type("tel")
        await news.no_longer_sees("other")
        await news.press("enter")
        await news.sees("first: # [Ferry")
        await news.sees("Ferry lines [return]")
        await news.press("escape")
        await news.press("|", "down", "enter")
        await news.sees("false ended with 1")


async def test_a_command_can_be_typed_and_no_shell_sees_it(library: Path, tmp_path: Path) -> None:
    async with running(library) as news:
        await into_the_reader(news)
        await news.press("|")
        await news.type("echo 'a")
        await news.press("enter")
        await news.sees("this is no command")
        await news.type("b' ;touch x {url}")
        await news.press("enter")
        await news.sees("ab ;touch x https://harbour.example/ferries")
        await news.press("escape", "|")
        await news.press("enter")
        await news.sees("type a command")
        await news.type("true")
        await news.press("ctrl+t")
        await news.sees("this terminal cannot be given to another program")
