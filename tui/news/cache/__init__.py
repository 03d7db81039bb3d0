"""The Cache: every article, feed, tag and act in one SQLite file (schema.py), and what answers filters fast.

    Cache = Reading + Acting + Feeding, over Base
      opening, files        how the file is found, made, locked, migrated
      copies                the daily copy of what nobody could fetch again
      recovery, salvage     a damaged file is set aside and made anew
      condition             what state the file is in, also of one that cannot be opened
      renewal               an old version's library
      telling               how it is told of what takes long
      connections           the only door to SQLite; errors become CacheErrors
      schema                what is in the file
      plain                 a filter as SQL: the truth
      engine                answers at a million articles, from
        ids, sets, changes  the sets, and how rows and sets change together
        index, order        the sets in memory, the order by date
        evaluate, common    filters; words that many texts hold
        lines, counting     the tag panel's lines and their numbers
        checking, whole     whether sets equal rows; all that is made from rows, made anew
      incoming, feeds       what comes in
      expiry                what goes by itself
      bulk, analysis        many articles at once; statistics for SQLite
      acts, moves, journal  what the user does, and how it is taken back
      unread                which articles are unread, as rows
      rows, snippets, relevance   what is shown

Opening imports and reads as little as a first list needs.
"""

from __future__ import annotations

from datetime import datetime

from tui.news.cache.acting import Acting
from tui.news.cache.feeding import Feeding
from tui.news.cache.reading import Reading
from tui.news.cache.telling import Told, silent
from tui.news.results import Hits, Stored, TermCount

__all__ = ["Cache", "Hits", "Stored", "TermCount"]


class Cache(Reading, Acting, Feeding):
    """The library. Thread-safe; times are timezone-aware; opened by `Cache.open`."""

    def check(self, told: Told = silent) -> list[str]:
        """What is wrong with the library, one line each; nothing where all is well. Reads all of it, and tells of it.

        Where something is, the next start mends it, or makes anew what is made from the articles.
        """
        from tui.news.cache.checking import problems
        from tui.news.cache.connections import mark_suspect

        found = problems(self._connections, told)
        if found:
            mark_suspect(self.path)
        return found

    def last_written(self) -> datetime | None:
        """When the latest article came or the latest act was done; None in a new library."""
        from tui.news.cache.checking import last_written

        return last_written(self._connections)

    def keep_copy(self, *, now: datetime | None = None) -> bool:
        """Makes or renews the copy of the day where that is due; whether it did. Raises CacheError."""
        from tui.news.cache import copies

        if self.read_only:
            return False
        with self._connections.explained():
            return copies.keep(self.path, now) is not None

    def fold(self) -> None:
        """Folds what was noted of the index's changes into the index, which then loads faster; done by itself too."""
        self._writer().fold()

    def settle(self) -> None:
        """Folds what many visits noted, if it is much; to be called when an update is over."""
        self._writer().settle()

    def rebuild(self) -> None:
        """Builds the index anew from the rows."""
        self._writer().rebuild()
