"""Bitmaps, SQL and plain Python say the same of every filter, whatever happened to the library."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.news.cache.made import NOW, document, draft
from tests.news.cache.naive import Whole, matches
from tests.news.cache.plainly import Plain
from tui.news.cache import Cache, common, counting, index, lines
from tui.news.cache.clock import Now
from tui.news.filter import (
    Age,
    ByAuthor,
    Filter,
    Has,
    InFeed,
    InLanguage,
    InTitle,
    InTopic,
    Is,
    Join,
    Part,
    Since,
    State,
    Tagged,
    Term,
    Text,
    Until,
    Words,
    both,
    either,
    negate,
)
from tui.news.types import Draft, Feed, Sort

WORDS = [
    "korea",
    "Über",
    "trade talks",
    "talks",
    "t",
    "北朝鮮",
    "朝",
    "nothing",
    "north korea",
    "Ann Lee",
    "c++",
    "🎉",
    "met in",
]
TAGS = ["korea", "north korea", "North-Korea", "trade", "c++", "über"]
TITLES = ["Trade talks in Korea", "Über alles", "北朝鮮 talks 🎉", "Nothing", "The 3rd"]
TEXTS = ["", "They met in Korea. " * 3, "Trade — talks", "朝鮮の人々 met", "one two three " * 400, "in met"]

texts = st.sampled_from(WORDS)
leaves: st.SearchStrategy[Term] = st.one_of(
    st.builds(Tagged, st.sampled_from(TAGS)),
    st.builds(InFeed, st.sampled_from(["wire", "b.example", "nobody"])),
    st.builds(InTopic, st.sampled_from(["world", "Asia", "World/Asia", "asia/world", "nothing"])),
    st.builds(InTitle, texts, st.booleans()),
    st.builds(ByAuthor, texts),
    st.builds(InLanguage, st.sampled_from(["en", "en-gb", "ja"])),
    st.builds(Is, st.sampled_from(State)),
    st.builds(Has, st.sampled_from(Part)),
    st.builds(Age, st.sampled_from(["<", "<=", ">", ">="]), st.integers(0, 60), st.sampled_from(["h", "d"])),
    st.builds(Since, st.dates(NOW.date() - timedelta(days=40), NOW.date())),
    st.builds(Until, st.dates(NOW.date() - timedelta(days=40), NOW.date())),
    st.builds(Words, st.sampled_from(["<", "<=", ">", ">="]), st.sampled_from([0, 2, 3, 4, 12, 1200, 5_000_000])),
    st.builds(Text, texts, st.booleans()),
)
terms: st.SearchStrategy[Term] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(negate),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: either(*some)),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: both(*some)),
    ),
    max_leaves=5,
)
filters = st.lists(terms, max_size=3).map(lambda chips: Filter(tuple(dict.fromkeys(chips))))
drafts = st.builds(
    lambda key, title, text, tags, hours, author, language, figure, summary: draft(
        str(key),
        title,
        text,
        tags=tuple(tags),
        authors=(author,) if author else (),
        language=language,
        figure=figure,
        summary=summary,
        published=None if hours is None else NOW - timedelta(hours=hours),
    ),
    st.integers(0, 12),
    st.sampled_from(TITLES),
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from(TAGS), max_size=3),
    st.none() | st.integers(0, 900),
    st.sampled_from(["", "Ann Lee", "Bo Ek"]),
    st.sampled_from([None, "en", "en-GB", "ja"]),
    st.booleans(),
    st.sampled_from(["", "A summary"]),
)
ids = st.lists(st.integers(1, 14), max_size=6)


class Histories(RuleBasedStateMachine):
    """Everything that changes a library, in any order; two programs have it open."""

    @initialize()
    def open(self) -> None:
        self.stack = ExitStack()
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(common, "BITS", 2)
        patch.setattr(common, "LEAST", 1)
        for module in (index, lines, counting):
            patch.setattr(module, "SMALL", 1)
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.cache = self.stack.enter_context(Cache.open(folder / "news.db"))
        self.other = self.stack.enter_context(Cache.open(folder / "news.db"))
        self.feeds: list[Feed] = [
            self.cache.add_feed("https://a.example/feed", "Example Wire", topic="World"),
            self.cache.add_feed("https://b.example/feed", "Post", topic="World/Asia", tags=["trade"]),
        ]

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    @rule(feed=st.sampled_from([0, 1, None]), some=st.lists(drafts, max_size=4), other=st.booleans())
    def store(self, feed: int | None, some: list[Draft], other: bool) -> None:
        (self.other if other else self.cache).store(None if feed is None else self.feeds[feed].id, some, now=NOW)

    @rule(some=ids, read=st.booleans(), other=st.booleans())
    def mark(self, some: list[int], read: bool, other: bool) -> None:
        (self.other if other else self.cache).set_read(some, read)

    @rule(filter=filters)
    def mark_shown(self, filter: Filter) -> None:
        self.cache.set_read(self.cache.find(filter, now=NOW))

    @rule(some=ids, starred=st.booleans())
    def star(self, some: list[int], starred: bool) -> None:
        self.cache.set_starred(some, starred)

    @rule(some=ids, add=st.lists(st.sampled_from(TAGS), max_size=2), drop=st.lists(st.sampled_from(TAGS), max_size=2))
    def tag(self, some: list[int], add: list[str], drop: list[str]) -> None:
        self.cache.tag(some, add, drop)

    @rule(id=st.integers(1, 14), text=st.sampled_from(TEXTS[1:]), figure=st.booleans())
    def full_text(self, id: int, text: str, figure: bool) -> None:
        if self.cache.article(id):
            self.cache.store_full_text(id, document("Page", text, figure=figure))

    @rule(id=st.integers(1, 14), progress=st.sampled_from([0.0, 0.4, 1.0]))
    def read_on(self, id: int, progress: float) -> None:
        self.cache.set_progress(id, progress, 3)

    @rule(feed=st.sampled_from([0, 1]), keep=st.booleans())
    def leave(self, feed: int, keep: bool) -> None:
        self.cache.remove_feed(self.feeds[feed].id, keep_articles=keep)

    @rule(feed=st.sampled_from([0, 1]), days=st.sampled_from([None, 2, 20]), other=st.booleans())
    def expire(self, feed: int, days: int | None, other: bool) -> None:
        self.cache.change_feed(replace(self.feeds[feed], keep_days=days))
        (self.other if other else self.cache).expire(now=NOW)

    @rule(other=st.booleans())
    def undo(self, other: bool) -> None:
        (self.other if other else self.cache).undo()

    @rule()
    def redo(self) -> None:
        self.cache.redo()

    @rule()
    def rebuild(self) -> None:
        self.other.rebuild()

    @rule()
    def fold(self) -> None:
        self.cache.fold()

    @rule()
    def settle(self) -> None:
        self.other.settle()

    @rule(filter=filters)
    def agree(self, filter: Filter) -> None:
        expected = {one.article.id for one in self.shown() if matches(filter, one, NOW)}
        for cache in (self.cache, self.other):
            hits = cache.find(filter, now=NOW)
            rows = cache.rows(hits, 0, hits.count)
            assert {row.id for row in rows} == expected
            assert [row.id for row in rows] == sorted(expected, key=lambda id: self.key(id), reverse=True)
        with self.cache.connections.read() as connection:
            sql = Plain(connection, Now(NOW)).condition(filter)
            found = connection.execute(f"SELECT id FROM article WHERE {sql.text}", sql.values)
            assert {row[0] for row in found} == expected

    @rule(filter=filters, join=st.sampled_from(Join))
    def counts_are_what_joining_gives(self, filter: Filter, join: Join) -> None:
        start = self.cache.find(filter, now=NOW).count
        found = self.cache.counts(filter, join=join, now=NOW)
        for one in found:
            assert self.cache.find(filter.joined(one.term, join), now=NOW).count == one.count
        if join is Join.AND:
            labels = {one.label for one in found}
            shown = [one.article for one in self.shown() if matches(filter, one, NOW)]
            assert labels >= {tag for article in shown for tag in article.tags}
        else:
            assert all(one.count != start for one in found) or (join is Join.OR and not filter)

    @rule(filter=filters, sort=st.sampled_from(Sort), start=st.integers(0, 12))
    def places(self, filter: Filter, sort: Sort, start: int) -> None:
        hits = self.cache.find(filter, sort, now=NOW)
        rows = self.cache.rows(hits, 0, hits.count)
        assert [self.cache.position(hits, row.id) for row in rows] == list(range(hits.count))
        assert self.cache.rows(hits, start, start + 3) == rows[start : start + 3]
        after = [place for place, row in enumerate(rows) if not row.read and place > start]
        assert self.cache.next_unread(hits, start) == next(iter(after), None)

    @invariant()
    def nothing_differs(self) -> None:
        if hasattr(self, "cache"):
            assert self.cache.check() == []
            assert self.cache.total() == self.cache.find(Filter(), now=NOW).count

    def shown(self) -> list[Whole]:
        """Every article that is not removed, from the rows."""
        with self.cache.connections.read() as connection:
            found = connection.execute("SELECT id FROM shown").fetchall()
        articles = [article for (id,) in found if (article := self.cache.article(id))]
        feeds = {feed.id: self.cache.feed(feed.id) for feed in self.feeds}
        documents = {article.id: self.cache.document(article.id) for article in articles}
        return [
            Whole(article, document, feeds.get(article.feed_id or 0))
            for article in articles
            if (document := documents[article.id])
        ]

    def key(self, id: int) -> tuple[object, int]:
        """What an article is sorted by."""
        article = self.cache.article(id)
        assert article is not None
        return article.when, id


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
