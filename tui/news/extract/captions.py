"""Captions of pictures that stand in no `figure`: known by their names, by their place or by a credit at their end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.news.extract.pictures import LONGEST_CREDIT, captioned, credited, parted, said
from tui.news.types import Block, Figure, Paragraph, spans_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LONGEST = 600
"""Characters; longer words below a picture are the article."""
LONGEST_BARE = 250
"""Characters of a paragraph that only its credit makes a caption."""
MOST = 3
"""Paragraphs of one caption."""
_CAPTION = re.compile(
    r"caption|legend|cutline|(?:im(?:age|g)|photo|picture|pic|media)[_-]?(?:desc|text|title|info|note|credit|source|by)|"
    r"l[eé]gende|didascalia|bild(?:unterschrift|text|beschreibung|quelle)|bijschrift|onderschrift|billedtekst|pie-?(?:de-)?foto",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"credit|copyright|photographer|fotograf|photo-?by|image-?by|source|quelle", re.IGNORECASE)
_PICTURED = re.compile(
    r"(?:^|[\s_-])(?:im(?:age|g)s?|photos?|pictures?|figure|media|bild|foto|thumb\w*|attachment)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)

_SIGN = re.compile(r"[:：©(\[]")
"""What stands before a credit at the end of a paragraph; mere words, such as `photo by`, also end sentences."""


def is_named(names: str) -> bool:
    """Whether a class says that its element holds what is said of a picture, or whose it is."""
    return bool(names) and (_CAPTION.search(names) is not None or _CREDIT.search(names) is not None)


def is_frame(names: str) -> bool:
    """Whether a class says that its element holds a picture with what is said of it."""
    return bool(names) and (_CAPTION.search(names) or _PICTURED.search(names)) is not None


def with_words(shown: Figure, node: LexborNode) -> Figure | None:
    """The picture that stands before a named element, with the words in it; None where those are none of it."""
    names = names_of(node)
    if not is_named(names) or node.css_first("img, picture, video, iframe, h1, h2, h3") is not None:
        return None
    text = said(node.text(separator=" "))
    linked = sum(len(said(link.text())) for link in node.css("a"))
    if not text or len(text) > LONGEST or 2 * linked > len(text):
        return None
    if _CAPTION.search(names):
        if not shown.caption:
            found = captioned(node, shown, node)
            return Figure(shown.url, shown.alt, found.caption, found.credit or shown.credit)
        if not _CREDIT.search(names):
            return None
    return None if shown.credit or len(text) > LONGEST_CREDIT else replace(shown, credit=credited(text))


def names_of(node: LexborNode) -> str:
    """The class of an element, and what microdata calls it."""
    given = node.attributes
    return f"{given.get('class') or ''} {given.get('itemprop') or ''}".strip()


def bare(shown: Figure, paragraph: Paragraph) -> Figure | None:
    """A picture with the paragraph right behind it, where that ends in a credit as only captions do."""
    if shown.caption or any(span.href for span in paragraph.spans):
        return None
    text = said(spans_text(paragraph.spans))
    if len(text) > LONGEST_BARE:
        return None
    words, credit = parted(text)
    tail = text[len(words) :]
    if not credit or not (_SIGN.search(tail) and all(part.strip()[:1].isupper() for part in credit.split("/"))):
        return None
    return replace(shown, caption=words, credit=credit)


def framed(names: str, blocks: Sequence[Block]) -> Figure | None:
    """What an element that holds one picture and a few words makes of them; None where it is no frame."""
    shown, *rest = blocks
    if not isinstance(shown, Figure) or shown.caption or not 0 < len(rest) <= MOST or not is_frame(names):
        return None
    spans = [one.spans for one in rest if isinstance(one, Paragraph)]
    text = said(" ".join(map(spans_text, spans)))
    linked = sum(len(span.text) for run in spans for span in run if span.href)
    if len(spans) < len(rest) or len(text) > LONGEST or 2 * linked > len(text):
        return None
    words, credit = parted(text)
    return replace(shown, caption=words, credit=credit or shown.credit)


def with_last(blocks: tuple[Block, ...], text: str) -> tuple[Block, ...]:
    """The pictures of one figure, with what is said of all of them at the last one, else below it."""
    words, credit = parted(text)
    places = [at for at, block in enumerate(blocks) if isinstance(block, Figure)]
    last = blocks[places[-1]] if places else None
    if not isinstance(last, Figure) or last.caption:
        return (*blocks, Figure(caption=words, credit=credit))
    shown = replace(last, caption=words, credit=credit or last.credit)
    return (*blocks[: places[-1]], shown, *blocks[places[-1] + 1 :])
