"""RSS, Atom, RDF and CDF by `feedparser`, the most tolerant reader of them, told to sanitise and resolve nothing.

It gets bytes in memory only (its own `parse` would open a file or an address given as a string), and no base address:
with one it makes relative guids absolute, and a moved feed would come in twice.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tui.news.errors import FeedError
from tui.news.feeds.items import NO_TEXT, Channel, Item, Media, Text

_SKIP_HOURS = re.compile(rb"<skiphours\s*>(.{0,2000}?)</skiphours", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour\s*>\s*(\d{1,2})\s*<", re.IGNORECASE)
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
"""Hours in each `sy:updatePeriod` (RSS 1.0 module Syndication)."""


def read(body: bytes, headers: Mapping[str, str]) -> Channel:
    """What `feedparser` makes of the bytes, served with these response headers; FeedError where it is no feed."""
    import feedparser
    from feedparser import datetimes

    from tui.news.feeds import quick

    # Dates are ours to parse, from the raw words; its own handlers guess, and one of them can be made to hang.
    datetimes._date_handlers.clear()
    served = {name.lower(): value for name, value in headers.items()}
    served.pop("content-location", None)
    found = quick.read(body, served)
    if found is not None:
        return _channel(*found, body)
    result = feedparser.parse(
        io.BytesIO(body), response_headers=served, sanitize_html=False, resolve_relative_uris=False
    )
    wrong = result.get("bozo_exception") if result.get("bozo") else None
    channel = _channel(result["feed"], result["entries"], result.get("version") or "", body)
    return replace(channel, note=f"read although it is not well-formed: {wrong}") if _is_broken(wrong) else channel


def _channel(feed: Mapping[str, Any], entries: list[Any], version: str, body: bytes) -> Channel:
    """feedparser's answer in our words; FeedError where it found no feed."""
    if not entries and not version:
        raise FeedError("this is no feed; if it is a site's page, add the site and its feeds are looked for")
    return Channel(
        title=_text(feed, "title"),
        link=_word(feed, "link"),
        language=_word(feed, "language"),
        credit=_word(feed, "rights"),
        interval=_interval(feed),
        skip_hours=skip_hours(body),
        items=tuple(entry if isinstance(entry, Item) else _item(entry) for entry in entries),
    )


def skip_hours(body: bytes) -> frozenset[int]:
    """The hours an RSS feed asks to be left alone in (RSS 2.0, `skipHours`); 24 is midnight."""
    found = _SKIP_HOURS.search(body)
    return frozenset(int(hour) % 24 for hour in _HOUR.findall(found[1]) if int(hour) <= 24) if found else frozenset()


def _is_broken(wrong: object) -> bool:
    """Whether feedparser's complaint is about the markup, not about encoding or content type labels."""
    return type(wrong).__name__ == "SAXParseException"


def _get(entry: Mapping[str, Any], key: str) -> Any:
    """A key as it stands; feedparser's own look-up maps keys onto others and warns."""
    return dict.get(entry, key) if isinstance(entry, dict) else None


def _word(entry: Mapping[str, Any], key: str) -> str:
    value = _get(entry, key)
    return value if isinstance(value, str) else ""


def _dicts(entry: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    for value in _get(entry, key) or ():
        if isinstance(value, dict):
            yield value


def _detail(detail: Mapping[str, Any]) -> Text:
    """A `*_detail` or `content` value: text/plain stands for itself, everything else is markup."""
    return Text(_word(detail, "value"), _word(detail, "type") != "text/plain", _word(detail, "base") or None)


def _text(entry: Mapping[str, Any], key: str) -> Text:
    detail = _get(entry, f"{key}_detail")
    return _detail(detail) if isinstance(detail, dict) else Text(_word(entry, key))


def _item(entry: Mapping[str, Any]) -> Item:
    """One of feedparser's entries in our words."""
    contents = [_detail(detail) for detail in _dicts(entry, "content")]
    title = _text(entry, "title")
    return Item(
        guid=_word(entry, "id"),
        link=_link(entry),
        base=title.base,
        title=title,
        content=max(contents, key=lambda text: (text.html, len(text.value)), default=NO_TEXT),
        summary=_text(entry, "summary"),
        authors=tuple(_authors(entry)),
        published=_word(entry, "published") or _word(entry, "created"),
        updated=_word(entry, "updated"),
        tags=tuple(_word(tag, "label") or _word(tag, "term") for tag in _dicts(entry, "tags")),
        media=tuple(_media(entry)),
        credit=_word(entry, "rights"),
        language=_word(_get(entry, "title_detail") or {}, "language") or _word(entry, "language"),
    )


def _link(entry: Mapping[str, Any]) -> str:
    """The item's page: its link, else the first alternate one."""
    link = _word(entry, "link")
    if link:
        return link
    return next((_word(one, "href") for one in _dicts(entry, "links") if _word(one, "rel") == "alternate"), "")


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    found = False
    for author in _dicts(entry, "authors"):
        name = _word(author, "name") or _word(author, "email")
        if name:
            found = True
            yield name
    if not found:
        yield _word(entry, "author")


def _media(entry: Mapping[str, Any]) -> Iterator[Media]:
    """Enclosures, Media RSS files and pictures, an item's own picture."""
    credit = next((_word(one, "content") for one in _dicts(entry, "media_credit")), "")
    for one in _dicts(entry, "media_content"):
        kind = _word(one, "type") or _word(one, "medium")
        yield Media(_word(one, "url"), kind, _word(one, "title"), credit)
    for one in _dicts(entry, "media_thumbnail"):
        yield Media(_word(one, "url"), "image", credit=credit)
    for one in _dicts(entry, "links"):
        if _word(one, "rel") == "enclosure":
            yield Media(_word(one, "href"), _word(one, "type"), _word(one, "title"))
    picture = _get(entry, "image")
    if isinstance(picture, dict):
        yield Media(_word(picture, "href") or _word(picture, "url"), "image")


def _interval(feed: Mapping[str, Any]) -> timedelta | None:
    """The longer of `ttl` (minutes, RSS 2.0) and `sy:updatePeriod` over `sy:updateFrequency`; None where neither is."""
    asked = []
    ttl = _word(feed, "ttl").strip()
    if ttl.isdecimal() and len(ttl) < 7 and int(ttl):
        asked.append(timedelta(minutes=int(ttl)))
    hours = _PERIODS.get(_word(feed, "sy_updateperiod").strip().lower())
    if hours:
        times = _word(feed, "sy_updatefrequency").strip()
        asked.append(timedelta(hours=hours) / max(1, int(times) if times.isdecimal() and len(times) < 7 else 1))
    return max(asked, default=None)
