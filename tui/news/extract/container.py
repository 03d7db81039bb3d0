"""Which box of a page holds its article, and what lies between that box and each of its pieces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from tui.news.extract.names import BIT
from tui.news.extract.survey import Box, Survey


def _bits(names: str) -> int:
    return sum(BIT[name] for name in names.split())


BAD = _bits("comment related share signup author tags meta ad nav side foot hide caption rating")
"""Words that speak against an element."""
OFF = _bits("comment related signup ad nav foot hide side")
"""Words of a page's frame."""
LEAST = 25
"""Size from which on a piece speaks for its boxes."""
MAIN = 100
"""Size of a paragraph that is surely one where nothing speaks against it."""
LINKED = 0.2
"""Share of linked characters up to which it is."""
MUCH = 0.4
"""Share of the container's text above which the words of an element do not count: they were hit by chance."""
COMMENT, FOOT = BIT["comment"], BIT["foot"]
ALL = 0.95
"""The same for comments: there are pages with more of them than of anything else."""
MOST = 0.6
"""Share of the page's text above which an element is no part of the page's frame, whatever it is called."""
WIDER = 1.3
"""An ancestor is taken instead where it holds this many times the text: bodies split by ads."""

OUTSIDE = 7

_ASIDE = frozenset(("li", "aside", "form", "figcaption", "figure", "table", "dl"))
_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre"))
TELLING = "table list quote figure header footer aside form section article"
"""What the tags between a piece and its container say, as bits in this order."""
_TELLING_TAGS = {
    "table": 1, "ul": 2, "ol": 2, "dl": 2, "blockquote": 4, "figure": 8, "figcaption": 8, "header": 16, "footer": 32,
    "aside": 64, "form": 128, "section": 256, "article": 512,
}  # fmt: skip


def size_of(text: str) -> int:
    """Characters; of scripts that say more in one, more."""
    return len(text) if text.isascii() else len(text.encode()) * 2 // 3


def container(page: Survey, sizes: Sequence[int], body: str) -> tuple[int, list[int]]:
    """The place of the box that holds the article, and the running text in each box."""
    boxes = page.boxes
    running = [
        size if size >= LEAST and 2 * piece.linked <= len(piece.text) else 0
        for piece, size in zip(page.pieces, sizes, strict=True)
    ]
    sums = [0, *accumulate(running)]
    whole = max(1, sums[-1])
    factors = [1.0]
    for at in range(1, len(boxes)):
        box = boxes[at]
        factor = factors[box.up]
        share = (sums[box.last] - sums[box.first]) / whole
        if box.words & COMMENT:
            factor *= 0.1 if share < ALL else 1.0
        elif share < MOST:
            if box.words & OFF and not box.words & BIT["body"]:
                factor *= 0.3
            if box.words & FOOT or box.tag == "footer":
                factor *= 0.1
            elif box.tag in _ASIDE:
                factor *= 0.3
        factors.append(factor)
    running = [int(size * factors[piece.box]) for piece, size in zip(page.pieces, running, strict=True)]
    sums = [0, *accumulate(running)]
    masses = [sums[box.last] - sums[box.first] for box in boxes]
    scores = [0.0] * len(boxes)
    for piece, size in zip(page.pieces, running, strict=True):
        if not size:
            continue
        at = piece.box
        if boxes[at].tag in _LEAVES:
            at = boxes[at].up
        weight = float(min(size, 1000))
        if body and piece.text[:50] in body:
            weight *= 3.0
        for _ in range(6):
            if at < 0:
                break
            scores[at] += weight
            weight *= 0.7
            at = boxes[at].up
    found = [at for at, score in enumerate(scores) if score] or [0]
    best = max(found, key=lambda at: scores[at] * _bonus(boxes[at]))
    up = boxes[best].up
    while up > 0:
        if masses[up] >= WIDER * masses[best] and factors[up] >= factors[best]:
            best = up
        up = boxes[up].up
    return best, masses


def _bonus(box: Box) -> float:
    """How much likelier an element's words and tag make it the article."""
    words, factor = box.words, 1.0
    if words & BIT["body"]:
        factor = 1.2
    if words & BIT["comment"]:
        factor *= 0.3
    elif words & BAD:
        factor *= 0.7
    if box.tag in ("article", "main"):
        factor *= 1.3
    elif box.tag in ("p", "li", "a", "footer", "aside"):
        factor *= 0.5
    return factor


def between(
    boxes: list[Box], place: int, first: int, masses: list[int]
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """For the container's boxes, and those above it from piece `first` on: what lies between them and the container.

    The words and the telling tags as bits, and the number of elements; 7 of those stand for any box outside of it.
    """
    box = boxes[place]
    much = MUCH * max(1, masses[place])
    words, tags, depth = {place: 0}, {place: 0}, {place: 0}
    at = box.up
    while at >= 0:
        words[at], tags[at], depth[at] = 0, 0, OUTSIDE
        at = boxes[at].up
    kin: dict[tuple[str, int], int] = {}
    after = place + 1
    while after < len(boxes) and boxes[after].up >= place:
        one = boxes[after]
        kin[one.tag, one.words] = kin.get((one.tag, one.words), 0) + masses[after]
        after += 1
    above = [at for at in range(1, place) if boxes[at].last > first and at not in words] if first < box.first else []
    for at in (*above, *range(place + 1, after)):
        one = boxes[at]
        up = one.up
        if kin.get((one.tag, one.words), 0) > much:
            words[at], tags[at] = words.get(up, 0), tags.get(up, 0)
        else:
            words[at] = words.get(up, 0) | one.words
            tags[at] = tags.get(up, 0) | _TELLING_TAGS.get(one.tag, 0)
        depth[at] = OUTSIDE if depth.get(up, OUTSIDE) == OUTSIDE else min(6, depth[up] + 1)
    return words, tags, depth
