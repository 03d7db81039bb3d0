"""An article that a page keeps in its scripts only: the state of Next.js, Nuxt, Apollo and the like, as JSON.

Asked for only where the page itself shows next to nothing: of 215 pages with known text none needs it, of 258 news
pages of 2023-26 one does, and walking a state costs more than all the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui.news import clean
from tui.news.extract.fragments import fragment
from tui.news.types import Block, Paragraph, Span, block_texts

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_STATE = re.compile(r"(?:window|self|globalThis)(?:\.\w+|\[.[\w$]+.\])\s*=\s*(JSON\.parse\()?(?=[{\[\x22\x27])")
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


def body_in(markup: bytes, url: str | None) -> tuple[Block, ...]:
    """The blocks of the longest text in the page's states that reads like an article; empty where none does."""
    from selectolax.lexbor import LexborHTMLParser

    best: tuple[Block, ...] = ()
    most = LEAST
    for state in _states(LexborHTMLParser(markup)):
        for value in _bodies(state):
            blocks = _blocks(value, url)
            size = sum(len(text) for text in block_texts(blocks))
            if size > most:
                best, most = blocks, size
    return best


def _states(tree: LexborHTMLParser) -> Iterator[Any]:
    """Each state as a value: `application/json` scripts, and what is assigned to a property of the window."""
    decoder = json.JSONDecoder(strict=False)
    for node in tree.css("script:not([src])")[: MOST_SCRIPTS * 2]:
        kind = node.attributes.get("type") or ""
        text = node.text()
        starts = [(0, False)] if "json" in kind else [(one.end(), bool(one[1])) for one in _STATE.finditer(text)]
        if "ld+json" in kind or len(text) < LEAST:
            continue
        for at, packed in starts[:MOST_SCRIPTS]:
            try:
                value = decoder.raw_decode(text.lstrip() if not at else text, at)[0]
                yield json.loads(value, strict=False) if packed and isinstance(value, str) else value
            except (ValueError, RecursionError):
                continue


def _bodies(state: Any) -> Iterator[Any]:
    """The values that stand below a key like those of a body."""
    stack = [state]
    seen = 0
    while stack and seen < MOST_NODES:
        one = stack.pop()
        seen += 1
        if isinstance(one, list):
            stack.extend(one)
        elif isinstance(one, dict):
            for key, value in one.items():
                long = isinstance(value, str) and len(value) > LEAST
                if (long or isinstance(value, list)) and _BODY.search(str(key)):
                    yield value
                if isinstance(value, dict | list):
                    stack.append(value)


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
