"""Undo is a journal: every act is listed with its time, outlives a restart, and can be undone at any distance."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.driver import running
from tests.news.cache.made import draft
from tui.cli import run
from tui.news.cache import Cache
from tui.news.filter import Filter
from tui.news.types import Feed, SavedFilter

COUNT = 12


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A dozen articles, some of a feed."""
    path = tmp_path / "news.db"
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://site.example/feed", "Example Wire")
        cache.store(feed.id, [draft(str(n), f"Headline {n}", tags=("own",)) for n in range(COUNT)])
    return path


def state(cache: Cache) -> dict[str, object]:
    """All that acts can change."""
    ids = range(1, COUNT + 1)
    articles = [cache.article(id) for id in ids]
    return {
        "articles": [one and (one.read, one.starred, sorted(one.tags)) for one in articles],
        "shown": cache.find(Filter()).count,
        "feeds": [replace(feed, articles=0, unread=0) for feed in cache.feeds()],
        "saved": [(one.digit, one.name, one.filter) for one in cache.saved_filters(counted=False)],
    }


DEEDS: dict[str, Callable[[Cache], object]] = {
    "marked 1 article read": lambda cache: cache.set_read([3]),
    "marked 12 articles read": lambda cache: cache.set_read(cache.find(Filter())),
    "starred 2 articles": lambda cache: cache.set_starred([2, 5]),
    "tagged 2 articles +later -own": lambda cache: cache.tag([1, 2], add=["later"], drop=["own"]),
    "left Example Wire": lambda cache: cache.remove_feed(1),
    "left Example Wire and removed 12 articles": lambda cache: cache.remove_feed(1, keep_articles=False),
    "followed 2 feeds": lambda cache: cache.follow(
        [Feed(0, f"https://{name}.example/", name, tags=("all",), typed=True) for name in ("one", "two")]
    ),
    "added 1 article": lambda cache: cache.keep([draft("page", "A page")]),
    "paused Example Wire": lambda cache: cache.edit_feed(replace(cache.feeds()[0], paused=True)),
    "renamed Example Wire to {Wire}": lambda cache: cache.edit_feed(replace(cache.feeds()[0], title="{Wire}")),
    "filed Example Wire under Asia": lambda cache: cache.edit_feed(replace(cache.feeds()[0], topic="Asia")),
    "tagged all of Example Wire +asia +own": lambda cache: cache.edit_feed(
        replace(cache.feeds()[0], tags=("own", "asia"))
    ),
    "fetched full texts of Example Wire; kept Example Wire for 30 days": lambda cache: cache.edit_feed(
        replace(cache.feeds()[0], full_text=True, keep_days=30)
    ),
    "saved the filter #own under 4": lambda cache: cache.save_filter(SavedFilter(4, "Own", "#own")),
}


@pytest.mark.parametrize("words", DEEDS)
def test_every_act_is_listed_with_its_time_and_taken_back_after_a_restart(library: Path, words: str) -> None:
    with Cache.open(library) as cache:
        before = state(cache)
        DEEDS[words](cache)
        after = state(cache)
    assert after != before
    with Cache.open(library) as cache:
        [act] = cache.journal()
        assert (act.words, act.undone) == (words, False)
        assert abs(datetime.now(UTC) - act.when) < timedelta(hours=1)
        cache.undo(act.id)
        assert state(cache) == before
    with Cache.open(library) as cache:
        assert cache.journal()[0].undone
        cache.redo(act.id)
        assert state(cache) == after
        assert cache.check() == []


def test_what_changes_nothing_is_no_act_and_takes_no_undo(library: Path) -> None:
    with Cache.open(library) as cache:
        read = cache.set_read([1, 2])
        for nothing in (
            cache.set_read([1, 2]),
            cache.set_read([]),
            cache.set_starred([1], False),
            cache.tag([1], drop=["no"]),
        ):
            assert (nothing.id, nothing.count) == (0, 0)
        assert [one.id for one in cache.journal(10)] == [read.id]
        undone = cache.undo()
        assert undone is not None and (undone.id, undone.count) == (read.id, 2)
        cache.set_read([1], False)
        redone = cache.redo()
        assert redone is not None and redone.id == read.id, "nothing was done since"


def test_an_act_far_back_is_taken_back_and_what_came_later_stays(library: Path) -> None:
    with Cache.open(library) as cache:
        old = cache.set_starred(range(1, 7))
        cache.set_starred([1, 2], False)
        cache.set_starred([1])
        first = cache.save_filter(SavedFilter(1, "First", "#own"))
        cache.save_filter(SavedFilter(1, "Second", "is:unread"))
        for number in range(100):
            cache.set_read([9], number % 2 == 0)
        undone = cache.undo(old.id)
        assert undone is not None
        assert undone.count == 5, "2 has no star any more, so nothing of it goes back"
        assert cache.find(Filter.parse("is:starred")).count == 0
        cache.undo(first.id)
        assert [one.name for one in cache.saved_filters()] == ["Second"], "what took its place stays"
        assert cache.undo(old.id) is None, "it is taken back already"
        assert len(cache.journal(1000)) == 105


def test_a_feeds_tags_are_taken_back_from_what_came_since_too(library: Path) -> None:
    with Cache.open(library) as cache:
        [feed] = cache.feeds()
        cache.edit_feed(replace(feed, tags=("asia",)))
        cache.store(feed.id, [draft("late", "Late")])
        assert cache.find(Filter.parse("#asia")).count == COUNT + 1
        cache.tag([2], add=["asia"])
        cache.undo(1)
        assert [hit.id for hit in cache.rows(cache.find(Filter.parse("#asia")), 0, 9)] == [2], "what you gave it stays"
        cache.redo(1)
        assert cache.find(Filter.parse("#asia")).count == COUNT + 1
        assert cache.check() == []


def test_what_is_no_change_is_no_act(library: Path) -> None:
    with Cache.open(library) as cache:
        [feed] = cache.feeds()
        assert cache.edit_feed(feed) is None
        assert cache.follow([feed]) == ((replace(feed, articles=0, unread=0),), None)
        assert cache.journal() == []


def test_a_feed_that_was_changed_since_stays_as_it_was_left(library: Path) -> None:
    with Cache.open(library) as cache:
        [feed] = cache.feeds()
        first = cache.edit_feed(replace(feed, title="Wire"))
        cache.edit_feed(replace(feed, title="Post", paused=True))
        assert first is not None
        cache.undo(first.id)
        assert [(one.title, one.paused) for one in cache.feeds()] == [("Post", True)]


async def test_the_app_lists_what_was_done_and_takes_any_of_it_back(library: Path) -> None:
    async with running(library) as news:
        await news.sees("Headline 11")
        await news.press("U")
        await news.sees("Nothing was done yet")
        await news.press("escape", "s", "j", "r", "j", "A")
        await news.sees("marked 11 articles read")
        await news.press("U")
        await news.sees("Enter takes back")
        await news.sees("starred 1 article")
        await news.press("j", "j", "enter")
        await news.sees("Taken back: starred 1 article: Headline 11.")
        await news.sees("starred 1 article: Headline 11, taken back")
        assert news.app.cache.find(Filter.parse("is:starred")).count == 0
        await news.press("enter")
        await news.sees("Done again: starred 1 article: Headline 11.")
        assert news.app.cache.find(Filter.parse("is:starred")).count == 1
        await news.press("escape")
        await news.no_longer_sees("Enter takes back")


def test_so_does_the_command_line(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--library", str(library)]
    assert run([*words, "mark", "star", "3"]) == 0
    assert run([*words, "tag", "4", "+mine"]) == 0
    capsys.readouterr()
    assert run([*words, "acts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[-1] for line in lines] == [
        "tagged 1 article +mine: Headline 3",
        "starred 1 article: Headline 2",
    ]
    assert run([*words, "undo", "1"]) == 0
    assert "undone: starred 1 article" in capsys.readouterr().err
    assert run([*words, "undo", "1"]) == 1
    assert "taken back already" in capsys.readouterr().err
    assert run([*words, "acts", "--json", "-n", "1"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["words"] == "tagged 1 article +mine"
    assert run([*words, "redo", "1"]) == 0
    assert run([*words, "undo"]) == 0
    assert "+mine" in capsys.readouterr().err
