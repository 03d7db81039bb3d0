"""When a feed is asked, and what its answer means for the next time. Pure: the clock and chance are arguments.

Sources: RFC 9110 sections 10.2.3 (Retry-After) and 15.5.11 (410), RFC 9111 section 5.2.2 (max-age), RFC 6585 section 4
(429), RSS 2.0 (`ttl`, `skipHours`), the RSS 1.0 module Syndication (`sy:`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tui.news.types import Feed, FetchState, Outcome, ParsedFeed, UpdateResult

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FLOOR = timedelta(minutes=15)
"""No setting asks a feed more often."""
JITTER = 0.1
"""A feed is put off by up to this share of its interval, so that feeds do not all fall due at once."""
ADOPT_AFTER = timedelta(days=2)
ADOPT_TIMES = 3
"""So often, over so long, a permanent redirect must be seen before its target replaces the address."""

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a feed is asked now, and why not."""

    ask: bool
    why: str = ""


def is_offline(results: Iterable[UpdateResult]) -> bool:
    """Whether this machine has no network: of the feeds that were asked none was reached, on several hosts."""
    asked = [one for one in results if one.outcome is not Outcome.SKIPPED]
    return all(one.unreached for one in asked) and len({one.unreached for one in asked}) > 1


def decide(feed: Feed, now: datetime, *, force: bool = False) -> Decision:
    """Whether `feed` is due; `force` asks feeds before their time and even those that are paused or gone."""
    if force:
        return Decision(True)
    if feed.paused:
        return Decision(False, "paused")
    if feed.state.gone:
        return Decision(False, "gone for good (410)")
    if feed.state.due and now < feed.state.due:
        return Decision(False, f"not due for {_minutes(feed.state.due - now)}")
    return Decision(True)


def after_success(
    state: FetchState,
    headers: Mapping[str, str],
    now: datetime,
    *,
    body_hash: str | None = None,
    parsed: ParsedFeed | None = None,
    every: timedelta = HOUR,
    chance: float = 0.0,
) -> FetchState:
    """What to remember after an answer; `parsed` is None where nothing had changed. `chance` is 0 to 1."""
    interval = parsed.interval if parsed else state.interval
    skip_hours = tuple(sorted(parsed.skip_hours)) if parsed else state.skip_hours
    wanted = [FLOOR, every]
    if interval:
        wanted.append(min(interval, DAY))
    if age := max_age(headers):
        wanted.append(min(age, DAY))
    return replace(
        state,
        etag=headers.get("etag", state.etag if body_hash is None else None),
        modified=headers.get("last-modified", state.modified if body_hash is None else None),
        body_hash=body_hash or state.body_hash,
        checked=now,
        succeeded=now,
        due=allowed(now + max(wanted) * (1 + JITTER * chance), skip_hours),
        failures=0,
        error="",
        gone=False,
        interval=interval,
        skip_hours=skip_hours,
    )


def after_failure(
    state: FetchState, error: str, now: datetime, *, wait: timedelta | None = None, chance: float = 0.0
) -> FetchState:
    """What to remember after a failure: the next try is 1 h to 24 h away, doubling, and never before `wait` is over."""
    failures = state.failures + 1
    pause = min(DAY, HOUR * 2 ** min(failures - 1, 10))
    if wait:
        pause = max(pause, min(wait, DAY))
    due = now + min(DAY, pause * (1 + JITTER * chance))
    return replace(state, checked=now, failures=failures, error=error, due=due)


def after_gone(state: FetchState, error: str, now: datetime) -> FetchState:
    """What to remember after 410: it is asked no more."""
    return replace(state, checked=now, error=error, gone=True, due=None)


def put_off(state: FetchState, now: datetime, seconds: float) -> FetchState:
    """A feed that was not asked because its host wants peace."""
    return replace(state, due=now + min(DAY, timedelta(seconds=seconds)))


def after_move(state: FetchState, url: str, target: str | None, now: datetime) -> tuple[FetchState, str | None]:
    """Counts a permanent redirect from `url` to a target that proved to be a feed; the second value adopts it.

    Never from https to http. A visit that was not redirected, or elsewhere, starts the count again.
    """
    unsafe = target is not None and url.startswith("https:") and not target.startswith("https:")
    if target is None or unsafe or target == url:
        return replace(state, moved_to=None, moved_times=0, moved_since=None), None
    if target != state.moved_to or state.moved_since is None:
        return replace(state, moved_to=target, moved_times=1, moved_since=now), None
    times = state.moved_times + 1
    if times >= ADOPT_TIMES and now - state.moved_since >= ADOPT_AFTER:
        return replace(state, moved_to=None, moved_times=0, moved_since=None), target
    return replace(state, moved_times=times), None


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """What `Retry-After` asks for, seconds or a date, at most a day; None where it says nothing that can be read."""
    raw = headers.get("retry-after", "").strip()
    if raw.isdecimal() and raw.isascii():
        wait = timedelta(seconds=min(int(raw[:10]), 86400)) if len(raw) <= 10 else DAY
    else:
        try:
            when = parsedate_to_datetime(raw)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        wait = (when if when.tzinfo else when.replace(tzinfo=UTC)) - now
    return min(wait, DAY) if wait > timedelta(0) else None


def max_age(headers: Mapping[str, str]) -> timedelta | None:
    """How long `Cache-Control` calls the answer fresh."""
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    return timedelta(seconds=int(found[1])) if found else None


def allowed(when: datetime, skip_hours: tuple[int, ...]) -> datetime:
    """`when`, or the next full hour (UTC) that is not among `skip_hours`; a feed that skips all day skips none."""
    if len(set(skip_hours)) >= 24:
        return when
    while when.astimezone(UTC).hour in skip_hours:
        when = when.replace(minute=0, second=0, microsecond=0) + HOUR
    return when


def _minutes(span: timedelta) -> str:
    minutes = max(1, round(span.total_seconds() / 60))
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"
