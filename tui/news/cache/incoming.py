"""What comes in: drafts become articles, known ones are told from new ones, edits are kept beside the old text.

Who is who, in this order: the same key in the same feed is the same article; so is one whose key changed but whose
canonical link and title did not; what was here once and expired keeps its read state. A changed title or text is an
edit: the old text stays, the newer one is kept as a revision, and nothing turns unread.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tui.news import clean
from tui.news.cache import clock
from tui.news.cache.changes import Changes
from tui.news.cache.counters import bump
from tui.news.cache.ids import Ids
from tui.news.cache.plain import tag_key
from tui.news.cache.sets import note_article, note_new, note_text
from tui.news.codec import pack, unpack
from tui.news.results import Stored
from tui.news.types import Document, Draft
from tui.news.words import BREAK, index_text

ARTICLES, USERS, FEEDS = 1, 2, 4
"""Bits of `tagging.source`."""

_COLUMNS = (
    "feed_id", "key", "url", "title", "site", "section", "authors", "summary", "language", "at", "published",
    "published_zone", "updated", "updated_zone", "added", "words", "figures", "links", "hash",
)  # fmt: skip


@dataclass(frozen=True)
class _Target:
    """The feed that drafts go into."""

    feed_id: int | None
    tags: tuple[str, ...] = ()
    keep_days: int | None = None


def key_hash(key: str) -> int:
    """A key as 64 bits, signed, for `known`."""
    return int.from_bytes(
        hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


def content_hash(document: Document) -> bytes:
    """What tells an edit: title and words of the text, blanks aside (8 bytes)."""
    raw = " ".join((document.title + "\n" + document.text).split())
    return hashlib.blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def author_text(authors: Iterable[str]) -> str:
    """Authors as the title index takes them: no phrase runs from one name into the next."""
    return f" {BREAK} ".join(index_text(author) for author in authors)


def insert_article(*more: str) -> str:
    """The statement that takes `article_row`, led by the values of more columns."""
    columns = (*more, *_COLUMNS)
    return f"INSERT INTO article ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def article_row(feed_id: int | None, draft: Draft, now: datetime, digest: bytes | None = None) -> tuple[object, ...]:
    """A draft's values for the columns of `article`."""
    document = draft.document
    published, added = clock.split(document.published), clock.seconds(now)
    return (
        feed_id, draft.key, document.url, document.title, document.site, document.section,
        "\n".join(document.authors), document.summary, document.language,
        added if published[0] is None else min(published[0], added), *published, *clock.split(document.updated), added,
        document.words, len(document.figures), len(document.links), digest or content_hash(document),
    )  # fmt: skip


class Incoming:
    """Stores the drafts of one feed within one transaction."""

    def __init__(self, connection: sqlite3.Connection, feed_id: int | None, now: datetime | None) -> None:
        self._connection = connection
        self._now = now or datetime.now(UTC)
        self._changes = Changes()
        self._tags: dict[str, int] = {}
        self._feed = self._target(feed_id)

    def _target(self, feed_id: int | None) -> _Target:
        if feed_id is None:
            return _Target(None)
        row = self._connection.execute("SELECT tags, keep_days FROM feed WHERE id = ?", (feed_id,)).fetchone()
        return _Target(feed_id, tuple(row[0].split("\n")) if row[0] else (), row[1]) if row else _Target(None)

    def store(self, drafts: Iterable[Draft]) -> Stored:
        """Stores them in their order."""
        new: list[int] = []
        edited: list[int] = []
        same: list[int] = []
        for draft in drafts:
            digest = content_hash(draft.document)
            found = self._find(draft)
            if found is None:
                read = self._remembered(draft)
                if read is not None:
                    new.append(self._add(draft, digest, read=read))
            elif found[1] != digest:
                self._edit(found[0], draft.document, digest)
                edited.append(found[0])
            else:
                same.append(found[0])
        self._changes.write(self._connection)
        return Stored(tuple(new), tuple(dict.fromkeys(edited)), tuple(dict.fromkeys(same)))

    def _find(self, draft: Draft) -> tuple[int, bytes] | None:
        """The article a draft is, and the hash of what its source last gave."""
        run = self._connection.execute
        sql = "SELECT id, hash FROM article WHERE key = ? AND feed_id IS ?"
        row = run(sql, (draft.key, self._feed.feed_id)).fetchone()
        if row is None and draft.document.url:
            anywhere = "1" if self._feed.feed_id is None else "feed_id IS ?3 AND title = ?2"
            sql = f"SELECT id, hash FROM article WHERE url = ?1 AND {anywhere} ORDER BY id DESC"
            row = run(
                sql, (draft.document.url, draft.document.title, self._feed.feed_id)[: 1 if anywhere == "1" else 3]
            ).fetchone()
            if row is not None and self._feed.feed_id is not None:
                run("UPDATE article SET key = ? WHERE id = ?", (draft.key, row[0]))
        return (row[0], row[1]) if row else None

    def _remembered(self, draft: Draft) -> bool | None:
        """Whether a draft that is not here was read when it was; None where it must stay away: it expired."""
        if self._feed.feed_id is None:
            return False
        where = (self._feed.feed_id, key_hash(draft.key))
        row = self._connection.execute("SELECT read FROM known WHERE feed_id = ? AND key = ?", where).fetchone()
        if row is None:
            return False
        days, published = self._feed.keep_days, draft.document.published
        if days is not None and (published is None or published < self._now - timedelta(days=days)):
            return None
        self._connection.execute("DELETE FROM known WHERE feed_id = ? AND key = ?", where)
        return bool(row[0])

    def _add(self, draft: Draft, digest: bytes, *, read: bool) -> int:
        document, run = draft.document, self._connection.execute
        values = article_row(self._feed.feed_id, draft, self._now, digest)
        id = int(run(insert_article(), values).lastrowid or 0)
        run("INSERT INTO body (id, data) VALUES (?, ?)", (id, pack(document)))
        titles = (id, index_text(document.title), author_text(document.authors))
        run("INSERT INTO title_index (rowid, title, authors) VALUES (?, ?, ?)", titles)
        run("INSERT INTO text_index (rowid, text) VALUES (?, ?)", (id, index_text(document.text)))
        bump(self._connection, "articles", 1)
        if not read:
            run("INSERT INTO unread (id) VALUES (?)", (id,))
            bump(self._connection, "unread", 1)
        tags = self._tag(id, document.tags)
        note_new(self._changes, id, self._feed.feed_id, document, tags, read=read)
        return id

    def _tag(self, id: int, names: Iterable[str]) -> set[int]:
        """Files a new article under its own tags and its feed's."""
        sources: dict[int, int] = {}
        for source, group in ((ARTICLES, names), (FEEDS, self._feed.tags)):
            for name in group:
                tag = self._tag_id(name)
                if tag is not None:
                    sources[tag] = sources.get(tag, 0) | source
        self._connection.executemany(
            "INSERT INTO tagging (article, tag, source) VALUES (?, ?, ?)",
            ((id, tag, source) for tag, source in sources.items()),
        )
        return set(sources)

    def _tag_id(self, raw: str) -> int | None:
        if raw not in self._tags:
            name = clean.tag(raw)
            if not name:
                return None
            self._tags[raw] = tag_id(self._connection, name)
        return self._tags[raw]

    def _edit(self, id: int, document: Document, digest: bytes) -> None:
        """Keeps what the publisher changed beside what is here; its new tags are added."""
        run = self._connection.execute
        run("UPDATE article SET edited = 1, hash = ? WHERE id = ?", (digest, id))
        run("INSERT OR REPLACE INTO revision (id, data) VALUES (?, ?)", (id, pack(document)))
        self._changes.add("edited", [id])
        for name in document.tags:
            tag = self._tag_id(name)
            sql = "INSERT OR IGNORE INTO tagging (article, tag, source) VALUES (?, ?, ?)"
            if tag is not None and run(sql, (id, tag, ARTICLES)).rowcount > 0:
                self._changes.add(f"tag:{tag}", [id])
                self._changes.drop("untagged", [id])


def tag_id(connection: sqlite3.Connection, name: str) -> int:
    """The number of a tag (as `clean.tag` makes it); a new one where it is not known in any spelling."""
    key = tag_key(name)
    row = connection.execute("SELECT id FROM tag WHERE key = ?", (key,)).fetchone()
    if row is None:
        return int(connection.execute("INSERT INTO tag (name, key) VALUES (?, ?)", (name, key)).lastrowid or 0)
    return int(row[0])


def store_full_text(connection: sqlite3.Connection, id: int, document: Document) -> bool:
    """Puts a page's text in the place of what the feed gave, which is kept; False where there is no such article."""
    run = connection.execute
    row = run("SELECT data FROM body WHERE id = ?", (id,)).fetchone()
    if row is None:
        return False
    old = unpack(row[0])
    run("INSERT OR IGNORE INTO original (id, data) VALUES (?, ?)", (id, row[0]))
    run("UPDATE body SET data = ? WHERE id = ?", (pack(document), id))
    run("INSERT INTO text_index (text_index, rowid, text) VALUES ('delete', ?, ?)", (id, index_text(old.text)))
    run("INSERT INTO text_index (rowid, text) VALUES (?, ?)", (id, index_text(document.text)))
    counts = (document.words, len(document.figures), len(document.links))
    run("UPDATE article SET words = ?, figures = ?, links = ? WHERE id = ?", (*counts, id))
    bump(connection, "texts", 1)
    changes = Changes()
    note_text(changes, id, document)
    changes.write(connection)
    return True


def set_progress(connection: sqlite3.Connection, id: int, progress: float, place: int) -> None:
    """Notes how far an article was read."""
    progress = min(max(progress, 0.0), 1.0)
    if connection.execute("UPDATE article SET progress = ?, place = ? WHERE id = ?", (progress, place, id)).rowcount:
        changes = Changes()
        note_article(changes, "halfread", id, 0 < progress < 1)
        changes.write(connection)


def known_articles(connection: sqlite3.Connection, ids: Ids) -> list[tuple[int, int, bool]]:
    """What is remembered of articles that go: feed, hash of the key, read."""
    found = []
    for id in ids:
        sql = "SELECT feed_id, key, id NOT IN (SELECT id FROM unread) FROM article WHERE id = ? AND feed_id IS NOT NULL"
        if row := connection.execute(sql, (id,)).fetchone():
            found.append((row[0], key_hash(row[1]), bool(row[2])))
    return found
