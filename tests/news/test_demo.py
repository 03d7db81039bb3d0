"""The made-up library: the same each time, and with all that a reader can meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui.news import clean, demo
from tui.news.cache import Cache
from tui.news.cache.ready import Known
from tui.news.errors import CacheError
from tui.news.filter import Filter
from tui.news.types import Code, Figure, Heading, Listing, Quote, Table, walk
from tui.news.words import words

NOW = datetime(2026, 3, 23, 18, 0, tzinfo=UTC)


def test_the_same_seed_gives_the_same_library(tmp_path: Path) -> None:
    found = []
    for name in ("a.db", "b.db"):
        demo.build(tmp_path / name, articles=60, feeds=9, seed=7, now=NOW)
        with Cache.open(tmp_path / name) as cache:
            hits = cache.find(Filter())
            rows = cache.rows(hits, 0, hits.count)
            found.append([(row, cache.document(row.id)) for row in rows])
    assert len(found[0]) == 60
    assert found[0] == found[1]
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


def test_it_has_all_that_a_reader_can_meet(tmp_path: Path) -> None:
    demo.build(tmp_path / "news.db", articles=500, feeds=20, now=NOW)
    with Cache.open(tmp_path / "news.db") as cache:
        assert len(cache.feeds()) == 20
        hits = cache.find(Filter())
        rows = cache.rows(hits, 0, hits.count)
        documents = [cache.document(row.id) for row in rows]
        assert cache.check() == []
    assert hits.count == 500
    assert all(row.when <= NOW for row in rows)
    kinds = {type(block) for document in documents if document for block in walk(document.blocks)}
    assert {Heading, Quote, Listing, Table, Code, Figure} <= kinds
    assert {"en", "de", "fr"} <= {row.language for row in rows}
    assert {row.read for row in rows} == {row.starred for row in rows} == {True, False}
    assert all(clean.line(row.title) == row.title for row in rows), "clean text, as from a feed"


def test_what_is_known_of_a_text_is_what_it_works_out() -> None:
    for loaded in demo.Maker(1, 20, 300, NOW).batch(0):
        given = loaded.draft.document
        fresh = replace(given)
        assert (given.text, given.words, given.figures, given.links) == (
            fresh.text, fresh.words, fresh.figures, fresh.links
        )  # fmt: skip
        assert loaded.known is not None
        worked_out = Known.of(fresh)
        assert words(loaded.known.text) == words(worked_out.text)
        assert replace(loaded.known, text="") == replace(worked_out, text="")


def test_every_language_is_reached() -> None:
    languages = {source.language for source in demo.Maker(1, 500, 10, NOW).sources}
    assert languages == {"en", "de", "fr", "es", "ru", "el", "ja", "zh", "ko", "ar", "hi", "th"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "news.db").write_text("mine")
    with pytest.raises(CacheError, match="already"):
        demo.build(tmp_path / "news.db")
