"""What a page says of itself: headline, people, dates and topics, each from the first witness that knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from tui.news import clean, dates

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_BY = re.compile(r"^(?:(?:written |posted )?by|von|par|por|di|av|door|text)[: ]\s*", re.IGNORECASE)
_ROLE = re.compile(r"\s*(?:\(.*\)|\||,? (?:reporter|editor|correspondent|staff writer)\b.*)$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&)\s*")
_MARKS = (" | ", " - ", " – ", " — ", " · ")
_BYLINES = "[rel=author], [itemprop=author] [itemprop=name], a[href*='/author/'], a[href*='/autor/'], .author-name"
"""Where a page's body names its author, as selectors."""
_TOPICS = (
    "a[rel~=tag], a[href*='/tag/'], a[href*='/tags/'], a[href*='/topic/'], a[href*='/topics/'], a[href*='/thema/']"
)
"""Links to a page of a topic."""
_MACHINE = re.compile(r"[\w ]+: |[0-9a-f]{8}-[0-9a-f]{4}-|\w+/\w")
"""Keywords that a content system wrote for itself: `Category: News`, an identifier, a path."""
MOST_LINKS = 15
"""Topic links from which on they are the site's menu and not the article's topics."""
LONGEST_NAME = 60
"""Characters; a longer author is a sentence."""
MOST_TAGS = 40
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "publish-date", "pubdate",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Where a page speaks of itself: its tree, its meta values by lower-case name, its JSON-LD article."""

    tree: LexborHTMLParser
    meta: dict[str, list[str]]
    said: dict[str, Any]

    def named(self, *names: str) -> str:
        """The first value of the first meta name that has one."""
        return first(*(value for name in names for value in self.meta.get(name, ())))


def read_meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """All meta values by lower-case name, in order."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        given = node.attributes
        name = given.get("property") or given.get("name") or given.get("itemprop")
        if name:
            found.setdefault(name.lower(), []).append(clean.line(given.get("content") or "", limit=2000))
    return found


def title_of(page: Witnesses) -> str:
    """The headline, without the site's name behind it."""
    heading = first(*(node.text() for node in page.tree.css("h1")[:1]))
    spoken = first(page.named("og:title"), page.said.get("headline"), heading, _text(page.tree, "title"))
    if len(heading) >= 10 and spoken.startswith(heading):
        return heading
    site = page.named("og:site_name")
    for mark in _MARKS:
        head, _, tail = spoken.rpartition(mark)
        if head and (tail.casefold() == site.casefold() or (mark == " | " and len(tail) < len(head))):
            return head.strip()
    return spoken


def authors_of(page: Witnesses) -> tuple[str, ...]:
    """The people who wrote it, as names."""
    said = page.said.get("author") or page.said.get("creator")
    site_name = page.named("og:site_name")
    site = site_name.casefold()
    for raw in (
        [one.get("name") if isinstance(one, dict) else one for one in _list(said)],
        page.meta.get("author", []) or page.meta.get("parsely-author", []) or page.meta.get("article:author", []),
        [node.text() for node in page.tree.css(_BYLINES)[:8]],
    ):
        if names := tuple(name for name in _names(raw) if name.casefold() != site):
            return names
    return _names(_list(site_name)) if said else ()


def _names(raw: Iterable[object]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for one in raw:
        for each in one if isinstance(one, list) else [one]:
            for part in _AND.split(_BY.sub("", first(each))):
                name = _ROLE.sub("", part).strip(" .|-")
                if name and len(name) <= LONGEST_NAME and "://" not in name and "@" not in name:
                    found.setdefault(name)
    return tuple(found)


def tags_of(page: Witnesses) -> tuple[str, ...]:
    """Topics as the publisher names them, from the first witness that names any."""
    witnesses: tuple[Iterable[object], ...] = (
        _list(page.said.get("keywords")),
        page.meta.get("article:tag", []),
        page.meta.get("news_keywords", []),
        page.meta.get("keywords", []),
    )
    for raw in witnesses:
        if names := _topics(raw):
            return names[:MOST_TAGS]
    links = _topics(node.text() for node in page.tree.css(_TOPICS)[: 4 * MOST_LINKS])
    return links if len(links) <= MOST_LINKS else ()


def _topics(raw: Iterable[object]) -> tuple[str, ...]:
    """Lists of topics and single ones, each name once, without those that are no words for people."""
    names = (
        clean.line(unescape(word), limit=80).strip("#\"' ")
        for one in raw
        if isinstance(one, str)
        for word in re.split("[,;]", one)
    )
    return tuple(dict.fromkeys(name for name in names if name and not _MACHINE.match(name)))


def published_of(page: Witnesses) -> datetime | None:
    """When it appeared; the first witness whose words are a date."""
    seen = [page.said.get("datePublished"), page.said.get("dateCreated"), *(page.named(name) for name in _PUBLISHED)]
    times = page.tree.css("[itemprop=datePublished], time[datetime]")[:3]
    seen += [given.get("datetime") or given.get("content") for given in (node.attributes for node in times)]
    return _date(seen)


def updated_of(page: Witnesses) -> datetime | None:
    """When it was last changed."""
    return _date([page.said.get("dateModified"), *(page.named(name) for name in _UPDATED)])


def _date(seen: Iterable[object]) -> datetime | None:
    return next((when for raw in seen if isinstance(raw, str) and raw and (when := dates.parse(raw))), None)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return node.text() if node else ""


def first(*values: object) -> str:
    """The first of these that is a text with something in it, as one clean line."""
    return next(
        (text for value in values if isinstance(value, str) and (text := clean.line(unescape(value), limit=500))), ""
    )
