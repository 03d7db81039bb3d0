"""What pages say of themselves: small pages, one witness at a time."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tui.news.extract import extract
from tui.news.types import Document


def read(head: str, body: str = "") -> Document:
    return extract(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "https://example.org/a")


def linked(json: str) -> Document:
    return read(f'<script type="application/ld+json">{json}</script>')


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


def test_the_shared_title_goes_before_the_one_for_search_engines() -> None:
    head = (
        '<meta property="og:title" content="Rain in May">'
        '<script type="application/ld+json">{"@type": "Article", "headline": "May rain weather 2024"}</script>'
    )
    assert read(head).title == "Rain in May"


def test_where_the_shared_title_is_the_browsers_heading_and_linked_data_are_believed() -> None:
    head = (
        '<title>May rain weather 2024 - Example</title><meta property="og:title" content="May rain weather 2024">'
        '<meta property="og:site_name" content="Example">'
        '<script type="application/ld+json">{"@type": "Article", "headline": "Rain in May"}</script>'
    )
    assert read(head, "<h1>Rain in May</h1>").title == "Rain in May"
    assert read(head, "<h1>Weather</h1>").title == "May rain weather 2024"


def test_the_headline_ends_where_the_pages_heading_does() -> None:
    head = '<meta property="og:title" content="Rain in May: what it did - Town News">'
    assert read(head, "<h1>Rain in May:what it did</h1>").title == "Rain in May:what it did"


@pytest.mark.parametrize(
    ("name", "content", "moment"),
    [
        ("article:published:time", "2024-03-23T15:56:00-04:00", "2024-03-23T15:56:00-04:00"),
        ("dcterms.created", "2024-03-23", "2024-03-23T00:00:00+00:00"),
        ("date", "23.03.2024, 15:56 Uhr", "2024-03-23T00:00:00+00:00"),
    ],
)
def test_dates_under_any_spelling_of_their_name(name: str, content: str, moment: str) -> None:
    found = read(f'<meta name="{name}" content="{content}">').published
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ('<link rel="canonical" href="/b">', "https://example.org/b"),
        ('<meta property="og:url" content="https://example.org/b">', "https://example.org/b"),
        ('<link rel="canonical" href="/">', "https://example.org/a"),
        ('<link rel="canonical" href="javascript:x">', "https://example.org/a"),
        ("", "https://example.org/a"),
    ],
)
def test_the_canonical_address(link: str, address: str) -> None:
    assert read(link).url == address


@pytest.mark.parametrize(
    ("head", "walled"),
    [
        ('<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": "False"}</script>', True),
        ('<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": true}</script>', False),
        ('<meta property="article:content_tier" content="locked">', True),
        ("", False),
    ],
)
def test_the_publisher_says_whether_all_may_read_it(head: str, walled: bool) -> None:
    assert read(head).paywalled is walled


def test_the_picture_comes_from_linked_data_where_it_is_not_shared() -> None:
    page = linked('{"@type": "Article", "image": [{"@type": "ImageObject", "url": "/i.png"}]}')
    assert page.image == "https://example.org/i.png"


def test_site_and_section_from_linked_data() -> None:
    page = linked('{"@type": "Article", "publisher": {"name": "Example Post"}, "articleSection": ["World"]}')
    assert (page.site, page.section) == ("Example Post", "World")


@pytest.mark.parametrize(
    ("scope", "field"),
    [
        ("itemscope itemtype='https://schema.org/NewsArticle'", "itemprop='"),
        ("typeof='schema:Article'", "property='schema:"),
    ],
)
def test_microdata_and_rdfa_speak_where_there_is_no_linked_data(scope: str, field: str) -> None:
    page = read(
        "",
        f"<div {scope}><h2 {field}headline'>Rain in May</h2><span {field}author'><b {field}name'>Ann Lee</b></span>"
        f"<time {field}datePublished' datetime='2024-03-01'>today</time><meta {field}keywords' content='rain, sun'>"
        f"<img {field}image' src='/i.png'></div>",
    )
    assert (page.title, page.authors, page.tags) == ("Rain in May", ("Ann Lee",), ("rain", "sun"))
    assert page.published == datetime(2024, 3, 1, tzinfo=UTC)
    assert page.image == "https://example.org/i.png"


@pytest.mark.parametrize(
    ("steps", "section"),
    [
        (["Home", "World", "Asia", "Rain in May"], "Asia"),
        (["Home", "World", "A name that is much too long to be one of a part of a site"], "World"),
        (["Home"], ""),
        (["Home", 7, None], ""),
    ],
)
def test_the_section_is_the_last_step_on_the_way_to_the_article(steps: list[object], section: str) -> None:
    items = [{"@type": "ListItem", "item": {"name": step}} for step in steps]
    crumbs = json.dumps({"@type": "BreadcrumbList", "itemListElement": items})
    page = read(f'<script type="application/ld+json">{crumbs}</script>', "<h1>Rain in May</h1>")
    assert page.section == section


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Rain in the whole of May - Example Post", "Example Post"),
        ("Rain in the whole of May | Weather | Example", "Example"),
        ("Rain in the whole of May and what it did to us", ""),
        ("Rain in the whole of May", ""),
    ],
)
def test_the_sites_name_behind_the_headline(title: str, site: str) -> None:
    assert read(f"<title>{title}</title>", "<h1>Rain in the whole of May</h1>").site == site
