"""Positions in an order of many blocks are what a plain list says."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news.cache.ids import Ids
from tui.news.cache.order import Block, Order, Ordered
from tui.news.cache.selection import Listed

HITS = st.sets(st.integers(0, 59))
PLACES = st.integers(-2, 62)


def selection(kind: str, hits: set[int]) -> tuple[Ordered | Listed, list[int]]:
    """Hits among sixty articles that stand by sevens in an order of their own, and the plain list of them."""
    order = [id * 7 % 60 for id in range(60)]
    if kind == "listed":
        plain = [id for id in order if id in hits]
        return Listed(array("I", plain), 59), plain
    blocks = tuple(Block.of(array("I", order[start : start + 7])) for start in range(0, 60, 7))
    plain = [id for id in (order[::-1] if kind == "backwards" else order) if id in hits]
    return Ordered(Ids(hits), Order(blocks), 59, backwards=kind == "backwards"), plain


@pytest.mark.parametrize("kind", ["listed", "forwards", "backwards"])
@given(hits=HITS, wanted=HITS, start=PLACES, stop=PLACES)
def test_a_selection_is_as_a_plain_list(kind: str, hits: set[int], wanted: set[int], start: int, stop: int) -> None:
    found, plain = selection(kind, hits)
    assert found.count == len(plain)
    assert set(found.ids) == hits
    assert found.window(start, stop) == plain[max(start, 0) : max(stop, 0)]
    assert [found.position(id) for id in range(60)] == [plain.index(id) if id in plain else None for id in range(60)]
    inside = 0 <= start < len(plain)
    after = [place for place in range(start, len(plain)) if plain[place] in wanted] if inside else []
    before = [place for place in range(start, -1, -1) if plain[place] in wanted] if inside else []
    assert found.next_of(Ids(wanted), start, backwards=False) == (after[0] if after else None)
    assert found.next_of(Ids(wanted), start, backwards=True) == (before[0] if before else None)
