"""The Cache's feeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from tui.news.cache import clock, feeds
from tui.news.cache.base import Base
from tui.news.errors import CacheError
from tui.news.types import Act, Feed, FetchState


class Feeding(Base):
    """Who is followed."""

    def followed(self) -> list[Feed]:
        """Every feed that is followed, by title, without its counts: they need the index, which an update does not."""
        with self._connections.read() as connection:
            return feeds.all_feeds(connection)

    def feeds(self) -> list[Feed]:
        """Every feed that is followed, by title, with how many articles it has and how many are unread."""
        found = self.followed()
        sizes = self._engine().feed_sizes()
        return [
            replace(feed, articles=articles, unread=unread)
            for feed in found
            for articles, unread in (sizes.get(feed.id, (0, 0)),)
        ]

    def arrivals(self, since: datetime) -> dict[int, int]:
        """How many articles each feed has that are sorted under a later time, by the feed's number."""
        with self._connections.read() as connection:
            sql = "SELECT feed_id, count(*) FROM article WHERE at > ? AND feed_id IS NOT NULL GROUP BY feed_id"
            return dict(connection.execute(sql, (clock.seconds(since),)))

    def feed(self, id: int) -> Feed | None:
        """One feed, also one that is followed no more, without its counts; None where there was none."""
        with self._connections.read() as connection:
            return feeds.feed(connection, id)

    def add_feed(
        self,
        url: str,
        title: str = "",
        site_url: str | None = None,
        topic: str = "",
        tags: Iterable[str] = (),
        *,
        typed: bool = False,
    ) -> Feed:
        """Follows an address; the same address twice is the same feed, unchanged."""
        with self._connections.write() as connection:
            return feeds.add(connection, url, title, site_url, topic, tags, typed)

    def add_feeds(self, wanted: Iterable[Feed]) -> tuple[Feed, ...]:
        """Follows many addresses at once, all or none; their numbers and states are not looked at."""
        with self._connections.write() as connection:
            return tuple(
                feeds.add(connection, one.url, one.title, one.site_url, one.topic, one.tags, one.typed)
                for one in wanted
            )

    def follow(self, wanted: Iterable[Feed]) -> tuple[tuple[Feed, ...], Act | None]:
        """`add_feeds` as an act of the user's; no act where all of them are followed already."""
        return self._writer().follow(wanted)

    def edit_feed(self, feed: Feed) -> Act | None:
        """Changes what a feed is called and how it is treated, also its address, as an act of the user's.

        None where nothing is new. Raises CacheError, such as where another feed has the address.
        """
        return self._writer().edit_feed(self._feed(feed.id), feed)

    def change_feed(self, feed: Feed) -> None:
        """Writes what an update learned of a feed, its address too; no act of the user's. Raises CacheError."""
        self._writer().change_feed(self._feed(feed.id), feed)

    def _feed(self, id: int) -> Feed:
        found = self.feed(id)
        if found is None:
            raise CacheError(f"there is no feed {id}", str(self.path))
        return found

    def set_fetch_state(self, feed_id: int, state: FetchState) -> None:
        """Remembers how a feed's last visit ended."""
        with self._connections.write() as connection:
            feeds.set_state(connection, feed_id, state)

    def set_fetch_states(self, states: Mapping[int, FetchState]) -> None:
        """Remembers how the last visits to these feeds ended, in one transaction."""
        with self._connections.write() as connection:
            for feed_id, state in states.items():
                feeds.set_state(connection, feed_id, state)

    def remove_feed(self, feed_id: int, *, keep_articles: bool = True) -> Act:
        """Leaves a feed. Without `keep_articles` its articles go too, but for those starred or tagged by the user."""
        return self._writer().remove_feed(self._feed(feed_id), keep_articles)
