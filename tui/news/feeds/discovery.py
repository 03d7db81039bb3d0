"""The feeds of a site: named in its page's head, linked in the page, or at the places where feeds usually are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from tui.news import clean

MOST_CANDIDATES = 30
COMMON_PATHS = (
    "/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default",
)  # fmt: skip
"""Where the common publishing systems put their feed."""

_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json|text/xml|application/xml", re.I)
_FEED_LIKE = re.compile(
    r"(?:^|[/._?=&-])(?:rss|atom|feeds?)(?:[/._?=&-]|$)|\.(?:rss|rdf|atom)(?:\?|$)|(?:feed|rss|atom|index)\.xml", re.I
)
_NOT_FEED = re.compile(r"\.(?:png|jpe?g|gif|svg|css|js|pdf|mp3|zip)$|/comments/feed|/feedback", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed."""

    url: str
    title: str = ""
    sure: bool = False
    """The page itself names it as its feed."""
    latest: tuple[str, ...] = ()
    """Titles of its latest articles, once it has been fetched."""


def discover(html: bytes, url: str) -> list[Candidate]:
    """The feeds that the page at `url` names or links to, the surest first, each once."""
    from selectolax.lexbor import LexborHTMLParser

    from tui.news.extract.heavy import tamed

    tree = LexborHTMLParser(tamed(html))
    base_tag = tree.css_first("base[href]")
    base = clean.address(base_tag.attributes.get("href"), url) if base_tag else None
    base = base or url
    found: dict[str, Candidate] = {}
    for link in tree.css("link[rel][href]"):
        names = (link.attributes.get("rel") or "").lower().split()
        kind = link.attributes.get("type") or ""
        if ("alternate" in names and _TYPES.match(kind.strip())) or "feed" in names:
            _add(found, link.attributes.get("href"), base, link.attributes.get("title") or "", sure=True)
    for link in tree.css("a[href]"):
        href = link.attributes.get("href") or ""
        if _FEED_LIKE.search(href) and not _NOT_FEED.search(href.partition("?")[0]):
            _add(found, href, base, link.text()[:200], sure=False)
    for address in public_feeds(url):
        found.setdefault(address, Candidate(address, sure=True))
    return sorted(found.values(), key=lambda candidate: not candidate.sure)[:MOST_CANDIDATES]


def _add(found: dict[str, Candidate], href: str | None, base: str, title: str, *, sure: bool) -> None:
    address = clean.address(href, base)
    if address and address != base:
        found.setdefault(address, Candidate(address, clean.line(title, limit=120), sure))


def guesses(url: str) -> list[Candidate]:
    """The usual places of a feed on the site of `url`, to be tried when its page names none."""
    return [Candidate(urljoin(url, path)) for path in COMMON_PATHS]


def public_feeds(url: str) -> Iterator[str]:
    """The public feed of a video channel, a playlist or a subreddit, made from its address alone."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("old.")
    steps = [step for step in parts.path.split("/") if step]
    if host == "youtube.com":
        feed = "https://www.youtube.com/feeds/videos.xml"
        if len(steps) > 1 and steps[0] == "channel":
            yield f"{feed}?channel_id={quote(steps[1])}"
        elif len(steps) > 1 and steps[0] == "user":
            yield f"{feed}?user={quote(steps[1])}"
        for playlist in parse_qs(parts.query).get("list", []):
            yield f"{feed}?playlist_id={quote(playlist)}"
    elif host == "reddit.com" and len(steps) > 1 and steps[0] in ("r", "user", "u"):
        yield f"https://www.reddit.com/{steps[0]}/{quote(steps[1])}/.rss"
