"""Authors: people's names, and nothing that stands around them."""

from __future__ import annotations

import json

import pytest

from tui.news.extract import extract
from tui.news.extract.people import names

SITE = '<meta property="og:site_name" content="Example">'


def authors(head: str = "", body: str = "", **said: object) -> tuple[str, ...]:
    script = json.dumps({"@type": "NewsArticle", **said}) if said else "{}"
    page = f"<html><head>{head}<script type='application/ld+json'>{script}</script></head><body>{body}</body></html>"
    return extract(page.encode(), "https://www.example.org/a").authors


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        ("By Ann Lee and Bo Ray", ("Ann Lee", "Bo Ray")),
        ("Von Ann Lee, Bo Ray und Cy Poe", ("Ann Lee", "Bo Ray", "Cy Poe")),
        ("Ann Lee (editor)", ("Ann Lee",)),
        ("Ann Lee, senior correspondent in Rome", ("Ann Lee",)),
        ("Example staff reporter", ("Example staff reporter",)),
        ("Ann Lee | Example", ("Ann Lee",)),
        ("By Ann Lee in London", ("Ann Lee",)),
        ("Ann Lee for The Example", ("Ann Lee",)),
        ("Ann Lee Chief Political Correspondent", ("Ann Lee",)),
        ("Ann Lee - Chefredakteur", ("Ann Lee",)),
        ("Ann Lee, rédactrice en chef", ("Ann Lee",)),
        ("Ann Lee, PhD", ("Ann Lee",)),
        ("Reporting by Ann Lee; editing by Bo Ray", ("Ann Lee",)),
        ("Text: Ann Lee, Fotos: Bo Ray", ("Ann Lee",)),
        ("Ann Lee Published 3 hours ago", ("Ann Lee",)),
        ("Ann Lee @annlee", ("Ann Lee",)),
        ("Par Ann Lee avec Bo Ray", ("Ann Lee", "Bo Ray")),
        ("От Анна Ли", ("Анна Ли",)),
        ("記者李安／台北報導", ("李安",)),
        ("홍길동 기자", ("홍길동",)),
        ("Ines Dalla Valle", ("Ines Dalla Valle",)),
        ("https://example.com/ann", ()),
        ("https://example.org/ann", ()),
        ("ann@example.org", ()),
        ("1482088941", ()),
        ("This was written by all the people who live in the town", ()),
    ],
)
def test_names_out_of_a_byline(raw: str, people: tuple[str, ...]) -> None:
    assert names([raw]) == people


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Ann Lee">',
        '<meta property="article:author" content="Ann Lee">',
        '<meta name="DCSext.author" content="Ann Lee">',
        '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Ann Lee">',
    ],
)
def test_authors_in_the_head(head: str) -> None:
    assert authors(head) == ("Ann Lee",)


@pytest.mark.parametrize(
    "body",
    [
        '<a rel="author" href="/ann">Ann Lee</a>',
        '<div class="story-authors"><span>von</span> <span>Ann Lee</span></div>',
        "<h1>Rain</h1><p>By Ann Lee</p>",
    ],
)
def test_authors_on_the_page(body: str) -> None:
    assert authors(body=body) == ("Ann Lee",)


def test_the_site_is_its_author_only_where_nobody_else_is_named() -> None:
    post = {"name": "Example Post"}
    link = '<a rel="author" href="/ann">Ann Lee</a>'
    assert authors(SITE, author=post, publisher=post) == ("Example Post",)
    assert authors(SITE, link, author=post, publisher=post) == ("Ann Lee",)
    assert authors(SITE, author=[{"name": "Example"}, {"name": "Ann Lee"}]) == ("Ann Lee",)


def test_what_begins_like_a_byline_need_not_be_one() -> None:
    assert authors(body="<p>By continuing you agree</p><p>By the way</p>") == ()


LONG = "<p>" + "It rained in the harbour all day, and the ships stayed in until the wind had turned. " * 2 + "</p>"


@pytest.mark.parametrize(
    ("body", "people"),
    [
        (f"<p><strong>Ann Lee/Bo Ray</strong></p>{LONG}", ("Ann Lee", "Bo Ray")),
        (f"{LONG * 3}<p style='text-align:right'><strong>Lê Phương</strong></p><p>More</p>", ("Lê Phương",)),
        (f"{LONG * 3}<p><strong>Ann Lee</strong></p>", ()),
        (f"<p><strong>What happened next</strong></p>{LONG}", ()),
        (f"<p><strong>BREAKING NEWS</strong></p>{LONG}", ()),
        (f"<p><strong>Ann Lee</strong> was here.</p>{LONG}", ()),
    ],
)
def test_a_name_in_bold_above_or_below_the_text(body: str, people: tuple[str, ...]) -> None:
    assert authors(body=f"<article>{body}</article>") == people


def test_an_agency_is_named_only_where_it_comes_first() -> None:
    agency = '<meta name="articleAuthor" content="Anadolu Ajansı">'
    assert authors(SITE + agency, author={"name": "Example"}) == ("Example",)
    assert authors(SITE, author=[{"name": "Ann Lee"}, {"name": "dpa"}]) == ("Ann Lee", "dpa")
