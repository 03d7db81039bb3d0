"""RSS, Atom and RDF as raw items."""

import pytest

from tui.news.errors import FeedError
from tui.news.feeds import second_opinion, syndication
from tui.news.feeds.items import Item, Media, Text

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>A &amp; B</title><link>http://a.example/</link>
<language>en-us</language><ttl>90</ttl><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
<skipHours><hour>0</hour><hour> 24 </hour><hour>13</hour></skipHours>
<item><title>One</title><link>/1</link><guid isPermaLink="false">g1</guid><description>short</description>
<content:encoded><![CDATA[<p>long</p>]]></content:encoded><pubDate>2024-56-23</pubDate><category>X</category>
<dc:creator>Ann</dc:creator><enclosure url="/a.mp3" type="audio/mpeg" length="1"/>
<media:content url="/p.jpg" medium="image"/></item></channel></rss>"""


def test_an_item_is_what_the_feed_says_and_nothing_resolved_or_guessed() -> None:
    channel = syndication.read(RSS, {})
    assert channel.items == (
        Item(
            guid="g1",
            link="/1",
            title=Text("One"),
            content=Text("<p>long</p>", html=True),
            summary=Text("short", html=True),
            authors=("Ann",),
            published="2024-56-23",
            tags=("X",),
            media=(Media("/p.jpg", "image"), Media("/a.mp3", "audio/mpeg")),
        ),
    )
    assert (channel.title.value, channel.link, channel.language) == ("A & B", "http://a.example/", "en-us")


def test_how_often_and_when_a_feed_wants_to_be_asked() -> None:
    channel = syndication.read(RSS, {})
    assert channel.interval is not None
    assert (channel.interval.total_seconds(), channel.skip_hours) == (6 * 3600, frozenset({0, 13}))


def test_a_charset_in_the_header_is_heard() -> None:
    body = "<rss version='2.0'><channel><title>\u0416</title></channel></rss>".encode("koi8-r")
    assert syndication.read(body, {"Content-Type": "application/xml; charset=koi8-r"}).title.value == "\u0416"


def test_an_address_or_a_file_name_is_not_opened() -> None:
    for body in (b"/etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1:9/"):
        with pytest.raises(FeedError, match="no feed"):
            syndication.read(body, {})


def test_the_second_reader_agrees_and_keeps_dates_as_written() -> None:
    item = second_opinion.read(RSS).items[0]
    assert (item.guid, item.link, item.published, item.tags) == ("g1", "/1", "2024-56-23", ("X",))
    assert item.content == Text("<p>long</p>", html=True)
    with pytest.raises(FeedError):
        second_opinion.read(b"<html></html>")
