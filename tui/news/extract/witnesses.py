"""Where a page speaks of itself: its tree, its meta values, its JSON-LD; read once, asked by each field's scorer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tui.news import clean
from tui.news.extract.linked_data import article_data

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_SEPARATORS = re.compile(r"[^a-z0-9]")
LONGEST = 2000
"""Characters of one meta value that are looked at."""


@dataclass(frozen=True)
class Witnesses:
    """One page's evidence."""

    tree: LexborHTMLParser
    url: str | None
    meta: dict[str, list[str]]
    """Meta values as they stand, in order, by their name in lower case without separators: `articletag` for
    `article:tag`, `dctermscreated` for `dcterms.created`; sites differ in nothing more."""
    said: dict[str, Any]
    """The JSON-LD article's fields."""

    def named(self, *names: str) -> str:
        """The first value of the first of these meta names that has one, clean."""
        return first(*(value for name in names for value in self.meta.get(name, ())))

    def text_of(self, selector: str) -> str:
        """The first words that an element of this selector has, as one clean line."""
        return first(*(node.text() for node in self.tree.css(selector)[:5]))

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
        """The site's name."""
        return self.named("ogsitename") or self.publisher or self.named("applicationname", "sitename")


def read(tree: LexborHTMLParser, url: str | None) -> Witnesses:
    """The evidence of a page; before anything is taken out of its tree."""
    meta: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        given = node.attributes
        name = given.get("property") or given.get("name") or given.get("itemprop")
        value = given.get("content")
        if name and value:
            meta.setdefault(_SEPARATORS.sub("", name.lower()), []).append(value[:LONGEST])
    return Witnesses(tree, url, meta, article_data(tree))


def first(*values: object) -> str:
    """The first of these that is a text with something in it, as one clean line."""
    return next(
        (text for value in values if isinstance(value, str) and (text := clean.line(unescape(value), limit=500))), ""
    )


def as_list(value: object) -> list[Any]:
    """JSON-LD lets any value stand alone or in a list."""
    return value if isinstance(value, list) else [value]


def names_in(value: object) -> Iterable[str]:
    """The names in a JSON-LD value: texts, and objects with a `name`."""
    for one in as_list(value):
        name = one.get("name") if isinstance(one, dict) else one
        yield from (each for each in as_list(name) if isinstance(each, str))
