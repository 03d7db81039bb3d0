"""Markup as blocks: what a browser would show of it, without looks and without anything that acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.news import clean
from tui.news.extract.captions import bare, framed, names_of, with_last, with_words
from tui.news.extract.embeds import EMBEDS, embed, language_of, quoted
from tui.news.extract.heavy import SMALL, tamed
from tui.news.extract.notes import note_mark
from tui.news.extract.pictures import captioned, picture, said
from tui.news.extract.runs import PLAIN, Look, Run, joined, tidy
from tui.news.types import (
    Block,
    Code,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEEPEST = 60
"""Elements inside each other that are told apart; what lies deeper is text of the deepest."""
MOST_CELLS = 5000

_SILENT = {
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "svg", "math", "object", "canvas",
    "form", "button", "input", "select", "textarea", "option", "datalist", "nav", "dialog", "map", "area",
}  # fmt: skip
_HELD = "table, pre, blockquote, video, iframe, ul, p + p + p"
"""What makes a figure more than a picture; in its caption it is only how the caption is set."""
_STRONG, _EMPHASIS = frozenset(("strong", "b")), frozenset(("em", "i", "cite", "dfn", "var"))
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_INLINE = {
    "a", "span", "font", "u", "s", "del", "ins", "small", "big", "sub", "sup", "abbr", "acronym", "q", "mark", "time",
    "label", "bdi", "bdo", "wbr", "ruby", "rt", "rp", "data", *_STRONG, *_EMPHASIS, *_CODE,
}  # fmt: skip
NOTHING: frozenset[int] = frozenset()
_DIGITS = str.maketrans("", "", "0123456789 \n\t")


def fragment(html: str, url: str | None = None) -> tuple[Block, ...]:
    """A feed's markup as blocks; relative addresses start from `url`. No text is taken for boilerplate."""
    if "<" not in html and "&" not in html:
        text = clean.lines(html)
        return (Paragraph((Span(text),)),) if text else ()
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(tamed(html.encode("utf-8", "replace")) if len(html) > SMALL else html).body
    return blocks_of(body, url) if body else ()


def blocks_of(node: LexborNode, url: str | None = None, captions: frozenset[int] = NOTHING) -> tuple[Block, ...]:
    """The blocks in a node, in order; `captions` are the elements, by `mem_id`, whose words are a picture's."""
    flow = _Flow(url, captions)
    flow.children(node, PLAIN, 0)
    return flow.finished()


@dataclass
class _Flow:
    """Blocks under way, and the paragraph that runs."""

    base: str | None
    captions: frozenset[int] = NOTHING
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def children(self, node: LexborNode, look: Look, depth: int) -> None:
        """Everything in a node; `look` is how its text looks. Blanks between blocks, half of all text, are no runs."""
        runs, blocks = self.runs, self.blocks
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                text = child.text_content or ""
                if runs or not (text.isspace() or not text):
                    runs.append((" " if text == "\n" else text, look))  # a lone newline is a line the author broke
            elif tag is None or tag[0] == "-" or tag in _SILENT:
                continue
            elif self.captions and child.mem_id in self.captions:
                self._caption(child)
            elif not (blocks and type(blocks[-1]) is Figure and self._is_caption(child)) and not _is_hidden(child):
                self.element(child, tag, look, depth + 1)

    def element(self, node: LexborNode, tag: str, look: Look, depth: int) -> None:
        """One element and what is in it."""
        if depth > DEEPEST:
            self.runs.append((f" {node.text()} ", look))
        elif tag == "a" and (mark := note_mark(node)) is not None:
            self.runs.append((mark, self._look(node, tag, look)))
        elif tag in _INLINE:
            self.children(node, self._look(node, tag, look), depth)
        elif tag in _MAKERS and (block := _MAKERS[tag](self, node, tag, depth)) is not None:
            self.end()
            self.blocks.extend(block)
            if type(block[0] if len(block) > 1 else None) is Figure:
                self._frame(node, len(self.blocks) - len(block))
        elif tag == "br":
            self._line_break(look)
        else:
            if self.runs:
                self.end()
            start = len(self.blocks)
            inner = node.first_child
            if inner is not None and inner.next is None and inner.tag == "-text":
                self.runs.append((inner.text_content or "", look))  # as in most paragraphs: half the time
            else:
                self.children(node, look, depth)
            if self.runs:
                self.end()
            if len(self.blocks) > start + 1 and type(self.blocks[start]) is Figure:
                self._frame(node, start)

    def _frame(self, node: LexborNode, start: int) -> None:
        """Makes one of a picture and the words around it, where the element is made for the two."""
        shown = framed(names_of(node), self.blocks[start:])
        if shown:
            self.blocks[start:] = [shown]

    def _caption(self, node: LexborNode) -> None:
        """What was found to be said of the picture in this element or right before it; without one it is dropped."""
        self.end()
        image = node.css_first("img, amp-img")
        shown = picture(image, self.base) if image else None
        if shown is not None:
            self.blocks.append(captioned(node, shown, node))
        elif (
            image is None and isinstance(last := self.blocks[-1] if self.blocks else None, Figure) and not last.caption
        ):
            self.blocks[-1] = captioned(node, last, node)

    def _is_caption(self, node: LexborNode) -> bool:
        """Whether an element says something of the picture right before it; then the picture has it now."""
        shown = self.blocks[-1]
        if not isinstance(shown, Figure) or any(text.strip() for text, _ in self.runs):
            return False
        found = with_words(shown, node)
        if found is not None:
            self.blocks[-1] = found
        return found is not None

    def _line_break(self, look: Look) -> None:
        """A new line; the second one in a row is how many feeds part their paragraphs."""
        said = next((text for text, _ in reversed(self.runs) if text == "\n" or text.strip()), "")
        if said == "\n":
            self.end()
        else:
            self.runs.append(("\n", look))

    def _look(self, node: LexborNode, tag: str, look: Look) -> Look:
        strong, emphasis, code, href = look
        if tag in _STRONG:
            return True, emphasis, code, href
        if tag in _EMPHASIS:
            return strong, True, code, href
        if tag in _CODE:
            return strong, emphasis, True, href
        if tag == "a":
            return strong, emphasis, code, clean.address(node.attributes.get("href"), self.base)
        return look

    # Elements that are blocks of their own kind, each by a method; None where the content simply flows. Nothing is
    # walked twice: what is nested 60 deep would be walked 2 to the 60th times.

    def _heading(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...]:
        inner = self._blocks_in(node, depth)
        spans = joined(inner)
        return (Heading(spans, int(tag[1])),) if spans else inner

    def _quote(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...]:
        post = quoted(node, self.base)
        if post is not None:
            return (post,)
        inner = self._blocks_in(node, depth)
        return (Quote(inner),) if inner else ()

    def _rule(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...]:
        return (Rule(),)

    def _picture(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...]:
        shown = picture(node, self.base)
        return (shown,) if shown else ()

    def _embed(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...] | None:
        shown = embed(node, self.base)
        return (shown,) if shown else None

    def _inside(self, node: LexborNode, depth: int) -> Spans:
        """A node's text as one run."""
        return joined(self._blocks_in(node, depth))

    def _blocks_in(self, node: LexborNode, depth: int) -> tuple[Block, ...]:
        inner = node.first_child
        if inner is not None and inner.next is None and inner.tag == "-text" and not self.captions:
            text = clean.line(inner.text_content or "")
            return (Paragraph((Span(text),)),) if text else ()
        flow = _Flow(self.base, self.captions)
        if self.captions and node.mem_id in self.captions:
            flow._caption(node)
        else:
            flow.children(node, PLAIN, depth)
        return flow.finished()

    def _alone(self, node: LexborNode, depth: int) -> tuple[Block, ...]:
        """The blocks of one element without those beside it."""
        flow = _Flow(self.base, self.captions)
        if node.tag is not None and node.tag not in _SILENT and not _is_hidden(node):
            flow.element(node, node.tag, PLAIN, depth + 1)
        return flow.finished()

    def _listing(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...]:
        lines = list(node.iter())
        if all(child.tag != "li" for child in lines):
            return self._blocks_in(node, depth)
        items: list[tuple[Block, ...]] = []
        for child in lines:
            inner = self._blocks_in(child, depth) if child.tag == "li" else self._alone(child, depth)
            if inner and child.tag != "li" and items:
                items[-1] += inner
            elif inner:
                items.append(inner)
        if all(isinstance(block, Figure) for item in items for block in item):
            return tuple(block for item in items for block in item)
        start = node.attributes.get("start") or ""
        first = int(start) if start.isdecimal() and len(start) < 6 else 1
        return (Listing(tuple(items), tag == "ol", first),)

    def _table(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...] | None:
        """A data table; one that only lays out a page, is empty or has too many cells flows."""
        cells = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in _rows(node)]
        if not any(cells):
            return None
        if self._is_layout(node) or max(map(len, cells)) < 2:
            return tuple(block for row in cells for cell in row for block in self._blocks_in(cell, depth))
        if sum(map(len, cells)) > MOST_CELLS:
            return None
        headers = next((number for number, row in enumerate(cells) if any(c.tag == "td" for c in row)), len(cells))
        caption = node.css_first("caption")
        words = clean.line(caption.text()) if caption else ""
        return (Table(tuple(tuple(self._inside(cell, depth) for cell in row) for row in cells if row), headers, words),)

    def _is_layout(self, node: LexborNode) -> bool:
        """Whether a table only lays out a page: it says so, holds another, or holds blocks and names no column."""
        if node.attributes.get("role") in ("presentation", "none") or node.css_first("table table"):
            return True
        return node.css_first("td p, td div, td img, td ul, td pre") is not None and node.css_first("th") is None

    def _figure(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...]:
        """A picture with its caption; a figure of something else flows."""
        image, caption = node.css_first("img, amp-img"), node.css_first("figcaption")
        held = node.css_first(_HELD) is not None
        if held and caption is not None:
            held = len(node.css(_HELD)) > len(caption.css(_HELD))
        if image is None or held:
            return self._blocks_in(node, depth)
        if node.css_first("figure figure"):
            return self._gallery(node, depth)
        empty = Figure(alt=said(image.attributes.get("alt") or ""))
        shown = captioned(node, picture(image, self.base) or empty, caption)
        return (shown,) if shown.url or shown.caption else ()

    def _gallery(self, node: LexborNode, depth: int) -> tuple[Block, ...]:
        """Pictures in one figure; what is said of all of them stands with the last that has no words of its own."""
        captions = [child for child in node.iter() if child.tag == "figcaption"]
        text = " ".join(filter(None, [said(caption.text(separator=" ")) for caption in captions]))
        for caption in captions:
            caption.decompose()
        blocks = self._blocks_in(node, depth)
        return with_last(blocks, text) if text else blocks

    def _code(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...]:
        """Code as it stands, with its language; not the numbers of its lines, which some pages keep in a column."""
        text = clean.verbatim(node.text())
        if not text.strip():
            return self._blocks_in(node, depth)
        numbers = "\n" in text.strip() and not text.translate(_DIGITS)
        return () if numbers else (Code(text, language_of(node)),)

    def _definitions(self, node: LexborNode, tag: str, depth: int) -> tuple[Block, ...] | None:
        """Words and what they mean: a list whose items begin with the word, strong. What was walked never flows too."""
        items: list[tuple[Block, ...]] = []
        parts = [one for child in node.iter() for one in (child.iter() if child.tag == "div" else (child,))]
        if not parts or any(part.tag not in ("dt", "dd", "script", "template") for part in parts):
            return None
        for child in parts:
            inner = self._blocks_in(child, depth)
            if child.tag == "dt":
                strong = tuple(Span(s.text, True, s.emphasis, s.code, s.href) for s in joined(inner))
                inner = (Paragraph(strong),) if strong else ()
            if inner and child.tag == "dd" and items:
                items[-1] += inner
            elif inner:
                items.append(inner)
        return (Listing(tuple(items)),) if items else ()

    def end(self) -> None:
        """Ends the paragraph that runs."""
        if self.runs:
            if spans := tidy(self.runs):
                paragraph = Paragraph(spans)
                last = self.blocks[-1] if self.blocks else None
                shown = bare(last, paragraph) if isinstance(last, Figure) else None
                self.blocks[-1 if shown else len(self.blocks) :] = [shown or paragraph]
            self.runs.clear()

    def finished(self) -> tuple[Block, ...]:
        """The blocks, the last paragraph ended."""
        self.end()
        return tuple(self.blocks)


_Maker = Callable[[_Flow, "LexborNode", str, int], tuple[Block, ...] | None]
_MAKERS: dict[str, _Maker] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Flow._heading),
    **dict.fromkeys(("ul", "ol", "menu"), _Flow._listing),
    **dict.fromkeys(("img", "amp-img"), _Flow._picture),
    **dict.fromkeys(EMBEDS, _Flow._embed),
    "blockquote": _Flow._quote, "pre": _Flow._code, "dl": _Flow._definitions, "table": _Flow._table,
    "hr": _Flow._rule, "figure": _Flow._figure,
}  # fmt: skip
"""What makes blocks of the elements that are blocks of their own kind."""


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    """A table's own rows; those of a table inside it belong to that one."""
    for part in table.iter():
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part.iter() if row.tag == "tr")


def _is_hidden(node: LexborNode) -> bool:
    given = node.attributes
    if not given:
        return False
    style = given.get("style")
    return "hidden" in given or (style is not None and "display:none" in style.replace(" ", "").lower())
