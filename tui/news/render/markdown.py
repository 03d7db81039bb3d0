"""A Document as Markdown (CommonMark 0.31, tables as GitHub writes them); every foreign character that means something
there is escaped, so that a headline can be no heading, link or tag."""

from __future__ import annotations

import re

from tui.news.render.facts import facts
from tui.news.types import (
    Article,
    Block,
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
_ADDRESS = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C"}


def as_markdown(document: Document, article: Article | None = None) -> str:
    """Title as a heading, the facts, the text."""
    known = facts(document, article)
    title = _escape(known.title).replace("\n", " ")
    parts = [
        f"# {_link(title, known.url)}" if title else "",
        _escape(known.byline),
        _escape(" ".join(f"#{tag}" for tag in known.tags), starts=True),
        *_blocks(document.blocks),
        _escape(document.credit, starts=True),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _escape(text: str, *, starts: bool = False) -> str:
    text = _SPECIAL.sub(r"\\\1", text)
    return _START.sub(_plain_start, text) if starts else text


def _plain_start(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}{mark}\\" if mark.isdigit() else f"{match[1]}\\{mark}"


def _link(text: str, url: str | None) -> str:
    if not url:
        return text
    return f"[{text}]({''.join(_ADDRESS.get(char, char) for char in url)})"


def _span(span: Span) -> str:
    text = span.text
    inner = text.strip()
    if not inner:
        return text
    if span.code:
        fence = "`" * (max(map(len, re.findall("`+", inner)), default=0) + 1)
        out = f"{fence} {inner} {fence}" if "`" in inner else f"`{inner}`"
    else:
        out = _escape(inner)
    if span.emphasis:
        out = f"*{out}*"
    if span.strong:
        out = f"**{out}**"
    at = text.index(inner)
    return text[:at] + _link(out, span.href) + text[at + len(inner) :]


def _spans(spans: Spans) -> str:
    text = "".join(map(_span, spans)).strip()
    return _START.sub(_plain_start, text).replace("\n", "\\\n")


def _blocks(blocks: tuple[Block, ...]) -> list[str]:
    return [text for block in blocks if (text := _block(block))]


def _block(block: Block) -> str:
    match block:
        case Heading(spans, level):
            return "#" * min(level + 1, 6) + " " + _spans(spans).replace("\\\n", " ")
        case Paragraph(spans):
            return _spans(spans)
        case Quote(blocks):
            return _indented("\n\n".join(_blocks(blocks)), "> ", "> ")
        case Listing(items, ordered, start):
            marks = [f"{number}. " if ordered else "- " for number in range(start, start + len(items))]
            return "\n".join(
                _indented("\n\n".join(_blocks(item)), mark, " " * len(mark))
                for mark, item in zip(marks, items, strict=True)
            )
        case Code(text, language):
            fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
            return f"{fence}{re.sub('[^A-Za-z0-9+#-]', '', language or '')}\n{text}\n{fence}"
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)
        case Embed(url, title):
            return _link(_escape(title or url), url)
        case _:
            return "---"


def _figure(figure: Figure) -> str:
    words = " ".join(part for part in (figure.caption, figure.credit and f"({figure.credit})") if part)
    picture = "!" + _link(_escape(figure.alt).replace("\n", " "), figure.url) if figure.url else ""
    return "\n\n".join(part for part in (picture, f"*{_escape(words)}*" if words else "") if part)


def _table(table: Table) -> str:
    """A GitHub table; its first row is the heading, since Markdown knows no table without one."""
    rows = [[_spans(cell).replace("\\\n", " ") for cell in row] for row in table.rows]
    if not rows:
        return _escape(table.caption, starts=True)
    count = max(map(len, rows))
    rows = [row + [""] * (count - len(row)) for row in rows]
    if not table.headers:
        rows.insert(0, [""] * count)
    rows.insert(1, ["---"] * count)
    out = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return f"{_escape(table.caption, starts=True)}\n\n{out}" if table.caption else out


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(((first if at == 0 else rest) + line).rstrip() for at, line in enumerate(lines))
