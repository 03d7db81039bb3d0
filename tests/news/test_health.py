"""How feeds are doing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.news.cache import Cache
from tui.news.health import Health, Order, health
from tui.news.types import Document, Draft, Feed, FetchState, Paragraph, Span

NOW = datetime(2024, 3, 23, 15, 56, tzinfo=UTC)


def draft(number: int, days: int) -> Draft:
    words = (Paragraph((Span("words"),)),)
    return Draft(f"guid:{number}", Document(words, f"T{number}", published=NOW - timedelta(days=days)))


def test_the_figures_of_a_feed_and_the_worst_first(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "library.db") as cache:
        good = cache.add_feed("https://a.example/", "Good")
        stored = cache.store(good.id, [draft(number, number) for number in range(40)], now=NOW)
        cache.set_read(stored.new[:10])
        bad = cache.add_feed("https://b.example/", "Bad")
        cache.set_fetch_state(bad.id, FetchState(failures=3, error="no answer"))
        gone = cache.add_feed("https://c.example/", "Gone")
        cache.set_fetch_state(gone.id, replace(FetchState(), gone=True))
        found = health(cache, now=NOW)
    assert [one.feed.title for one in found] == ["Gone", "Bad", "Good"]
    assert (found[1].feed.state.error, found[1].opened, found[1].per_week) == ("no answer", None, None)
    assert (found[2].per_week, found[2].opened) == (7, 0.25)


def test_a_feed_whose_name_is_part_of_another_has_its_own_figures(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "library.db") as cache:
        wire = cache.add_feed("https://a.example/", "Wire")
        other = cache.add_feed("https://b.example/", "Wire of the North")
        cache.store(wire.id, [draft(1, 1)], now=NOW)
        cache.store(other.id, [draft(number, 2) for number in range(3)], now=NOW)
        found = {one.feed.id: one.per_week for one in health(cache, now=NOW, order=Order.TITLE)}
    assert found == {wire.id: 0.25, other.id: 0.75}


def test_feeds_stand_together_by_topic_and_those_without_one_come_last(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "library.db") as cache:
        for title, topic in (
            ("Solo", ""),
            ("Tech B", "Tech"),
            ("Wire", "world/Asia"),
            ("tech a", "Tech"),
            ("Post", "World"),
        ):
            cache.add_feed(f"https://{title}.example/".replace(" ", "-"), title, topic=topic)
        found = [one.feed.title for one in health(cache, now=NOW, order=Order.TOPIC)]
    assert found == ["tech a", "Tech B", "Post", "Wire", "Solo"]


def test_the_state_is_told_in_words() -> None:
    hour = timedelta(hours=1)
    state = FetchState(succeeded=NOW - 3 * hour, due=NOW + hour / 2, failures=2, error="no answer")
    feed = Feed(1, "https://a.example/", "Wire", state=state)
    assert Health(feed, 0, None).told(NOW) == "answered 3 h ago; no answer (2 times in a row); next try in 30 min"
    own = replace(feed, state=replace(state, error="https://a.example/: no answer", failures=1))
    assert Health(own, 0, None).told(NOW) == "answered 3 h ago; no answer; next try in 30 min"
    assert Health(replace(feed, paused=True), 0, None).told(NOW).startswith("paused; ")
    new = Health(Feed(1, "https://a.example/", "Wire"), 0, None)
    assert new.told(NOW) == "has never answered; next try at the next update"
