"""What pages say of themselves: small pages, one witness at a time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tui.news.extract import extract
from tui.news.types import Document


def read(head: str, body: str = "") -> Document:
    return extract(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "https://example.org/a")


def linked(json: str) -> Document:
    return read(f'<script type="application/ld+json">{json}</script>')


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ('<meta name="author" content="By Ann Lee and Bo Ray">', ("Ann Lee", "Bo Ray")),
        ('<meta name="author" content="Ann Lee (editor)">', ("Ann Lee",)),
        ('<meta name="author" content="https://example.org/ann">', ()),
        ('<meta property="article:author" content="Ann Lee">', ("Ann Lee",)),
    ],
)
def test_authors_come_as_names(head: str, authors: tuple[str, ...]) -> None:
    assert read(head).authors == authors


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        (
            '<meta property="article:tag" content="Seoul"><meta property="article:tag" content="Trade">',
            ("Seoul", "Trade"),
        ),
        ('<meta name="news_keywords" content="Seoul; Trade, Seoul">', ("Seoul", "Trade")),
        ('<meta name="keywords" content="#Caf&amp;eacute;">', ("Café",)),
        ('<meta name="keywords" content="menu"><meta property="article:tag" content="Trade">', ("Trade",)),
    ],
)
def test_tags_come_from_the_best_witness(head: str, tags: tuple[str, ...]) -> None:
    assert read(head).tags == tags


def test_linked_data_is_found_inside_a_graph() -> None:
    page = linked(
        '{"@graph": [{"@type": "WebPage", "headline": "Site"}, {"@type": ["NewsArticle"], "headline": "Rain",'
        ' "author": [{"name": "Ann Lee"}], "datePublished": "2024-03-01T10:00:00Z", "keywords": "rain, sun"}]}'
    )
    assert (page.title, page.authors, page.tags) == ("Rain", ("Ann Lee",), ("rain", "sun"))
    assert page.published == datetime(2024, 3, 1, 10, tzinfo=UTC)


def test_a_later_article_object_fills_what_the_first_leaves_out() -> None:
    page = linked('[{"@type": "Article", "headline": "Rain"}, {"@type": "Article", "keywords": ["sun"]}]')
    assert (page.title, page.tags) == ("Rain", ("sun",))


def test_raw_line_breaks_in_linked_data_are_let_through() -> None:
    assert linked('{"@type": "Article", "headline": "Rain\nagain"}').title == "Rain again"


def test_broken_linked_data_leaves_the_rest() -> None:
    page = read('<script type="application/ld+json">{"@type": </script><meta property="og:title" content="Rain">')
    assert page.title == "Rain"


def test_linked_data_that_nests_without_end_is_survived() -> None:
    assert linked("[" * 100_000).title == ""


def test_an_impossible_date_is_passed_over_for_the_next_witness() -> None:
    page = read('<meta name="date" content="2024-56-23"><meta name="pubdate" content="2024-03-23T15:56:00-04:00">')
    assert page.published is not None
    assert page.published.isoformat() == "2024-03-23T15:56:00-04:00"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<title>Rain in May - Example</title><meta property="og:site_name" content="Example">', "", "Rain in May"),
        ("<title>Rain in May | Example</title>", "", "Rain in May"),
        ("<title>Rain in May and what it did</title>", "<h1>Rain in May</h1>", "Rain in May"),
        ("<title>Rain - or not</title>", "", "Rain - or not"),
    ],
)
def test_the_title_loses_the_name_of_the_site(head: str, body: str, title: str) -> None:
    assert read(head, body).title == title


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        (
            '<a href="/topic/trade">Trade</a> <a href="/tag/seoul">Seoul</a> <a href="/about">About</a>',
            ("Trade", "Seoul"),
        ),
        ("".join(f'<a href="/topic/{n}">Topic {n}</a>' for n in range(30)), ()),
    ],
)
def test_topic_links_count_unless_they_are_the_menu(body: str, tags: tuple[str, ...]) -> None:
    assert read("", body).tags == tags


def test_keywords_that_a_machine_wrote_for_itself_are_left_out() -> None:
    head = '<meta name="keywords" content="Category: News, 8f507083-bac4-423a-9015-2eb31e1bce50, topic/seoul, Trade">'
    assert read(head).tags == ("Trade",)


def test_the_site_is_its_author_only_where_nobody_else_is_named() -> None:
    head = (
        '<meta property="og:site_name" content="Example">'
        '<script type="application/ld+json">{"@type": "Article", "author": {"name": "Example"}}</script>'
    )
    assert read(head).authors == ("Example",)
    assert read(head, '<a rel="author" href="/ann">Ann Lee</a>').authors == ("Ann Lee",)


def test_the_shared_title_goes_before_the_one_for_search_engines() -> None:
    head = (
        '<meta property="og:title" content="Rain in May">'
        '<script type="application/ld+json">{"@type": "Article", "headline": "May rain weather 2024"}</script>'
    )
    assert read(head).title == "Rain in May"
