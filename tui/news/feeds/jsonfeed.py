"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), every value's type checked before it is used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tui.news.errors import FeedError
from tui.news.feeds.items import NO_TEXT, Channel, Item, Media, Text


def read(body: bytes) -> Channel:
    """The feed in these bytes; FeedError where they are no JSON or no feed."""
    try:
        # A number of a million digits is refused by int() itself (ValueError); deep nesting is a RecursionError.
        data = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise FeedError("this is neither a feed nor JSON that can be read") from error
    if not isinstance(data, dict) or not (isinstance(data.get("items"), list) or _word(data, "version")):
        raise FeedError("this JSON is no feed: it has no list of items")
    return Channel(
        title=Text(_word(data, "title")),
        link=_word(data, "home_page_url"),
        language=_word(data, "language"),
        authors=tuple(_authors(data)),
        items=tuple(_item(item) for item in _dicts(data, "items")),
    )


def _word(data: dict[str, Any], key: str) -> str:
    """A text, or a number as text; everything else is nothing."""
    value = data.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _dicts(data: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    value = data.get(key)
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _authors(data: dict[str, Any]) -> Iterator[str]:
    """Names by version 1.1 (`authors`), else by 1.0 (`author`)."""
    author = data.get("author")
    for one in [*_dicts(data, "authors"), *([author] if isinstance(author, dict) else [])]:
        if _word(one, "name"):
            yield _word(one, "name")


def _item(item: dict[str, Any]) -> Item:
    markup, plain = _word(item, "content_html"), _word(item, "content_text")
    tags = item.get("tags")
    return Item(
        guid=_word(item, "id"),
        link=_word(item, "url") or _word(item, "external_url"),
        title=Text(_word(item, "title")),
        content=Text(markup, html=True) if markup.strip() else Text(plain),
        summary=Text(_word(item, "summary")) if _word(item, "summary") else NO_TEXT,
        authors=tuple(_authors(item)),
        published=_word(item, "date_published"),
        updated=_word(item, "date_modified"),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        media=tuple(_media(item)),
        language=_word(item, "language"),
    )


def _media(item: dict[str, Any]) -> Iterator[Media]:
    for key in ("image", "banner_image"):
        if _word(item, key):
            yield Media(_word(item, key), "image")
    for one in _dicts(item, "attachments"):
        yield Media(_word(one, "url"), _word(one, "mime_type"), _word(one, "title"))
