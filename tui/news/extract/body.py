"""Where on a page the article is: junk cut off, then the element that holds the mass of its paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_JUNK_TAGS = "script:not([type='application/ld+json']), style, noscript, template, nav, footer, aside, button, dialog"
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:"
    r"related|recommend\w*|recirc\w*|promo\w*|newsletter\w*|subscri\w*|signup|sign-up|share|sharing|social\w*|comments?|"
    r"disqus|outbrain|taboola|sponsor\w*|advert\w*|ads?|breadcrumbs?|menu|navbar|nav|navigation|sidebar|footer|"
    r"cookie\w*|consent|paywall|popup|modal|toolbar|tags?|tag-list|topics?|byline|author-?\w*|bio|read-?more|"
    r"more-?stories|most-?read|trending|teaser\w*|widget|donat\w*|print-?only|hidden|sr-only|visually-?hidden|"
    r"screen-?reader\w*|caption\w*|credit|copyright|meta|metadata|pagination|pager|rating|timestamp|dateline-?date|"
    r"infobox-?ad|correction-?form|feedback|survey|poll|login|register|skip\w*|banner|jump-?links?|toc"
    r")(?:$|[\s_-])",
    re.IGNORECASE,
)
_GOOD = re.compile(r"article|body|content|entry|post|story|text|main|paragraph", re.IGNORECASE)
LEAST = 25
"""Characters from which on a paragraph speaks for its element."""
OWN = 60
"""Characters right in a `div` from which on it counts as a paragraph."""
MUCH = 0.4
"""Share of the page's paragraph text above which no class name makes an element junk (it was hit by chance)."""
WIDER = 1.3
"""An ancestor is taken instead where it holds this many times the paragraph text: bodies split by ads."""
_verdicts: dict[str, bool] = {}
_MOST_VERDICTS = 20_000


def _is_junk_name(names: str) -> bool:
    """The verdict on a class and id string; kept, since a page repeats the same few hundred."""
    verdict = _verdicts.get(names)
    if verdict is None:
        if len(_verdicts) > _MOST_VERDICTS:
            _verdicts.clear()
        verdict = _verdicts[names] = bool(_JUNK.search(names))
    return verdict


def find_body(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the article, junk taken out of it; changes the tree. None where nothing reads."""
    for node in tree.css(_JUNK_TAGS):
        node.decompose()
    paragraphs = [(node, len(node.text(strip=True))) for node in tree.css("p")]
    paragraphs += [(node, own) for node in tree.css("div, section") if (own := _own(node)) >= OWN]
    mass = sum(size for _, size in paragraphs if size >= LEAST)
    best = _container(paragraphs)
    if best is None:
        return tree.body
    _prune(best, mass)
    return best


def _own(node: LexborNode) -> int:
    """Characters that stand right in an element: some pages part paragraphs by line breaks, or by elements of `div`."""
    return len(node.text(deep=False, strip=True))


def _container(paragraphs: list[tuple[LexborNode, int]]) -> LexborNode | None:
    """The ancestor with the most paragraph text near it, widened where a parent holds much more."""
    scores: dict[int, float] = {}
    masses: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for node, size in paragraphs:
        if size < LEAST:
            continue
        weight, up = 1.0, node.parent
        for _ in range(6):
            if up is None or up.tag in ("html", "-document"):
                break
            key = up.mem_id
            nodes.setdefault(key, up)
            scores[key] = scores.get(key, 0.0) + weight * min(size, 1000)
            masses[key] = masses.get(key, 0) + size
            weight *= 0.7
            up = up.parent
    if not scores:
        return None
    for key, node in nodes.items():
        scores[key] *= _bonus(node)
    best = max(scores, key=scores.__getitem__)
    chosen = nodes[best]
    up = chosen.parent
    while up is not None and up.tag not in ("body", "html") and up.mem_id in masses:
        if masses[up.mem_id] >= WIDER * masses[chosen.mem_id]:
            chosen = up
        up = up.parent
    return chosen


def _bonus(node: LexborNode) -> float:
    """How much an element's own words make it likelier to be the article."""
    given = node.attributes
    names = f"{given.get('class') or ''} {given.get('id') or ''}"
    factor = 1.0
    if given.get("itemprop") == "articleBody":
        factor *= 2.0
    if node.tag in ("article", "main") or given.get("role") == "main":
        factor *= 1.3
    if _GOOD.search(names):
        factor *= 1.2
    if _is_junk_name(names):
        factor *= 0.5
    return factor


def _prune(body: LexborNode, mass: int) -> None:
    """Takes out elements of the body that are named as junk or are mostly links."""
    suspects: list[tuple[LexborNode, str, int]] = []
    shared: dict[str, int] = {}
    for node in body.css("div, section, ul, ol, p, span, header, form, h2, h3, h4, table"):
        given = node.attributes
        names = f"{given.get('class') or ''} {given.get('id') or ''}".strip()
        junk = "hidden" in given or given.get("aria-hidden") == "true" or (bool(names) and _is_junk_name(names))
        if not junk and node.tag not in ("ul", "ol", "div", "section", "table"):
            continue
        size = len(node.text(strip=True))
        if junk:
            shared[names] = shared.get(names, 0) + size
            suspects.append((node, names, size))
        elif size and size <= MUCH * mass and _linked(node) > (0.7 if node.tag in ("ul", "ol") else 0.8) * size:
            suspects.append((node, "", size))
    for node, names, size in suspects:
        if size <= MUCH * mass and (not names or shared[names] <= MUCH * mass):
            node.decompose()


def _linked(node: LexborNode) -> int:
    return sum(len(link.text(strip=True)) for link in node.css("a"))
