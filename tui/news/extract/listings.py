"""Pages that lead to articles: home pages, sections, an author's articles, what a search has found.

Each of their headlines links elsewhere on the host and stands in a box of its own, a card, or has a few words behind
it. What was taken for the article's text is then the words of such cards.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui.news import clean
from tui.news.types import Block, Paragraph, count_words, spans_text, walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LINKED_HEADINGS = ":is(h1, h2, h3, h4) a[href], a[href] :is(h2, h3, h4)"
FEWEST = 6
"""Cards from which on a page may be a list of articles."""
TEASER = 40
"""Words on average behind a headline up to which they are a teaser, where no box tells."""
MOST = 300
"""Headlines that are looked at."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
LEAST_LINK = 4
"""Words of a link that is a headline; in scripts without spaces, half the characters."""
MANY_LINKS = 12
"""Links of so many words that make a page without text a list."""


def is_listing(tree: LexborHTMLParser, url: str | None, blocks: tuple[Block, ...]) -> bool:
    """Whether most of the text that was taken for an article stands in cards; `tree` is the page as it came."""
    heads = _headings(tree, url)
    if len(heads) < FEWEST:
        return False
    told = _cards(heads)
    inside = outside = 0
    for block in walk(blocks):
        if isinstance(block, Paragraph):
            text = spans_text(block.spans)
            if "".join(text.split()) in told:
                inside += count_words(text)
            else:
                outside += count_words(text)
    return inside > outside


def has_many_links(tree: LexborHTMLParser) -> bool:
    """Whether a page without text links to many articles."""
    found = 0
    for link in tree.css("a[href]"):
        found += count_words(link.text()) >= LEAST_LINK
        if found >= MANY_LINKS:
            return True
    return False


def _headings(tree: LexborHTMLParser, url: str | None) -> list[LexborNode]:
    """The headings that link to other pages of the host, each once."""
    host = _host(url)
    found: dict[int, LexborNode] = {}
    for node in tree.css(LINKED_HEADINGS)[:MOST]:
        link = node if node.tag == "a" else _around(node, ("a",))
        heading = node if node.tag in _HEADINGS else _around(node, _HEADINGS)
        raw = (link.attributes.get("href") or "") if link is not None else ""
        address = clean.address(raw, url or "https://example.org/")
        if heading is None or raw.startswith("#") or not address or address.partition("#")[0] == url:
            continue
        if url is None or _host(address) == host:
            found[heading.mem_id] = heading
    return list(found.values())


def _cards(heads: list[LexborNode]) -> str:
    """The letters of the cards around headings; of the lines behind those without a card where they are few."""
    above = Counter(up.mem_id for head in heads for up in _ancestors(head))
    told: list[str] = []
    loose: list[str] = []
    for head in heads:
        card = head
        for up in _ancestors(head):
            if above[up.mem_id] > 1:
                break
            card = up
        told.append(_words(card))
        if card.mem_id == head.mem_id or len(told[-1]) == len(_words(head)):
            loose.append(_behind(card, above))
    if loose and sum(map(count_words, loose)) <= TEASER * len(loose):
        told += loose
    return "\n".join("".join(one.split()) for one in told)


def _behind(card: LexborNode, above: Counter[int]) -> str:
    """The words between a headline and the next."""
    found: list[str] = []
    node = card.next
    while node is not None and node.tag not in _HEADINGS and not above[node.mem_id]:
        found.append(_words(node))
        node = node.next
    return "\n".join(found)


def _words(node: LexborNode) -> str:
    """An element's words, its paragraphs with blanks folded."""
    return " ".join(node.text(separator=" ").split())


def _ancestors(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    up = node.parent
    while up is not None and up.tag not in ("body", "html", None):
        found.append(up)
        up = up.parent
    return found


def _around(node: LexborNode, tags: frozenset[str] | tuple[str, ...]) -> LexborNode | None:
    up = node.parent
    while up is not None and up.tag not in tags:
        up = up.parent
    return up


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
