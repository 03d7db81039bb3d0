"""How each feed is doing: when it last answered, what went wrong, what it brings, how much of it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from tui.news.types import Feed

if TYPE_CHECKING:
    from tui.news.cache import Cache

WEEKS = 4
"""What `per_week` is taken over."""


@dataclass(frozen=True, slots=True)
class Health:
    """The figures of one feed; times are in `feed.state`."""

    feed: Feed
    per_week: float | None
    """Articles a week, over the last four; None while it has never answered."""
    opened: float | None
    """Share of its articles that are read, 0 to 1; None while it has none."""

    @property
    def trouble(self) -> tuple[bool, int, bool, bool, float]:
        """Sorts the worst first: gone, failing for long, paused, silent, hardly opened."""
        state = self.feed.state
        silent, opened = not self.per_week, self.opened if self.opened is not None else 1.0
        return (not state.gone, -state.failures, not self.feed.paused, not silent, opened)

    @property
    def rate(self) -> str:
        """Articles a week in figures; a dash where that is not known."""
        return "-" if self.per_week is None else f"{self.per_week:.1f}"

    @property
    def fault(self) -> str:
        """What went wrong last, for a line that names the feed: without its address before it."""
        return self.feed.state.error.removeprefix(f"{self.feed.url}: ")

    def told(self, now: datetime) -> str:
        """Its state in words: last success, last error, next try."""
        state = self.feed.state
        said = ["paused"] if self.feed.paused else []
        said.append(f"answered {_ago(state.succeeded, now)}" if state.succeeded else "has never answered")
        if state.error:
            times = f" ({state.failures} times in a row)" if state.failures > 1 else ""
            said.append(f"{self.fault}{times}")
        if state.gone:
            said.append("asked no more, unless by hand")
        elif not self.feed.paused:
            said.append(f"next try {_until(state.due, now)}")
        return "; ".join(said)


class Order(StrEnum):
    """Orders of feeds."""

    TROUBLE = "trouble"
    TITLE = "title"
    TOPIC = "topic"
    UNREAD = "unread"
    BUSY = "articles a week"
    OPENED = "share opened"


_KEYS: dict[Order, Callable[[Health], object]] = {
    Order.TROUBLE: lambda one: one.trouble,
    Order.TITLE: lambda one: one.feed.title.casefold(),
    Order.TOPIC: lambda one: (not one.feed.topic, one.feed.topic.casefold(), one.feed.title.casefold()),
    Order.UNREAD: lambda one: -one.feed.unread,
    Order.BUSY: lambda one: -(one.per_week or 0.0),
    Order.OPENED: lambda one: one.opened if one.opened is not None else 2.0,
}


def health(cache: Cache, *, now: datetime | None = None, order: Order = Order.TROUBLE) -> list[Health]:
    """Every feed's figures, the ones in trouble first; reads the cache, so it belongs in a thread."""
    since = (now or datetime.now(UTC)) - timedelta(weeks=WEEKS)
    recent = cache.arrivals(since)
    found = [
        Health(
            feed,
            recent.get(feed.id, 0) / WEEKS if feed.articles or feed.state.succeeded else None,
            1 - feed.unread / feed.articles if feed.articles else None,
        )
        for feed in cache.feeds()
    ]
    return sorted(found, key=_KEYS[order])  # type: ignore[arg-type]  # each key is of one type


def _ago(when: datetime, now: datetime) -> str:
    return f"{_span(now - when)} ago" if now - when >= timedelta(minutes=1) else "just now"


def _until(when: datetime | None, now: datetime) -> str:
    return f"in {_span(when - now)}" if when and when - now >= timedelta(minutes=1) else "at the next update"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
