"""What comes in: drafts become articles, known ones are told from new ones, edits are kept beside the old text.

Who is who, in this order: the same key in the same feed is the same article; so is one whose key changed but whose
canonical link and title did not; what was here once and expired keeps its read state. A changed title or text is an
edit: the old text stays, the newer one is kept as a revision, and nothing turns unread.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tui.news.cache import clock, common, feeds, unread
from tui.news.cache.changes import Changes
from tui.news.cache.counters import bump
from tui.news.cache.ids import Ids
from tui.news.cache.moves import marks
from tui.news.cache.plain import tag_key
from tui.news.cache.ready import INSERT, Ready, Visit, article_row
from tui.news.cache.sets import note_article, note_text
from tui.news.canonical import canonical
from tui.news.codec import pack, unpack
from tui.news.results import Stored
from tui.news.types import Document
from tui.news.words import index_text

ARTICLES, USERS, FEEDS = 1, 2, 4
"""Bits of `tagging.source`."""


@dataclass(frozen=True)
class _Target:
    """The feed that articles go into."""

    feed_id: int | None
    tags: tuple[str, ...] = ()
    keep_days: int | None = None
    visited: bool = False
    """Whether it was read before: else nothing of it can be here."""


def key_hash(key: str) -> int:
    """A key as 64 bits, signed, for `known`."""
    return int.from_bytes(
        hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


_AT_ONCE = 500
"""Values asked for in one statement."""


def _link(feed_id: int | None, url: str, title: str) -> tuple[str, str]:
    """What an article is known by whose key changed; for a page added by hand, of whatever feed, its address alone."""
    return url, "" if feed_id is None else title


_SPELT = "url = ? OR (url > ? AND url < ?) OR (url > ? AND url < ?) OR (url > ? AND url < ?)"
_OF_PAGE = f"SELECT url, id, hash FROM article WHERE feed_id = ? AND title = ? AND ({_SPELT} OR {_SPELT}) ORDER BY id"


def _spellings(page: str) -> Iterator[str]:
    """The values for `_OF_PAGE`: a canonical address itself, and what begins with it before a parameter or a mark."""
    for scheme in ("https", "http"):
        url = scheme + page.removeprefix("https")
        yield url
        for sign in "?#&":
            yield url + sign
            yield url + chr(ord(sign) + 1)


class _Here:
    """Which of the articles that come are here already: asked for all of a visit in three questions."""

    def __init__(self, connection: sqlite3.Connection, feed: _Target, articles: Sequence[Ready]) -> None:
        self._feed_id, self._visited = feed.feed_id, feed.visited
        self.keys: dict[str, int] = {}
        self.links: dict[tuple[str, str], int] = {}
        self.digests: dict[int, bytes] = {}
        """By an article's number: the hash of what its source last gave."""
        self.known: dict[int, int] = {}
        """Whether what was here once had been read, by `key_hash`."""
        for start in range(0, len(articles), _AT_ONCE):
            self._ask(connection, articles[start : start + _AT_ONCE])

    def _ask(self, connection: sqlite3.Connection, articles: Sequence[Ready]) -> None:
        run, feed_id = connection.execute, self._feed_id
        keys = [article.key for article in articles]
        sql = f"SELECT key, id, hash FROM article WHERE feed_id IS ? AND key IN ({marks(keys)})"
        for key, id, digest in run(sql, (feed_id, *keys)):
            self.keys[key], self.digests[id] = id, digest
        urls = [article.url for article in articles if article.url and article.key not in self.keys]
        of_feed = "" if feed_id is None else f"feed_id = {feed_id} AND "
        sql = f"SELECT url, title, id, hash FROM article WHERE {of_feed}url IN ({marks(urls)}) ORDER BY id"
        for url, title, id, digest in run(sql, urls) if urls else ():
            self.links[_link(feed_id, url, title)], self.digests[id] = id, digest
        if self._visited:
            self._ask_for_pages(connection, articles)
        if feed_id is not None:
            hashes = [key_hash(key) for key in keys]
            sql = f"SELECT key, read FROM known WHERE feed_id = ? AND key IN ({marks(hashes)})"
            self.known.update(run(sql, (feed_id, *hashes)))

    def _ask_for_pages(self, connection: sqlite3.Connection, articles: Sequence[Ready]) -> None:
        """Of those that seem new, the ones whose page is here under another spelling of its address."""
        for article in articles:
            if not article.url or article.key in self.keys:
                continue
            link = _link(self._feed_id, article.url, article.title)
            if link not in self.links:
                page = canonical(article.url)
                rows = connection.execute(_OF_PAGE, (self._feed_id, article.title, *_spellings(page)))
                for url, id, digest in rows:
                    if canonical(url) == page:
                        self.links[link], self.digests[id] = id, digest

    def join(self, id: int, article: Ready) -> None:
        """An article has come: the next one may be it once more."""
        self.keys[article.key], self.digests[id] = id, article.digest
        if article.url:
            self.links[_link(self._feed_id, article.url, article.title)] = id


@dataclass
class _Rows:
    """Rows of new articles that nothing asks for before the transaction ends, written together."""

    bodies: list[tuple[int, bytes]] = field(default_factory=list)
    titles: list[tuple[int, str, str]] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    taggings: list[tuple[int, int, int]] = field(default_factory=list)

    def write(self, connection: sqlite3.Connection) -> None:
        many = connection.executemany
        many("INSERT INTO body (id, data) VALUES (?, ?)", self.bodies)
        many("INSERT INTO title_index (rowid, title, authors) VALUES (?, ?, ?)", self.titles)
        many("INSERT INTO text_index (rowid, text) VALUES (?, ?)", self.texts)
        unread.mark(connection, Ids(self.unread), unread=True)
        many("INSERT INTO tagging (article, tag, source) VALUES (?, ?, ?)", self.taggings)
        bump(connection, "articles", len(self.bodies))
        bump(connection, "unread", len(self.unread))


class Incoming:
    """Stores what feeds brought within one transaction; `finish` ends it."""

    def __init__(self, connection: sqlite3.Connection, now: datetime | None) -> None:
        self._connection = connection
        self._now = now or datetime.now(UTC)
        self._changes = Changes()
        self._joined: defaultdict[str, list[int]] = defaultdict(list)
        self._rows = _Rows()
        self._tags: dict[str, int] = {}
        self._feed = _Target(None)
        self._here = _Here(connection, self._feed, ())

    def visit(self, visit: Visit) -> Stored:
        """Stores all that one visit brought, also what the feed is called and when it is asked again."""
        stored = self.store(visit.feed_id, visit.ready)
        feeds.set_state(self._connection, visit.feed_id, visit.state)
        feeds.set_name(self._connection, visit.feed_id, visit.title, visit.site_url)
        return stored

    def store(self, feed_id: int | None, articles: Iterable[Ready]) -> Stored:
        """Stores the articles of one feed (None: pages added by hand) in their order."""
        given = list(articles)
        self._feed = self._target(feed_id)
        self._here = _Here(self._connection, self._feed, given)
        new: list[int] = []
        edited: list[int] = []
        same: list[int] = []
        for article in given:
            found = self._find(article)
            if found is None:
                read = self._remembered(article)
                if read is not None:
                    new.append(self._add(article, read=read))
            elif self._here.digests[found] != article.digest:
                self._edit(found, article)
                edited.append(found)
            else:
                same.append(found)
        return Stored(tuple(new), tuple(dict.fromkeys(edited)), tuple(dict.fromkeys(same)))

    def finish(self) -> None:
        """Writes what was put off."""
        self._write_rows()
        self._changes.write(self._connection)

    def _write_rows(self) -> None:
        if self._rows.bodies:
            self._rows.write(self._connection)
        for name, ids in self._joined.items():
            self._changes.add(name, ids)
        self._rows, self._joined = _Rows(), defaultdict(list)

    def _target(self, feed_id: int | None) -> _Target:
        if feed_id is None:
            return _Target(None)
        row = self._connection.execute(
            "SELECT tags, keep_days, state <> '{}' FROM feed WHERE id = ?", (feed_id,)
        ).fetchone()
        return (
            _Target(feed_id, tuple(row[0].split("\n")) if row[0] else (), row[1], bool(row[2]))
            if row
            else _Target(None)
        )

    def _find(self, article: Ready) -> int | None:
        """The article that this is."""
        here, feed_id = self._here, self._feed.feed_id
        id = here.keys.get(article.key)
        if id is None and article.url:
            id = here.links.get(_link(feed_id, article.url, article.title))
            if id is not None and feed_id is not None:
                self._connection.execute("UPDATE article SET key = ? WHERE id = ?", (article.key, id))
                here.keys[article.key] = id
        return id

    def _remembered(self, article: Ready) -> bool | None:
        """Whether what is not here was read when it was; None where it must stay away: it expired."""
        read = self._here.known.get(key_hash(article.key)) if self._here.known else None
        if read is None:
            return False
        days, published = self._feed.keep_days, article.published
        if days is not None and (published is None or published < clock.seconds(self._now - timedelta(days=days))):
            return None
        where = (self._feed.feed_id, key_hash(article.key))
        self._connection.execute("DELETE FROM known WHERE feed_id = ? AND key = ?", where)
        return bool(read)

    def _add(self, article: Ready, *, read: bool) -> int:
        row = article_row(self._feed.feed_id, article, self._now)
        id = int(self._connection.execute(INSERT, row).lastrowid or 0)
        self._here.join(id, article)
        rows, (title, authors, text) = self._rows, article.index
        rows.bodies.append((id, article.body))
        rows.titles.append((id, title, authors))
        rows.texts.append((id, text))
        if not read:
            rows.unread.append(id)
        sources = {self._tag_id(name): ARTICLES for name in article.tags}
        for name in self._feed.tags:
            tag = self._tag_id(name)
            sources[tag] = sources.get(tag, 0) | FEEDS
        rows.taggings += [(id, tag, source) for tag, source in sources.items()]
        self._join(id, article, sources, read=read)
        return id

    def _join(self, id: int, article: Ready, tags: Iterable[int], *, read: bool) -> None:
        """A new article joins every set it belongs to."""
        joined = self._joined
        joined["all"].append(id)
        if not read:
            joined["unread"].append(id)
        if self._feed.feed_id is not None:
            joined[f"feed:{self._feed.feed_id}"].append(id)
        for name in [f"tag:{tag}" for tag in tags] or ["untagged"]:
            joined[name].append(id)
        for name in article.sets:
            joined[name].append(id)

    def _tag_id(self, name: str) -> int:
        if name not in self._tags:
            self._tags[name] = tag_id(self._connection, name)
        return self._tags[name]

    def _edit(self, id: int, article: Ready) -> None:
        """Keeps what the publisher changed beside what is here; its new tags are added."""
        self._write_rows()  # the article may be one of them: a feed can hold a key twice
        run = self._connection.execute
        run("UPDATE article SET edited = 1, hash = ? WHERE id = ?", (article.digest, id))
        self._here.digests[id] = article.digest
        run("INSERT OR REPLACE INTO revision (id, data) VALUES (?, ?)", (id, article.body))
        self._changes.add("edited", [id])
        for name in article.tags:
            tag = self._tag_id(name)
            sql = "INSERT OR IGNORE INTO tagging (article, tag, source) VALUES (?, ?, ?)"
            if run(sql, (id, tag, ARTICLES)).rowcount > 0:
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
    common.replace(connection, id, old.text, document.text)
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
