"""The Cache as its users meet it: find, read, mark, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.news.cache.made import NOW, document, draft
from tests.news.cache.plainly import Plain
from tui.news.cache import Cache
from tui.news.cache.clock import Now
from tui.news.cache.plain import ORDERS
from tui.news.filter import Filter, InFeed, Join, Tagged
from tui.news.types import FetchState, SavedFilter, Sort


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """A library with one feed of three articles."""
    with Cache.open(tmp_path / "folder" / "news.db") as cache:
        feed = cache.add_feed("https://site.example/feed", "Example Wire", tags=["Mine"])
        drafts = [
            draft("1", "Korea and China talk", "Officials met in Beijing.", tags=("Korea", "North-Korea")),
            draft("2", "Trade résumé", "北朝鮮 on air", tags=("trade", "north korea"), authors=("Ann Lee", "Bo Ek")),
            draft("3", "Sports", "A very long match", published=NOW - timedelta(days=3), figure=True),
        ]  # fmt: skip
        cache.store(feed.id, drafts, now=NOW)
        yield cache


def found(cache: Cache, text: str) -> list[str]:
    """The titles a filter finds."""
    hits = cache.find(Filter.parse(text), now=NOW)
    return [article.title for article in cache.rows(hits, 0, hits.count)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", ["Trade résumé", "Korea and China talk", "Sports"]),
        ("#korea", ["Korea and China talk"]),
        ('#"north korea"', ["Trade résumé", "Korea and China talk"]),
        ("#north-korea -#trade", ["Korea and China talk"]),
        ("resume", ["Trade résumé"]),
        ("北朝鮮", ["Trade résumé"]),
        ("鮮", ["Trade résumé"]),
        ('"met in beijing"', ["Korea and China talk"]),
        ('"beijing met"', []),
        ("offic*", ["Korea and China talk"]),
        ("title:talk", ["Korea and China talk"]),
        ("author:lee", ["Trade résumé"]),
        ('author:"lee bo"', []),
        ("has:figure|#trade", ["Trade résumé", "Sports"]),
        ("age:>2d", ["Sports"]),
        ("is:today -#korea", ["Trade résumé"]),
        ("feed:wire words:<4", []),
        ("!!!", []),
        ("words:>100000000", []),
        ("words:<=5 -is:unread", []),
        ("words:<5 -title:sports", ["Trade résumé", "Korea and China talk"]),
        ("is:read|is:long|lang:en|lang:de", []),
        ("(#korea|title:sports) (has:figure|-#trade)", ["Korea and China talk", "Sports"]),
        ("since:2026-03-23 until:2026-03-23", ["Trade résumé", "Korea and China talk"]),
        ("age:<=1h", ["Trade résumé", "Korea and China talk"]),
        ("title:!", []),
    ],
)
def test_a_filter_finds(cache: Cache, text: str, titles: list[str]) -> None:
    assert found(cache, text) == titles
    with cache._connections.read() as connection:
        asked = Plain(connection, Now(NOW)).condition(Filter.parse(text))
        rows = connection.execute(
            f"SELECT title FROM article WHERE {asked.text} ORDER BY {ORDERS[Sort.NEWEST]}", asked.values
        )
        assert [title for (title,) in rows] == titles, "the rows say the same"


def test_the_orders(cache: Cache) -> None:
    assert [
        [article.id for article in cache.rows(cache.find(Filter(), sort), 0, 9)]
        for sort in (Sort.NEWEST, Sort.OLDEST, Sort.TITLE)
    ] == [[2, 1, 3], [3, 1, 2], [1, 3, 2]]


def test_one_spelling_for_a_tag(cache: Cache) -> None:
    article = cache.article(2)
    assert article is not None
    assert set(article.tags) == {"north-korea", "trade", "mine"}, "the spelling that was seen first"
    assert article.own_tags == ("mine",)


def test_acts_are_undone_one_by_one(cache: Cache) -> None:
    hits = cache.find(Filter.parse("is:unread"))
    assert cache.set_read(hits).words == "marked 3 articles read"
    assert found(cache, "is:unread") == []
    assert len(cache.rows(hits, 0, 9)) == 3, "a snapshot stays as it was"
    cache.set_starred([1])
    cache.tag([1, 2], add=["Later"], drop=["korea"])
    assert found(cache, "#later -#korea is:starred") == ["Korea and China talk"]
    for words in ("tagged", "starred", "marked"):
        act = cache.undo()
        assert act is not None
        assert act.words.startswith(words)
    assert found(cache, "is:unread #korea -is:starred -#later") == ["Korea and China talk"]
    assert cache.undo() is None
    assert cache.redo() is not None
    assert found(cache, "is:unread") == []
    assert [act.undone for act in cache.journal()] == [True, True, False]


def test_a_feed_leaves_and_comes_back(cache: Cache) -> None:
    cache.set_starred([3])
    [feed] = cache.feeds()
    assert (feed.articles, feed.unread) == (3, 3)
    cache.remove_feed(feed.id, keep_articles=False)
    assert cache.feeds() == []
    assert found(cache, "") == ["Sports"], "what is starred stays"
    cache.undo()
    assert [one.title for one in cache.feeds()] == ["Example Wire"]
    assert len(found(cache, "")) == 3


@pytest.mark.parametrize(("year", "hours"), [(9999, -14), (1, 14)])
def test_a_time_at_the_end_of_the_calendar_counts_as_unknown(cache: Cache, year: int, hours: int) -> None:
    moment = datetime(year, 12 if hours < 0 else 1, 31 if hours < 0 else 1, 12, tzinfo=timezone(timedelta(hours=hours)))
    (new,) = cache.store(None, [draft("far", "Far off", published=moment)], now=NOW).new
    article = cache.article(new)
    assert article
    assert (article.published, article.when) == (None, NOW)


def test_an_article_from_the_future_does_not_stay_on_top(cache: Cache) -> None:
    cache.store(None, [draft("future", "In 2099", published=NOW + timedelta(days=30_000))], now=NOW)
    cache.store(None, [draft("next", "An hour later", published=None)], now=NOW + timedelta(hours=1))
    assert found(cache, "")[:2] == ["An hour later", "In 2099"]


def test_an_article_without_a_title_is_known_by_how_it_begins(cache: Cache) -> None:
    new = cache.store(None, [draft("note", "", "A short note.\n\nAnd more."), draft("bare", "", "")], now=NOW).new
    assert [article.headline for id in new if (article := cache.article(id))] == [
        "A short note. And more.",
        "https://site.example/bare",
    ]
    assert cache.check() == []


def test_an_edit_keeps_the_old_text_and_the_read_state(cache: Cache) -> None:
    cache.set_read([1])
    stored = cache.store(1, [draft("1", "Korea and China talk", "Officials met in Seoul.")], now=NOW)
    assert stored.edited == (1,)
    assert found(cache, "is:edited is:read beijing") == ["Korea and China talk"]
    newer = cache.revision(1)
    assert newer is not None
    assert newer.text == "Officials met in Seoul."
    assert cache.store(1, [draft("1", "Korea and China talk", "Officials met in Seoul.")], now=NOW).same == (1,)


def test_a_changed_key_with_the_same_address_and_title_is_the_same_article(cache: Cache) -> None:
    moved = draft("new", "Sports", "A very long match", url="https://site.example/3", figure=True)
    assert cache.store(1, [moved], now=NOW).new == ()
    assert cache.store(1, [moved], now=NOW).same == (3,)


@pytest.mark.parametrize(
    "url",
    [
        "http://site.example/3",
        "https://site.example/3?utm_source=rss",
        "https://site.example/3#comments",
        "https://site.example:443/3?fbclid=x#top",
    ],
)
def test_it_inherits_what_was_done_with_it_however_its_address_is_spelled(cache: Cache, url: str) -> None:
    cache.set_fetch_state(1, FetchState(etag='"1"'))
    cache.set_read([3])
    cache.set_starred([3])
    cache.tag([3], add=["keep"])
    stored = cache.store(1, [draft("new", "Sports", "A very long match", url=url, figure=True)], now=NOW)
    assert (stored.new, len(stored.same + stored.edited)) == ((), 1)
    assert found(cache, "title:sports is:read is:starred #keep") == ["Sports"]
    other = [
        draft("a", "Other sports", url=url),
        draft("b", "Sports", url="https://site.example/33?utm_source=rss"),
        draft("c", "Sports today", url="https://site.example/3"),
    ]
    assert len(cache.store(1, other, now=NOW).new) == 3, "another title or another page is another article"
    assert cache.check() == []


def test_full_text_takes_the_place_of_the_feeds(cache: Cache) -> None:
    cache.store_full_text(1, document("Korea", "The whole story of pandas", figure=True))
    assert found(cache, "pandas has:figure") == ["Korea and China talk"]
    assert found(cache, "beijing") == []
    original = cache.original(1)
    assert original is not None
    assert original.text == "Officials met in Beijing."


def test_places_in_a_list(cache: Cache) -> None:
    hits = cache.find(Filter())
    assert [cache.position(hits, id) for id in (2, 1, 3, 99)] == [0, 1, 2, None]
    assert cache.position_at(hits, NOW - timedelta(days=1)) == 2
    cache.set_read([1])
    assert cache.next_unread(hits, 0) == 2
    assert cache.next_unread(hits, 2, backwards=True) == 0
    assert cache.next_unread(hits, 2) is None


def test_what_arrives_is_counted_not_pushed_in(cache: Cache) -> None:
    hits = cache.find(Filter.parse("#korea"))
    before = cache.changes()
    cache.store(1, [draft("4", "More", tags=("korea",)), draft("5", "Other")], now=NOW)
    assert cache.arrived(hits) == 1
    assert len(cache.rows(hits, 0, 9)) == 1
    assert cache.changes() != before


def test_counts_under_a_filter(cache: Cache) -> None:
    counts = {one.label: one.count for one in cache.counts(Filter.parse('#"north korea"'), now=NOW)}
    assert counts["korea"] == 1
    assert counts["Example Wire"] == 2
    assert "long" not in counts
    excluded = {one.label: one.count for one in cache.counts(Filter(), join=Join.NOT, now=NOW)}
    assert excluded["korea"] == 2
    assert "mine" not in excluded, "nothing would be left"
    joined = {one.term: one.count for one in cache.counts(Filter.parse("#korea"), join=Join.OR, matching="tr", now=NOW)}
    assert joined == {Tagged("trade"): 2, Tagged("north-korea"): 2}
    for typed in ("north korea", "north-korea", "North_Kor", "northk"):
        assert cache.counts(Filter(), matching=typed, now=NOW)[0].term == Tagged("north-korea")
    feeds = [one for one in cache.counts(Filter(), matching="exwi", now=NOW)]
    assert [one.term for one in feeds] == [InFeed("Example Wire")]


def test_ways_out_of_nothing(cache: Cache) -> None:
    filter = Filter.parse("#korea #trade pause")
    assert cache.ways_out(filter) == []
    ways = cache.ways_out(Filter.parse("#korea pause"))
    assert ways == [(Filter.parse("#korea"), "drop pause", 1)]
    ways = cache.ways_out(Filter.parse("#north korea"))  # tags are written whole
    assert ways[0] == (Filter.parse('#"north-korea" korea'), "#north-korea in the place of #north", 2)
    assert cache.ways_out(Filter.parse("#traed"))[0] == (Filter.parse("#trade"), "#trade in the place of #traed", 1)
    assert [words for _, words, _ in cache.ways_out(Filter.parse("#zebra"))] == ["drop #zebra"]


def test_small_things(cache: Cache) -> None:
    cache.save_filter(SavedFilter(3, "Korea", "#korea"))
    assert cache.saved_filters() == [SavedFilter(3, "Korea", "#korea", unread=1)]
    cache.remove_saved_filter(3)
    assert cache.saved_filters() == []
    cache.undo()
    assert len(cache.saved_filters()) == 1
    cache.set_setting("theme", "dark")
    assert (cache.setting("theme", "light"), cache.setting("other", "none")) == ("dark", "none")
    cache.set_progress(1, 0.5, 12)
    assert cache.place(1) == 12
    assert found(cache, "is:halfread") == ["Korea and China talk"]
    state = FetchState(etag='"x"', checked=NOW, interval=timedelta(hours=2), skip_hours=(1, 2))
    cache.set_fetch_state(1, state)
    feed = cache.feed(1)
    assert feed is not None
    assert feed.state == state
    assert cache.add_feed("https://site.example/feed").id == 1
    by_address = cache.resolve("https://site.example/2")
    assert by_address is not None
    assert by_address.id == 2
    assert cache.resolve("nothing") is None
    assert cache.check() == []


def test_the_most_relevant_is_what_speaks_of_it_most(cache: Cache) -> None:
    cache.store(
        None,
        [
            draft("4", "Rain", "Talks, and talks about talks."),
            draft("5", "Wind", "Nothing of it. " * 40 + "Talks."),
            draft("6", "All talks", "Of the weather."),
        ],
        now=NOW,
    )
    hits = cache.find(Filter.parse("talks"), Sort.RELEVANCE, now=NOW)
    assert [article.title for article in cache.rows(hits, 0, hits.count)] == ["All talks", "Rain", "Wind"]
    everything = cache.find(Filter(), Sort.RELEVANCE, now=NOW)
    assert everything.count == 6
    [id] = cache.ids(hits, 1, 2)
    assert cache.position(hits, id) == 1
    cache.set_read([id])
    assert (cache.next_unread(hits, 1), cache.next_unread(hits, 1, backwards=True)) == (2, 0)
