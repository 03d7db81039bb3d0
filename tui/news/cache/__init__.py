"""The Cache: every article, feed, tag and act in one SQLite file (schema.py), and what answers filters fast.

    Cache = Reading + Acting + Feeding, over Base
      opening, files        how the file is found, made, locked, migrated
      connections           the only door to SQLite; errors become CacheErrors
      schema                what is in the file
      plain                 a filter as SQL: the truth
      engine, ids, sets     the same by bitmaps, at a million articles
      incoming, feeds       what comes in
      acts, moves, journal  what the user does, and how it is taken back
      rows, snippets        what is shown

Opening imports and reads as little as a first list needs.
"""

from __future__ import annotations

from tui.news.cache.acting import Acting
from tui.news.cache.feeding import Feeding
from tui.news.cache.reading import Reading
from tui.news.results import Hits, Stored, TermCount

__all__ = ["Cache", "Hits", "Stored", "TermCount"]


class Cache(Reading, Acting, Feeding):
    """The library. Thread-safe; times are timezone-aware; opened by `Cache.open`."""

    def check(self) -> list[str]:
        """What is wrong with the library, one line each; nothing where all is well. Reads all of it."""
        return self._engine().check()

    def rebuild(self) -> None:
        """Builds the index anew from the rows."""
        self._writer().rebuild()
