"""Hits by relevance: title first.

Titles are ranked by BM25 (FTS5's `bm25`). The text index knows which texts hold a word, not how often, so the newest
`_COUNTED` of the other hits are ranked by how dense the words stand in them, counted in the text; the rest follow by
date.
"""

from __future__ import annotations

import sqlite3
from array import array

from tui.news.cache.order import Ordered
from tui.news.codec import unpack_text
from tui.news.filter import Filter
from tui.news.words import Phrase, words

_COUNTED = 500
"""Texts that are looked into: 30 ms."""
_RANKED = 20_000
"""Titles that are ranked: BM25 of more takes longer than anyone waits."""
_RUN = 10_000
"""Hits that become Python's numbers at a time: a million take 40 MB."""


def ranked(connection: sqlite3.Connection, filter: Filter, hits: Ordered) -> array[int]:
    """The ids of the hits, most relevant first."""
    phrases = [phrase for mark in filter.marks if (phrase := Phrase.parse(mark.words, mark.prefix)).words]
    order: dict[int, None] = {}
    if phrases:
        match = " OR ".join(phrase.match() for phrase in phrases)
        sql = "SELECT rowid FROM title_index WHERE title_index MATCH ? ORDER BY bm25(title_index, 10, 3) LIMIT ?"
        rows = connection.execute(sql, (match, _RANKED))
        order.update(dict.fromkeys(row[0] for row in rows if row[0] in hits.ids))
    rest = [id for id in hits.window(0, len(order) + _COUNTED) if id not in order][:_COUNTED]
    order.update(dict.fromkeys(sorted(rest, key=lambda id: -_density(connection, id, phrases))))
    result = array("I", order)
    for start in range(0, hits.count, _RUN):
        result.extend(id for id in hits.window(start, start + _RUN) if id not in order)
    return result


def _density(connection: sqlite3.Connection, id: int, phrases: list[Phrase]) -> float:
    """How often the phrases' words stand in a text, by its length."""
    row = connection.execute("SELECT data FROM body WHERE id = ?", (id,)).fetchone()
    if row is None:
        return 0.0
    found = words(unpack_text(row[0]))
    wanted = {word for phrase in phrases for word in phrase.words}
    return sum(word in wanted for word in found) / (len(found) + 50)
