"""JSON Feed: what is there is read, what has the wrong type is not."""

import json

import pytest

from tui.news.errors import FeedError
from tui.news.feeds import jsonfeed
from tui.news.feeds.items import Item, Media, Text


def read(**feed: object) -> tuple[Item, ...]:
    return jsonfeed.read(json.dumps({"version": "https://jsonfeed.org/version/1.1", **feed}).encode()).items


def test_every_field_of_an_item() -> None:
    item = {
        "id": 7, "url": "/a", "title": "T <b>", "content_html": "<p>x</p>", "content_text": "x", "summary": "s",
        "date_published": "2024-03-23T15:56:00Z", "date_modified": "2024-03-24T15:56:00Z", "tags": ["a", 1, "b"],
        "authors": [{"name": "Ann"}, {"url": "x"}, "Bob"], "image": "/i.png", "language": "en",
        "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "title": "talk"}, None],
    }  # fmt: skip
    assert read(items=[item]) == (
        Item(
            guid="7",
            link="/a",
            title=Text("T <b>"),
            content=Text("<p>x</p>", html=True),
            summary=Text("s"),
            authors=("Ann",),
            published="2024-03-23T15:56:00Z",
            updated="2024-03-24T15:56:00Z",
            tags=("a", "b"),
            media=(Media("/i.png", "image"), Media("/a.mp3", "audio/mpeg", "talk")),
            language="en",
        ),
    )


@pytest.mark.parametrize("wrong", [None, True, 1.5, [], {}, [[]], {"a": 1}])
def test_a_value_of_the_wrong_type_is_no_value(wrong: object) -> None:
    keys = ("id", "url", "title", "content_html", "summary", "tags", "authors", "author", "attachments", "image")
    assert read(items=[dict.fromkeys(keys, wrong), wrong])[0] == Item()


@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"a": 1}', b"{" * 100_000, b'{"items": ' + b"[" * 100_000, b"\xff{"])
def test_what_is_no_feed_says_so(raw: bytes) -> None:
    with pytest.raises(FeedError):
        jsonfeed.read(raw)


def test_a_mark_before_it_and_a_feed_without_items_are_read() -> None:
    assert jsonfeed.read(b'\xef\xbb\xbf{"version": "1", "title": "T"}').title == Text("T")
