"""Feed bytes become clean drafts, whoever reads them."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.news.errors import FeedError
from tui.news.feeds import parse, parsing, syndication
from tui.news.types import Embed, Figure, ParsedFeed

URL = "https://a.example/feed.xml"
RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example &amp;amp; Wire</title><link>https://a.example/</link>
 <language>en_us</language><copyright>(c) Wire</copyright><ttl>120</ttl>%s</channel></rss>"""
ITEM = """<item><title>%s</title><link>https://a.example/1</link><guid>g</guid><description>%s</description></item>"""


def feed(*items: str) -> ParsedFeed:
    return parse((RSS % "".join(items)).encode(), {}, URL)


def title(raw: str) -> str:
    return feed(ITEM % (raw, "x")).drafts[0].document.title


def test_a_feed_and_its_articles() -> None:
    parsed = feed(
        """<item><title>Talks resume</title><link>/1?a=1&amp;b=2</link><guid isPermaLink="false">7</guid>
        <description>&lt;p&gt;In short&lt;/p&gt;</description><content:encoded>
        <![CDATA[<p>At <b>length</b>.</p><p>More.</p>]]></content:encoded>
        <pubDate>Sat, 23 Mar 2024 15:56:00 GMT</pubDate><category>Korea</category><category>korea</category>
        <dc:creator>Ann Ex</dc:creator><enclosure url="/talk.mp3" type="audio/mpeg" length="1"/>
        <media:thumbnail url="/p.jpg"/></item>"""
    )
    assert (parsed.title, parsed.site_url, parsed.language) == ("Example & Wire", "https://a.example/", "en-US")
    assert parsed.interval == timedelta(hours=2)
    (draft,) = parsed.drafts
    said = draft.document
    assert (draft.key, draft.full) == ("guid:7", True)
    assert (said.title, said.url, said.site) == ("Talks resume", "https://a.example/1?a=1&b=2", "Example & Wire")
    assert (said.text, said.summary) == ("At length.\n\nMore.", "In short")
    assert (said.published, said.updated) == (datetime(2024, 3, 23, 15, 56, tzinfo=UTC), None)
    assert (said.tags, said.authors, said.credit) == (("Korea",), ("Ann Ex",), "(c) Wire")
    assert said.blocks[0] == Figure("https://a.example/p.jpg")
    assert said.blocks[-1] == Embed("https://a.example/talk.mp3", "audio/mpeg")
    assert said.image == "https://a.example/p.jpg"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Fish &amp; Chips", "Fish & Chips"),
        ("Fish &amp;amp; Chips", "Fish & Chips"),
        ("A &lt;b&gt;bold&lt;/b&gt; move", "A bold move"),
        ("<![CDATA[A <i>new</i> age &mdash; at last]]>", "A new age \u2014 at last"),
        ("2 &lt; 3 &gt; 1", "2 < 3 > 1"),
        ("[/foo] [@click=app.quit]x[/]", "[/foo] [@click=app.quit]x[/]"),
        ("a&amp;#27;]0;x&amp;#7;b", "a]0;xb"),
        ("a&amp;#8238;b", "ab"),
        ("  many\n\tblanks ", "many blanks"),
    ],
)
def test_titles_are_decoded_then_cleaned(raw: str, shown: str) -> None:
    assert title(raw) == shown


def test_a_summary_alone_is_not_the_full_text() -> None:
    (draft,) = feed(ITEM % ("T", "Only the lead.")).drafts
    assert (draft.full, draft.document.summary, draft.document.text) == (False, "Only the lead.", "Only the lead.")
    (draft,) = feed(ITEM % ("T", "&lt;p&gt;" + "many words " * 200 + "&lt;/p&gt;")).drafts
    assert (draft.full, draft.document.summary) == (True, "")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "exec:rm", "--help\x1b"]
)
def test_other_than_web_addresses_are_none(link: str) -> None:
    (draft,) = feed(f"<item><title>T</title><link>{link.replace(chr(27), '')}</link></item>").drafts
    assert draft.document.url is None or draft.document.url.startswith("https://a.example/")


def test_items_that_say_nothing_are_left_out_and_doubles_kept_once() -> None:
    item = ITEM % ("T", "x")
    assert len(feed(item, item, "<item/>", "<item><author>x</author></item>").drafts) == 1


def test_an_untitled_item_is_named_by_its_words() -> None:
    (draft,) = feed("<item><description>First words of a note</description></item>").drafts
    assert draft.document.title == "First words of a note"


def test_json_and_gzip_and_marks_are_seen_through() -> None:
    assert (
        parse(b'{"version": "1", "title": "J", "items": [{"id": 1, "title": "T"}]}', {}, URL).drafts[0].key == "guid:1"
    )
    assert parse(gzip.compress((RSS % "").encode()), {}, URL).title == "Example & Wire"
    assert parse(b"\xef\xbb\xbf\n" + (RSS % "").encode(), {}, URL).title == "Example & Wire"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\0", "empty"),
        (b"<!doctype html><title>x</title><p>hello", "no feed"),
        (b"just words", "no feed"),
        (b"\x1f\x8bbroken", "packing is broken"),
    ],
)
def test_what_is_no_feed_says_so_and_where(body: bytes, reason: str) -> None:
    with pytest.raises(FeedError, match=reason) as caught:
        parse(body, {}, URL)
    assert caught.value.where == URL


def test_the_second_reader_is_asked_when_the_first_breaks_or_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(body: bytes, headers: object) -> None:
        raise RecursionError

    def hangs(body: bytes, headers: object) -> None:
        while True:
            try:
                sum(range(10_000))  # at work: its time is the processor's
            except Exception:  # noqa: BLE001  # a library that swallows everything
                continue

    monkeypatch.setattr(parsing, "FIRST_SECONDS", 0.1)
    for reader in (breaks, hangs):
        monkeypatch.setattr(syndication, "read", reader)
        parsed = feed(ITEM % ("T", "x"))
        assert (parsed.drafts[0].document.title, parsed.note[:4]) == ("T", "read")
        with pytest.raises(FeedError):
            parse(b"<rss", {}, URL)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_torn_feed_is_articles_or_a_reason(data: st.DataObject) -> None:
    body = bytearray((RSS % (ITEM % ("T &amp; x", "&lt;p&gt;y&lt;/p&gt;") * 3)).encode())
    for _ in range(data.draw(st.integers(0, 12))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        parsed = parse(bytes(body[: data.draw(st.integers(0, len(body)))]), {}, URL)
    except FeedError as error:
        assert str(error).isprintable()
    else:
        assert all(draft.document.title.isprintable() for draft in parsed.drafts)
