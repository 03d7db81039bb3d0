"""The quick way to feedparser's handlers says what feedparser itself says: of real feeds and of made-up ones."""

from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.news.feeds.conftest import CORPUS, FILES, data_of
from tests.news.feeds.expectations import headers_of
from tui.news.errors import FeedError
from tui.news.feeds import quick, syndication
from tui.news.feeds.items import Channel, Item
from tui.news.feeds.parsing import FAULTS

LARGEST = 150_000
SERVED = {"content-type": "application/rss+xml; charset=utf-8", "content-language": "de_AT"}
FEEDS = [path for path in FILES if ".opml" not in path.name and path.parent.name != "newsread-lab"]


def said(body: bytes, headers: Mapping[str, str]) -> Channel | str:
    try:
        return syndication.read(body, headers)
    except (FeedError, *FAULTS) as error:
        return repr(error)


def by_feedparser(body: bytes, headers: Mapping[str, str]) -> Channel | str:
    with patch.object(quick, "read", return_value=None):
        return said(body, headers)


@pytest.mark.parametrize("folder", sorted({path.parent for path in FEEDS}), ids=lambda folder: folder.name)
def test_both_say_the_same_of_every_feed(folder: Path) -> None:
    for path in FEEDS:
        data = data_of(path) if path.parent == folder else b""
        if 0 < len(data) <= LARGEST:
            headers = SERVED | headers_of(data.decode("latin-1"))
            assert said(data, headers) == by_feedparser(data, headers), path.name


def test_most_feeds_go_the_quick_way() -> None:
    bodies = [data_of(path) for path in FEEDS if path.parent == CORPUS / "kagisearch__fastfeedparser"]
    went = [quick.read(body, SERVED) is not None for body in bodies if len(body) <= LARGEST]
    assert not went or sum(went) > 0.8 * len(went)


TEXT = st.sampled_from(
    ("", "One", " two ", "A &amp; B", "&lt;b&gt;bold&lt;/b&gt; &amp;amp;", "<![CDATA[<p>x</p> &eacute;]]>", "é\u0192Ã©",
     "https://a.example/1", "/relative?a=1&amp;b=2", "http:///three", "Sat, 23 Mar 2024 15:56:00 GMT",
     "a@b.example (Ann)", "<!-- said --> aside", "one<br/>two")
)  # fmt: skip
TAGS = st.sampled_from(
    ("title", "link", "guid", "description", "pubDate", "category", "author", "dc:creator", "dc:date", "dc:title",
     "content:encoded", "media:title", "media:description", "media:content", "source", "image", "enclosure", "summary",
     "content", "id", "atom:link", "atom:id", "atom:updated", "unknown", "odd:title", "body", "language", "rights")
)  # fmt: skip
ATTRIBUTES = st.sampled_from(
    ("", "", "", "isPermaLink='false'", "isPermaLink='true'", "domain='d'", "type='html'", "type='text/plain'",
     "url='http://b.example/x' type='image/png'", "href='http://c.example'", "xml:lang='fr'", "xml:base='http://d.example/'",
     "xmlns:odd2='http://odd.example'", "lang='es'")
)  # fmt: skip
ELEMENTS = st.tuples(TAGS, ATTRIBUTES, TEXT).map(lambda made: f"<{made[0]} {made[1]}>{made[2]}</{made[0]}>")
NESTED = st.tuples(TAGS, st.lists(ELEMENTS, max_size=2)).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>")
BITS = st.lists(st.one_of(ELEMENTS, ELEMENTS, ELEMENTS, NESTED), max_size=7).map("\n ".join)
SPACES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    " xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom' xmlns:odd='urn:odd'"
)


PLAIN = st.tuples(
    st.sampled_from(
        ("title", "link", "guid", "description", "pubDate", "category", "author", "dc:creator", "dc:date",
         "content:encoded", "enclosure", "comments", "wfw:commentRss")
    ),
    st.sampled_from(
        ("", "", "", "isPermaLink='false'", "domain='d'", "domain=''", "url='/x.mp3' type='Audio/MPEG' length='1'")
    ),
    TEXT,
).map(lambda made: f"<{made[0]} {made[1]}>{made[2]}</{made[0]}>")  # fmt: skip
PLAINS = st.lists(PLAIN, max_size=7).map("\n ".join)


@settings(max_examples=150, deadline=None)
@given(PLAINS, PLAINS, PLAINS, BITS, st.sampled_from(({}, SERVED)))
def test_both_say_the_same_of_plain_items_and_of_what_follows_them(
    one: str, two: str, channel: str, other: str, headers: Mapping[str, str]
) -> None:
    spaces = f"{SPACES} xmlns:wfw='http://wellformedweb.org/CommentAPI/'"
    text = (
        f"<rss version='2.0' {spaces}><channel><item>{one}</item><item>{two}</item>{channel}<item>{other}</item>"
        f"{channel}</channel></rss>"
    )
    body = text.encode()
    assert said(body, headers) == by_feedparser(body, headers)


def test_a_blog_as_wordpress_writes_it_is_taken_item_by_item() -> None:
    item = (
        "<title>One</title><link>https://a.example/1</link><comments>https://a.example/1#c</comments>"
        "<dc:creator><![CDATA[Ann]]></dc:creator><pubDate>Sat, 23 Mar 2024 15:56:00 +0000</pubDate>"
        "<category><![CDATA[News]]></category><guid isPermaLink='false'>https://a.example/?p=1</guid>"
        "<description><![CDATA[<p>Short</p>]]></description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>"
        "<wfw:commentRss>https://a.example/1/feed</wfw:commentRss>"
    )
    spaces = f"{SPACES} xmlns:wfw='http://wellformedweb.org/CommentAPI/'"
    found = quick.read(f"<rss version='2.0' {spaces}><channel><item>{item}</item></channel></rss>".encode(), {})
    assert found is not None
    assert [type(entry) for entry in found[1]] == [Item]


@settings(max_examples=150, deadline=None)
@given(BITS, BITS, BITS, st.sampled_from(("rss", "atom")), st.sampled_from(({}, SERVED)))
def test_both_say_the_same_of_made_up_feeds(
    channel: str, one: str, two: str, kind: str, headers: Mapping[str, str]
) -> None:
    if kind == "rss":
        text = f"<rss version='2.0' {SPACES}><channel>{channel}<item>{one}</item><item>{two}</item></channel></rss>"
    else:
        space = "xmlns='http://www.w3.org/2005/Atom'"
        text = f"<feed {space} {SPACES}>{channel}<entry>{one}</entry><entry>{two}</entry></feed>"
    body = text.encode()
    assert said(body, headers) == by_feedparser(body, headers)
