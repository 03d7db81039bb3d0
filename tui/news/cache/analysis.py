"""SQLite's own statistics, from which it chooses between indexes.

Never of an empty library, nor of one that has not grown much: statistics of an empty schema made another reader's
queries 90 times slower (its planner then scans the whole table once for every feed).
"""

from __future__ import annotations

import sqlite3

from tui.news.cache.counters import bump, counter

_FEWEST = 1_000
_GROWTH = 4
_LIMIT = 400
"""Rows looked at of each index: 2 ms at any size (https://sqlite.org/lang_analyze.html#approx)."""


def analyze(connection: sqlite3.Connection) -> None:
    """Makes the statistics anew if there are four times as many articles as when they were made last."""
    articles, before = counter(connection, "articles"), counter(connection, "analyzed")
    if articles < max(_FEWEST, _GROWTH * before):
        return
    connection.execute(f"PRAGMA analysis_limit = {_LIMIT}")
    for table in ("article", "tagging"):
        connection.execute(f"ANALYZE {table}")
    bump(connection, "analyzed", articles - before)
