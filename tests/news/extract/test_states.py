"""An article that is in the page's scripts only."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import quote

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


def pushed(rows: str, size: int = 150) -> str:
    """The rows of a flight in pieces, each handed over by a script of its own."""
    pieces = [rows[at : at + size] for at in range(0, len(rows), size)]
    return "".join(f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in pieces)


ELEMENTS = ["$", "article", None, {"children": [["$", "p", None, {"children": part}] for part in PARTS]}]
NAMED = [["ShallowReactive", 1], {"data": 2}, {"article": 3}, {"title": 4, "paragraphs": 5}, "Rain", [6, 7, 8], *PARTS]
QUOTED = json.dumps(MARKUP)


@pytest.mark.parametrize(
    "html",
    [
        pushed('0:["$","$L1",null,{"children":"$2"}]\n2:' + json.dumps(ELEMENTS) + "\n"),
        pushed('3:{"article":{"body":"$4"}}\n4:T' + f"{len(MARKUP.encode()):x}," + MARKUP),
        pushed('3:{"article":{"body":' + QUOTED + "}}\n"),
        f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(NAMED)}</script>',
        f"<script>window.__NUXT__=(function(a){{return {{data:[{{title:a,body:{QUOTED}}}]}}}}('Rain'))</script>",
        f"<script>window.__STATE__={{a:undefined,body:{QUOTED}}};</script>",
        f"<script>Fusion.globalContent={json.dumps({'content_elements': BLOCKS})};</script>",
        f'<script type="application/json">{json.dumps({"status": 200, "body": json.dumps({"html": MARKUP})})}</script>',
        f'<script>window.__STATE__ = "{quote(json.dumps({"body": MARKUP}))}"</script>',
        "<script>window.__APOLLO_STATE__="
        + json.dumps(
            {"A": {"body": [{"__ref": f"P{n}"} for n in range(3)]}, **{f"P{n}": {"text": PARTS[n]} for n in range(3)}}
        )
        + "</script>",
        f"<div data-page='{escape(json.dumps({'props': {'body': MARKUP}}))}'></div>",
    ],
    ids=[
        "elements",
        "text row",
        "row",
        "named",
        "call",
        "no JSON",
        "fusion",
        "packed",
        "address",
        "references",
        "data",
    ],
)
def test_the_body_as_frameworks_hand_it_on(html: str) -> None:
    assert extract((SHELL + html).encode(), "https://example.org/a").text == WANTED


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/json">{"body": ' + "[" * 100_000 + "</script>",
        '<script type="application/json">{"body": 1, "content": null, "text": "' + "x" * 300,
        pushed('0:"$1"\n1:["$","p",null,{"children":"$0"}]\n2:Tffffff,short'),
        pushed('0:{"body":' + '{"a":' * 400 + '"$0"' + "}" * 400 + "}\n", 5000),
        '<script type="application/json">[[1],[0],[1,2]]</script>' + " " * 300,
        "<script>window.a = {b: c, content: d" + "(" * 1000 + "</script>",
    ],
)
def test_a_broken_state_is_left_alone(script: str) -> None:
    assert extract((SHELL + script).encode()).text == ""
