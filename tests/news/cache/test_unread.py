"""Which articles are unread: as rows, as SQL tells it, and as a set; all three are one."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news.cache import unread
from tui.news.cache.ids import Ids
from tui.news.cache.schema import BLOCK, UNREAD, is_unread

SPANS = st.tuples(st.integers(0, 300_000), st.integers(1, 9_000)).map(lambda span: range(span[0], sum(span)))
"""Close together they make lists of runs of a set, and bits."""
SOME = st.lists(SPANS | st.sets(st.integers(0, 300_000)) | SPANS.map(lambda span: span[::2]), max_size=3).map(
    lambda some: {id for part in some for id in part}
)


@given(st.lists(st.tuples(SOME, st.booleans()), max_size=3), st.booleans())
def test_what_is_marked_is_what_is_told(marks: list[tuple[set[int], bool]], packed: bool) -> None:
    truth: set[int] = set()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(UNREAD[0])
        for some, is_new in marks:
            ids = Ids(some)
            if packed:
                ids.run_optimize()
            unread.mark(connection, ids, unread=is_new)
            truth = truth | some if is_new else truth - some
        assert set(unread.all_unread(connection)) == truth
        asked = {id for some, _ in marks for id in (*some, *(one + 1 for one in some))}
        assert set(unread.among(connection, Ids(asked))) == truth & asked
        near = sorted(asked)[:: 1 + len(asked) // 500]
        connection.execute("CREATE TABLE asked (id INTEGER PRIMARY KEY)")
        connection.executemany("INSERT INTO asked VALUES (?)", ((id,) for id in near))
        rows = connection.execute(f"SELECT id, {is_unread('asked.id')} FROM asked").fetchall()
        assert rows == [(id, id in truth) for id in near]


def test_a_block_has_all_its_bits() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(UNREAD[0])
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO unread VALUES (0, ?)", (bytes(BLOCK // 8 - 1),))
