"""What a page's elements are marked as: microdata (https://html.spec.whatwg.org/#microdata) and RDFa Lite.

Asked for only where the page has no JSON-LD article, in the same shape as `linked_data` gives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui.news import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MARKED = "[itemprop], [property^='schema:']"
_TYPED = "[itemtype], [typeof]"
_ARTICLE = re.compile(r"Article\b|Posting\b")
_FIELDS = frozenset(
    ("headline", "alternativeHeadline", "datePublished", "dateCreated", "dateModified", "author", "creator", "keywords")
) | {"articleSection", "description", "image", "inLanguage", "publisher", "isAccessibleForFree"}
MOST = 300
"""Marked elements that are looked at."""


def marked_up(tree: LexborHTMLParser) -> dict[str, Any]:
    """The fields of the article that the page's elements name, the first of each; authors and keywords all."""
    kinds = (node.attributes for node in tree.css(_TYPED)[:MOST])
    if not any(_ARTICLE.search(f"{given.get('itemtype')} {given.get('typeof')}") for given in kinds):
        return {}
    found: dict[str, Any] = {}
    for node in tree.css(_MARKED)[:MOST]:
        given = node.attributes
        for name in (given.get("itemprop") or given.get("property") or "").split():
            field = name.removeprefix("schema:")
            if field in _FIELDS and (value := _value(node, given)):
                if field in ("author", "creator", "keywords"):
                    found.setdefault(field, []).append(value)
                else:
                    found.setdefault(field, value)
    return found


def _value(node: LexborNode, given: dict[str, str | None]) -> str:
    """What an element says: an attribute made for it, the name inside an item, or its words."""
    for name in ("content", "datetime"):
        if text := given.get(name):
            return text
    named = node.css_first("[itemprop='name'], [property='schema:name']")
    if node.tag in ("img", "link") or (named is None and node.tag == "meta"):
        return given.get("src") or given.get("href") or ""
    if named is not None:
        return named.attributes.get("content") or clean.line(named.text())
    return clean.line(node.text())
