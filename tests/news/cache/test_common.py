"""A word that many texts hold is found by its sets and by the text index alike, whatever happens to the texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.news.cache.made import NOW, document, draft
from tui.news.cache import Cache, common
from tui.news.filter import Filter
from tui.news.words import fold

WORDS = ["the", "harbour", "is", "open", "again", "ferry", "résumé", "北朝"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cache]:
    """A library of two full parts of 64 articles and a half one; a word of 16 is common."""
    monkeypatch.setattr(common, "BITS", 6)
    monkeypatch.setattr(common, "LEAST", 16)
    chance = random.Random(3)
    with Cache.open(tmp_path / "news.db") as cache:
        texts = [
            " ".join(word for rank, word in enumerate(WORDS) if chance.random() < 1 / (rank + 1)) for _ in range(160)
        ]
        cache.store(None, [draft(str(number), "T", text) for number, text in enumerate(texts)], now=NOW)
        yield cache


def kept(cache: Cache) -> dict[str, list[int]]:
    """The parts that each word has a set of."""
    found: dict[str, list[int]] = {}
    with cache.connections.read() as connection:
        for word, part in connection.execute(
            "SELECT word, part FROM common WHERE word LIKE 'text:%' ORDER BY word, part"
        ):
            found.setdefault(word[5:], []).append(part)
    return found


def by_index(cache: Cache) -> dict[str, list[int]]:
    """What the text index says of each word."""
    with cache.connections.read() as connection:
        return {word: list(common.holding(connection, "text", fold(word), 0, 1000)) for word in WORDS}


def by_filter(cache: Cache) -> dict[str, list[int]]:
    """What a filter finds for each word."""
    found = {}
    for word in WORDS:
        hits = cache.find(Filter.parse(word), now=NOW)
        found[word] = sorted(cache.ids(hits, 0, hits.count))
    return found


def test_full_parts_are_gathered_when_an_update_is_over(cache: Cache) -> None:
    before = by_filter(cache)
    assert kept(cache) == {}
    cache.settle()
    assert kept(cache)["the"] == [0, 1]
    assert "résumé" not in kept(cache), "too few hold it"
    assert by_filter(cache) == before == by_index(cache)
    cache.settle()
    cache.store(None, [draft(f"more {number}", "T", "the ferry") for number in range(40)], now=NOW)
    assert kept(cache)["the"] == [0, 1], "the third part is full, but nobody had time yet"
    assert by_filter(cache) == by_index(cache)
    cache.settle()
    assert kept(cache)["the"] == [0, 1, 2]
    assert by_filter(cache) == by_index(cache)
    assert cache.check() == []


def test_a_text_that_is_replaced_changes_its_sets(cache: Cache) -> None:
    cache.settle()
    holding = by_filter(cache)
    without = next(id for id in range(1, 120) if id not in holding["harbour"] and id in holding["the"])
    cache.store_full_text(without, document("T", "harbour and nothing else"))
    assert without in by_filter(cache)["harbour"]
    assert without not in by_filter(cache)["the"]
    assert by_filter(cache) == by_index(cache)
    assert cache.check() == []


def test_a_set_that_is_wrong_is_found_and_the_next_start_mends_it(cache: Cache) -> None:
    cache.settle()
    before = by_filter(cache)
    with cache.connections.write() as connection:
        connection.execute(
            "UPDATE common SET ids = (SELECT ids FROM common WHERE word = 'text:harbour') WHERE word = 'text:the'"
        )
    assert cache.check() == ["the index of common words differs from the texts in 2 sets; it can be rebuilt"]
    with Cache.open(cache.path) as mended:
        assert "made anew from the articles" in mended.notice
        assert by_filter(mended) == before
        mended.settle()
        assert mended.check() == []
    with Cache.open(cache.path) as again:
        assert again.notice == ""
