"""What parts, orders, names and times of a filter mean in the rows."""

from __future__ import annotations

from urllib.parse import urlsplit

from tui.news.cache.clock import Now
from tui.news.filter import (
    Age,
    Is,
    Part,
    Since,
    Until,
)
from tui.news.types import Sort

LONG_WORDS = 1000
"""`is:long`: about four minutes of reading."""

PARTS = {
    Part.FIGURE: "figures > 0",
    Part.TEXT: "words > 0",
    Part.SUMMARY: "summary <> ''",
    Part.AUTHOR: "authors <> ''",
    Part.LINK: "links > 0",
}
ORDERS = {
    Sort.NEWEST: "at DESC, article.id DESC",
    Sort.OLDEST: "at, article.id",
    Sort.LONGEST: "words DESC, at DESC, article.id DESC",
    Sort.SHORTEST: "words, at DESC, article.id DESC",
    Sort.TITLE: "title COLLATE NOCASE, at DESC, article.id DESC",
    Sort.FEED: "(SELECT title FROM feed WHERE id = feed_id) COLLATE NOCASE, at DESC, article.id DESC",
}


def tag_key(tag: str) -> str:
    """What a tag is known by, however it is spelled: `north-korea`, `north korea` and `northkorea` are one."""
    return tag.translate(_NO_KEY) or tag


_NO_KEY = dict.fromkeys(map(ord, " -_'’‐‑‒–—"), None)


def feed_matches(name: str, title: str, url: str, site_url: str | None) -> bool:
    """Whether `feed:name` means this feed: its title or a host of its addresses contains the name, case folded."""
    wanted = name.casefold()
    return wanted in title.casefold() or any(wanted in host for host in feed_hosts(url, site_url))


def topic_matches(name: str, topic: str) -> bool:
    """Whether `topic:name` means this topic: `World/Asia` is found by `world`, by `asia` and by `world/asia`."""
    return bool(topic) and f"/{name.casefold().strip('/')}/" in f"/{topic.casefold()}/"


def topics(topic: str) -> list[str]:
    """A topic and those around it: `World/Asia` lies in `World`."""
    steps = topic.split("/")
    return ["/".join(steps[:count]) for count in range(1, len(steps) + 1)]


def feed_hosts(url: str, site_url: str | None) -> tuple[str, ...]:
    """The hosts of a feed's addresses."""
    return tuple(urlsplit(address).hostname or "" for address in (url, site_url or ""))


def moments(term: Age | Since | Until | Is, now: Now) -> tuple[int, int]:
    """The span of time a term means: from, up to but without."""
    far = 1 << 60
    match term:
        case Since(day):
            return now.day_start(day), far
        case Until(day):
            return -far, now.day_end(day)
        case Is():
            return now.day_start(now.today), now.day_end(now.today)
        case Age(compare, _, _):
            edge = now.at - int(term.span.total_seconds())
            return {"<": (edge + 1, far), "<=": (edge, far), ">": (-far, edge), ">=": (-far, edge + 1)}[compare]
