"""Made-up drafts for the cache's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tui.news.types import Block, Document, Draft, Figure, Paragraph, Span

NOW = datetime(2026, 3, 23, 18, 0, tzinfo=UTC)


def paragraph(text: str) -> Paragraph:
    """A plain paragraph."""
    return Paragraph((Span(text),))


def document(title: str = "A title", text: str = "Some words.", **fields: object) -> Document:
    """A document of one paragraph."""
    blocks: tuple[Block, ...] = (paragraph(text),) if text else ()
    if fields.pop("figure", False):
        blocks = (*blocks, Figure("https://pictures.example/1.jpg", caption="A picture"))
    values: dict[str, object] = {"published": NOW - timedelta(hours=1), **fields}
    return Document(blocks=blocks, title=title, **values)  # type: ignore[arg-type]


def draft(key: str = "1", title: str = "A title", text: str = "Some words.", **fields: object) -> Draft:
    """A draft with an address of its own."""
    return Draft(key, document(title, text, **{"url": f"https://site.example/{key}", **fields}))
