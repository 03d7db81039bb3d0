"""A Document as bytes and back: its words first, then how they are laid out, deflated.

Format 1: the byte 0x01, then zlib data of the text in UTF-8, a NUL, and a JSON object that holds only what differs from
an empty Document. The text is that of all spans one after another, a newline after each block and each cell. Blocks are
arrays led by a letter (`p` paragraph, `h` heading, `q` quote, `l` list, `c` code, `t` table, `f` figure, `r` rule,
`e` embed); spans are a length in characters where plain, else an array of lengths and `[length, looks, address]`.
Words first, so that search can look into a text without building it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tui.news.errors import Damaged
from tui.news.types import (
    Block,
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    Listing,
    PageKind,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from tui.news.values import dataclass

_FORMAT = b"\x01"
_LEVEL = 1
"""Of the news texts in our test feeds: 5 % longer than by level 6, in two thirds of the time."""
_SHORT, _WINDOW, _TABLES = 8_192, 13, 6
"""Bytes up to which a text is packed with a window and tables (zlib's memLevel) of these sizes: 60 us for 2.3 KB, and
130 us with the usual ones; as long to the byte in a thousand."""
_LAYOUT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_PLAIN = ("title", "url", "site", "section", "summary", "credit", "language", "image", "next_page", "sureness")
_EMPTY = Document()


@dataclass(frozen=True, slots=True)
class Laid:
    """Blocks as they are packed: their words, and the inside of the JSON array that tells how these are laid out."""

    text: str
    layout: str

    @staticmethod
    def of(blocks: Iterable[Block]) -> Laid:
        """These blocks."""
        writer = _Writer()
        layout = _LAYOUT.encode([writer.block(block) for block in blocks])
        return Laid("".join(writer.text).replace("\0", " "), layout[1:-1])


def pack(document: Document, laid: Laid | None = None) -> bytes:
    """A Document as bytes; `laid` is its blocks, where they have been laid out already."""
    fields: dict[str, Any] = {
        name: value for name in _PLAIN if (value := getattr(document, name)) != getattr(_EMPTY, name)
    }
    for name in ("authors", "tags"):
        if value := getattr(document, name):
            fields[name] = value
    for name in ("published", "updated"):
        if moment := getattr(document, name):
            fields[name] = moment.isoformat()
    if document.kind is not PageKind.ARTICLE:
        fields["kind"] = document.kind.value
    if document.paywalled:
        fields["paywalled"] = True
    laid = laid or Laid.of(document.blocks)
    layout = f'{_LAYOUT.encode(fields)[:-1]}{"," if fields else ""}"blocks":[{laid.layout}]}}'
    raw = f"{laid.text}\0{layout}"
    return _FORMAT + _deflate(raw.encode("utf-8", "surrogatepass"))


def unpack(data: bytes) -> Document:
    """The Document that `pack` made bytes of. Raises Damaged where they are."""
    try:
        text, _, layout = _inflate(data).partition("\0")
        fields = json.loads(layout)
        for name in ("authors", "tags"):
            if name in fields:
                fields[name] = tuple(fields[name])
        for name in ("published", "updated"):
            if name in fields:
                fields[name] = datetime.fromisoformat(fields[name])
        if "kind" in fields:
            fields["kind"] = PageKind(fields["kind"])
        reader = _Reader(text)
        fields["blocks"] = tuple(reader.block(raw) for raw in fields["blocks"])
        return Document(**fields)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise _damaged() from error


def unpack_text(data: bytes) -> str:
    """The words alone: as in `Document.text`, though not its blank lines. Raises Damaged."""
    return _inflate(data).partition("\0")[0]


def _deflate(data: bytes) -> bytes:
    """Packed; a short text by small tables: to lay out the usual ones takes longer than to pack 2 KB of text."""
    if len(data) > _SHORT:
        return zlib.compress(data, _LEVEL)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _TABLES)
    return packer.compress(data) + packer.flush()


def _inflate(data: bytes) -> str:
    if data[:1] != _FORMAT:
        raise _damaged()
    try:
        return zlib.decompress(data[1:]).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        raise _damaged() from error


def _damaged() -> Damaged:
    return Damaged("this article's stored text is damaged; start newsread again and what can be mended is")


class _Writer:
    """Lays blocks out, and gathers their words."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def spans(self, spans: Spans) -> Any:
        found: list[Any] = []
        add, said = found.append, self.text.append
        for span in spans:
            text, href = span.text, span.href
            said(text)
            looks = span.strong + 2 * span.emphasis + 4 * span.code
            if href is not None:
                add((len(text), looks, href))
            else:
                add((len(text), looks) if looks else len(text))
        said("\n")
        return found[0] if len(found) == 1 and type(found[0]) is int else found

    def block(self, block: Block) -> list[Any]:
        if type(block) is Paragraph:  # as most are: to match it takes four times as long
            return ["p", self.spans(block.spans)]
        match block:
            case Paragraph(spans):
                return ["p", self.spans(spans)]
            case Heading(spans, level):
                return ["h", self.spans(spans), level]
            case Quote(blocks):
                return ["q", [self.block(inner) for inner in blocks]]
            case Listing(items, ordered, start):
                return ["l", [[self.block(inner) for inner in item] for item in items], ordered, start]
            case Code(text, language):
                return ["c", self.spans((Span(text),)), language]
            case Table(rows, headers, caption):
                return ["t", [[self.spans(cell) for cell in row] for row in rows], headers, caption]
            case Figure(url, alt, caption, credit):
                return ["f", url, alt, caption, credit]
            case Embed(url, title):
                return ["e", url, title]
            case Rule():
                return ["r"]


class _Reader:
    """Gives the words back to the blocks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def _take(self, size: int) -> str:
        start = self._at
        self._at += size
        return self._text[start : self._at]

    def spans(self, raw: Any) -> Spans:
        if isinstance(raw, int):
            spans: Spans = (Span(self._take(raw)),)
        else:
            spans = tuple(Span(self._take(one)) if isinstance(one, int) else self._span(*one) for one in raw)
        self._at += 1
        return spans

    def _span(self, size: int, looks: int, href: str | None = None) -> Span:
        return Span(self._take(size), bool(looks & 1), bool(looks & 2), bool(looks & 4), href)

    def block(self, raw: list[Any]) -> Block:
        match raw:
            case ["p", spans]:
                return Paragraph(self.spans(spans))
            case ["h", spans, int(level)]:
                return Heading(self.spans(spans), level)
            case ["q", list(blocks)]:
                return Quote(tuple(self.block(inner) for inner in blocks))
            case ["l", list(items), bool(ordered), int(start)]:
                return Listing(tuple(tuple(self.block(inner) for inner in item) for item in items), ordered, start)
            case ["c", text, language]:
                return Code(self.spans(text)[0].text, language)
            case ["t", list(rows), int(headers), str(caption)]:
                return Table(tuple(tuple(self.spans(cell) for cell in row) for row in rows), headers, caption)
            case ["f", url, str(alt), str(caption), str(credit)]:
                return Figure(url, alt, caption, credit)
            case ["e", str(url), str(title)]:
                return Embed(url, title)
            case ["r"]:
                return Rule()
        raise ValueError("unknown block")
