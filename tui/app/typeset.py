"""An article's blocks into lines of so many cells. Pure; foreign text becomes plain Content, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from tui.news import clean
from tui.news.filter import InTitle, Text
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
    Rule,
    Spans,
    Table,
    spans_text,
)

WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction (Brysbaert 2019: 238)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and where in the article's text it begins, in characters."""

    content: Content
    place: int


def typeset(
    article: Article, document: Document | None, width: int, marks: Iterable[Text | InTitle] = ()
) -> list[Line]:
    """The whole article: title, facts, tags, text, links."""
    lines: list[Line] = []
    place = 0
    pattern = _pattern(marks)
    for content, indent, hanging in _parts(article, document, width):
        if pattern is not None:
            content = content.highlight_regex(pattern, style="reverse")
        room = max(8, width - cell_len(indent))
        for number, line in enumerate(content.wrap(room)):
            lead = indent if number == 0 else hanging
            lines.append(Line(Content.styled(lead, "$text-muted").append(line) if lead else line, place))
            place += len(line.plain) + 1
    return lines


def _pattern(marks: Iterable[Text | InTitle]) -> re.Pattern[str] | None:
    words = [re.escape(mark.words) + ("" if mark.prefix else r"\b") for mark in marks]
    return re.compile(r"\b(?:" + "|".join(words) + ")", re.IGNORECASE) if words else None


Part = tuple[Content, str, str]
"""Content to wrap, what stands before its first line, and before the lines after it."""

GAP: Part = (Content(""), "", "")


def _parts(article: Article, document: Document | None, width: int) -> Iterator[Part]:
    yield GAP
    yield Content.styled(clean.line(article.title), "bold $text"), "", ""
    minutes = max(1, round(article.words / WORDS_A_MINUTE))
    when = f"{article.when.day} {article.when:%b %Y}"
    authors = ", ".join(article.authors[:3])
    facts = [article.site or article.feed, article.section, authors, when, f"{minutes} min"]
    yield Content.styled(clean.line(" · ".join(fact for fact in facts if fact)), "$text-muted"), "", ""
    if article.tags:
        yield Content.styled(clean.line(" ".join(f"#{tag}" for tag in article.tags)), "$accent"), "", ""
    yield GAP
    numbers: dict[str, int] = {}
    blocks = document.blocks if document else ()
    if not blocks:
        yield Content.styled(clean.line(article.summary) or "This article has no text here.", "$text-muted"), "", ""
    for block in blocks:
        yield from _block(block, width, numbers, "")
        yield GAP
    if document and document.credit:
        yield Content.styled(clean.line(document.credit), "$text-muted"), "", ""
        yield GAP
    for address, number in numbers.items():
        host = clean.line(urlsplit(address).hostname or "")
        yield Content.styled(f"{host}  {clean.line(address)}", "$text-muted"), f"[{number}] ", "    "


def _block(block: Block, width: int, numbers: dict[str, int], indent: str) -> Iterator[Part]:
    match block:
        case Heading(spans):
            yield Content.styled(clean.line(spans_text(spans)), "bold $accent"), indent, indent
        case Paragraph(spans):
            yield _inline(spans, numbers), indent, indent
        case Quote(blocks):
            yield from _spaced(blocks, width, numbers, indent + "▎ ")
        case Listing(items, ordered, start):
            for number, item in enumerate(items, start):
                yield from _item(item, f"{number}. " if ordered else "• ", width, numbers, indent)
        case Code(text):
            for line in clean.verbatim(text).split("\n"):
                yield Content.styled(line, "$text-secondary"), indent + "  ", indent + "  "
        case Table():
            yield from _table(block, width - cell_len(indent), indent)
        case Figure(_, alt, caption, credit):
            words = clean.line(" ".join(part for part in (caption or alt, credit and f"({credit})") if part))
            yield Content.styled(words or "picture", "italic $text-muted"), indent + "▣ ", indent + "  "
        case Rule():
            yield Content.styled("─" * max(3, width // 3), "$text-muted"), indent, indent
        case Embed(url, title):
            number = numbers.setdefault(url, len(numbers) + 1)
            yield Content.styled(f"{clean.line(title) or 'embedded'} [{number}]", "$text-muted"), indent + "▶ ", indent


def _item(item: tuple[Block, ...], lead: str, width: int, numbers: dict[str, int], indent: str) -> Iterator[Part]:
    blank = " " * cell_len(lead)
    for number, inner in enumerate(item):
        for content, first, rest in _block(inner, width, numbers, indent + blank):
            yield (content, indent + lead, rest) if number == 0 and first == indent + blank else (content, first, rest)
            lead = blank


def _spaced(blocks: tuple[Block, ...], width: int, numbers: dict[str, int], indent: str) -> Iterator[Part]:
    for number, inner in enumerate(blocks):
        if number:
            yield Content(""), indent, indent
        yield from _block(inner, width, numbers, indent)


def _inline(spans: Spans, numbers: dict[str, int]) -> Content:
    parts: list[Content] = []
    for span in spans:
        styles = [name for name, on in (("bold", span.strong), ("italic", span.emphasis)) if on]
        if span.code:
            styles.append("$text-secondary")
        text = "\n".join(clean.lines(line) if line.strip() else "" for line in span.text.split("\n"))
        text = (" " if span.text[:1] == " " else "") + text + (" " if span.text[-1:] == " " and text else "")
        if span.href:
            number = numbers.setdefault(span.href, len(numbers) + 1)
            parts.append(Content.styled(text, " ".join([*styles, "underline"])))
            parts.append(Content.styled(f"[{number}]", "$accent"))
        else:
            parts.append(Content.styled(text, " ".join(styles)))
    return Content("").join(parts)


def _table(table: Table, width: int, indent: str) -> Iterator[Part]:
    cells = [[clean.line(spans_text(cell)) for cell in row] for row in table.rows]
    columns = max((len(row) for row in cells), default=0)
    if not columns:
        return
    wanted = [max(cell_len(row[at]) if at < len(row) else 0 for row in cells) for at in range(columns)]
    share = max(3, (width - 3 * (columns - 1)) // columns)
    spare = max(0, width - 3 * (columns - 1) - sum(min(cells, share) for cells in wanted))
    widths = []
    for cells_wanted in wanted:
        extra = min(spare, max(0, cells_wanted - share))
        spare -= extra
        widths.append(max(1, min(cells_wanted, share) + extra))
    if table.caption:
        yield Content.styled(clean.line(table.caption), "italic $text-muted"), indent, indent
    for number, row in enumerate(cells):
        text = " │ ".join(_cell(row[at] if at < len(row) else "", widths[at]) for at in range(columns))
        yield (
            Content.styled(set_cell_size(text, min(cell_len(text), width)), "bold" if number < table.headers else ""),
            indent,
            indent,
        )
        if number + 1 == table.headers:
            yield (
                Content.styled("─┼─".join("─" * cells_wide for cells_wide in widths)[:width], "$text-muted"),
                indent,
                indent,
            )


def _cell(text: str, width: int) -> str:
    return set_cell_size(text, width - 1) + "…" if cell_len(text) > width else set_cell_size(text, width)
