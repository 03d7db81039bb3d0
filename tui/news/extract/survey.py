"""One walk of a page: its runs of text as pieces, its elements as boxes, in document order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.news.extract.names import BIT, HIDDEN, UNSEEN, meaning
from tui.news.extract.region import Region

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEEPEST = 120
"""Elements inside each other that are told apart; what lies deeper is one piece."""
_SILENT = """script style noscript template svg math iframe object canvas video audio embed img button select option
textarea input nav dialog head link meta title map area"""
_RUNS = """a span b strong em i u s font small big sub sup abbr acronym q mark time cite code kbd samp tt dfn var del
ins bdi bdo wbr ruby rt rp data label"""
_SKIPPED, _INLINE = frozenset(_SILENT.split()), frozenset(_RUNS.split())
_PICTURES = frozenset(("img", "picture", "video", "iframe", "amp-img"))
LONG_INLINE = 300
"""Characters in an inline element from which on it is looked into: some pages put all of an article in a `span`."""


CARD = 3
"""Links with a picture behind the first link of an inline element: a card that is shown while one hovers over it."""
OFF = BIT["nav"] | BIT["share"] | BIT["comment"] | BIT["foot"]
ARTICLE = BIT["body"] | BIT["title"] | BIT["lead"] | BIT["quote"]
POST = BIT["share"] | BIT["caption"]
"""Words of a box around somebody's post on another site; a quotation in it is the article's."""
SMALL = 2000
"""Characters of an element under which a name from a page's frame is believed unseen: no article is in there."""


@dataclass(slots=True)
class Box:
    """An element that is no run of text."""

    node: LexborNode
    tag: str
    up: int
    """The place of the box around it; -1 for the outermost."""
    words: int
    """What its class and id mean, as bits of `names`."""
    names: str
    """Its class as it stands."""
    first: int
    """The place of its first piece; `last` is one past its last one."""
    last: int = 0


@dataclass(slots=True)
class Piece:
    """A run of text: a paragraph, a heading, what stands between two line breaks."""

    text: str
    """Blanks folded."""
    linked: int
    """Characters inside links."""
    box: int
    """The place of the innermost box around it."""
    nodes: tuple[LexborNode, ...]
    """Where it stands, in its box."""


@dataclass
class Survey:
    """What a page holds."""

    boxes: list[Box] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    frame: list[LexborNode] = field(default_factory=list)
    """What is not looked into: small elements named as parts of a page's frame, and what lies outside of the part."""
    pictures: list[tuple[int, int]] = field(default_factory=list)
    """Where pictures stand: the place of the piece that follows, or runs, and the box around."""
    _texts: list[str] = field(default_factory=list)
    _nodes: list[LexborNode] = field(default_factory=list)
    _linked: int = 0
    _box: int = -1

    def look_into(self, body: LexborNode, part: Region) -> None:
        """Reads a part of a page: its innermost element whole, of each around it what stands before the next one."""
        *path, inner = part.path
        opened = [] if path and path[0].mem_id == body.mem_id else [self._open(body, "body", 0, "")]
        first = part.first
        for node, next in zip(path, part.path[1:], strict=True):
            opened.append(self._open(node, node.tag or "", *_names(node)))
            children = list(node.iter(include_text=True))
            places = {child.mem_id: place for place, child in enumerate(children)}
            end = places[next.mem_id]
            start = min(places.get(first, 0), end)
            self.frame += [*children[:start], *children[end + 1 :]]
            self.children(children[start:end], 1)
            first = 0
        self.enter(inner, inner.tag or "", 1)
        while opened:
            self._close(opened.pop())

    def enter(self, node: LexborNode, tag: str, depth: int = 0) -> None:
        """Reads one block element."""
        words, names = _names(node)
        off = words & OFF and not words & ARTICLE and not (words & POST == POST and node.css_first("blockquote"))
        if (off or words & UNSEEN) and len(node.text()) < SMALL:
            self.frame.append(node)
            return
        box = self._open(node, tag, words, names)
        self.children(node.iter(include_text=True), depth)
        self._close(box)

    def _open(self, node: LexborNode, tag: str, words: int, names: str) -> Box:
        if self._texts:
            self.flush()
        box = Box(node, tag, self._box, words, names, len(self.pieces))
        self._box = len(self.boxes)
        self.boxes.append(box)
        return box

    def _close(self, box: Box) -> None:
        if self._texts:
            self.flush()
        box.last = len(self.pieces)
        self._box = box.up

    def children(self, nodes_in_it: Iterable[LexborNode], depth: int) -> None:
        """Reads what is in an element: runs of text here, block elements by `enter`."""
        texts, nodes = self._texts, self._nodes
        for child in nodes_in_it:
            tag = child.tag
            if tag == "-text":
                text = child.text_content or ""
                if texts or (text and not text.isspace()):
                    texts.append(text)
                    nodes.append(child)
            elif tag in _INLINE:
                self._inline(child, tag, depth)
            elif tag in _SKIPPED or tag is None or tag[0] in "-!_":
                if tag in _PICTURES:
                    self._picture()
            elif tag == "br":
                self.line_break()
            elif depth > DEEPEST:
                texts.append(child.text())
                nodes.append(child)
            else:
                self.enter(child, tag, depth + 1)

    def _inline(self, node: LexborNode, tag: str, depth: int) -> None:
        """Reads an inline element as a whole; a long one is looked into."""
        child = node.first_child
        mixed = child is not None and (child.tag != "-text" or child.next is not None)
        if mixed and tag != "a" and child is not None and child.tag == "a":
            _drop_card(node)
        text = node.text()
        if mixed and not text.strip() and node.css_first("img, video, iframe") is not None:
            self._picture()
        if len(text) > LONG_INLINE and tag != "a" and depth <= DEEPEST:
            self.children(node.iter(include_text=True), depth + 1)
            return
        self._texts.append(text)
        self._nodes.append(node)
        if tag == "a":
            self._linked += len(text.strip())
        elif mixed and text:
            self._linked += sum(len(link.text().strip()) for link in node.css("a"))

    def _picture(self) -> None:
        self.pictures.append((len(self.pieces) + bool(self._texts), self._box))

    def line_break(self) -> None:
        """A new line; the second one in a row ends the piece."""
        texts = self._texts
        for text in reversed(texts):
            if text == "\n":
                self.flush()
                return
            if text and not text.isspace():
                break
        texts.append("\n")

    def flush(self) -> None:
        """Ends the piece that runs."""
        text = " ".join("".join(self._texts).split())
        if text:
            self.pieces.append(Piece(text, self._linked, self._box, tuple(self._nodes)))
        self._texts.clear()
        self._nodes.clear()
        self._linked = 0


def _drop_card(node: LexborNode) -> None:
    """Takes the card out that stands behind a link and is shown while one hovers over it."""
    if len(node.css("a")) >= CARD and node.css_first("img") is not None:
        for other in list(node.iter(include_text=True))[1:]:
            other.decompose()


def _names(node: LexborNode) -> tuple[int, str]:
    """What an element's attributes mean, as bits of `names`, and its class as it stands."""
    given = node.attributes
    if not given:
        return 0, ""
    names = given.get("class") or ""
    id = given.get("id")
    words = meaning(f"{names} {id}" if id else names) if names or id else 0
    if len(given) > (1 if names else 0) + (1 if id else 0):
        words |= _states(given)
    return words, names


def _states(given: dict[str, str | None]) -> int:
    """What an element's other attributes say, as bits of `names`."""
    words = 0
    if "hidden" in given or given.get("aria-hidden") == "true" or _is_unseen(given.get("style")):
        words = HIDDEN
    role = given.get("role") or given.get("itemprop")
    return words | meaning(role) if role else words


def _is_unseen(style: str | None) -> bool:
    return style is not None and "none" in style and "display:none" in style.replace(" ", "")


def survey(body: LexborNode, part: Region | None = None) -> Survey:
    """The boxes and pieces of a page's body; of that, only of a part where one is given."""
    found = Survey()
    if part and part.path[-1].mem_id != body.mem_id:
        found.look_into(body, part)
    else:
        found.enter(body, "body")
    return found
