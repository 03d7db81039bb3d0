"""An article that a page keeps in its scripts only: the state of Next.js, Nuxt, Apollo and the like, as JSON.

Asked for only where the page itself shows next to nothing: of 215 pages with known text none needs it, of 258 news
pages of 2023-26 one does, and walking a state costs more than all the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tui.news import clean
from tui.news.extract.body import find_body
from tui.news.extract.fragments import blocks_of, fragment
from tui.news.extract.heavy import tamed
from tui.news.extract.hydration import PUSHED, devalued, flight, is_devalued, referring
from tui.news.extract.hydration import markup as written
from tui.news.extract.lines import sweep
from tui.news.extract.traits import Said
from tui.news.types import Block, Paragraph, Span, block_texts

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_STATE = re.compile(
    r"(?:[\w$\])]|[\x22\x27]\])\s*=\s*(JSON\.parse\()?(?=\{\s*\x22|\[\s*[\[{\x22]|[\x22\x27](?:%7B|%5B|[{\[]))|"
    r"(JSON\.parse\()(?=\x22)"
)
"""Where something is assigned that begins as JSON does, or a text that holds some."""
_TEXT = re.compile(r"\x22((?:[^\x22\\\n]|\\.){250,300000})\x22")
"""A long text in a script that is no JSON, such as the call of a function."""
_GIVEN = "[data-page], [data-props], [data-state], [data-initial-state], [data-react-props], [props]"
"""Elements that hold a state in an attribute."""
_KEPT = ("data-page", "data-props", "data-state", "data-initial-state", "data-react-props", "props")
_BODY = re.compile(r"body|content|article|story|paragraph|text|html|element|component|block|markup", re.IGNORECASE)
"""Keys below which an article's words may stand."""
_WORDS = re.compile(r"text|html|content|value|body|paragraph|markup|children|data", re.IGNORECASE)
"""Keys of the words of one block."""
LEAST = 250
"""Characters that make a body."""
LEAST_BLOCK = 25
"""Characters of one block's words; shorter ones are types, names and addresses."""
MOST_NODES = 50_000
"""Values of one state that are looked at."""
MOST_SCRIPTS = 40
LONGEST_WORD = 12
"""Characters of a text for each blank in it from which on it is no prose."""


def body_in(markup: bytes, url: str | None) -> tuple[Block, ...]:
    """The blocks of the longest text in the page's states that reads like an article; empty where none does."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    scripts = [(node, node.text()) for node in tree.css("script:not([src])")[: MOST_SCRIPTS * 4]]
    best = _longest((_blocks(value, url) for state in _states(tree, scripts) for value in _bodies(state)), LEAST)
    best = _longest(_flown(scripts, url), _size(best) + 1) or best
    return best or _longest((_blocks(text, url) for text in _texts(scripts)), LEAST)


def _longest(found: Iterable[tuple[Block, ...]], least: int) -> tuple[Block, ...]:
    """The blocks with the most text, where that is enough."""
    best: tuple[Block, ...] = ()
    for blocks in found:
        size = _size(blocks)
        if size >= least:
            best, least = blocks, size + 1
    return best


def _size(blocks: tuple[Block, ...]) -> int:
    return sum(len(text) for text in block_texts(blocks))


def _states(tree: LexborHTMLParser, scripts: list[tuple[LexborNode, str]]) -> Iterator[Any]:
    """Each state as a value: JSON scripts, what is assigned to a name, what an element holds in an attribute."""
    decoder = json.JSONDecoder(strict=False)
    for node, text in scripts:
        kind = node.attributes.get("type") or ""
        if "ld+json" in kind or len(text) < LEAST:
            continue
        starts = [0] if "json" in kind else [one.end() for one in _STATE.finditer(text)]
        text, end = text.lstrip() if starts == [0] else text, 0
        for at in starts[:MOST_SCRIPTS]:
            if at >= end:
                with suppress(ValueError, RecursionError):
                    value, end = decoder.raw_decode(text, at)
                    yield _unpacked(value)
    for node in tree.css(_GIVEN)[:MOST_SCRIPTS]:
        given = node.attributes
        for name in _KEPT:
            if len(raw := given.get(name) or "") >= LEAST:
                yield _unpacked(raw)


def _unpacked(value: Any) -> Any:
    """A value out of its wrapping: JSON in a text, encoded as an address or not, or values that name each other."""
    if isinstance(value, str) and value[:1] in "{[%":
        try:
            value = json.loads(unquote(value) if value[0] == "%" else value, strict=False)
        except (ValueError, RecursionError):
            return value
    return devalued(value) if is_devalued(value) else value


def _flown(scripts: list[tuple[LexborNode, str]], url: str | None) -> Iterator[tuple[Block, ...]]:
    """What a page sent as a flight shows: the bodies in its rows, else the article among its elements."""
    from selectolax.lexbor import LexborHTMLParser

    decoder = json.JSONDecoder(strict=False)
    pieces: list[str] = []
    for _, text in scripts:
        for one in PUSHED.finditer(text):
            try:
                pushed = decoder.raw_decode(text, one.end())[0]
            except (ValueError, RecursionError):
                continue
            if isinstance(pushed, list) and len(pushed) > 1 and isinstance(pushed[1], str):
                pieces.append(pushed[1])
    if not pieces:
        return
    rows = flight(pieces)
    for row in rows.values():
        yield from (_blocks(value, url) for value in _bodies(referring(row, rows)))
    shown = LexborHTMLParser(tamed(written(rows).encode("utf-8", "replace")))
    body = find_body(shown, Said())
    if body is not None:
        yield sweep(blocks_of(body.node, url, body.captions)).blocks


def _texts(scripts: list[tuple[LexborNode, str]]) -> Iterator[str]:
    """Long texts in scripts that are no JSON and read like prose."""
    for node, text in scripts:
        if len(text) < LEAST or "json" in (node.attributes.get("type") or ""):
            continue
        for one in islice(_TEXT.finditer(text), MOST_SCRIPTS):
            try:
                said = json.loads(f'"{one[1]}"', strict=False)
            except ValueError:
                continue
            if said.count(" ") * LONGEST_WORD > len(said) and not said.startswith(("{", "[", "function")):
                yield said


def _bodies(state: Any) -> Iterator[Any]:
    """The values that stand below a key like those of a body; what a value only names stands in its place."""
    stack = [state]
    seen = 0
    while stack and seen < MOST_NODES:
        one = stack.pop()
        seen += 1
        if isinstance(one, list):
            stack.extend(one)
        elif isinstance(one, dict):
            for key, value in one.items():
                if isinstance(value, str) and len(value) > LEAST and value[:1] in "{[":
                    value = _unpacked(value)
                long = isinstance(value, str) and len(value) > LEAST
                if (long or isinstance(value, list)) and _BODY.search(str(key)):
                    yield _followed(value, state)
                if isinstance(value, (dict, list)):
                    stack.append(value)


def _followed(value: Any, state: Any) -> Any:
    """A list of blocks with those that are only named (`__ref`) in their places."""
    if not isinstance(value, list) or not isinstance(state, dict):
        return value
    roots = [state, *(one for one in state.values() if isinstance(one, dict))]
    return [
        next((root[ref] for root in roots if ref in root), one)
        if isinstance(one, dict) and isinstance(ref := one.get("__ref"), str)
        else one
        for one in value
    ]


def _blocks(value: Any, url: str | None) -> tuple[Block, ...]:
    """A body as blocks: markup, plain text, or a list of blocks of either."""
    if isinstance(value, str):
        if "<" in value:
            return fragment(value, url)
        return tuple(Paragraph((Span(part),)) for part in clean.lines(value).split("\n") if part)
    return tuple(block for words in _words(value) for block in _blocks(words, url))


def _words(blocks: list[Any]) -> Iterator[str]:
    """The words of a list of blocks, in order; what hangs below other keys, such as a picture's, is left out."""
    stack: list[Any] = list(reversed(blocks))
    seen = 0
    while stack and seen < MOST_NODES:
        one = stack.pop()
        seen += 1
        if isinstance(one, str):
            if len(one) >= LEAST_BLOCK and " " in one.strip():
                yield one
        elif isinstance(one, list):
            stack.extend(reversed(one))
        elif isinstance(one, dict):
            stack.extend(value for key, value in reversed(one.items()) if _WORDS.search(str(key)))
