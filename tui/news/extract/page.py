"""A page's bytes as a document: what it says of itself in its head, then the block that holds its text."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

from tui.news import clean
from tui.news.extract.body import find_body
from tui.news.extract.encoding import as_utf8
from tui.news.extract.fragments import blocks_of
from tui.news.extract.heavy import tamed
from tui.news.extract.kinds import is_binary, judge, linked_headlines
from tui.news.extract.lines import has_text, sweep
from tui.news.extract.metadata import describe
from tui.news.extract.notes import take_notes, with_notes
from tui.news.extract.paging import next_page
from tui.news.extract.states import body_in
from tui.news.extract.traits import Said
from tui.news.extract.witnesses import Witnesses, read
from tui.news.types import Block, Document, PageKind, Paragraph, Span

SHORTEST_NAME = 4
"""Characters from which on a site's name is told from a word."""
SCANT = 250
"""Characters of text under which the page's JSON-LD is asked for the body."""


def extract(html: bytes, url: str | None = None, *, charset: str | None = None) -> Document:
    """The article on the page at `url`; `kind` says what the page is where it holds none.

    `charset` is the one that the answer's `Content-Type` named, if any.
    """
    from selectolax.lexbor import LexborHTMLParser

    base = clean.address(url)
    if is_binary(html):
        return Document(url=base, kind=PageKind.BINARY, sureness=0.0)
    markup = tamed(as_utf8(html, charset))
    tree = LexborHTMLParser(markup)
    page = read(tree, base)
    about = describe(page)
    following = next_page(page)
    notes = take_notes(tree, lambda node: blocks_of(node, base)) if page.has_marks else ()
    linked = linked_headlines(page)
    body = find_body(tree, said_by(page, about))
    swept = sweep(blocks_of(body.node, base, body.captions) if body else ())
    blocks = with_notes(swept.blocks, notes)
    if not has_text(blocks, SCANT):
        blocks = _elsewhere(page, markup) or blocks
    judged = judge(page, about, blocks, markup, linked)
    return replace(
        about,
        blocks=blocks,
        credit=" ".join(dict.fromkeys([*(body.credits if body else ()), *swept.credits])),
        next_page=following,
        kind=judged.kind,
        sureness=judged.sureness,
        paywalled=about.paywalled or judged.paywalled,
    )


def said_by(page: Witnesses, about: Document) -> Said:
    """What the page says of its text outside of it."""
    given = page.said.get("articleBody")
    body = unescape(given) if isinstance(given, str) and len(given) > SCANT else ""
    if not clean.is_folded(body):
        body = " ".join(body.split())
    host = max(page.host.split(".")[:-1] or [""], key=len)
    names = {name.casefold() for name in (about.site, page.host, host) if len(name) >= SHORTEST_NAME}
    return Said(about.title, about.summary, body, tuple(names))


def _elsewhere(page: Witnesses, markup: bytes) -> tuple[Block, ...]:
    """The body that the page's JSON-LD or the state in its scripts holds; empty where neither does."""
    given = page.said.get("articleBody")
    if isinstance(given, str) and len(given) > SCANT:
        return _paragraphs(given)
    return body_in(markup, page.url) if b"{" in markup or b"%7B" in markup else ()


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Plain text as paragraphs."""
    parts = clean.lines(unescape(text)).split("\n")
    return tuple(Paragraph((Span(part),)) for part in parts if part)
