"""Sets of ids are what they were made of."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news.cache import ids
from tui.news.cache.ids import Ids


@given(st.sets(st.integers(0, (1 << 32) - 1)), st.integers(1, 40))
def test_a_list_as_sqlite_writes_it_is_read_in_pieces_of_any_size(numbers: set[int], piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "_PIECE", piece)
        assert set(Ids.listed(json.dumps(sorted(numbers), separators=(",", ":")))) == numbers
