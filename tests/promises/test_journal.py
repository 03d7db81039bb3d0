"""Whatever is done, taken back and done again, in any order and across restarts: the library is as a plain model says.

The model knows of each thing what it was before an act and after it; an act is taken back wherever that still stands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.news.cache.made import draft
from tui.news.cache import Cache
from tui.news.filter import Filter
from tui.news.types import Act, Draft, Feed, SavedFilter, Sort

COUNT, OF_FEED = 8, 5
"""Articles, and how many of them are a feed's; the others are pages added by hand."""
FEED = "https://site.example/feed"
ARTICLE, USER = 1, 2
"""Who gave a tag, added up; below zero where the user took it off."""
Key = tuple[Any, ...]

some = st.sets(st.integers(1, COUNT), min_size=1)
texts = st.sampled_from(("", "Wire", "{Post}"))


def page(number: int) -> Draft:
    """A page that the user adds."""
    return draft(f"page {number}", f"Page {number}", tags=("own",))


@dataclass
class Done:
    """An act as the model keeps it."""

    id: int
    changes: dict[Key, tuple[Any, Any]] = field(default_factory=dict)
    """By thing, what it was and what it became."""
    undone: bool = False


class Journal(RuleBasedStateMachine):
    """The library beside the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "news.db"
        self.cache = Cache.open(self.path)
        self.feed = self.cache.add_feed(FEED, "Example Wire")
        self.cache.store(self.feed.id, [draft(str(n), f"Headline {n}", tags=("own",)) for n in range(OF_FEED)])
        _, added = self.cache.keep([page(n) for n in range(COUNT - OF_FEED)])
        self.now: dict[Key, Any] = {("followed",): True}
        for id in range(1, COUNT + 1):
            self.now |= {("read", id): False, ("starred", id): False, ("gone", id): False}
            self.now |= {("tag", id, "own"): ARTICLE, ("tag", id, "t0"): 0, ("tag", id, "t1"): 0}
        self.now |= {("saved", digit): None for digit in (1, 2)}
        self.now |= {("feed", "title"): "Example Wire", ("feed", "topic"): "", ("feed", "tags"): ()}
        self.now |= {("feed", "paused"): False, ("feed", "keep_days"): None}
        self.acts: list[Done] = []
        self.now |= {("gone", id): True for id in range(OF_FEED + 1, COUNT + 1)}
        self.done(added, {("gone", id): False for id in range(OF_FEED + 1, COUNT + 1)})

    def done(self, act: Act | None, becomes: Mapping[Key, Any]) -> None:
        """Takes down what an act should have done; one that changed nothing is not listed."""
        assert act is not None
        assert bool(act.id) == bool(becomes)
        if not becomes:
            return
        self.acts.append(Done(act.id, {key: (self.now[key], value) for key, value in becomes.items()}))
        self.now |= becomes

    @rule(ids=some, read=st.booleans())
    def mark(self, ids: set[int], read: bool) -> None:
        self.done(self.cache.set_read(ids, read), {("read", id): read for id in ids if self.now["read", id] != read})

    @rule(ids=some, on=st.booleans())
    def star(self, ids: set[int], on: bool) -> None:
        becomes = {("starred", id): on for id in ids if self.now["starred", id] != on}
        self.done(self.cache.set_starred(ids, on), becomes)

    @rule(ids=some, names=st.permutations(("t0", "t1", "own")))
    def tag(self, ids: set[int], names: list[str]) -> None:
        give, take, _ = names
        becomes = {}
        for id in ids:
            if not ((was := self.now["tag", id, give]) > 0 and was & USER):
                becomes["tag", id, give] = abs(was) | USER
            if (was := self.now["tag", id, take]) > 0:
                becomes["tag", id, take] = -(was & ~USER)
        self.done(self.cache.tag(ids, add=[give], drop=[take]), becomes)

    @rule(pages=st.sets(st.integers(0, COUNT - OF_FEED - 1), min_size=1))
    def add(self, pages: set[int]) -> None:
        """Adds pages again; those that were taken back come back."""
        _, act = self.cache.keep([page(n) for n in pages])
        back = {("gone", OF_FEED + n + 1): False for n in pages if self.now["gone", OF_FEED + n + 1]}
        if back:
            self.done(act, back)
        else:
            assert act is None

    @rule(digit=st.sampled_from((1, 2)), name=texts, sort=st.sampled_from(list(Sort)))
    def save(self, digit: int, name: str, sort: Sort) -> None:
        saved = SavedFilter(digit, name, "#own", sort)
        self.done(self.cache.save_filter(saved), {("saved", digit): saved})

    @rule(digit=st.sampled_from((1, 2)))
    def take_away(self, digit: int) -> None:
        act = self.cache.remove_saved_filter(digit)
        if self.now["saved", digit] is None:
            assert act is None
        else:
            self.done(act, {("saved", digit): None})

    @precondition(lambda self: self.now["followed",])
    @rule(
        change=st.one_of(
            st.tuples(st.just("title"), st.sampled_from(("Wire", "{Post}"))),
            st.tuples(st.just("topic"), texts),
            st.tuples(st.just("paused"), st.booleans()),
            st.tuples(st.just("keep_days"), st.sampled_from((None, 30))),
            st.tuples(st.just("tags"), st.sampled_from(((), ("f0",), ("f1",), ("f0", "f1")))),
        )
    )
    def edit(self, change: tuple[str, Any]) -> None:
        name, value = change
        feed = self.cache.feed(self.feed.id)
        assert feed is not None
        act = self.cache.edit_feed(replace(feed, **{name: value}))
        if self.now["feed", name] == value:
            assert act is None
        else:
            self.done(act, {("feed", name): value})

    @precondition(lambda self: self.now["followed",])
    @rule(keep=st.booleans())
    def leave(self, keep: bool) -> None:
        becomes: dict[Key, Any] = {("followed",): False}
        for id in range(1, OF_FEED + 1):
            users = any(self.now["tag", id, name] > 0 and self.now["tag", id, name] & USER for name in self._names)
            if not keep and not self.now["gone", id] and not self.now["starred", id] and not users:
                becomes["gone", id] = True
        self.done(self.cache.remove_feed(self.feed.id, keep_articles=keep), becomes)

    @rule()
    def follow(self) -> None:
        _, act = self.cache.follow([Feed(0, FEED, "Another title")])
        if self.now["followed",]:
            assert act is None
        else:
            back = {("gone", id): False for id in range(1, OF_FEED + 1) if self.now["gone", id]}
            self.done(act, {("followed",): True, **back})

    @precondition(lambda self: self.acts)
    @rule(data=st.data())
    def turn_any(self, data: st.DataObject) -> None:
        """Takes any act back, or does it again."""
        one = data.draw(st.sampled_from(self.acts))
        self.turned(one, (self.cache.redo if one.undone else self.cache.undo)(one.id))

    @rule()
    def undo(self) -> None:
        standing = [one for one in self.acts if not one.undone]
        self.turned(standing[-1] if standing else None, self.cache.undo())

    @rule()
    def redo(self) -> None:
        last = max((one.id for one in self.acts if not one.undone), default=0)
        self.turned(next((one for one in self.acts if one.undone and one.id > last), None), self.cache.redo())

    def turned(self, one: Done | None, act: Act | None) -> None:
        """Takes down that this act was taken back, or done again."""
        assert (act and act.id) == (one and one.id)
        for key, (before, after) in (one.changes if one else {}).items():
            old, new = (before, after) if one and one.undone else (after, before)
            if self.now[key] == old:
                self.now[key] = new
        if one:
            one.undone = not one.undone

    @rule()
    def restart(self) -> None:
        self.cache.close()
        self.cache = Cache.open(self.path)

    _names = ("own", "t0", "t1")

    @invariant()
    def is_as_the_model_says(self) -> None:
        now = self.now
        hits = self.cache.find(Filter())
        assert set(self.cache.ids(hits, 0, hits.count)) == {id for id in range(1, COUNT + 1) if not now["gone", id]}
        for id in range(1, COUNT + 1):
            article = self.cache.article(id)
            assert article is not None
            names = {name for name in self._names if now["tag", id, name] > 0}
            names |= set(now["feed", "tags"]) if id <= OF_FEED else set()
            assert (article.read, article.starred) == (now["read", id], now["starred", id])
            assert set(article.tags) == names
        feed = self.cache.feed(self.feed.id)
        assert feed is not None
        assert [one.id for one in self.cache.feeds()] == [feed.id] * now["followed",]
        for name in ("title", "topic", "tags", "paused", "keep_days"):
            assert getattr(feed, name) == now["feed", name]
        found = {one.digit: one for one in self.cache.saved_filters(counted=False)}
        assert [found.get(digit) for digit in (1, 2)] == [now["saved", digit] for digit in (1, 2)]
        listed = [(act.id, act.undone) for act in reversed(self.cache.journal(1000))]
        assert listed == [(one.id, one.undone) for one in self.acts]

    def teardown(self) -> None:
        assert self.cache.check() == []
        self.cache.close()
        self.folder.cleanup()


TestJournal = Journal.TestCase
TestJournal.settings = settings(max_examples=25, stateful_step_count=40, deadline=None, derandomize=True)
