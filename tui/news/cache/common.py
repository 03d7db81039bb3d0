"""Words that many articles hold, and which do: a whole word is found in a million texts without reading its long list.

Articles come in parts of 65,536 ids. Once a part is full, the words that many of its texts hold, or of its headings
(title and authors), are looked up once, and which articles those are is kept as a set (table `common`, as `text:<word>`
and `head:<word>`). The full-text indexes answer for all other words, and for the articles since. A set that is missing
costs time, never a hit; one that is there is kept equal to the index when a text is replaced. An article that is gone
may still stand in one: a filter finds only what is here anyway.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress

from tui.news.cache.counters import counter
from tui.news.cache.ids import Ids
from tui.news.codec import unpack_text
from tui.news.errors import Damaged
from tui.news.words import Phrase, words

BITS = 16
"""A part has 2 to the power of this many ids; of so many a set is one container (ids.py), 8 KB at most."""
LEAST = 2_048
"""Articles of a part that make a word common: to read fewer from the text index takes half a millisecond."""
_SAMPLED = 1_000
"""Texts of a part that are looked into to see which words may be common."""
_SPAN = 100_000
"""Ids that are asked for at a time: 3 MB as numbers; a million at once would be 35."""
_COMPARED = 500
"""Sets that a check compares, 8 ms each at a million articles."""
_BUILT = "common"
INDEXES = {"text": "text_index", "head": "title_index"}
"""Where each kind of word is looked up."""


def due(connection: sqlite3.Connection) -> range:
    """The parts that are full and not built."""
    highest = connection.execute("SELECT ifnull(max(id), 0) FROM article").fetchone()[0]
    return range(counter(connection, _BUILT), (highest + 1) >> BITS)


def sets(connection: sqlite3.Connection, part: int) -> Iterator[tuple[str, Ids]]:
    """The common words of a part, each with the articles that hold it."""
    step = max(1, (1 << BITS) // _SAMPLED)
    for kind, found in zip(INDEXES, _sample(connection, part, step), strict=True):
        for word in sorted(word for word, count in found.items() if count * step * 2 >= LEAST):
            ids = holding(connection, kind, word, *_span(part))
            if len(ids) >= LEAST:
                yield f"{kind}:{word}", ids


def _span(part: int) -> tuple[int, int]:
    """The ids of a part: from, up to but without."""
    return part << BITS, (part + 1) << BITS


def _sample(connection: sqlite3.Connection, part: int, step: int) -> tuple[Counter[str], Counter[str]]:
    """How many of every so many-th text, and of their headings, hold each word."""
    texts: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    sql = "SELECT title, authors, data FROM article JOIN body USING (id) WHERE id = ?"
    for number in range(*_span(part), step):
        for title, authors, data in connection.execute(sql, (number,)):
            heads.update({*words(title), *words(authors)})
            with suppress(Damaged):  # whoever opens it is told
                texts.update(set(words(unpack_text(data))))
    return texts, heads


def keep(connection: sqlite3.Connection, part: int, found: Iterable[tuple[str, Ids]]) -> None:
    """Writes the sets of the next part, within the caller's transaction."""
    sql = "INSERT OR REPLACE INTO common (word, part, ids) VALUES (?, ?, ?)"
    connection.executemany(sql, ((word, part, _packed(ids)) for word, ids in found))
    connection.execute("INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)", (_BUILT, part + 1))


def _packed(ids: Ids) -> bytes:
    ids.run_optimize()
    return ids.to_bytes()


def forget(connection: sqlite3.Connection) -> None:
    """Throws all sets away; they are built again when next there is time."""
    connection.execute("DELETE FROM common")
    connection.execute("DELETE FROM counter WHERE name = ?", (_BUILT,))


def replace(connection: sqlite3.Connection, id: int, old: str, new: str) -> None:
    """An article's text was replaced: sets right those that there are."""
    part = id >> BITS
    if part >= counter(connection, _BUILT):
        return
    before, after = set(words(old)), set(words(new))
    for word in before ^ after:
        where = (f"text:{word}", part)
        row = connection.execute("SELECT ids FROM common WHERE word = ? AND part = ?", where).fetchone()
        if row is not None:
            ids = Ids.from_bytes(row[0])
            (ids.add if word in after else ids.discard)(id)
            connection.execute("UPDATE common SET ids = ? WHERE word = ? AND part = ?", (_packed(ids), *where))


def find(connection: sqlite3.Connection, word: str, last: int) -> Ids:
    """The articles up to `last` whose text or heading holds a whole word."""
    return _find(connection, "text", word, last) | _find(connection, "head", word, last)


def _find(connection: sqlite3.Connection, kind: str, word: str, last: int) -> Ids:
    parts = dict(connection.execute("SELECT part, ids FROM common WHERE word = ?", (f"{kind}:{word}",)))
    found = Ids.union(Ids(), *map(Ids.from_bytes, parts.values()))
    start = 0
    for part in (*sorted(parts), (last >> BITS) + 1):
        stop = part << BITS
        if start < stop:
            found |= holding(connection, kind, word, start, min(stop, last + 1))
        start = (part + 1) << BITS
    return found


def holding(connection: sqlite3.Connection, kind: str, word: str, start: int, stop: int) -> Ids:
    """The articles from `start` up to but without `stop` that hold a whole word, by a full-text index.

    SQLite writes them as JSON, many at a time: half of what a row each costs, and the interpreter is free meanwhile.
    Not for beginnings and phrases, which it looks up anew each time.
    """
    found = Ids()
    table = INDEXES[kind]
    sql = f"SELECT json_group_array(rowid) FROM {table} WHERE {table} MATCH ? AND rowid >= ? AND rowid < ?"
    match = Phrase((word,)).match()
    for first in range(start, stop, _SPAN):
        ids = connection.execute(sql, (match, first, min(first + _SPAN, stop))).fetchone()[0]
        found |= Ids.listed(ids)
    return found


def differences(connection: sqlite3.Connection, present: Ids) -> int:
    """How many sets differ from the full-text indexes, as to the articles that are here.

    Every so many-th is looked at where there are many: all 7,600 of a million articles took a minute.
    """
    wrong = 0
    step = 1 + connection.execute("SELECT count(*) FROM common").fetchone()[0] // _COMPARED
    rows = connection.execute("SELECT word, part, ids FROM common WHERE rowid % ? = 0", (step,))
    for word, part, data in rows.fetchall():
        kind, _, name = word.partition(":")
        truth = holding(connection, kind, name, *_span(part))
        wrong += Ids.from_bytes(data) & present != truth & present
    return wrong
