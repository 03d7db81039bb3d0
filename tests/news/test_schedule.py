"""When feeds are asked: the manners, without a clock and without chance."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tui.news import schedule
from tui.news.schedule import DAY, HOUR, after_failure, after_gone, after_move, after_success, allowed, decide
from tui.news.types import Feed, FetchState, ParsedFeed

NOW = datetime(2024, 3, 23, 15, 56, tzinfo=UTC)
FEED = Feed(1, "https://a.example/feed", "A")


def test_a_feed_is_asked_when_it_is_due() -> None:
    assert decide(FEED, NOW).ask
    assert decide(replace(FEED, state=FetchState(due=NOW)), NOW).ask
    later = replace(FEED, state=FetchState(due=NOW + HOUR))
    assert decide(later, NOW) == schedule.Decision(False, "not due for 60 min")
    assert decide(later, NOW, force=True).ask


def test_paused_and_gone_feeds_rest() -> None:
    assert decide(replace(FEED, paused=True), NOW).why == "paused"
    assert decide(replace(FEED, state=FetchState(gone=True)), NOW).why == "gone for good (410)"


@pytest.mark.parametrize(
    ("parsed", "headers", "every", "wait"),
    [
        (None, {}, HOUR, HOUR),
        (None, {}, timedelta(minutes=1), timedelta(minutes=15)),
        (None, {}, 3 * HOUR, 3 * HOUR),
        (timedelta(minutes=5), {}, HOUR, HOUR),
        (6 * HOUR, {}, HOUR, 6 * HOUR),
        (365 * DAY, {}, HOUR, DAY),
        (None, {"cache-control": "public, max-age=7200"}, HOUR, 2 * HOUR),
        (None, {"cache-control": "s-maxage=7200"}, HOUR, HOUR),
        (None, {"cache-control": "max-age=999999999"}, HOUR, DAY),
        (None, {"cache-control": "max-age=soon"}, HOUR, HOUR),
    ],
)
def test_the_longest_wish_counts_up_to_a_day(
    parsed: timedelta | None, headers: dict[str, str], every: timedelta, wait: timedelta
) -> None:
    state = after_success(FetchState(), headers, NOW, parsed=ParsedFeed(interval=parsed), every=every)
    assert state.due == NOW + wait


def test_an_unchanged_feed_keeps_what_it_asked_for_and_its_validators() -> None:
    parsed = ParsedFeed(interval=6 * HOUR, skip_hours=frozenset({3, 1}))
    state = after_success(
        FetchState(failures=3, error="x"), {"etag": '"1"'}, NOW, body_hash="h", parsed=parsed
    )  # fmt: skip
    assert (state.etag, state.body_hash, state.failures, state.error) == ('"1"', "h", 0, "")
    again = after_success(state, {}, NOW)
    assert (again.etag, again.body_hash, again.due, again.skip_hours) == ('"1"', "h", NOW + 6 * HOUR, (1, 3))
    assert after_success(state, {}, NOW, body_hash="i").etag is None, "a new body without a validator has none"


def test_chance_spreads_feeds_a_little() -> None:
    assert after_success(FetchState(), {}, NOW, chance=1.0).due == NOW + 1.1 * HOUR


def test_hours_to_skip_are_skipped() -> None:
    assert allowed(NOW, (15, 16)) == NOW.replace(hour=17, minute=0)
    assert allowed(NOW.replace(hour=23), (23, 0)) == datetime(2024, 3, 24, 1, tzinfo=UTC)
    assert allowed(NOW, tuple(range(24))) == NOW


def test_failures_double_the_wait_from_an_hour_to_a_day() -> None:
    state, waits = FetchState(), []
    for _ in range(7):
        state = after_failure(state, "no answer", NOW)
        assert state.due is not None
        waits.append((state.due - NOW) / HOUR)
    assert waits == [1, 2, 4, 8, 16, 24, 24]
    assert (state.failures, state.error) == (7, "no answer")


def test_a_wish_for_peace_is_kept_up_to_a_day() -> None:
    assert after_failure(FetchState(), "", NOW, wait=5 * HOUR).due == NOW + 5 * HOUR
    assert after_failure(FetchState(), "", NOW, wait=50 * HOUR).due == NOW + DAY
    assert after_failure(FetchState(failures=3), "", NOW, wait=HOUR).due == NOW + 8 * HOUR


@pytest.mark.parametrize(
    ("raw", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("9" * 30, DAY),
        ("Sat, 23 Mar 2024 16:56:00 GMT", HOUR),
        ("Sat, 23 Mar 2030 16:56:00 GMT", DAY),
        ("Sat, 23 Mar 2024 14:56:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after_in_seconds_and_as_a_date(raw: str, wait: timedelta | None) -> None:
    assert schedule.retry_after({"retry-after": raw}, NOW) == wait


def test_what_is_gone_is_asked_no_more() -> None:
    state = after_gone(FetchState(due=NOW), "gone", NOW)
    assert state.gone and not decide(replace(FEED, state=state), NOW + 365 * DAY).ask


def test_a_permanent_redirect_is_adopted_after_three_equal_answers_over_two_days() -> None:
    state, target = FetchState(), "https://b.example/feed"
    for hours, adopted in ((0, None), (1, None), (24, None), (49, target)):
        state, adopt = after_move(state, FEED.url, target, NOW + hours * HOUR)
        assert adopt == adopted
    assert state.moved_to is None


def test_two_answers_are_not_enough_however_far_apart() -> None:
    state = FetchState()
    for days, adopted in ((0, None), (9, None), (10, "https://b.example/")):
        state, target = after_move(state, "https://a.example/", "https://b.example/", NOW + timedelta(days=days))
        assert target == adopted


def test_a_redirect_that_changes_or_ends_starts_again() -> None:
    state, _ = after_move(FetchState(), FEED.url, "https://b.example/", NOW)
    state, _ = after_move(state, FEED.url, "https://c.example/", NOW + 3 * DAY)
    assert (state.moved_to, state.moved_times) == ("https://c.example/", 1)
    state, _ = after_move(state, FEED.url, None, NOW + 4 * DAY)
    assert state == FetchState()


def test_nothing_moves_from_https_to_http() -> None:
    state = FetchState(moved_to="http://b.example/", moved_times=9, moved_since=NOW - 9 * DAY)
    assert after_move(state, FEED.url, "http://b.example/", NOW) == (FetchState(), None)
