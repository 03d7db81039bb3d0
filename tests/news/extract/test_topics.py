"""Topics: what the publisher names, from the witness that others bear out."""

from __future__ import annotations

import json

import pytest

from tui.news.extract import extract
from tui.news.extract.topics import topics

BODY = "<p>" + "It rained in the harbour all day and the ships stayed in. " * 8 + "</p>"


def tags(head: str = "", body: str = "", url: str = "https://example.org/a", **said: object) -> tuple[str, ...]:
    script = json.dumps({"@type": "NewsArticle", **said}) if said else "{}"
    page = f"<html><head>{head}<script type='application/ld+json'>{script}</script></head><body>{body}</body></html>"
    return extract(page.encode(), url).tags


def meta(name: str, *values: str) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for value in values)


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (meta("article:tag", "Seoul", "Trade"), ("Seoul", "Trade")),
        (meta("news_keywords", "Seoul; Trade, Seoul"), ("Seoul", "Trade")),
        (meta("keywords", "#Caf&amp;eacute;"), ("Café",)),
        (meta("classification-tags", "china,new-york,fbi"), ("china", "new-york", "fbi")),
        (meta("cms.tags", "new-york,us-open"), ()),
        (meta("iab:tags", "Business"), ()),
    ],
)
def test_any_witness_alone_is_believed_if_it_names_topics(head: str, names: tuple[str, ...]) -> None:
    assert tags(head) == names


def test_those_who_agree_outweigh_the_one_who_does_not() -> None:
    head = meta("keywords", "Seoul, Trade") + meta("news_keywords", "Seoul, Trade")
    assert tags(head, keywords=["Seoul Trade", "layout-wide"]) == ("Seoul", "Trade")


def test_the_section_is_no_topic_where_another_witness_leaves_it_out() -> None:
    head = meta("news_keywords", "World, Seoul, Trade")
    assert tags(head, keywords=["Seoul", "Trade"], articleSection="World") == ("Seoul", "Trade")
    assert tags(head, keywords=["Ships"], articleSection="World") == ("World", "Seoul", "Trade")


def test_the_section_is_the_topic_where_there_is_nothing_else() -> None:
    assert tags(articleSection="World") == ("World",)


def test_words_taken_from_the_address_are_no_topics() -> None:
    head = meta("news_keywords", "rain, falls, harbour")
    assert tags(head, url="https://example.org/rain-falls-harbour.html") == ()
    assert tags(head) == ("rain", "falls", "harbour")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            f'<article>{BODY}<ul class="tags"><li><a href="/topic/trade">Trade</a>'
            '<li><a href="/tag/s">#Seoul</a><li><a href="/topics/">All topics</a></ul></article>',
            ("Trade", "Seoul"),
        ),
        (f'<main>{BODY}<h4>Read more about</h4><ul><li><a href="/east/seoul">Seoul</a></ul></main>', ("Seoul",)),
        (f'<main>{BODY}<div><b>Themen:</b> <a href="/x">Seoul</a></div></main>', ("Seoul",)),
        (f'<nav class="tags"><a href="/tag/x">X-rays</a> <a href="/tag/y">Yachts</a></nav>{BODY}', ()),
        (f'<article>{BODY}<p>He spoke to <a href="/tag/ann">Ann Lee</a> in the rain at noon.</p></article>', ()),
        (
            f'<article>{BODY}<div class="tags">'
            + "".join(f'<a href="/topic/{n}">Topic {n} of many</a>' for n in range(30))
            + "</div></article>",
            (),
        ),
    ],
)  # fmt: skip
def test_links_to_topics_that_stand_together_in_the_article(body: str, names: tuple[str, ...]) -> None:
    assert tags(body=body) == names


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (["Category: News", "8f507083-bac4-423a-9015-2eb31e1bce50", "topic/seoul", "Trade"], ("Trade",)),
        (["Page Type: Article", "Subject: Justice", "Medium"], ("Justice",)),
        (["sections/world", "topic/rain & sun"], ("world", "rain & sun")),
        (["a", "null", "example.org", "東京、大阪"], ("東京", "大阪")),
    ],
)
def test_what_a_content_system_wrote_for_itself_is_left_out(raw: list[str], names: tuple[str, ...]) -> None:
    assert topics(raw, "example.org") == names


def test_many_words_with_the_sites_name_are_the_sites_and_not_the_articles() -> None:
    words = ["Example Post", "politics", "sport", "news", "weather", "culture", "travel", "cars", "money", "health"]
    head = f'<meta property="og:site_name" content="Example Post"><meta name="keywords" content="{",".join(words)}">'
    link = f'<article>{BODY}<ul class="tags"><li><a href="/tag/rain">Rain</a></li></ul></article>'
    assert tags(head, link) == ("Rain",)
    assert tags(head.replace("Example Post,", "Rain,"), link) != ("Rain",)
