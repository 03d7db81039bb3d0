"""What `fastfeedparser` makes of bytes that `feedparser` could not read: another parser, other faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tui.news.errors import FeedError
from tui.news.feeds.items import Channel, Item, Media, Text


def read(body: bytes) -> Channel:
    """The feed in these bytes; FeedError where it is none. Dates stay the raw words."""
    import fastfeedparser.main

    # It would guess at dates, in a library that tries many forms; the raw words go to our strict parser.
    fastfeedparser.main._parse_date = _as_written
    try:
        result: dict[str, Any] = fastfeedparser.main.parse(body)
    except ValueError as error:
        raise FeedError("this is no feed that can be read") from error
    feed = result.get("feed") or {}
    return Channel(
        title=Text(_word(feed, "title")),
        link=_word(feed, "link"),
        language=_word(feed, "language"),
        items=tuple(_item(entry) for entry in result.get("entries") or ()),
        note="read by the second parser, since the first could not",
    )


def _as_written(raw: str) -> str:
    return raw


def _word(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _dicts(entry: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    for value in entry.get(key) or ():
        if isinstance(value, dict):
            yield value


def _item(entry: Mapping[str, Any]) -> Item:
    contents = [Text(_word(content, "value"), html=True) for content in _dicts(entry, "content")]
    media = [Media(_word(one, "url"), _word(one, "type"), _word(one, "title")) for one in _dicts(entry, "enclosures")]
    return Item(
        guid=_word(entry, "id"),
        link=_word(entry, "link"),
        title=Text(_word(entry, "title"), html=True),
        content=max(contents, key=lambda text: len(text.value), default=Text("")),
        summary=Text(_word(entry, "description"), html=True),
        authors=tuple(filter(None, [_word(entry, "author")])),
        published=_word(entry, "published"),
        updated=_word(entry, "updated"),
        tags=tuple(_word(tag, "term") for tag in _dicts(entry, "tags")),
        media=tuple(media),
    )
