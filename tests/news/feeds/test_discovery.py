"""Feeds found on a site's page, in its links, in its address."""

import pytest

from tui.news.feeds import Candidate, discover
from tui.news.feeds.discovery import guesses, public_feeds

PAGE = b"""<html><head><base href="https://cdn.example/x/"><title>T</title>
<link rel="stylesheet" href="rss.css"><link rel="alternate" hreflang="de" href="/de">
<link rel="ALTERNATE" type="application/rss+xml" title="News &amp; more" href="/feed?a=1&amp;b=2">
<link rel="alternate" type="application/atom+xml; charset=utf-8" href="atom.xml">
<link rel="alternate" type="application/feed+json" href="https://a.example/feed.json">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
</head><body><a href="/rss/world.xml">World\x1b[31m</a> <a href="/feedback">Say</a> <a href="/feed.png">i</a>
<a href="/feed?a=1&amp;b=2">again</a><a href="/press">press</a></body></html>"""


def test_a_page_names_its_feeds_first_and_links_to_others() -> None:
    assert discover(PAGE, "https://a.example/") == [
        Candidate("https://cdn.example/feed?a=1&b=2", "News & more", sure=True),
        Candidate("https://cdn.example/x/atom.xml", "", sure=True),
        Candidate("https://a.example/feed.json", "", sure=True),
        Candidate("https://cdn.example/rss/world.xml", "World[31m", sure=False),
    ]


@pytest.mark.parametrize("html", [b"", b"\0\xff<link rel=alternate", b"<base href='http://['><a href=/rss>x</a>"])
def test_a_broken_page_is_no_trouble(html: bytes) -> None:
    assert all(candidate.url.startswith("https://a.example/") for candidate in discover(html, "https://a.example/"))


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        (
            "https://www.youtube.com/channel/UCabc/videos",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc",
        ),
        (
            "https://m.youtube.com/playlist?list=PL1",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1",
        ),
        ("https://youtube.com/user/someone", "https://www.youtube.com/feeds/videos.xml?user=someone"),
        ("https://old.reddit.com/r/python/top/", "https://www.reddit.com/r/python/.rss"),
    ],
)
def test_channels_and_subreddits_have_public_feeds(url: str, feed: str) -> None:
    assert list(public_feeds(url)) == [feed]


@pytest.mark.parametrize(
    "url", ["https://example.org/r/python", "https://www.reddit.com/", "https://youtube.com/about"]
)
def test_others_have_none(url: str) -> None:
    assert list(public_feeds(url)) == []


def test_the_usual_places() -> None:
    places = [candidate.url for candidate in guesses("https://a.example/deep/page?x=1")]
    assert "https://a.example/feed" in places
    assert "https://a.example/atom.xml" in places
