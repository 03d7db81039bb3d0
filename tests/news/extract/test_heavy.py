"""Pages made to keep a parser busy for minutes are read like any other."""

from __future__ import annotations

import pytest

from tui.news.extract import extract
from tui.news.extract.heavy import is_heavy, tamed

STORY = "<p>FIRST " + "It rained in the harbour all day and the ships stayed in. " * 10 + "</p>"
END = "<p>LAST words of the story, which are here to be found by the reader.</p>"


def page(middle: str) -> bytes:
    return f"<!doctype html><title>Rain</title><article>{STORY}{middle}{END}</article>".encode()


@pytest.mark.parametrize(
    "middle",
    [
        "<div>" * 100_000,
        "<div>a " * 50_000 + "</div>" * 50_000,
        "<x-a><section>" * 30_000,
        "<ul><li>" * 30_000,
        "<p><b><i><a href=x><u>" * 10_000,
        "<p>" + "<b><p>" * 30_000,
        f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>x</p>",
        f"<p {' '.join(f'a{n}' for n in range(100_000))} >x</p>",
        f"<p {' '.join(f'a{n}' for n in range(100_000))}",
        "<table><tr><td>" * 20_000,
    ],
    ids=[
        "div",
        "div and words",
        "unknown",
        "list",
        "formatting",
        "formatting in p",
        "values",
        "names",
        "open",
        "table",
    ],
)
def test_words_around_what_a_parser_cannot_bear_are_kept(middle: str) -> None:
    html = page(middle)
    assert is_heavy(html)
    assert b"FIRST It rained" in tamed(html)
    assert b"LAST words" in tamed(html)
    assert extract(html).words


@pytest.mark.parametrize(
    "middle",
    [
        "<div>" * 100 + "x" + "</div>" * 100,
        "<p>One more <b>line</b><br> of words<li>item" * 6_000,
        f"<script>var a=1<b;{'x' * 200_000}</script>",
        f'<img src="data:{"A" * 300_000}">',
        "word " * 200_000,
    ],
    ids=["nested a little", "end tags left out", "script", "long value", "long text"],
)
def test_what_is_only_large_is_left_as_it_is(middle: str) -> None:
    assert tamed(page(middle)) == page(middle)
