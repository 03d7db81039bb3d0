"""Footnotes: the marks in a text, and the notes they lead to, which may stand anywhere on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.news.types import Block, Listing, Paragraph, Rule, Span, block_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST = 300
"""Marks of one page that are looked at."""
_MARKS = "sup a[href*='#'], a[href*='#'] > sup, a[role=doc-noteref], a[class*=footnote], a[class*=noteref]"
_LABEL = re.compile(r"[\[(]?\s*([1-9]\d{0,2}|[*\u2020\u2021\u00a7\u00b6]{1,3}|[a-z]{1,2})\s*[\])]?")
_WAYS_BACK = "\u21a9\u21b5\u23ce\u2191^\u2934\u2912\u25b2 \ufe0e\ufe0f"
_ID = re.compile(r"[\w:.-]+")
_BLOCKS = frozenset(("li", "p", "div", "dd", "aside", "section", "td", "blockquote"))


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark leads to."""

    label: str
    """The mark without brackets."""
    blocks: tuple[Block, ...]


def note_mark(node: LexborNode) -> str | None:
    """What to show of a link within its page: a note's mark in brackets, nothing for the way back; None for others."""
    href = node.attributes.get("href") or ""
    if "#" not in href or not (href[0] == "#" or _is_raised(node)):
        return None
    text = node.text().strip()
    if not text.strip(_WAYS_BACK):
        return "" if text else None
    label = _LABEL.fullmatch(text)
    return f"[{label[1]}]" if label and (label[1][0] not in "abcdefghijklmnopqrstuvwxyz" or _is_raised(node)) else None


def _is_raised(node: LexborNode) -> bool:
    """Whether a link is set as marks are."""
    above, below = node.parent, node.first_child
    return (above is not None and above.tag == "sup") or (below is not None and below.tag == "sup")


def take_notes(tree: LexborHTMLParser, read: Callable[[LexborNode], tuple[Block, ...]]) -> tuple[Note, ...]:
    """The notes that marks lead to, in order, taken out of the tree; `read` gives an element's blocks."""
    found: list[tuple[str, LexborNode]] = []
    seen: set[int] = set()
    for mark in tree.css(_MARKS)[:MOST]:
        link = mark.parent if mark.tag == "sup" else mark
        label = _LABEL.fullmatch(link.text().strip()) if link is not None else None
        note = _target(tree, link) if link is not None and label else None
        if label and note is not None and note.mem_id not in seen:
            seen.add(note.mem_id)
            found.append((label[1], note))
    notes = tuple(Note(label, blocks) for label, node in found if (blocks := read(node)))
    for _, node in found:
        node.decompose()
    return notes


def _target(tree: LexborHTMLParser, link: LexborNode) -> LexborNode | None:
    """The element with the note that a mark leads to; None where it leads elsewhere or around the mark itself."""
    place = (link.attributes.get("href") or "").partition("#")[2]
    if not _ID.fullmatch(place):
        return None
    node: LexborNode | None = tree.css_first(f'[id="{place}"], a[name="{place}"]')
    if node is None:
        return None
    while node is not None and node.tag not in _BLOCKS:
        node = node.parent
    above = link.parent
    while above is not None:
        if node is None or above.mem_id == node.mem_id:
            return None
        above = above.parent
    return node


def with_notes(blocks: tuple[Block, ...], notes: Sequence[Note]) -> tuple[Block, ...]:
    """An article's blocks, and behind them the notes whose marks are in its text."""
    if not notes:
        return blocks
    text = " ".join(block_texts(blocks))
    told = [note for note in notes if f"[{note.label}]" in text]
    if not told:
        return blocks
    labels = [note.label for note in told]
    if labels[0].isdecimal() and labels == [str(int(labels[0]) + at) for at in range(len(labels))]:
        return (*blocks, Rule(), Listing(tuple(note.blocks for note in told), True, int(labels[0])))
    return (*blocks, Rule(), *(block for note in told for block in _labelled(note)))


def _labelled(note: Note) -> tuple[Block, ...]:
    """A note's blocks, its mark before its first words."""
    first, *rest = note.blocks
    mark = Span(f"[{note.label}] ")
    if isinstance(first, Paragraph):
        return (Paragraph((mark, *first.spans)), *rest)
    return (Paragraph((mark,)), first, *rest)
