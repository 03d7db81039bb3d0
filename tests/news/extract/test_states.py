"""An article that is in the page's scripts only."""

from __future__ import annotations

import json

import pytest

from tui.news.extract import extract
from tui.news.types import Paragraph, Span

SENTENCE = "It rained in the harbour all day, and the ships stayed in until the wind had turned to the east. "
PARTS = [SENTENCE * 2, "Then the sun came out over the town. " * 4, SENTENCE * 3]
WANTED = "\n\n".join(part.strip() for part in PARTS)
MARKUP = "".join(f"<p>{part}</p>" for part in PARTS)
SHELL = "<!doctype html><title>Rain</title><div id=app></div>"


BLOCKS = [{"type": "paragraph", "id": "a b c d e f g h i j k l m n", "text": part} for part in PARTS]


@pytest.mark.parametrize(
    ("opening", "state", "end"),
    [
        ('<script id="__NEXT_DATA__" type="application/json">', {"props": {"page": {"body": MARKUP}}}, ""),
        ("<script>window.__INITIAL_STATE__ = ", {"story": {"content": MARKUP}}, "; go();"),
        ("<script>window['__APOLLO_STATE__']=", {"Article:1": {"text": "\n".join(PARTS)}}, ""),
        ("<script>window.__PRELOADED_STATE__ = JSON.parse(", json.dumps({"html": MARKUP}), ")"),
        ('<script type="application/json">', {"elements": BLOCKS}, ""),
    ],
    ids=["next", "assigned", "by name", "packed", "blocks"],
)
def test_the_body_in_a_state(opening: str, state: object, end: str) -> None:
    page = extract(f"{SHELL}{opening}{json.dumps(state)}{end}</script>".encode(), "https://example.org/a")
    assert page.text == WANTED
    assert page.blocks[0] == Paragraph((Span(PARTS[0].strip()),))


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/json">{"body": ' + "[" * 100_000 + "</script>",
        '<script type="application/json">{"body": 1, "content": null, "text": "' + "x" * 300,
        "<script>window.a = {b: c, content: d" + "(" * 1000 + "</script>",
    ],
)
def test_a_broken_state_is_left_alone(script: str) -> None:
    assert extract((SHELL + script).encode()).text == ""
