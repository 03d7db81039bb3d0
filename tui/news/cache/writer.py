"""Everything that is written, each call one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from tui.news.cache import acts, common, expiry, feeds, incoming, journal
from tui.news.cache.analysis import analyze
from tui.news.cache.changes import Changes
from tui.news.cache.checking import rebuild
from tui.news.cache.connections import Connections
from tui.news.cache.counters import counter
from tui.news.cache.given import retagged
from tui.news.cache.ids import Ids
from tui.news.cache.index import FOLD_AT, FOLD_LATE, Index, fold
from tui.news.cache.moves import apply
from tui.news.cache.ready import Visit, ready
from tui.news.cache.selection import Selection
from tui.news.results import Hits, Stored
from tui.news.types import Act, Document, Draft, Feed, SavedFilter

_PARTS = 2
"""Parts of common words (common.py) that are built at a time, 3 s of processor each; seldom is more than one due."""


class Writer:
    """Writes rows and the sets that mirror them."""

    def __init__(self, connections: Connections, index: Index) -> None:
        self._connections = connections
        self._index = index

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction at whose start the index is as the rows are."""
        with self._connections.write() as connection:
            self._index.take_over(connection)
            yield connection

    def set_read(self, targets: Hits | Iterable[int], read: bool) -> Act:
        """See Cache.set_read."""
        with self._transaction() as connection:
            return acts.set_read(connection, self._index.get, _ids(targets), read)

    def set_starred(self, targets: Hits | Iterable[int], starred: bool) -> Act:
        """See Cache.set_starred."""
        with self._transaction() as connection:
            return acts.set_starred(connection, self._index.get, _ids(targets), starred)

    def tag(self, targets: Hits | Iterable[int], add: Iterable[str], drop: Iterable[str]) -> Act:
        """See Cache.tag."""
        with self._transaction() as connection:
            return acts.tag(connection, self._index.get, _ids(targets), add, drop)

    def undo(self, id: int | None) -> Act | None:
        """See Cache.undo."""
        with self._transaction() as connection:
            return journal.undo(connection, self._index.get, id)

    def redo(self, id: int | None) -> Act | None:
        """See Cache.redo."""
        with self._transaction() as connection:
            return journal.redo(connection, self._index.get, id)

    def set_progress(self, id: int, progress: float, place: int) -> None:
        """See Cache.set_progress."""
        with self._transaction() as connection:
            incoming.set_progress(connection, id, progress, place)

    def store(self, feed_id: int | None, drafts: Iterable[Draft], now: datetime | None) -> Stored:
        """See Cache.store."""
        articles = [ready(draft) for draft in drafts]
        with self._connections.write() as connection:
            arriving = incoming.Incoming(connection, now)
            stored = arriving.store(feed_id, articles)
            arriving.finish()
        self._fold_if_long(FOLD_AT)
        return stored

    def keep(self, drafts: Iterable[Draft], now: datetime | None) -> tuple[Stored, Act | None]:
        """See Cache.keep."""
        articles = [ready(draft) for draft in drafts]
        with self._transaction() as connection:
            arriving = incoming.Incoming(connection, now)
            stored = arriving.store(None, articles)
            arriving.finish()
            kept = acts.keep(connection, self._index.get, stored, now)
        self._fold_if_long(FOLD_AT)
        return kept

    def store_visits(self, visits: Sequence[Visit], now: datetime | None) -> list[Stored]:
        """See Cache.store_visits. The index follows when it is asked next: it took a quarter of the time here."""
        with self._connections.write() as connection:
            arriving = incoming.Incoming(connection, now)
            stored = [arriving.visit(visit) for visit in visits]
            arriving.finish()
        self._fold_if_long(FOLD_LATE)
        return stored

    def settle(self) -> None:
        """See Cache.settle."""
        self._fold_if_long(FOLD_AT)
        self._gather_common()

    def _gather_common(self) -> None:
        """Builds the sets of common words of parts that have become full.

        They are read while others may write, and written only where no text was replaced meanwhile.
        """
        with self._connections.read() as connection:
            texts = counter(connection, "texts")
            for part in common.due(connection)[:_PARTS]:
                found = list(common.sets(connection, part))
                with self._connections.write() as writing:
                    if counter(writing, "texts") != texts or part not in common.due(writing):
                        return
                    common.keep(writing, part, found)

    def _fold_if_long(self, most: int) -> None:
        with self._connections.read() as connection:
            lines = connection.execute("SELECT count(*) FROM bitmap_change").fetchone()[0]
        if lines > most:
            self.fold()

    def fold(self) -> None:
        """See Cache.fold."""
        with self._transaction() as connection:
            fold(connection, self._index.dates.order)
            analyze(connection)

    def expire(self, now: datetime) -> int:
        """See Cache.expire. Whoever has the index in memory loads it anew: the order by date has lost places."""
        with self._connections.read() as connection:
            if not expiry.outlived(connection, now):
                return 0
        with self._transaction() as connection:
            ids = expiry.outlived(connection, now)
            expiry.delete(connection, ids)
            standing = (self._index.get("all") | self._index.get("removed")) - ids
            fold(connection, self._index.dates.only(standing))
        return len(ids)

    def store_full_text(self, id: int, document: Document) -> bool:
        """See Cache.store_full_text; False where there is no such article."""
        with self._transaction() as connection:
            return incoming.store_full_text(connection, id, document)

    def save_filter(self, saved: SavedFilter) -> Act:
        """See Cache.save_filter."""
        with self._transaction() as connection:
            return acts.save_filter(connection, self._index.get, saved)

    def remove_saved_filter(self, digit: int) -> Act | None:
        """See Cache.remove_saved_filter."""
        with self._transaction() as connection:
            return acts.remove_saved_filter(connection, self._index.get, digit)

    def remove_feed(self, feed: Feed, keep_articles: bool) -> Act:
        """See Cache.remove_feed."""
        with self._transaction() as connection:
            return acts.remove_feed(connection, self._index.get, feed.id, feed.title, keep_articles=keep_articles)

    def change_feed(self, old: Feed, changed: Feed) -> None:
        """See Cache.change_feed; its articles get the tags that are new to it and lose those that it lost."""
        with self._transaction() as connection:
            feeds.change(connection, replace(changed, id=old.id))
            changes = Changes()
            for move in retagged(connection, old.id, set(old.tags), set(changed.tags)):
                apply(connection, move, changes, self._index.get)
            changes.write(connection)

    def follow(self, wanted: Iterable[Feed]) -> tuple[tuple[Feed, ...], Act | None]:
        """See Cache.follow."""
        with self._transaction() as connection:
            return acts.follow(connection, self._index.get, wanted)

    def edit_feed(self, old: Feed, changed: Feed) -> Act | None:
        """See Cache.edit_feed."""
        with self._transaction() as connection:
            return acts.edit_feed(connection, self._index.get, old, changed)

    def rebuild(self) -> None:
        """See Cache.rebuild."""
        with self._transaction() as connection:
            rebuild(connection)
            common.forget(connection)


def _ids(targets: Hits | Iterable[int]) -> Ids:
    if isinstance(targets, Hits):
        selection: Selection = targets.selection  # type: ignore[assignment]
        return selection.ids
    return Ids(targets)
