"""How feeds are doing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.news.cache import Cache
from tui.news.health import health
from tui.news.types import Document, Draft, FetchState, Paragraph, Span

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
    assert (found[1].feed.state.error, found[1].opened, found[1].per_week) == ("no answer", None, 0)
    assert (found[2].per_week, found[2].opened) == (7, 0.25)
