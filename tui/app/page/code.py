"""Code in colour: Pygments' tokens, told apart by the five tones a theme has for them."""

from __future__ import annotations

from functools import lru_cache

from tui.app.page.pieces import Look, Run, Tone
from tui.news.types import Code, Document, walk

KEPT = 16
"""Pieces of code whose colours are kept."""
MOST_COLOURED = 20_000
"""Characters; longer code stays plain, since a lexer takes about 1 ms for each 1,000 of them."""


def prepare(document: Document) -> None:
    """Colours the first pieces of code of a text that is about to be shown, in a thread: keys do not wait for that.

    Pygments and a lexer take 90 ms to import and to compile.
    """
    found = (block for block in walk(document.blocks) if isinstance(block, Code))
    for block, _ in zip(found, range(KEPT), strict=False):
        colour(block.text, block.language)


@lru_cache(KEPT)
def colour(text: str, language: str | None) -> list[tuple[Run, ...]]:
    """Each line of the code as runs; in one tone where its language is not known."""
    if language is None or len(text) > MOST_COLOURED:
        return [(Run(line, Look(Tone.CODE)),) for line in text.split("\n")]
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return colour(text, None)
    lines: list[list[Run]] = [[]]
    for kind, value in lexer.get_tokens(text):
        look = Look(_tone(str(kind)))
        for number, part in enumerate(value.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Run(part, look))
    return [tuple(line) for line in lines]


_TONES = (
    ("Token.Comment", Tone.COMMENT),
    ("Token.Keyword", Tone.KEYWORD),
    ("Token.Operator.Word", Tone.KEYWORD),
    ("Token.Literal.String", Tone.STRING),
    ("Token.Literal", Tone.STRING),
    ("Token.Name.Function", Tone.NAME),
    ("Token.Name.Class", Tone.NAME),
    ("Token.Name.Tag", Tone.NAME),
    ("Token.Name.Decorator", Tone.NAME),
)


def _tone(kind: str) -> Tone:
    return next((tone for name, tone in _TONES if kind.startswith(name)), Tone.CODE)
