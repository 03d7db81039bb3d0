"""The Cache's answers: what a filter finds, windows of it, counts, single articles."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

from tui.news import clean
from tui.news.cache import clock, rows
from tui.news.cache.base import Base
from tui.news.cache.clock import Now
from tui.news.cache.counters import counter
from tui.news.cache.selection import Selection
from tui.news.codec import unpack, unpack_text
from tui.news.results import Hits, TermCount
from tui.news.types import Article, Document, Sort

if TYPE_CHECKING:
    from tui.news.filter import Filter, Join


class Reading(Base):
    """Everything that only reads."""

    def find(
        self, filter: Filter, sort: Sort = Sort.NEWEST, *, now: datetime | None = None, titles_only: bool = False
    ) -> Hits:
        """What a filter finds, as a snapshot. Raises Interrupted when `interrupt` was called meanwhile.

        With `titles_only`, its words are looked for in titles alone: the quick first answer while someone types.
        """
        selection = self._engine().find(filter, sort, Now(now), titles_only=titles_only)
        return Hits(filter, sort, selection.count, selection)

    def total(self) -> int:
        """How many articles there are; read from the library's own count, at any size in microseconds."""
        with self._connections.read() as connection:
            return counter(connection, "articles")

    def removed(self) -> int:
        """How many articles were taken away with their feeds, and can be brought back."""
        return self._engine().removed()

    def rows(self, hits: Hits, start: int, stop: int) -> list[Article]:
        """The articles at the positions from `start` up to `stop`; fewer where some are gone."""
        with self._connections.read() as connection:
            return rows.articles(connection, _selection(hits).window(start, stop))

    def newest(self, limit: int) -> list[Article]:
        """The first rows of everything, newest first; needs nothing of the index, so it is quick."""
        sql = "SELECT id FROM article WHERE id NOT IN (SELECT id FROM removed) ORDER BY at DESC, id DESC LIMIT ?"
        with self._connections.read() as connection:
            return rows.articles(connection, [id for (id,) in connection.execute(sql, (limit,))])

    def ids(self, hits: Hits, start: int, stop: int) -> list[int]:
        """The numbers of the articles at the positions from `start` up to `stop`."""
        return _selection(hits).window(start, stop)

    def position(self, hits: Hits, article_id: int) -> int | None:
        """Where an article stands in the hits; None where it is not among them."""
        return _selection(hits).position(article_id)

    def position_at(self, hits: Hits, when: datetime) -> int:
        """The first position at or past a moment, in an order by date; the start in any other order."""
        if hits.sort not in (Sort.NEWEST, Sort.OLDEST) or not hits.count:
            return 0
        moment, newest = clock.seconds(when), hits.sort is Sort.NEWEST
        low, high = 0, hits.count
        with self._connections.read() as connection:
            while low < high:
                middle = (low + high) // 2
                found = _selection(hits).window(middle, middle + 1)
                at = _sorted_by(connection, found[0]) if found else None
                if at is not None and (at > moment if newest else at < moment):
                    low = middle + 1
                else:
                    high = middle
        return min(low, hits.count - 1)

    def next_unread(self, hits: Hits, position: int, *, backwards: bool = False) -> int | None:
        """The next position after `position` (or before it) that is unread now; None where there is none."""
        start = position - 1 if backwards else position + 1
        return self._engine().next_unread(_selection(hits), start, backwards=backwards)

    def arrived(self, hits: Hits, *, now: datetime | None = None) -> int:
        """How many articles match that came after the snapshot."""
        return self._engine().count(hits.filter, Now(now), above=_selection(hits).newest)

    def counts(
        self,
        filter: Filter,
        *,
        join: Join | None = None,
        matching: str = "",
        limit: int = 200,
        now: datetime | None = None,
    ) -> list[TermCount]:
        """Tags, virtual tags and feeds that may join the filter (None: by AND), each with the hits there would be.

        What would leave nothing is left out, and for OR and NOT what would change nothing. The most hits come first,
        for NOT the fewest. `matching` keeps labels that hold its letters in order, closer matches first.
        """
        from tui.news.filter import Join  # on first use, as everywhere here: an update asks for no filter

        return self._engine().counts(filter, join or Join.AND, matching, limit, Now(now))

    def ways_out(self, filter: Filter, *, now: datetime | None = None) -> list[tuple[Filter, str, int]]:
        """For a filter that finds nothing: each change to it that helps, as filter, words and hits.

        A tag that is unknown gives way to one like it; each chip whose dropping helps is dropped.
        """
        from tui.news.cache.ways import ways_out

        return list(ways_out(self._engine(), filter, Now(now)))

    def article(self, id: int) -> Article | None:
        """One article's row."""
        with self._connections.read() as connection:
            found = rows.articles(connection, [id])
        return found[0] if found else None

    def document(self, id: int) -> Document | None:
        """An article's text."""
        return self._document("body", id)

    def original(self, id: int) -> Document | None:
        """What the feed gave, where the page's full text took its place."""
        return self._document("original", id)

    def revision(self, id: int) -> Document | None:
        """The publisher's newer text of an article that was edited."""
        return self._document("revision", id)

    def _document(self, table: str, id: int) -> Document | None:
        with self._connections.read() as connection:
            row = connection.execute(f"SELECT data FROM {table} WHERE id = ?", (id,)).fetchone()
            return unpack(row[0]) if row else None

    def resolve(self, text: str) -> Article | None:
        """The article that a number or an address means."""
        text = text.strip()
        if text.isascii() and text.isdigit() and len(text) < 19:
            return self.article(int(text))
        address = clean.address(text)
        if address is None:
            return None
        with self._connections.read() as connection:
            row = connection.execute("SELECT max(id) FROM article WHERE url = ?", (address,)).fetchone()
        return self.article(row[0]) if row[0] is not None else None

    def snippet(self, id: int, filter: Filter) -> str:
        """The place in an article's text where a filter's words stand; empty where its text holds none of them."""
        from tui.news.cache.snippets import snippet  # on first use: a start needs none of it

        if not filter.marks:
            return ""
        with self._connections.read() as connection:
            row = connection.execute("SELECT data FROM body WHERE id = ?", (id,)).fetchone()
        return snippet(unpack_text(row[0]), filter) if row else ""

    def place(self, id: int) -> int:
        """Where reading stopped."""
        with self._connections.read() as connection:
            row = connection.execute("SELECT place FROM article WHERE id = ?", (id,)).fetchone()
        return int(row[0]) if row else 0


def _selection(hits: Hits) -> Selection:
    return hits.selection  # type: ignore[return-value]


def _sorted_by(connection: sqlite3.Connection, id: int) -> int | None:
    row = connection.execute("SELECT at FROM article WHERE id = ?", (id,)).fetchone()
    return int(row[0]) if row else None
