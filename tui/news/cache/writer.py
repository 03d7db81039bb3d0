"""Everything that is written, each call one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tui.news.cache import acts, feeds, incoming, journal
from tui.news.cache.changes import Changes
from tui.news.cache.connections import Connections
from tui.news.cache.ids import Ids
from tui.news.cache.moves import apply
from tui.news.cache.selection import Selection
from tui.news.results import Hits, Stored
from tui.news.types import Act, Document, Draft, Feed, SavedFilter


class Writer:
    """Writes rows and the sets that mirror them."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def set_read(self, targets: Hits | Iterable[int], read: bool) -> Act:
        """See Cache.set_read."""
        with self._connections.write() as connection:
            return acts.set_read(connection, _ids(targets), read)

    def set_starred(self, targets: Hits | Iterable[int], starred: bool) -> Act:
        """See Cache.set_starred."""
        with self._connections.write() as connection:
            return acts.set_starred(connection, _ids(targets), starred)

    def tag(self, targets: Hits | Iterable[int], add: Iterable[str], drop: Iterable[str]) -> Act:
        """See Cache.tag."""
        with self._connections.write() as connection:
            return acts.tag(connection, _ids(targets), add, drop)

    def undo(self, id: int | None) -> Act | None:
        """See Cache.undo."""
        with self._connections.write() as connection:
            return journal.undo(connection, id)

    def redo(self) -> Act | None:
        """See Cache.redo."""
        with self._connections.write() as connection:
            return journal.redo(connection)

    def set_progress(self, id: int, progress: float, place: int) -> None:
        """See Cache.set_progress."""
        with self._connections.write() as connection:
            incoming.set_progress(connection, id, progress, place)

    def store(self, feed_id: int | None, drafts: Iterable[Draft], now: datetime | None) -> Stored:
        """See Cache.store."""
        with self._connections.write() as connection:
            return incoming.Incoming(connection, feed_id, now).store(drafts)

    def store_full_text(self, id: int, document: Document) -> bool:
        """See Cache.store_full_text; False where there is no such article."""
        with self._connections.write() as connection:
            return incoming.store_full_text(connection, id, document)

    def save_filter(self, saved: SavedFilter) -> Act:
        """See Cache.save_filter."""
        with self._connections.write() as connection:
            return acts.save_filter(connection, saved)

    def remove_saved_filter(self, digit: int) -> Act | None:
        """See Cache.remove_saved_filter."""
        with self._connections.write() as connection:
            return acts.remove_saved_filter(connection, digit)

    def remove_feed(self, feed: Feed, keep_articles: bool) -> Act:
        """See Cache.remove_feed."""
        with self._connections.write() as connection:
            return acts.remove_feed(connection, feed.id, feed.title, keep_articles=keep_articles)

    def change_feed(self, old: Feed, changed: Feed) -> None:
        """See Cache.change_feed; its articles get the tags that are new to it and lose those that it lost."""
        with self._connections.write() as connection:
            feeds.change(connection, replace(changed, id=old.id))
            if set(old.tags) != set(changed.tags):
                changes = Changes()
                rows = connection.execute("SELECT id FROM article WHERE feed_id = ?", (old.id,))
                ids = Ids(row[0] for row in rows)
                for move in acts.give_feed_tags(connection, ids, set(old.tags), set(changed.tags)):
                    apply(connection, move, changes)
                changes.write(connection)

    def rebuild(self) -> None:
        """See Cache.rebuild."""
        with self._connections.write() as connection:
            connection.execute("DELETE FROM bitmap_change")


def _ids(targets: Hits | Iterable[int]) -> Ids:
    if isinstance(targets, Hits):
        selection: Selection = targets.selection  # type: ignore[assignment]
        return selection.ids
    return Ids(targets)
