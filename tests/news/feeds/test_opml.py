"""Lists of feeds: read whatever they look like, written so that others can read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news import clean
from tui.news.errors import FeedError
from tui.news.feeds import opml
from tui.news.types import Feed

WORDS = st.text(max_size=30).map(clean.line)
TAGS = st.lists(st.text(min_size=1, max_size=12).map(clean.tag).filter(bool), max_size=3, unique=True).map(tuple)
STEPS = st.lists(st.text(st.characters(exclude_characters="/∕"), min_size=1, max_size=9).map(clean.line), max_size=3)
TOPICS = STEPS.map(lambda steps: "/".join(step for step in steps if step))


def urls(outlines: list[opml.Outline]) -> list[str]:
    return [outline.url for outline in outlines]


def test_topics_titles_sites_and_tags_are_read() -> None:
    data = b"""<opml version="2.0"><body><outline text="World"><outline text="Asia">
        <outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example/"
          category="/korea,north korea"/></outline></outline><outline xmlUrl="http://b.example/rss"/></body></opml>"""
    assert opml.read(data) == [
        opml.Outline(
            "https://a.example/feed?x=1&y=2", "A & B", "https://a.example/", "World/Asia", ("korea", "north korea")
        ),
        opml.Outline("http://b.example/rss"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        '<outline text="Q & A" xmlUrl="http://x.example/f?a=1&b=2">',
        "<outline XMLURL = 'http://x.example/f?a=1&b=2'/>",
        '<OUTLINE text="unclosed quote xmlUrl="http://other.example/" /><outline xmlUrl="http://x.example/f?a=1&b=2"/>',
        '<outline xmlUrl="feed://x.example/f?a=1&amp;b=2" text="&bogus; &#0; <b>"/>',
        '</outline></outline><outline xmlUrl="feed:http://x.example/f?a=1&b=2"',
    ],
)
def test_a_list_that_is_not_well_formed_is_read_all_the_same(line: str) -> None:
    assert "http://x.example/f?a=1&b=2" in urls(opml.read(b"<opml><body>" + line.encode()))


@pytest.mark.parametrize("name", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_is_what_it_says(name: str) -> None:
    text = f'<?xml version="1.0" encoding="{name}"?><opml><outline text="Caf\xe9" xmlUrl="http://x.example/"/></opml>'
    assert opml.read(text.encode(name))[0].title == "Caf\xe9"


def test_only_web_addresses_come_in_and_comments_stay_out() -> None:
    data = b"""<opml><outline xmlUrl="exec:rm -rf ~"/><outline xmlUrl="filter:cat:http://x.example/"/>
        <outline xmlUrl="|cat /etc/passwd"/><outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="--help"/>
        <outline xmlUrl="javascript:alert(1)"/><!-- <outline xmlUrl="http://hidden.example/"/> -->
        <outline xmlUrl="http://me:secret@x.example/"/><outline xmlUrl="http://x.example/"/></opml>"""
    assert urls(opml.read(data)) == ["http://x.example/"]


def test_entities_expand_to_nothing() -> None:
    data = b"""<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
        <opml><outline text="&b;&f;" xmlUrl="http://x.example/"/></opml>"""
    assert opml.read(data)[0].title == "&b;&f;"


def test_controls_and_marks_stay_outside() -> None:
    data = '<opml><outline text="a\x1b]52;c;x\x07\u202eb&#27;&#x9b;" xmlUrl="http://x.example/"/></opml>'.encode()
    assert opml.read(data)[0].title.isprintable()


def test_what_is_no_list_says_so() -> None:
    with pytest.raises(FeedError, match="no OPML"):
        opml.read(b"<html><body>outline</body></html>")
    assert opml.read(b"<opml><body></body></opml>") == []


@given(
    st.lists(
        st.builds(
            Feed,
            id=st.just(0),
            url=st.integers(0, 10**6).map(lambda number: f"https://x{number}.example/feed?a=1&b={number}"),
            title=WORDS.filter(bool),
            site_url=st.sampled_from([None, "https://site.example/?q='\"&"]),
            topic=TOPICS,
            tags=TAGS,
        ),
        unique_by=lambda feed: feed.url,
        max_size=6,
    )
)
def test_what_is_written_is_read_back(feeds: list[Feed]) -> None:
    back = {outline.url: outline for outline in opml.read(opml.write(feeds).encode())}
    assert back == {
        feed.url: opml.Outline(feed.url, feed.title, clean.address(feed.site_url), feed.topic, feed.tags)
        for feed in feeds
    }


@given(st.text(st.sampled_from("<outline xmlUrl='\"=/>!-&#x;ht:a \n")) | st.binary())
def test_anything_is_a_list_or_a_reason(raw: str | bytes) -> None:
    try:
        opml.read(raw.encode() if isinstance(raw, str) else raw)
    except FeedError as error:
        assert str(error)
