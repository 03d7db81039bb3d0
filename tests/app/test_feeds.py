"""What comes in, from the keyboard: sources of any kind, how feeds are doing, updates beside everything else."""

import json
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.app.driver import Driver, running
from tests.server import Reply, Server
from tui.config import Config
from tui.news.cache import Cache
from tui.news.fetch import Fetcher, Limits
from tui.news.health import health
from tui.news.types import Document, Draft, FetchState, Paragraph, Span


def rss(name: str, *titles: str) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>https://a.example/{title}</link><description>words</description></item>"
        for title in titles
    )
    return f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>".encode()


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with Server() as started:
        yield started


def fetcher() -> Fetcher:
    return Fetcher(limits=Limits(spacing=0.0), credentials=lambda host: None)


async def add(news: Driver, source: str) -> None:
    await news.press("a")
    await news.sees("Enter alone takes the clipboard")
    await news.type(source)
    await news.press("enter")


async def test_of_a_site_with_several_feeds_one_picks(tmp_path: Path, server: Server) -> None:
    head = "".join(
        f"<link rel=alternate type=application/rss+xml href=/{name} title={name}>" for name in ("one", "two")
    )
    server.at["/"] = Reply(body=f"<html><head>{head}</head><body></body></html>".encode())
    server.at["/one"] = Reply(body=rss("World", "Talks"))
    server.at["/two"] = Reply(body=rss("Sports", "Cup", "Race"))
    async with running(tmp_path / "library.db", fetcher=fetcher()) as news:
        await news.sees("pick sources from the catalogue")
        await add(news, server.url("/"))
        await news.sees("2 feeds:")
        await news.sees("Race")
        await news.press("j", "space")
        await news.sees("✓ Sports")
        await news.press("enter")
        await news.sees("2 new articles")
        assert [feed.title for feed in news.main.cache.feeds()] == ["Sports"]


async def test_a_list_of_feeds_is_shown_before_it_is_followed(tmp_path: Path, server: Server) -> None:
    file = tmp_path / "list.opml"
    outlines = "".join(f'<outline text="{name}" xmlUrl="{server.url("/" + name)}"/>' for name in ("One", "Two"))
    file.write_text(f"<opml><body><outline text='World'>{outlines}</outline></body></opml>")
    async with running(tmp_path / "library.db", fetcher=fetcher()) as news:
        await news.sees("pick sources from the catalogue")
        await add(news, str(file))
        await news.sees("2 of 2 feeds picked")
        await news.press("space")
        await news.sees("1 of 2 feeds picked")
        await news.press("enter")
        await news.sees("following Two")
        assert [(feed.title, feed.topic) for feed in news.main.cache.feeds()] == [("Two", "World")]


async def test_the_clipboard_is_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    server.at["/feed"] = Reply(body=rss("World", "Talks"))
    code = f"import sys; sys.stdout.write({server.url('/feed')!r})"
    monkeypatch.setattr("tui.news.clipboard.COMMANDS", ((sys.executable, "-c", code),))
    async with running(tmp_path / "library.db", fetcher=fetcher()) as news:
        await news.sees("pick sources from the catalogue")
        await news.press("a")
        await news.sees("Enter alone takes the clipboard")
        await news.press("enter")
        await news.sees("following World; 1 new article")


async def test_each_feed_says_how_it_does_and_can_be_changed(tmp_path: Path, server: Server) -> None:
    library = tmp_path / "library.db"
    server.at["/good"] = Reply(body=rss("Good", "One"))
    with Cache.open(library) as cache:
        good = cache.add_feed(server.url("/good"), "Good", typed=True)
        bad = cache.add_feed("https://b.example/", "Bad")
        cache.set_fetch_state(bad.id, FetchState(failures=3, error="the server answered 500"))
    async with running(library, fetcher=fetcher()) as news:
        await news.press("H")
        await news.sees("2 feeds, 1 in trouble")
        await news.sees("the server answered 500 (3 times in a row)")
        await news.press("j", "r")
        await news.sees("answered just now")
        await news.press("p")
        await news.sees("paused")
        await news.press("e")
        await news.type(" Wire")
        await news.press("enter")
        await news.sees("Good Wire")
        await news.press("t")
        await news.type("World, #north_korea")
        await news.press("enter")
        await news.sees("#world #north korea")
        await news.press("m")
        await news.type("Asia")
        await news.press("enter")
        await news.sees("topic Asia")
        await news.press("d")
        await news.sees("Leave Good Wire?")
        await news.press("d")
        await news.no_longer_sees("Good Wire ")
        assert [feed.title for feed in news.main.cache.feeds()] == ["Bad"]
        await news.press("u")
        await news.sees("2 feeds, 1 in trouble")
        feed = next(feed for feed in news.main.cache.feeds() if feed.id == good.id)
        assert (feed.title, feed.tags, feed.topic, feed.paused) == ("Good Wire", ("world", "north korea"), "Asia", True)


async def test_due_feeds_are_updated_in_the_background_and_the_hook_is_told(tmp_path: Path, server: Server) -> None:
    library, told = tmp_path / "library.db", tmp_path / "told.json"
    server.at["/feed"] = Reply(body=rss("World", "Talks", "Trade"))
    server.at["/later"] = Reply(body=rss("Later", "Nothing"))
    with Cache.open(library) as cache:
        cache.add_feed(server.url("/feed"), typed=True)
        cache.change_feed(replace(cache.add_feed(server.url("/later"), typed=True), paused=True))
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    config = Config(update_minutes=0, update_hook=(sys.executable, "-c", code, str(told)))
    async with running(library, config=config, fetcher=fetcher()) as news:
        await news.pilot.pause(0.1)
        news.main.update_due()
        await news.sees("1 feed visited, 2 new articles")
        for _ in range(300):
            if told.exists() and told.read_text():
                break
            await news.pilot.pause(0.03)
        assert [article["title"] for article in json.loads(told.read_text())] == ["Talks", "Trade"]
        assert not server.asked("/later")
        await news.sees("2 new, ^l shows them")
        await news.press("ctrl+l")
        await news.sees("Trade")


async def test_a_command_that_fails_after_an_update_is_told_and_ends_nothing(tmp_path: Path, server: Server) -> None:
    library = tmp_path / "library.db"
    server.at["/feed"] = Reply(body=rss("World", "Talks"))
    with Cache.open(library) as cache:
        cache.add_feed(server.url("/feed"), typed=True)
    config = Config(update_minutes=0, update_hook=("/no/such/command",))
    async with running(library, config=config, fetcher=fetcher()) as news:
        await news.press("R")
        await news.sees("/no/such/command: this command of the config cannot be run")
        await news.press("ctrl+l")
        await news.sees("1 of 1")


async def test_what_was_mistyped_as_a_source_can_be_set_right(tmp_path: Path, server: Server) -> None:
    server.at["/feed"] = Reply(body=rss("World", "Talks"))
    async with running(tmp_path / "library.db", fetcher=fetcher()) as news:
        await news.sees("pick sources from the catalogue")
        await add(news, server.url("/fee"))
        await news.sees("a goes on from what you typed")
        await news.press("a")
        await news.type("d")
        await news.press("enter")
        await news.sees("following World")
        await news.press("a")
        await news.sees("Enter alone takes the clipboard")


async def test_topics_are_picked_in_the_panel(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    with Cache.open(library) as cache:
        for name, topic in (("Wire", "World/Asia"), ("Bytes", "Tech")):
            feed = cache.add_feed(f"https://{name}.example/", name, topic=topic)
            cache.store(feed.id, [Draft(name, Document((Paragraph((Span("Words."),)),), f"Of {name}"))])
    async with running(library) as news:
        await news.sees("2 of 2")
        await news.press("t")
        await news.type("worl")
        await news.sees("topic:World/Asia")
        await news.press("enter")
        await news.sees("1 of 2")
        await news.sees("topic:World ")
        await news.press("H")
        await news.sees("2 feeds")
        await news.press("S", "S")
        await news.sees("by topic")
        await news.sees("World/Asia · ")


async def test_a_feed_is_read_from_another_address(tmp_path: Path, server: Server) -> None:
    library = tmp_path / "library.db"
    with Cache.open(library) as cache:
        cache.add_feed("https://old.example/feed", "Wire")
    async with running(library) as news:
        await news.sees("0 of 0")
        await news.press("H")
        await news.sees("1 feed")
        await news.press("A")
        await news.press("home", "x", "enter")
        await news.sees("a web address, without a password in it")
        await news.press("escape", "A", *["backspace"] * 4)
        await news.type("rss")
        await news.press("enter")
        await news.sees("moved Wire to https://old.example/rss")
        assert [feed.url for feed in news.main.cache.feeds()] == ["https://old.example/rss"]


async def test_an_update_runs_beside_the_app_and_its_news_are_announced(tmp_path: Path, server: Server) -> None:
    library = tmp_path / "library.db"
    server.at["/feed"] = Reply(body=rss("World", "Talks", "Trade"))
    with Cache.open(library) as cache:
        cache.add_feed(server.url("/feed"), typed=True)
    async with running(library) as news:
        await news.press("R")
        await news.sees("1 feed visited, 2 new articles")
        await news.sees("2 new, ^l shows them")
        await news.press("ctrl+l")
        await news.sees("Trade")


async def test_what_a_publisher_changed_is_shown_word_by_word(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    with Cache.open(library) as cache:
        feed = cache.add_feed("https://a.example/", "Wire")
        for place in ("Beijing", "Seoul"):
            words = (Paragraph((Span(f"They met in {place} on Friday."),)),)
            cache.store(feed.id, [Draft("guid:1", Document(words, "Talks"))])
    async with running(library) as news:
        await news.sees("They met in Beijing on Friday.")
        await news.press("enter", "D")
        await news.sees("They met in [-Beijing-] {+Seoul+} on Friday.")
        await news.press("D")
        await news.sees("They met in Beijing on Friday.")


async def test_the_list_follows_when_a_feed_takes_its_articles_away_and_when_they_come_back(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    with Cache.open(library) as cache:
        for name, titles in (("Wire", ("Talks", "Trade")), ("Post", ("Rain",))):
            feed = cache.add_feed(f"https://{name}.example/", name)
            cache.store(feed.id, [Draft(title, Document((Paragraph((Span("Words."),)),), title)) for title in titles])
    async with running(library) as news:
        await news.sees("3 of 3")
        await news.press("H")
        await news.sees("2 feeds")
        await news.press(*("j" for _ in range([row.feed.title for row in health(news.main.cache)].index("Wire"))))
        await news.press("d")
        await news.sees("Leave Wire?")
        await news.press("d")
        await news.sees("1 feed,")
        await news.press("escape")
        await news.sees("1 of 1")
        await news.no_longer_sees("Trade")
        await news.press("u")
        await news.sees("3 of 3")
        await news.sees("Trade")


async def test_the_help_among_the_feeds_begins_with_their_keys(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "library.db") as cache:
        cache.add_feed("https://a.example/", "Wire")
    async with running(tmp_path / "library.db") as news:
        await news.sees("0 of 0")
        await news.press("H")
        await news.sees("1 feed, 0 in trouble")
        await news.press("question_mark")
        await news.sees("Ask the feed no more; again with the next p")
        lines = news.screen().splitlines()
        here, listed = (
            next(y for y, line in enumerate(lines) if f"│ {title} " in line) for title in ("Here", "The list")
        )
        assert here < listed
        await news.press("escape", "q", "question_mark")
        await news.sees("The list")
        assert "Here" not in news.screen()
