"""A Document as bytes and back: compact JSON, deflated.

Format 1: the byte 0x01, then zlib data of a JSON object that holds only what differs from an empty Document. Blocks are
arrays led by a letter (`p` paragraph, `h` heading, `q` quote, `l` list, `c` code, `t` table, `f` figure, `r` rule,
`e` embed); spans are a string where plain, else an array of strings and `[text, looks, address]`.
"""

from __future__ import annotations

import json
import zlib
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

_FORMAT = b"\x01"
_LEVEL = 6
_PLAIN = ("title", "url", "site", "section", "summary", "credit", "language", "image", "next_page", "sureness")
_EMPTY = Document()


def pack(document: Document) -> bytes:
    """A Document as bytes."""
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
    fields["blocks"] = [_block(block) for block in document.blocks]
    raw = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _FORMAT + zlib.compress(raw, _LEVEL)


def unpack(data: bytes) -> Document:
    """The Document that `pack` made bytes of. Raises Damaged where they are."""
    try:
        if data[:1] != _FORMAT:
            raise ValueError("unknown format")
        fields = json.loads(zlib.decompress(data[1:]).decode("utf-8", "surrogatepass"))
        for name in ("authors", "tags"):
            if name in fields:
                fields[name] = tuple(fields[name])
        for name in ("published", "updated"):
            if name in fields:
                fields[name] = datetime.fromisoformat(fields[name])
        if "kind" in fields:
            fields["kind"] = PageKind(fields["kind"])
        fields["blocks"] = tuple(_read_block(raw) for raw in fields["blocks"])
        return Document(**fields)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, zlib.error, RecursionError) as error:
        raise Damaged(
            "this article's stored text is damaged; start newsread again and what can be mended is"
        ) from error


def _spans(spans: Spans) -> Any:
    if len(spans) == 1 and _is_plain(spans[0]):
        return spans[0].text
    return [
        span.text
        if _is_plain(span)
        else [
            span.text,
            span.strong + 2 * span.emphasis + 4 * span.code,
            *([span.href] if span.href is not None else []),
        ]
        for span in spans
    ]


def _is_plain(span: Span) -> bool:
    return not (span.strong or span.emphasis or span.code or span.href is not None)


def _read_spans(raw: Any) -> Spans:
    if isinstance(raw, str):
        return (Span(raw),)
    return tuple(Span(one) if isinstance(one, str) else _read_span(*one) for one in raw)


def _read_span(text: str, looks: int, href: str | None = None) -> Span:
    return Span(text, bool(looks & 1), bool(looks & 2), bool(looks & 4), href)


def _block(block: Block) -> list[Any]:
    match block:
        case Paragraph(spans):
            return ["p", _spans(spans)]
        case Heading(spans, level):
            return ["h", _spans(spans), level]
        case Quote(blocks):
            return ["q", [_block(inner) for inner in blocks]]
        case Listing(items, ordered, start):
            return ["l", [[_block(inner) for inner in item] for item in items], ordered, start]
        case Code(text, language):
            return ["c", text, language]
        case Table(rows, headers, caption):
            return ["t", [[_spans(cell) for cell in row] for row in rows], headers, caption]
        case Figure(url, alt, caption, credit):
            return ["f", url, alt, caption, credit]
        case Embed(url, title):
            return ["e", url, title]
        case Rule():
            return ["r"]


def _read_block(raw: list[Any]) -> Block:
    match raw:
        case ["p", spans]:
            return Paragraph(_read_spans(spans))
        case ["h", spans, int(level)]:
            return Heading(_read_spans(spans), level)
        case ["q", list(blocks)]:
            return Quote(tuple(_read_block(inner) for inner in blocks))
        case ["l", list(items), bool(ordered), int(start)]:
            return Listing(tuple(tuple(_read_block(inner) for inner in item) for item in items), ordered, start)
        case ["c", str(text), language]:
            return Code(text, language)
        case ["t", list(rows), int(headers), str(caption)]:
            return Table(tuple(tuple(_read_spans(cell) for cell in row) for row in rows), headers, caption)
        case ["f", url, str(alt), str(caption), str(credit)]:
            return Figure(url, alt, caption, credit)
        case ["e", str(url), str(title)]:
            return Embed(url, title)
        case ["r"]:
            return Rule()
    raise ValueError("unknown block")
