"""How each feed is doing: when it last answered, what went wrong, what it brings, how much of it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui.news.filter import Filter, InFeed
from tui.news.types import Feed

if TYPE_CHECKING:
    from tui.news.cache import Cache

WEEKS = 4
"""What `per_week` is taken over."""


@dataclass(frozen=True, slots=True)
class Health:
    """The figures of one feed; times are in `feed.state`."""

    feed: Feed
    per_week: float
    """Articles a week, over the last four."""
    opened: float | None
    """Share of its articles that were opened, 0 to 1; None while it has none."""

    @property
    def trouble(self) -> tuple[bool, int, bool, float]:
        """Sorts the worst first: gone, failing for long, silent, hardly opened."""
        state = self.feed.state
        return (not state.gone, -state.failures, bool(self.per_week), self.opened if self.opened is not None else 1.0)


def health(cache: Cache, *, now: datetime | None = None) -> list[Health]:
    """Every feed's figures, the ones in trouble first; reads the cache, so it belongs in a thread."""
    recent = Filter.parse(f"age:<{WEEKS * 7}d")
    found = []
    for feed in cache.feeds():
        count = cache.find(recent.joined(InFeed(feed.title.casefold())), now=now).count if feed.title else 0
        opened = 1 - feed.unread / feed.articles if feed.articles else None
        found.append(Health(feed, min(count, feed.articles) / WEEKS, opened))
    return sorted(found, key=lambda one: one.trouble)
