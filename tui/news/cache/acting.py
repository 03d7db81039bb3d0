"""The Cache's writing half: acts of the user, and what comes in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.news.cache.base import Base
from tui.news.errors import CacheError
from tui.news.results import Hits, Stored
from tui.news.types import Act, Document, Draft, SavedFilter, Sort

if TYPE_CHECKING:
    from tui.news.cache.ready import Visit

Targets = Hits | Iterable[int]


class Acting(Base):
    """Acts: each writes at once, in one short transaction, and is listed in the journal."""

    def set_read(self, targets: Targets, read: bool = True) -> Act:
        """Marks articles read or unread."""
        return self._writer().set_read(targets, read)

    def set_starred(self, targets: Targets, starred: bool = True) -> Act:
        """Stars articles or takes the star off."""
        return self._writer().set_starred(targets, starred)

    def tag(self, targets: Targets, add: Iterable[str] = (), drop: Iterable[str] = ()) -> Act:
        """Gives articles the user's tags and takes tags off, the articles' own too."""
        return self._writer().tag(targets, add, drop)

    def undo(self, act_id: int | None = None) -> Act | None:
        """Takes back an act, the latest that stands where none is named; None where there is none.

        What later acts changed stays as they left it; the act's `count` says how many articles went back.
        """
        return self._writer().undo(act_id)

    def redo(self, act_id: int | None = None) -> Act | None:
        """Does an act again that was undone.

        The one undone last where none is named; None where there is none, or where something was done since.
        """
        return self._writer().redo(act_id)

    def journal(self, limit: int = 50) -> list[Act]:
        """The latest acts, newest first."""
        from tui.news.cache import journal  # on first use: the first list needs none of it, nor of the sets

        with self._connections.read() as connection:
            return journal.latest(connection, limit)

    def set_progress(self, id: int, progress: float, place: int) -> None:
        """Notes how far an article was read (0 to 1) and where reading stopped."""
        self._writer().set_progress(id, progress, place)

    def store(self, feed_id: int | None, drafts: Iterable[Draft], *, now: datetime | None = None) -> Stored:
        """Stores what a feed holds (None: pages of no feed), telling known articles from new ones."""
        return self._writer().store(feed_id, drafts, now)

    def keep(self, drafts: Iterable[Draft], *, now: datetime | None = None) -> tuple[Stored, Act | None]:
        """Stores pages that the user adds, and the act that it was; None where all were here already.

        What was taken away before comes back with it, and counts as new.
        """
        return self._writer().keep(drafts, now)

    def store_visits(self, visits: Sequence[Visit], *, now: datetime | None = None) -> list[Stored]:
        """Stores what visits to feeds brought, all in one transaction; what became of each one's articles."""
        return self._writer().store_visits(visits, now)

    def store_full_text(self, id: int, document: Document) -> None:
        """Puts a page's text in the place of what the feed gave, which `original` keeps. Raises CacheError."""
        if not self._writer().store_full_text(id, document):
            raise CacheError(f"there is no article {id}; it may have expired meanwhile", str(self.path))

    def expire(self, *, now: datetime | None = None) -> int:
        """Deletes for good what is older than its feed's `keep_days`; how many articles went.

        What the user starred or tagged stays. Whether an article was read is remembered, so that it stays away while
        it is that old, and comes back as read if its feed keeps things longer some day.
        """
        return self._writer().expire(now or datetime.now(UTC))

    def saved_filters(self, *, counted: bool = True) -> list[SavedFilter]:
        """The saved filters by digit, with their unread counts unless these are not to be `counted`."""
        with self._connections.read() as connection:
            rows = connection.execute("SELECT digit, name, filter, sort FROM saved_filter ORDER BY digit").fetchall()
        return [
            SavedFilter(digit, name, filter, Sort(sort), self._engine().unread(filter) if counted else 0)
            for digit, name, filter, sort in rows
        ]

    def save_filter(self, saved: SavedFilter) -> Act:
        """Puts a filter under its digit, in the place of what was there."""
        return self._writer().save_filter(saved)

    def remove_saved_filter(self, digit: int) -> Act | None:
        """Takes away the filter under a digit; None where there is none."""
        return self._writer().remove_saved_filter(digit)

    def setting(self, name: str, default: str) -> str:
        """What the app remembers under a name."""
        with self._connections.read() as connection:
            row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def set_setting(self, name: str, value: str) -> None:
        """Remembers something for the app."""
        with self._connections.write() as connection:
            connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))
