"""A page saved as text: its paragraphs, its title on top."""

from __future__ import annotations

import re

from tui.news import clean
from tui.news.types import Document, Paragraph, Span

LONGEST_TITLE = 200


def from_text(text: str, url: str | None = None) -> Document:
    """The text as a document: the first line is its title, empty lines part its paragraphs."""
    parts = [part for raw in re.split(r"\n\s*\n", clean.lines(text)) if (part := clean.lines(raw))]
    if not parts:
        return Document(url=clean.address(url))
    first, _, rest = parts[0].partition("\n")
    if len(first) > LONGEST_TITLE:
        first, rest = clean.line(first, limit=80), parts[0]
    body = [part for part in (rest, *parts[1:]) if part]
    blocks = tuple(Paragraph((Span(part),)) for part in body)
    return Document(blocks, title=clean.line(first), url=clean.address(url), sureness=0.5)
