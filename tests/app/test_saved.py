"""Saved filters, density and jumps, as someone uses them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.driver import running
from tests.app.test_main import NOW, draft
from tui.app.screens.viewing import moment
from tui.news.cache import Cache
from tui.news.types import SavedFilter, Sort

NOON = datetime(2024, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Forty articles, one a day, with two saved filters."""
    path = tmp_path / "library.db"
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://example.org/feed", "Example Wire")
        drafts = [
            draft(24 * day, f"Day {day:02} of it", "Words.", "even" if day % 2 == 0 else "odd") for day in range(40)
        ]
        cache.store(feed.id, drafts)
        cache.save_filter(SavedFilter(1, "evens", "#even"))
        cache.save_filter(SavedFilter(2, "odds [/foo]", "#odd", Sort.OLDEST))
    return path


async def test_the_strip_counts_what_is_unread_and_follows(library: Path) -> None:
    async with running(library) as news:
        await news.sees("1 evens 20  2 odds [/foo] 20")
        await news.press("r")
        await news.sees("1 evens 19  2 odds [/foo] 20")
        await news.press("2")
        await news.sees("20 of 40   oldest first")


async def test_saved_filters_are_renamed_moved_taken_away_and_brought_back(library: Path) -> None:
    async with running(library) as news:
        await news.sees("1 evens 20")
        await news.press("m")
        await news.sees("Enter shows")
        await news.press("r", "end")
        await news.type(" ones")
        await news.press("enter")
        await news.sees("evens ones")
        await news.press("2")
        await news.sees("2  evens ones")
        await news.sees("1  odds [/foo]")
        await news.press("x")
        await news.no_longer_sees("evens ones")
        await news.press("escape", "u")
        await news.sees("1 odds [/foo] 20  2 evens ones 20")


async def test_a_saved_filter_is_shown_from_its_screen(library: Path) -> None:
    async with running(library) as news:
        await news.sees("1 evens 20")
        await news.press("m")
        await news.sees("Enter shows")
        await news.press("down", "enter")
        await news.sees("20 of 40   oldest first")


async def test_the_cursor_jumps_to_a_day_and_says_what_a_day_is(library: Path) -> None:
    async with running(library) as news:
        await news.sees("40 of 40")
        await news.press("J")
        await news.type("30d")
        await news.press("enter")
        await news.sees("▌  ● Day 30 of it")
        day = (NOW.astimezone() - timedelta(days=12)).date().isoformat()
        await news.press("J")
        await news.type(day)
        await news.press("enter")
        await news.sees("▌  ● Day 12 of it")
        await news.press("J")
        await news.type("soon")
        await news.press("enter")
        await news.sees("a day is written like")


async def test_the_density_is_kept(library: Path) -> None:
    async with running(library) as news:
        await news.sees("40 of 40")
        await news.no_longer_sees("Day 25 of it")
        await news.press("d")
        await news.sees("Day 25 of it")
    async with running(library) as news:
        await news.sees("Day 25 of it")


async def test_undo_passes_over_a_filter_that_is_shown_already(library: Path) -> None:
    async with running(library) as news:
        await news.sees("40 of 40")
        await news.press("1")
        await news.sees("20 of 40")
        await news.press("left_square_bracket")
        await news.sees("40 of 40")
        await news.press("u")
        await news.sees("undone: saved the filter #odd under 2")


async def test_a_key_that_can_do_nothing_says_why(library: Path) -> None:
    async with running(library) as news:
        await news.sees("40 of 40")
        await news.press("backspace")
        await news.sees("no part to drop")
        await news.press("0")
        await news.sees("everything is shown already")
        await news.press("full_stop", "full_stop")
        await news.sees("has no tag that is not in the filter")
        await news.press("equals_sign")
        await news.type(" -#even")
        await news.press("enter")
        await news.sees("0 of 40")
        await news.press("s")
        await news.sees("there is no article here")
        await news.press("A")
        await news.sees("the list shows no article")


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2d", Sort.NEWEST, NOON - timedelta(days=2)),
        ("3w", Sort.OLDEST, NOON - timedelta(days=21)),
        ("2 Weeks", Sort.NEWEST, NOON - timedelta(days=14)),
        ("1 hour", Sort.NEWEST, NOON - timedelta(hours=1)),
        ("", Sort.NEWEST, None),
        ("soon", Sort.NEWEST, None),
        ("2024-13-01", Sort.NEWEST, None),
        ("#a|b", Sort.NEWEST, None),
    ],
)
def test_what_a_day_means(text: str, order: Sort, expected: datetime | None) -> None:
    assert moment(text, order, NOON) == expected


def test_a_day_begins_at_its_end_where_the_newest_come_first() -> None:
    newest, oldest = (moment("2024-03-01", order, NOON) for order in (Sort.NEWEST, Sort.OLDEST))
    assert newest is not None and oldest is not None
    assert oldest.isoformat().startswith("2024-03-01T00:00:00")
    assert newest.isoformat().startswith("2024-03-01T23:59:59")


def test_a_day_is_also_called_by_its_name() -> None:
    friday = datetime(2024, 3, 22, 12).astimezone()
    for name, day in (("today", 22), ("Yesterday", 21), ("friday", 22), ("Saturday", 16), ("mon", 18)):
        found = moment(name, Sort.OLDEST, friday)
        assert found is not None and found.day == day, name


async def test_what_cannot_be_saved_or_jumped_to_stays_in_its_line(library: Path) -> None:
    async with running(library) as news:
        await news.sees("of")
        await news.press("M")
        await news.type("x trade")
        await news.press("enter")
        await news.sees("a filter is saved under a digit from 1 to 9")
        await news.sees("x trade")
        await news.press("escape", "J")
        await news.type("blah")
        await news.press("enter")
        await news.sees("a day is written like 2024-03-01")
        await news.sees("blah")


async def test_the_line_says_which_digits_are_free_and_what_enter_would_replace(library: Path) -> None:
    async with running(library) as news:
        await news.sees("1 evens 20")
        await news.press("M")
        await news.sees("free: 3 4 5 6 7 8 9")
        await news.press("1")
        await news.sees("Enter saves it under 1, in place of evens")
        await news.press("backspace", "3")
        await news.sees("Enter saves it under 3")
        assert "in place of" not in news.screen()
        await news.press("j")  # a letter of the name, and said so
        await news.press("enter")
        await news.sees("3 j 40")


async def test_the_filter_as_text_goes_on_with_another_term(library: Path) -> None:
    async with running(library) as news:
        await news.sees("1 evens 20")
        await news.press("1")
        await news.sees("20 of 40")
        await news.press("equals_sign")
        await news.type("is:read")
        await news.press("enter")
        await news.sees("0 of 40")
        assert str(news.main.filter) == "#even is:read"
