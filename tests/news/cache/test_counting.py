"""The tag panel's numbers are exact, and what it leaves out has no more hits than what it shows."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.news.cache.made import NOW, draft
from tui.news.cache import Cache, counting, lines
from tui.news.filter import Filter, InFeed, InTopic, Join, Tagged
from tui.news.types import Draft, Feed

TAGS = [f"tag {number}" for number in range(60)]


def drafts(chance: random.Random, start: int, count: int) -> list[Draft]:
    """Articles with few tags that are frequent and many that are rare, some of which go together."""
    found = []
    for number in range(start, start + count):
        tags = set(chance.choices(TAGS, [1 / (rank + 1) for rank in range(len(TAGS))], k=3))
        if number % 9 == 0:
            tags |= {"tag 40", "tag 55", "tag 59"}
        found.append(draft(str(number), tags=tuple(tags)))
    return found


@pytest.mark.parametrize("looks", [0, 8, 1_000], ids=["each small tag", "as is quicker", "all small tags at once"])
@pytest.mark.parametrize("seed", range(2))
def test_counts_are_exact_and_nothing_larger_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, looks: int
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(counting, "_FEW", 5)
    for module in (counting, lines):
        monkeypatch.setattr(module, "SMALL", 10)
    monkeypatch.setattr(counting, "_LOOKS", looks)
    with Cache.open(tmp_path / "news.db") as cache:
        cache.store(None, drafts(chance, 0, 250), now=NOW)
        assert_exact(cache, chance)
        cache.store(None, drafts(chance, 250, 40), now=NOW)
        cache.tag(chance.sample(range(1, 290), 30), add=["tag 57", "tag 50"], drop=["tag 0"])
        cache.set_read(chance.sample(range(1, 290), 90))
        assert_exact(cache, chance)


def assert_exact(cache: Cache, chance: random.Random) -> None:
    """Asks for the numbers under several filters and holds them against the articles."""
    for text in ("", "#tag-0", "#tag-40", "#tag-1|#tag-2 -#tag-0", "-#tag-0 is:unread", "#tag-59 #tag-0", "#tag-30"):
        filter = Filter.parse(text)
        hits = cache.find(filter, now=NOW)
        articles = cache.rows(hits, 0, hits.count)
        truth = Counter(tag for article in articles for tag in article.tags)
        limit = chance.randint(4, 20)
        found = cache.counts(filter, limit=limit, now=NOW)
        assert_letters(cache, filter, truth)
        shown = {one.label: one.count for one in found if isinstance(one.term, Tagged)}
        assert shown == {tag: truth[tag] for tag in shown}
        least = found[-1].count if len(found) == limit else 0
        assert all(count <= least for tag, count in truth.items() if tag not in shown)
        fewer = cache.counts(filter, join=Join.NOT, limit=limit, now=NOW)
        assert all(one.count == hits.count - truth[one.label] for one in fewer if isinstance(one.term, Tagged))


def assert_letters(cache: Cache, filter: Filter, truth: Counter[str]) -> None:
    """Tags that begin with what was typed stand first, then those with a word that does, and so on; no zeros."""
    for typed in ("tag4", "4", "tag", "g1", "t9"):
        found = cache.counts(filter, matching=typed, limit=100, now=NOW)
        tags = [one.label for one in found if isinstance(one.term, Tagged)]
        assert {one.label: one.count for one in found if isinstance(one.term, Tagged)} == {
            tag: truth[tag] for tag in TAGS if truth[tag] and lines.tier(typed, tag) >= 0
        }
        assert tags == sorted(tags, key=lambda tag: (lines.tier(typed, tag), -truth[tag], tags.index(tag)))


def test_feeds_stand_among_the_lines_from_their_first_article_on(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "library.db") as cache:
        feeds = cache.add_feeds(
            [Feed(0, f"https://{number}.example/feed", f"Feed {number}") for number in range(5_000)]
        )
        assert cache.counts(Filter(), limit=50) == []
        for feed in feeds[:2]:
            cache.store(feed.id, [draft(f"of {feed.id}", "Rain")])
            labels = [line.label for line in cache.counts(Filter(), limit=50) if isinstance(line.term, InFeed)]
            assert feed.title in labels


def test_topics_stand_among_the_lines_with_those_around_them(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "library.db") as cache:
        filed = {"Wire": "World/Asia", "Post": "world", "Bytes": "Tech", "Silent": "Sports", "Solo": ""}
        for title, topic in filed.items():
            feed = cache.add_feed(f"https://{title}.example/", title, topic=topic)
            if title != "Silent":
                cache.store(feed.id, [draft(f"{title} {number}", "Rain") for number in range(2)])

        def topics(text: str = "", join: Join = Join.AND) -> dict[str, int]:
            counts = cache.counts(Filter.parse(text), join=join, limit=50)
            return {one.label: one.count for one in counts if isinstance(one.term, InTopic)}

        assert topics() == {"World": 4, "World/Asia": 2, "Tech": 2}
        assert topics("topic:asia") == {"World": 2, "World/Asia": 2}
        assert topics("topic:tech", Join.OR) == {"World": 6, "World/Asia": 4}
        cache.edit_feed(replace(cache.feeds()[0], topic="World/Asia"))  # Bytes
        assert topics() == {"World": 6, "World/Asia": 4}
        assert cache.find(Filter.parse("topic:WORLD/asia")).count == 4
        assert cache.find(Filter.parse("topic:wor")).count == 0
        cache.store(cache.feeds()[0].id, [draft("later", "Snow")])
        assert topics() == {"World": 7, "World/Asia": 5}
