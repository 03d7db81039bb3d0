"""A page's bytes as a document: what it says of itself in its head, then the block that holds its text."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

from tui.news import clean
from tui.news.extract.body import find_body
from tui.news.extract.encoding import as_utf8
from tui.news.extract.fragments import blocks_of
from tui.news.extract.heavy import tamed
from tui.news.extract.lines import has_text, sweep
from tui.news.extract.metadata import describe
from tui.news.extract.paging import next_page
from tui.news.extract.witnesses import read
from tui.news.types import Document, PageKind, Paragraph, Span, block_spans, spans_text

FEWEST_WORDS = 25
"""Of running text; a page with fewer is no article."""
SCANT = 250
"""Characters of text under which the page's JSON-LD is asked for the body."""
LINKED = 0.5
"""Share of words inside links above which a block is a list of links."""


def extract(html: bytes, url: str | None = None, *, charset: str | None = None) -> Document:
    """The article on the page at `url`; `kind` says what the page is where it holds none.

    `charset` is the one that the answer's `Content-Type` named, if any.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(tamed(as_utf8(html, charset)))
    base = clean.address(url)
    page = read(tree, base)
    about = describe(page)
    following = next_page(tree, base)
    body = find_body(tree)
    swept = sweep(blocks_of(body, base) if body else (), about.title)
    blocks, given = swept.blocks, page.said.get("articleBody")
    if has_text(blocks) < SCANT and isinstance(given, str) and len(given) > SCANT:
        blocks = _paragraphs(given)
    words = sum(
        len(spans_text(block.spans).split())
        for block in blocks
        if isinstance(block, Paragraph) and not _is_links(block)
    )
    kind = PageKind.ARTICLE if words >= FEWEST_WORDS else PageKind.HOME if tree.css("a[href]") else PageKind.EMPTY
    return replace(
        about,
        blocks=blocks,
        credit=swept.credit,
        next_page=following,
        kind=kind,
        sureness=0.9 if page.said else 0.7 if page.named("ogtype") == "article" or tree.css_first("article") else 0.5,
    )


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Plain text as paragraphs."""
    parts = clean.lines(unescape(text)).split("\n")
    return tuple(Paragraph((Span(part),)) for part in parts if part)


def _is_links(block: Paragraph) -> bool:
    linked = sum(len(span.text) for span in block_spans(block) if span.href)
    return linked > LINKED * len(spans_text(block.spans))
