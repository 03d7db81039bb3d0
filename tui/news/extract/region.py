"""Which part of a page is worth a walk: the element around its paragraphs and its headline.

Seven in ten of a page's elements are navigation, lists of links and other articles' teasers. What is found here only
says where to look; which element is the article's is weighed afterwards, in `container`. On the pages of both sets,
the text is the same as after a walk of the whole page (two of 215 differ, by 8 and 240 characters); the walk sees 0.63
of its elements and, with the looking, takes 0.8 of its time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_WORD = re.compile(r"\w+")
_LEAST = 25
"""Characters of a paragraph that counts."""
_ENOUGH = 500
"""Characters of paragraphs on a page from which on they say where the text is."""
_SHARE = 0.85
"""Share of them that the part holds, at the least."""
_APART = 0.6
"""The same where nothing but the page itself is around more."""
_WIDER = 1.2
"""An element around it is taken as well, if its text is no longer than this many times: bodies split by ads."""
_LEVELS = 8
"""Elements around it that are looked at for that."""
_TITLE = 300
"""Characters of a heading that may be the headline."""

_ALIKE, _LEAST_WORDS = 0.5, 3
"""Share of the words of the shorter of a heading and the title that both must have; words it must have for that."""


def plain(text: str) -> str:
    """The words of a text, folded: what two spellings of a headline have in common."""
    return " ".join(_WORD.findall(text.casefold()))


def alike(title: set[str], heading: set[str]) -> bool:
    """Whether a heading and the title share most words of the one with fewer: titles for search engines differ."""
    fewer = min(len(title), len(heading))
    return fewer >= _LEAST_WORDS and len(title & heading) >= _ALIKE * fewer


@dataclass(frozen=True, slots=True)
class Region:
    """What to walk: an element, and in the elements around it what stands between the headline and it."""

    path: tuple[LexborNode, ...]
    """From the outermost element to look into to the one that is walked whole."""
    first: int = 0
    """The `mem_id` of the child of the outermost one from which on it is looked into; 0 for all of it."""


def region(body: LexborNode, title: str) -> Region:
    """The part of a page to walk, all of it where the paragraphs do not say; `title` as `plain` gives it."""
    masses, holders = _masses(body)
    whole = sum(masses.values())
    if whole < _ENOUGH:
        return Region((body,))
    most, *others = sorted(masses, key=masses.__getitem__, reverse=True)
    around = list(_around(holders[most]))
    places = {node.mem_id: place for place, node in enumerate(around)}
    found, held = 0, masses[most]
    for other in others:
        if held >= _SHARE * whole:
            break
        met, _ = _met(holders[other], places)
        if met == len(around) - 1 and held >= _APART * whole:
            break
        held += masses[other]
        found = max(found, met)
    size = len(around[found].text())
    for wider in range(found + 1, min(found + _LEVELS, len(around) - 1)):
        if len(around[wider].text()) > _WIDER * size:
            break
        found = wider
    met, first = _headline(body, title, places) if title else (0, 0)
    return Region((*around[max(found, met) : found : -1], around[found]), first if met > found else 0)


def _masses(body: LexborNode) -> tuple[dict[int, int], dict[int, LexborNode]]:
    """How much text the paragraphs and broken lines right in each element have, and the elements, by their numbers."""
    masses: dict[int, int] = {}
    holders: dict[int, LexborNode] = {}
    for paragraph in body.css("p"):
        size = len(paragraph.text())
        holder = paragraph.parent
        if size >= _LEAST and holder is not None:
            number = holder.mem_id
            if number not in masses:
                masses[number], holders[number] = 0, holder
            masses[number] += size
    for line_break in body.css("br"):
        holder = line_break.parent
        if holder is not None and holder.tag != "p" and holder.mem_id not in holders:
            masses[holder.mem_id], holders[holder.mem_id] = len(holder.text(deep=False)), holder
    return masses, holders


def _around(node: LexborNode | None) -> Iterator[LexborNode]:
    """An element and those around it, up to the page's own."""
    while node is not None:
        yield node
        node = node.parent if node.tag != "body" else None


def _met(node: LexborNode | None, places: dict[int, int]) -> tuple[int, int]:
    """The place of the first element that is also around another, and the `mem_id` of the last one that is not."""
    number = 0
    while node is not None:
        place = places.get(node.mem_id)
        if place is not None:
            return place, number
        number = node.mem_id
        node = node.parent
    return max(places.values()), 0


def _headline(body: LexborNode, title: str, places: dict[int, int]) -> tuple[int, int]:
    """The same for the headline: what says the title, else the last one like it; zeros where there is none."""
    near, words = None, set(title.split())
    for tag in ("h1", "h2"):
        for heading in body.css(tag):
            text = heading.text()
            if len(text) >= _TITLE:
                continue
            folded = plain(text)
            if folded == title:
                return _met(heading, places)
            if alike(words, set(folded.split())):
                near = heading
    return _met(near, places) if near is not None else (0, 0)
