"""What some bytes are, from their first few kilobytes: enough to send them to the right reader."""

from __future__ import annotations

import re
from enum import StrEnum

LOOKED_AT = 8192


class Kind(StrEnum):
    """What bytes look like."""

    OPML = "list of feeds"
    FEED = "feed"
    PAGE = "page"
    TEXT = "text"
    EMPTY = "nothing"


_OPML = re.compile(rb"<opml\b|<outline\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)\b[^<]{0,2000}>", re.IGNORECASE)
_PAGE = re.compile(rb"<!doctype\s+html|<(?:html|head|body|title|div|article|p|h1|meta|table)\b", re.IGNORECASE)
_JSON_FEED = re.compile(rb'"(?:version|items)"\s*:')


def kind_of(data: bytes) -> Kind:
    """What these bytes are to a news reader; TEXT where nothing else fits."""
    start = data[:LOOKED_AT]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<\0" in start or b"\0<" in start:
        start = start.replace(b"\0", b"")
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.strip(b"\0 \t\r\n\xff\xfe"):
        return Kind.EMPTY
    if start.startswith(b"\x1f\x8b"):
        return Kind.FEED
    if start[:1] == b"{" and _JSON_FEED.search(data[: LOOKED_AT * 8]):
        return Kind.FEED
    page, feed, listed = _PAGE.search(start), _FEED.search(start), _OPML.search(start)
    if listed and not _before(page, listed) and not _before(feed, listed):
        return Kind.OPML
    if feed and not _before(page, feed):
        return Kind.FEED
    if page:
        return Kind.PAGE
    return Kind.FEED if start.startswith(b"<?xml") else Kind.TEXT


def _before(one: re.Match[bytes] | None, other: re.Match[bytes]) -> bool:
    return one is not None and one.start() < other.start()
