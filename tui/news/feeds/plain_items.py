"""Items of RSS that consist of plain elements alone, taken from the tree as feedparser would have understood them.

Most items are such; what feedparser 6.0.14 makes of each element, and in which order later ones count, is told here
once more, without the state it keeps for the others. None for an item with anything else in it: that one is played to
feedparser's own handlers (`quick`).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from feedparser.mixin import _cp1252
from feedparser.urls import _urljoin

from tui.news import clean
from tui.news.feeds.items import NO_TEXT, Item, Media, Text


def mended(text: str) -> str:
    """As feedparser's `pop` mends a text: UTF-8 that was read as Latin-1, and letters of Windows-1252."""
    if text.isascii():
        return text
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_cp1252)


def read(parser: Any, element: Element, declared: Container[Element]) -> Item | None:
    """The item, the parser being at rest above it and without a base address; None where it is not plain.

    Leaves the parser as it would be behind the item.
    """
    taken = _Taken(parser)
    for child in element:
        take = _TAKERS.get(child.tag)
        if take is None or len(child) or child in declared:
            return None
        if not take(taken, child.attrib, (child.text or "").strip()):
            return None
    parser.guidislink, parser.title_depth = taken.guid_is_link, parser.depth + 2 if taken.titled else -1
    return taken.item(parser.lang)


@dataclass(slots=True)
class _Taken:
    """What the elements so far say."""

    parser: Any
    guid: str = ""
    guid_is_link: int = 0
    link: str | None = None
    links: list[str] = field(default_factory=list)
    title: Text | None = None
    titled: bool = False
    content: list[str] = field(default_factory=list)
    summary: Text | None = None
    authors: list[str] = field(default_factory=list)
    published: str = ""
    updated: str = ""
    tags: list[tuple[str, str]] = field(default_factory=list)
    files: list[Media] = field(default_factory=list)

    def item(self, language: str | None) -> Item:
        """The whole item."""
        contents = [Text(value, html=True) for value in self.content]
        return Item(
            guid=self.guid,
            link=self.link or next(filter(None, self.links), ""),
            title=self.title or NO_TEXT,
            content=max(contents, key=lambda text: len(text.value), default=NO_TEXT),
            summary=self.summary or NO_TEXT,
            authors=tuple(filter(None, self.authors)) or ("",),
            published=self.published,
            updated=self.updated,
            tags=tuple(term for term, _ in self.tags),
            media=tuple(self.files),
            language=language.replace("_", "-") if language and self.title else "",
        )


# Each takes one element into account; False where it is not plain after all.

_Take = Callable[[_Taken, Mapping[str, str], str], bool]


def _title(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    if given:
        return False
    if not taken.titled:
        taken.titled = bool(text)
        taken.title = Text(mended(text), taken.parser.looks_like_html(text) if "&" in text or "<" in text else False)
    return True


def _resolved(text: str) -> str:
    return text if clean.is_plain_address(text) or not text else str(_urljoin("", text))


def _link(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    if given or "&" in text:
        return False
    taken.link = mended(_resolved(text))
    taken.links.append(taken.link)
    return True


def _guid(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    if given.keys() - {"isPermaLink"}:
        return False
    taken.guid_is_link = given.get("isPermaLink", "true") == "true"
    taken.guid = mended(_resolved(text) if taken.guid_is_link else text)
    if taken.guid_is_link and taken.link is None:
        taken.link = taken.guid
    return True


def _description(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    if given or (taken.summary is not None and not taken.content):
        return False
    taken.summary = Text(mended(text), html=True)
    return True


def _content(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    if given:
        return False
    taken.content.append(mended(text))
    if taken.summary is None:
        taken.summary = Text(taken.content[-1])
    return True


def _category(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    if given.keys() - {"domain"}:
        return False
    value, domain, tags = mended(text), given.get("domain") or "", taken.tags
    if domain and ("", domain) not in tags:
        tags.append(("", domain))
    if value and tags and not tags[-1][0]:
        tags[-1] = (value, tags[-1][1])
    elif value and (value, "") not in tags:
        tags.append((value, ""))
    return True


def _author(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    if given or "@" in text:  # feedparser takes names and addresses apart
        return False
    taken.authors.append(mended(text))
    return True


def _published(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    taken.published = mended(text)
    return not given


def _updated(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    taken.updated = mended(text)
    return not given


def _enclosure(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    if given.keys() - {"url", "type", "length"} or not given.get("url"):
        return False
    taken.files.append(Media(given["url"], given.get("type", "").lower()))
    return True


def _ignored(taken: _Taken, given: Mapping[str, str], text: str) -> bool:
    return not given


_TAKERS: dict[str, _Take] = {
    "title": _title,
    "link": _link,
    "guid": _guid,
    "description": _description,
    "{http://purl.org/rss/1.0/modules/content/}encoded": _content,
    "category": _category,
    "author": _author,
    "{http://purl.org/dc/elements/1.1/}creator": _author,
    "pubDate": _published,
    "{http://purl.org/dc/elements/1.1/}date": _updated,
    "enclosure": _enclosure,
    "comments": _ignored,
    "{http://wellformedweb.org/CommentAPI/}commentRss": _ignored,
    "{http://purl.org/rss/1.0/modules/slash/}comments": _ignored,
}
"""By the tag as ElementTree writes it."""
