"""A page's bytes as a document: what it says of itself in its head, then the block that holds its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from tui.news import clean, dates
from tui.news.extract.body import find_body
from tui.news.extract.fragments import blocks_of
from tui.news.extract.lines import has_text, sweep
from tui.news.types import Document, PageKind, Paragraph, Span, block_spans, spans_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_ARTICLES = (
    "Article",
    "NewsArticle",
    "BlogPosting",
    "ReportageNewsArticle",
    "TechArticle",
    "Report",
    "SocialMediaPosting",
)
FEWEST_WORDS = 25
"""Of running text; a page with fewer is no article."""
SCANT = 250
"""Characters of text under which the page's JSON-LD is asked for the body."""
MOST_TAGS = 30
LINKED = 0.5
"""Share of words inside links above which a block is a list of links."""


def extract(html: bytes, url: str | None = None) -> Document:
    """The article on the page at `url`; `kind` says what the page is where it holds none."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    said = next(_linked_data(tree), {})
    meta = _meta(tree)
    base = clean.address(url)
    title = _title(said, meta, tree)
    body = find_body(tree)
    swept = sweep(blocks_of(body, base) if body else (), title)
    blocks, given = swept.blocks, said.get("articleBody")
    if has_text(blocks) < SCANT and isinstance(given, str) and len(given) > SCANT:
        blocks = _paragraphs(given)
    words = sum(
        len(spans_text(block.spans).split())
        for block in blocks
        if isinstance(block, Paragraph) and not _is_links(block)
    )
    kind = PageKind.ARTICLE if words >= FEWEST_WORDS else PageKind.HOME if tree.css("a[href]") else PageKind.EMPTY
    canonical = tree.css_first("link[rel=canonical][href]")
    return Document(
        blocks=blocks,
        title=title,
        url=clean.address(canonical.attributes.get("href"), base) if canonical else base,
        site=_first(meta.get("og:site_name")),
        section=_first(meta.get("article:section"), said.get("articleSection")),
        authors=_authors(said.get("author")) or tuple(filter(None, [_first(meta.get("author"))])),
        published=dates.parse(_first(said.get("datePublished"), meta.get("article:published_time"))),
        updated=dates.parse(_first(said.get("dateModified"), meta.get("article:modified_time"))),
        tags=_topics(said, meta, tree),
        credit=swept.credit,
        summary=_first(meta.get("og:description"), meta.get("description"), said.get("description")),
        language=tree.root.attributes.get("lang") if tree.root else None,
        image=clean.address(meta.get("og:image"), base),
        kind=kind,
        sureness=0.9 if said else 0.7 if meta.get("og:type") == "article" or tree.css_first("article") else 0.5,
    )


def _title(said: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser) -> str:
    """The headline, without the site's name behind it."""
    title = _first(said.get("headline"), meta.get("og:title"), _text(tree, "h1"), _text(tree, "title"))
    heading = _first(_text(tree, "h1"))
    if heading and len(heading) >= 10 and title.startswith(heading):
        return heading
    site = meta.get("og:site_name", "")
    for mark in (" | ", " - ", " – ", " — ", " · "):
        head, _, tail = title.rpartition(mark)
        if head and (tail.casefold() == site.casefold() or (mark == " | " and len(tail) < len(head))):
            return head.strip()
    return title


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Plain text as paragraphs."""
    parts = clean.lines(unescape(text)).split("\n")
    return tuple(Paragraph((Span(part),)) for part in parts if part)


def _is_links(block: Paragraph) -> bool:
    linked = sum(len(span.text) for span in block_spans(block) if span.href)
    return linked > LINKED * len(spans_text(block.spans))


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """The page's meta values by lower-case name; the first of each counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name")
        if name:
            found.setdefault(name.lower(), clean.line(node.attributes.get("content") or "", limit=2000))
    return found


def _linked_data(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            stack = [json.loads(node.text())]
        except (ValueError, RecursionError):
            continue
        while stack:
            one = stack.pop(0)
            if isinstance(one, list):
                stack.extend(one)
            elif isinstance(one, dict):
                kinds = one.get("@type")
                if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    yield one
                stack.extend(value for key, value in one.items() if key in ("@graph", "mainEntity"))


def _authors(raw: object) -> tuple[str, ...]:
    people = raw if isinstance(raw, list) else [raw]
    names = (_first(person.get("name") if isinstance(person, dict) else person) for person in people)
    return tuple(dict.fromkeys(filter(None, names)))


def _tags(*raw: object) -> tuple[str, ...]:
    words = [word for one in raw for word in (one if isinstance(one, list) else str(one or "").split(","))]
    return tuple(
        dict.fromkeys(name for word in words if isinstance(word, str) and (name := clean.line(word, limit=80)))
    )


def _topics(said: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser) -> tuple[str, ...]:
    """What the publisher files the article under: the first source that names anything."""
    marked = [node.attributes.get("content") for node in tree.css('meta[property="article:tag"]')]
    links = [node.text(strip=True) for node in tree.css("a[rel~=tag]")]
    for named in (said.get("keywords"), marked, meta.get("news_keywords"), links, meta.get("keywords")):
        if found := _tags(named):
            return found[:MOST_TAGS]
    return ()


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return node.text() if node else ""


def _first(*values: object) -> str:
    """The first of these that is a text with something in it, as one clean line."""
    return next((line for value in values if isinstance(value, str) and (line := clean.line(value, limit=500))), "")
