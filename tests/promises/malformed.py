"""Malformed inputs by a seed: whole ones of every kind, and what flips, truncations and splices make of them."""

from __future__ import annotations

import gzip
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.conftest import SHARED
from tui.news import guide_pages
from tui.news.render import as_html

MOST_BYTES = 400_000
"""Larger files take part elsewhere, as they are; spoilt, they find nothing that a smaller one does not."""
CASES = Path(__file__).resolve().parents[1] / "data" / "crashes"
"""What a fuzzer found once, by parser: `python -m tests.fuzz` adds to it."""
KINDS = {
    "feed": ({".xml", ".json", ".atom", ".rss", ".rdf", ".gz"}, ("feeds",)),
    "page": ({".html", ".htm"}, ("html", "extraction")),
    "opml": ({".opml"}, ("feeds", "html")),
    "text": ({".txt"}, ("seeds", "extraction")),
}
"""Which files of the corpus are whole inputs of each kind: endings, and folders."""

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example Wire</title><link>https://site.example/</link><ttl>60</ttl><item><title>Talks &amp;
&quot;talks&quot;</title><link>/a?b=1&amp;c=2</link><guid isPermaLink="false">1</guid>
<pubDate>Sat, 23 Mar 2024 15:56:00 -0400</pubDate>
<category>korea</category><dc:creator>Ann Example</dc:creator>
<media:content url="https://site.example/p.jpg" medium="image"/>
<description><![CDATA[<p>Short <b>words</b>.</p>]]></description><content:encoded>&lt;p&gt;Long words.&lt;/p&gt;
&lt;ul&gt;&lt;li&gt;one&lt;/li&gt;&lt;/ul&gt;</content:encoded></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://site.example/"><title type="html">Wire</title>
<link rel="self" href="feed.atom"/><entry><id>tag:site.example,2024:1</id><title type="xhtml"><div
xmlns="http://www.w3.org/1999/xhtml">A <i>b</i></div></title><link href="a"/>
<updated>2024-03-23T15:56:00-04:00</updated>
<author><name>Ann</name></author>
<content type="html">&lt;table&gt;&lt;tr&gt;&lt;td&gt;x&lt;/table&gt;</content></entry></feed>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [{"id": "1", "url":
"https://site.example/a", "title": "T", "content_html": "<p>x</p>", "tags": ["a", "b"], "date_published":
"2024-03-23T15:56:00-04:00", "authors": [{"name": "Ann"}], "attachments": [{"url": "x", "size_in_bytes": 1e9}]}]}"""
OPML = """<opml version="2.0"><head><title>x</title></head><body><outline text="News" title="a/b"><outline type="rss"
 text="&quot;W&quot;" xmlUrl="feed://site.example/f" htmlUrl="https://site.example" category="/a/b,c%2Cd"/></outline>
<!-- <outline xmlUrl="https://no.example"/> --></body></opml>"""

TOKENS = (
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE x [",
    b"<!ENTITY a 'b'>", b"&a;", b"&#x1b;", b"&#0;", b"&#xd800;", b"&#99999999999;", b"&amp;amp;lt;", b"\0",
    b"\x1b]52;c;x\x07", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xf4\x90\x80\x80", "\u202e".encode(), b"[/foo]",
    b"9" * 5000, b"-1", b"1e999", b"NaN", b"null", b"{", b"[" * 300, b"<div>" * 300, b"</div>", b"<table><tr><td>",
    b"<b><i><a href=x>", b"<script>", b"</script>", b"<svg><foreignObject>", b"<p " + b"a " * 300,
    b"<base href='javascript:x'>", b"<outline ", b"xmlUrl='", b"\"\"", b"''", b"=", b"<item>", b"<entry>", b"<rss>",
    b"charset=utf-7", b"2024-02-30T25:61:61+99:99", b"0000-00-00", b"99999-01-01", b"https://[::1",
    b"https://a@b@c:99999/", b"//", b"?", b"#", b"%00", b"%zz",
)  # fmt: skip
"""What has broken parsers of news, or could."""


@cache
def wholes(kind: str) -> tuple[bytes, ...]:
    """Whole inputs: our own, and those of the corpus where it lies beside the repository."""
    endings, folders = KINDS[kind]
    found = [*_own(kind)]
    for folder in folders:
        for top in (SHARED / "corpus" / folder, SHARED / folder):
            for path in sorted(top.rglob("*")):
                if path.suffix in endings and path.stat().st_size <= MOST_BYTES:
                    data = path.read_bytes()
                    found.append(gzip.decompress(data) if path.suffix == ".gz" else data)
    return tuple(one for one in found if len(one) <= MOST_BYTES)


def _own(kind: str) -> list[bytes]:
    documents = [draft.document for draft in guide_pages.drafts(datetime(2024, 3, 23, tzinfo=UTC))]
    pages = [
        f"<!doctype html><title>{one.title}</title><article>{as_html(one)}</article>".encode() for one in documents
    ]
    texts = [one.text.encode() for one in documents]
    feeds = [one.encode() for one in (RSS, ATOM, JSON_FEED)]
    return {"feed": feeds, "page": pages, "opml": [OPML.encode()], "text": texts}[kind]


def malformed(kind: str, number: int) -> bytes:
    """Input `number` of a kind: always the same bytes while the whole inputs are the same."""
    chance = random.Random(f"{kind} {number}")
    some = wholes(kind)
    return spoiled(chance.choice(some), some, chance)


def spoiled(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """What one to eight accidents make of bytes."""
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        data = _accident(data, chance.choice(others), chance)
    return data[: 2 * MOST_BYTES]


def _accident(data: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    upto = min(len(data), at + int(chance.paretovariate(0.6)))
    match chance.randrange(8):
        case 0:  # flips
            spoilt = bytearray(data)
            for _ in range(chance.choice((1, 4, 64)) if data else 0):
                spoilt[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            return bytes(spoilt)
        case 1:  # cut off
            return data[:at]
        case 2:  # a piece of another in its midst
            start = chance.randrange(len(other) + 1)
            return data[:at] + other[start : start + int(chance.paretovariate(0.4))] + data[at:]
        case 3:  # the head of one, the tail of another
            return data[:at] + other[chance.randrange(len(other) + 1) :]
        case 4:  # a hole
            return data[:at] + data[upto:]
        case 5:  # said many times
            return data[:at] + data[at:upto] * chance.choice((2, 10, 500)) + data[upto:]
        case 6:  # noise
            return data[:at] + chance.randbytes(chance.choice((1, 16, 256))) + data[upto:]
        case _:
            return data[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 50)) + data[upto:]
