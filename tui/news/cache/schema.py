"""The library's schema: the one place where it is told, and how an old one becomes a new one.

The library is an SQLite file (`PRAGMA application_id` = APPLICATION, `PRAGMA user_version` = VERSION). It is yours to
query with `sqlite3`; tables keep their meaning within a version, and a change of meaning raises the version. Times are
whole seconds since 1970 in UTC, `_zone` columns the minutes by which the writer's clock was ahead. Lists of names are
kept one a line. Open it read-only while newsread runs.

Worth knowing first: the view `shown` (articles with feed, read and starred: `SELECT count(*) FROM shown WHERE NOT
read`), `tagging` (which article has which tag: wherever
`source > 0`), and `body` (text as newsread packs it, see tui/news/codec.py; not plain text).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from tui.news.cache.telling import Told, silent

APPLICATION = 0x6E657773
"""`news` in ASCII."""

TEXT_INDEX = "CREATE VIRTUAL TABLE text_index USING fts5 (text, content='', columnsize=0, tokenize='ascii');"
"""Knows where each word stands, so that it finds phrases."""
COMMON = """\
CREATE TABLE common (                       -- words that many articles hold, and which do, see common.py
    word TEXT NOT NULL,                     -- led by `text:`, or by `head:` for title and authors
    part INTEGER NOT NULL,                  -- of the 65,536 articles with ids from part * 65,536 on
    ids BLOB NOT NULL,
    PRIMARY KEY (word, part)
);"""

BLOCK = 4096
"""Articles whose unread marks share a row."""


def is_unread(id: str, table: str = "unread") -> str:
    """Whether an article is unread, in SQL; `id` says where its number stands."""
    byte = f"hex(substr(bits, ({id} & {BLOCK - 1}) / 8 + 1, 1))"
    digit = f"instr('123456789ABCDEF', substr({byte}, 2 - ({id} / 4 & 1), 1))"
    return f"ifnull((SELECT {digit} >> ({id} & 3) & 1 FROM {table} WHERE block = {id} / {BLOCK}), 0)"


UNREAD = (
    f"""\
CREATE TABLE unread (                       -- which articles are unread; the view `shown` tells it of each
    block INTEGER PRIMARY KEY,              -- of the {BLOCK} articles with ids from block * {BLOCK} on
    bits BLOB NOT NULL CHECK (length(bits) = {BLOCK // 8})  -- the first eight in the first byte, the first lowest
);""",
    f"""\
CREATE VIEW shown AS
    SELECT article.*, feed.title AS feed, NOT {is_unread("article.id")} AS read, starred.id IS NOT NULL AS starred
    FROM article LEFT JOIN feed ON feed.id = article.feed_id
    LEFT JOIN starred ON starred.id = article.id
    WHERE article.id NOT IN (SELECT id FROM removed);""",
)

SCHEMA = f"""
CREATE TABLE feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    site_url TEXT,
    topic TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',          -- the user's, one a line, given to each of its articles
    paused INTEGER NOT NULL DEFAULT 0,
    full_text INTEGER NOT NULL DEFAULT 0,   -- fetch each new article's page
    pictures INTEGER NOT NULL DEFAULT 0,
    keep_days INTEGER,                      -- NULL: keep everything
    typed INTEGER NOT NULL DEFAULT 0,       -- the user gave this address, so it may be local
    removed INTEGER NOT NULL DEFAULT 0,     -- followed no more
    state TEXT NOT NULL DEFAULT '{{}}'        -- what is remembered between two updates, JSON
);
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- dense, in order of arrival
    feed_id INTEGER REFERENCES feed (id),   -- NULL: a page added by hand
    key TEXT NOT NULL,                      -- what its feed knows it by
    url TEXT,
    title TEXT NOT NULL,
    site TEXT NOT NULL,
    section TEXT NOT NULL,
    authors TEXT NOT NULL,
    summary TEXT NOT NULL,
    language TEXT,
    at INTEGER NOT NULL,                    -- what it is sorted by: published, else added; never later than that
    published INTEGER, published_zone INTEGER,
    updated INTEGER, updated_zone INTEGER,
    added INTEGER NOT NULL,
    words INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    links INTEGER NOT NULL,
    edited INTEGER NOT NULL DEFAULT 0,      -- the publisher changed it later; `revision` has the newer text
    progress REAL NOT NULL DEFAULT 0,       -- how far it was read, 0 to 1
    place INTEGER NOT NULL DEFAULT 0,       -- where reading stopped
    hash BLOB NOT NULL                      -- of title and text as the source last gave them
);
CREATE INDEX article_at ON article (at, id);
CREATE UNIQUE INDEX article_key ON article (key, feed_id);
CREATE INDEX article_url ON article (url);
CREATE TABLE body (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE original (id INTEGER PRIMARY KEY, data BLOB NOT NULL);  -- what the feed gave, where full text replaced it
CREATE TABLE revision (id INTEGER PRIMARY KEY, data BLOB NOT NULL);  -- the publisher's newer text
{UNREAD[0]}
CREATE TABLE starred (id INTEGER PRIMARY KEY);
CREATE TABLE removed (id INTEGER PRIMARY KEY);  -- taken away with its feed; kept for a while so that it can be undone
CREATE TABLE tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,              -- the spelling seen first
    key TEXT NOT NULL UNIQUE                -- without blanks and hyphens: one tag, however it is spelled
);
CREATE TABLE tagging (
    article INTEGER NOT NULL,
    tag INTEGER NOT NULL,
    source INTEGER NOT NULL,                -- who gave it, added up: 1 the article, 2 the user, 4 the user to
                                            -- all of the feed; negative: taken off by the user
    PRIMARY KEY (article, tag)
) WITHOUT ROWID;
CREATE TABLE known (                        -- read state of articles that are not here any more, or not yet again
    feed_id INTEGER NOT NULL,
    key INTEGER NOT NULL,                   -- hash of the article's key
    read INTEGER NOT NULL,
    PRIMARY KEY (feed_id, key)
) WITHOUT ROWID;
CREATE TABLE saved_filter (digit INTEGER PRIMARY KEY, name TEXT NOT NULL, filter TEXT NOT NULL, sort TEXT NOT NULL);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE act (                          -- the journal: what changed state, and how to take it back
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    words TEXT NOT NULL,
    count INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    moves BLOB NOT NULL,                    -- see journal.py
    replaced TEXT NOT NULL DEFAULT '[]'
);
CREATE VIRTUAL TABLE title_index USING fts5 (title, authors, content='', columnsize=1, tokenize='ascii');
{TEXT_INDEX}
{COMMON}
CREATE TABLE bitmap (                       -- sets of article ids, see index.py
    name TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    ids BLOB NOT NULL
);
CREATE TABLE bitmap_change (                -- what came to them since, in order
    seq INTEGER NOT NULL,
    name TEXT NOT NULL,
    plus BLOB,
    minus BLOB
);
CREATE INDEX bitmap_change_seq ON bitmap_change (seq);
CREATE INDEX bitmap_change_name ON bitmap_change (name);
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
{UNREAD[1]}
"""


def _renew(connection: sqlite3.Connection, told: Told) -> bool:
    """Version 1 packed texts in two ways and had an index of them that knew no phrases."""
    from tui.news.cache.renewal import renew

    return renew(connection, told)


def _gather(connection: sqlite3.Connection, told: Told) -> bool:
    """Version 2 had a row for each unread article."""
    from tui.news.cache.unread import gather

    gather(connection)
    return False


MIGRATIONS: tuple[Callable[[sqlite3.Connection, Told], bool], ...] = (_renew, _gather)
"""The first makes version 1 into version 2, and so on; whether what is made from rows is to be made anew."""

VERSION = 1 + len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """The version of a library; 0 where it is an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is a library of newsread, or empty."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application == APPLICATION or not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def was_ours(path: Path) -> bool:
    """Whether a file that SQLite cannot open bears our mark where its header has it (fileformat2, section 1.3)."""
    with path.open("rb") as file:
        head = file.read(100)
    return head[68:72] == APPLICATION.to_bytes(4, "big")


def recorded(path: Path) -> int:
    """The version that a file of ours has in its header (fileformat2, section 1.3); 0 in any other file.

    A newer one may still stand in the write-ahead log; only who opens the library knows.
    """
    with path.open("rb") as file:
        head = file.read(100)
    ours = head[68:72] == APPLICATION.to_bytes(4, "big")
    return int.from_bytes(head[60:64], "big") if ours else 0


def columns(connection: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool]]:
    """The columns of a table: name, and with it the declared type and whether NULL is refused."""
    rows = connection.execute(f"PRAGMA main.table_info({table})")
    return {name: (kind, bool(required)) for _, name, kind, required, _, _ in rows}


def migrate(connection: sqlite3.Connection, told: Told = silent) -> None:
    """Makes an empty file a library, or brings one to this version, in one transaction; the caller has made a copy."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if found := version(connection):
            if any([migration(connection, told) for migration in MIGRATIONS[found - 1 :]]):
                from tui.news.cache.whole import make_whole

                make_whole(connection, told)
        else:
            for statement in statements(SCHEMA):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would commit before each."""
    found, part = [], ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            found.append(part.strip())
            part = ""
    return found
