"""A page's bytes as a document: what it says of itself in its head, then the block that holds its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui.news import clean, dates
from tui.news.extract.fragments import blocks_of
from tui.news.types import Document, Heading, PageKind, Paragraph, block_spans, spans_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

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
LINKED = 0.5
"""Share of words inside links above which a block is a list of links."""


def extract(html: bytes, url: str | None = None) -> Document:
    """The article on the page at `url`; `kind` says what the page is where it holds none."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    said = next(_linked_data(tree), {})
    meta = _meta(tree)
    base = clean.address(url)
    main = _main(tree)
    blocks = blocks_of(main, base) if main else ()
    title = _first(said.get("headline"), meta.get("og:title"), _text(tree, "h1"), _text(tree, "title"))
    if blocks and isinstance(blocks[0], Heading) and spans_text(blocks[0].spans) == title:
        blocks = blocks[1:]
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
        tags=_tags(said.get("keywords"), meta.get("keywords") or meta.get("news_keywords")),
        summary=_first(meta.get("og:description"), meta.get("description"), said.get("description")),
        language=tree.root.attributes.get("lang") if tree.root else None,
        image=clean.address(meta.get("og:image"), base),
        kind=kind,
        sureness=0.9 if said else 0.7 if meta.get("og:type") == "article" or tree.css_first("article") else 0.5,
    )


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    """The element whose own paragraphs hold the most words outside links."""
    marked = tree.css("[itemprop=articleBody], article, main, [role=main]")
    if marked and (best := max(marked, key=_weight)) and _weight(best) >= FEWEST_WORDS:
        return best
    parents: dict[int, tuple[LexborNode, int]] = {}
    for paragraph in tree.css("p"):
        parent = paragraph.parent
        if parent is not None:
            _, before = parents.get(parent.mem_id, (parent, 0))
            parents[parent.mem_id] = (parent, before + _weight(paragraph))
    return max(parents.values(), key=lambda one: one[1])[0] if parents else tree.body


def _weight(node: LexborNode) -> int:
    """Words of a node outside links."""
    linked = sum(len(link.text().split()) for link in node.css("a"))
    return max(len(node.text().split()) - linked, 0)


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


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return node.text() if node else ""


def _first(*values: object) -> str:
    """The first of these that is a text with something in it, as one clean line."""
    return next((line for value in values if isinstance(value, str) and (line := clean.line(value, limit=500))), "")
