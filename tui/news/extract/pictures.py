"""Pictures: where they are to be had, what is said below them, and whose they are."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from tui.news import clean
from tui.news.types import Figure

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

TRACKER = frozenset(("0", "1", "2", "3"))
"""Widths and heights, pixels, of pictures and frames that are there to count readers."""
LONGEST_CREDIT = 90
"""Characters; what follows `Photo:` and is longer is a sentence."""
_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-image")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-src")
_PLACEHOLDER = re.compile(r"^(?:data:|about:|blob:)|(?:^|/)(?:blank|spacer|placeholder|pixel|transparent|1x1)\b", re.I)
_CANDIDATE = re.compile(r"(\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_NAMED = "[class*=credit], [class*=Credit], [class*=copyright], [class*=Copyright], [itemprop=copyrightHolder]"
"""Elements in a caption that say whose the picture is."""
_WORDS = (
    r"photo(?:graph)?s?|foto(?:grafía|grafia)?s?|images?|picture|credits?|crédits?(?: photo)?|créditos?|bild|quelle"
)
_CREDIT = re.compile(
    rf"^(?P<words>.*?)\s*(?:[(\[—|–-]\s*)?(?:\b(?:{_WORDS}|source|fuente|fonte)\s*(?:(?:by|credit)?\s*:|by\b)|©|\(c\))"
    r"\s*(?P<credit>[^:]{2,}?)[)\]]?\.?$",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"^(?P<words>.*?)\s*[(\[](?P<credit>[^()\[\]]*(?:/|\b(?:via|getty|ap|afp|reuters|epa|dpa|images|photo)\b)[^()\[\]]*)[)\]]\.?$",
    re.IGNORECASE,
)
_CLOSED, _NAMING = re.compile(r"[)\]]\.?$"), re.compile(r"[:©]|\([cC]\)|\b[bB][yY]\b")
"""Without these the two before match nowhere, and take long to see it."""
_LEAD = re.compile(r"^(?:photo(?:graph)?|image|picture)?\s*(?:credits?|copyright|source)?\s*[:©]\s*", re.IGNORECASE)


def picture(node: LexborNode, base: str | None) -> Figure | None:
    """An `img`, `picture` or `amp-img`; None for one that nobody is meant to see."""
    given = node.attributes
    if {given.get("width"), given.get("height")} & TRACKER:
        return None
    url = _address(node, base)
    return Figure(url, alt=said(given.get("alt") or "")) if url else None


def captioned(figure: LexborNode, shown: Figure, caption: LexborNode | None) -> Figure:
    """A picture with what its caption says of it: the words, and apart from them whose it is. Changes the tree."""
    credits = []
    for node in figure.css(_NAMED):
        text = said(node.text())
        if caption is not None and (node.mem_id == caption.mem_id or text == said(caption.text())):
            continue
        if text and len(text) <= LONGEST_CREDIT:
            credits.append(_LEAD.sub("", text))
            node.decompose()
    words, credit = parted(said(caption.text(separator=" ")) if caption else "")
    if credits and words.startswith(("/", "|")):  # what is left of `Photo by Ann Lee / Agency`
        words, credit = "", words
    return Figure(shown.url, shown.alt, words, " ".join(dict.fromkeys(filter(None, [*credits, credit]))))


def parted(caption: str) -> tuple[str, str]:
    """A caption's words, and the credit at their end."""
    for form, signs in ((_AGENCY, _CLOSED), (_CREDIT, _NAMING)):
        found = form.match(caption) if signs.search(caption) else None
        if found and len(found["credit"]) <= LONGEST_CREDIT:
            return found["words"].rstrip(" ([|-–—"), found["credit"].strip()
    return caption, ""


def credited(text: str) -> str:
    """The name in a line that says nothing but whose a picture is."""
    words, credit = parted(text)
    return credit if credit and not words else _LEAD.sub("", text)


def said(text: str) -> str:
    """Words of a caption or an `alt` in one line, without the mark-up that some pages write into them as text."""
    if "<" in text or "&" in text:
        text = _MARKUP.sub(" ", unescape(text))
    return clean.line(text)


def _address(node: LexborNode, base: str | None) -> str | None:
    """The first address that is no placeholder: its own, the ones it loads later, then the largest of its sizes."""
    given = node.attributes
    for name in _SOURCES:
        raw = (given.get(name) or "").strip()
        if raw and not _PLACEHOLDER.search(raw) and (url := clean.address(raw, base)):
            return url
    sets = [given.get(name) or "" for name in _SETS]
    around = node if node.tag == "picture" else node.parent
    if around is not None and around.tag == "picture":
        sources = [source.attributes for source in around.css("source")]
        sets += [one.get("srcset") or one.get("data-srcset") or "" for one in sources]
    for listed in sets:
        found = [(float(size or 1), raw) for raw, size in _CANDIDATE.findall(listed) if not _PLACEHOLDER.search(raw)]
        if found and (url := clean.address(max(found)[1], base)):
            return url
    return None
