"""Only the part of a page that can hold its article is walked, and nothing of the article is missed by it."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tui.news.extract import extract
from tui.news.extract.region import region

SENTENCE = "The river rose by two metres in a night, and the bridge was closed to everyone before noon. "
PARAGRAPHS = f"<p>{SENTENCE * 3}" * 8
MENU = "<ul>" + "<li><a href=/x>A place to go to</a>" * 40 + "</ul>"
TEASERS = (
    "<div>" + "<div><a href=/y><h3>Another story of another day</h3></a><p>What it is about.</div>" * 30 + "</div>"
)


def parts(html: str, title: str = "") -> list[str]:
    """What is walked, by class or tag, from the outside in."""
    body = LexborHTMLParser(html).body
    assert body is not None
    return [(node.attributes.get("class") or node.tag or "") for node in region(body, title).path]


def test_menus_and_teasers_are_not_walked() -> None:
    assert parts(f"<body>{MENU}<main><div class=text>{PARAGRAPHS}</div>{TEASERS}</main>{MENU}") == ["text"]


def test_a_headline_further_up_is_walked_to() -> None:
    page = (
        f"<title>The bridge is closed</title><body>{MENU}"
        f"<main class=main><header><h1>The bridge is closed</h1></header>"
        f"<p class=lead>Nobody knows for how long it is going to last.</p>"
        f"<div class=columns><div class=text>{PARAGRAPHS}</div><aside>{TEASERS}</aside></div></main>{MENU}"
    )
    assert parts(page, "the bridge is closed") == ["main", "columns", "text"]
    text = extract(page.encode()).text
    assert text.count(SENTENCE.strip()) == 24 and "Nobody knows" in text
    assert "Another story" not in text and "A place to go to" not in text


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{f'{SENTENCE * 3}<br><br>' * 8}</div><div id=comments>{'<p>I was there and saw it.' * 20}</div>",
        f"<div>{f'<div>{SENTENCE * 3}</div>' * 8}</div><footer><p>{'All rights are kept. ' * 4}</p></footer>",
        f"<table><tr><td>{SENTENCE * 20}</td></tr></table><p>{'Write to us if you know more. ' * 9}",
    ],
    ids=["line breaks, comments in paragraphs", "every paragraph a box", "a cell"],
)
def test_an_article_without_paragraphs_is_not_missed(body: str) -> None:
    assert SENTENCE.strip() in extract(f"<body>{MENU}{body}{MENU}".encode()).text


def test_what_lies_deep_is_found() -> None:
    deep = "<div>" * 400 + f"<p>{SENTENCE * 9}" + "</div>" * 400
    assert SENTENCE.strip() in extract(f"<body>{deep}".encode()).text
