"""Where a page speaks of itself: its tree, its meta values, its JSON-LD; read once, asked by each field's scorer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tui.news import clean
from tui.news.extract.linked_data import article_data
from tui.news.extract.microdata import marked_up

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SEPARATORS = str.maketrans("", "", ":.-_ /")
_SECOND = ("2", "2/", "2.html", "2.htm")
"""How addresses of second pages end."""
_LINKS = ", ".join(f"[href$='{end}']" for end in _SECOND)
_WITNESSES = (
    "meta, script[type*='ld+json'], h1, link[rel~=next], main, [role=main], article, sup, "
    f"a:is([rel~=next], [role=doc-noteref], [class*=footnote], [class*=noteref], {_LINKS})"
)
"""What every page is asked for, in one selector: two thirds of the time of one for each."""
_MARK = re.compile(r"\s+[-–—|·•:»]+\s+|\s*[|｜：]\s*")
"""What stands between a headline and the site's name in a browser's title."""
_NO_WORD = re.compile(r"\W+")
LONGEST_SITE = 40
"""Characters of a site's name in a title."""
LONGEST = 2000
"""Characters of one meta value that are looked at."""
MOST_TIMES = 3


@dataclass(frozen=True)
class Witnesses:
    """One page's evidence."""

    tree: LexborHTMLParser
    url: str | None
    meta: dict[str, list[str]]
    """Meta values as they stand, in order, by their name in lower case without separators: `articletag` for
    `article:tag`, `dctermscreated` for `dcterms.created`; sites differ in nothing more."""
    said: dict[str, Any]
    """The article's fields by JSON-LD, else by microdata or RDFa."""
    crumbs: tuple[str, ...]
    """The names on the way from the home page to it, by JSON-LD."""

    heading: str
    """The words of the first `h1` that has any."""
    following: tuple[str, ...]
    """Where the page's `rel=next` lead, as they stand."""
    second: tuple[str, ...]
    """Where links lead that end with the number of a second page, as they stand."""
    main: LexborNode | None
    """The element that the page marks as its main part or as its first article."""
    has_article: bool
    """Whether any element is marked as an article."""
    has_marks: bool
    """Whether anything may be the mark of a note."""
    _clean: dict[str, str] = field(default_factory=dict)
    """Meta values that were asked for, clean: several scorers ask for the same."""

    def named(self, *names: str) -> str:
        """The first value of the first of these meta names that has one, clean."""
        for name in names:
            if name in self.meta:
                text = self._clean.get(name)
                if text is None:
                    text = self._clean[name] = first(*self.meta[name])
                if text:
                    return text
        return ""

    @cached_property
    def headline(self) -> str:
        """The article's headline by JSON-LD or microdata."""
        return first(self.said.get("headline"))

    @cached_property
    def shown(self) -> str:
        """What the browser shows as title."""
        title = self.tree.css_first("title")
        return first(title.text()) if title else ""

    @cached_property
    def canonical(self) -> str:
        """Where `rel=canonical` leads, as it stands."""
        link = self.tree.css_first("link[rel~=canonical][href]")
        return (link.attributes.get("href") or "") if link else ""

    @cached_property
    def times(self) -> tuple[str, ...]:
        """What the first `time` elements say, as they stand; asked for only where nothing better gives a date."""
        return tuple(node.attributes.get("datetime") or "" for node in self.tree.css("time[datetime]")[:MOST_TIMES])

    @cached_property
    def host(self) -> str:
        """The page's host without `www.`, lower case; empty where the address is unknown."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.") if self.url else ""

    @cached_property
    def publisher(self) -> str:
        """The publisher's name by JSON-LD."""
        return first(*names_in(self.said.get("publisher")))

    @cached_property
    def site(self) -> str:
        """The site's name; where the head does not say it, what the browser's title has behind the headline."""
        said = self.named("ogsitename") or self.publisher or self.named("applicationname", "sitename")
        return said or self._behind_the_headline()

    def _behind_the_headline(self) -> str:
        shown = folded(self.shown)
        for spoken in (self.named("ogtitle"), self.heading):
            if len(spoken) > LONGEST_SITE / 2 and len(start := folded(spoken)) < len(shown) and shown.startswith(start):
                tail = _MARK.split(self.shown)[-1].strip()
                return tail if len(tail) <= LONGEST_SITE and not start.endswith(folded(tail)) else ""
        return ""

    @cached_property
    def itself(self) -> frozenset[str]:
        """The site's own names, folded: as it says them and as its address does."""
        labels = self.host.split(".")[:-1]
        names = (self.site, self.publisher, self.host, self.host.partition(".")[0], max(labels, key=len, default=""))
        return frozenset(filter(None, map(folded, names)))


def read(tree: LexborHTMLParser, url: str | None) -> Witnesses:
    """The evidence of a page, before anything is taken out of its tree; what is seldom asked for is read when it is."""
    meta: dict[str, list[str]] = {}
    scripts: list[str] = []
    parts: list[LexborNode] = []
    links: list[dict[str, str | None]] = []
    heading, has_marks = "", False
    for node in tree.css(_WITNESSES):
        kind = node.tag
        if kind == "meta":
            given = node.attributes
            value = given.get("content")
            if value and (name := given.get("property") or given.get("name") or given.get("itemprop")):
                meta.setdefault(_plain(name), []).append(value[:LONGEST])
        elif kind == "script":
            scripts.append(node.text())
        elif kind == "h1":
            heading = heading or first(node.text())
        elif kind == "a" or kind == "link":
            links.append(node.attributes)
        elif kind == "sup":
            has_marks = True
        else:
            parts.append(node)
    said, crumbs = article_data(scripts)
    return Witnesses(
        tree,
        url,
        meta,
        said or marked_up(tree),
        crumbs,
        heading,
        following=tuple([href for link in links if "next" in (link.get("rel") or "") and (href := link.get("href"))]),
        second=tuple([href for link in links if (href := link.get("href") or "").endswith(_SECOND)]),
        main=_main(parts),
        has_article=any([node.tag == "article" for node in parts]),
        has_marks=has_marks or any(map(_is_mark, links)),
    )


def _main(parts: list[LexborNode]) -> LexborNode | None:
    """Of the elements that are marked as main parts or articles the first main part, else the first article."""
    marked = (node for node in parts if node.tag != "article" or node.attributes.get("role") == "main")
    return next(marked, parts[0] if parts else None)


def _is_mark(link: dict[str, str | None]) -> bool:
    names = link.get("class") or ""
    return "footnote" in names or "noteref" in names or link.get("role") == "doc-noteref"


@lru_cache(4096)
def _plain(name: str) -> str:
    """A meta name without what sites differ in."""
    return name.lower().translate(_SEPARATORS)


@lru_cache(256)
def folded(text: str) -> str:
    """A text for comparing: its letters and digits, without case; kept, since each of a page's is compared often."""
    return _NO_WORD.sub("", text).casefold()


def first(*values: object) -> str:
    """The first of these that is a text with something in it, as one clean line."""
    for value in values:
        if isinstance(value, str) and value and (text := clean.line(unescape(value), limit=500)):
            return text
    return ""


def as_list(value: object) -> list[Any]:
    """JSON-LD lets any value stand alone or in a list."""
    return value if isinstance(value, list) else [value]


def names_in(value: object) -> Iterable[str]:
    """The names in a JSON-LD value: texts, and objects with a `name`."""
    for one in as_list(value):
        name = one.get("name") if isinstance(one, dict) else one
        yield from (each for each in as_list(name) if isinstance(each, str))
