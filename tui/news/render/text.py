"""A Document as plain text for a terminal or a mail: links numbered, pictures named, tables in columns."""

from __future__ import annotations

from tui.news import cells
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
    Spans,
    Table,
    spans_text,
)


def as_text(document: Document, article: Article | None = None, *, width: int | None = None) -> str:
    """Title, facts and text; lines no wider than `width` cells, or one line a paragraph where it is None."""
    known = facts(document, article)
    head = [known.title, known.byline, " ".join(f"#{tag}" for tag in known.tags)]
    writer = _Text(document.links)
    parts = [
        "\n".join("\n".join(cells.wrap(line, width)) for line in head if line),
        *writer.parts(document.blocks, width),
    ]
    if document.credit:
        parts.append("\n".join(cells.wrap(document.credit, width)))
    links = [f"[{number}] {url}" for number, url in enumerate(document.links, 1)]
    if known.url:
        links.insert(0, known.url)
    parts.append("\n".join(links))
    return "\n\n".join(part for part in parts if part) + "\n"


class _Text:
    """Writes blocks; knows the number of each link."""

    def __init__(self, links: tuple[str, ...]) -> None:
        self.numbers = {url: number for number, url in enumerate(links, 1)}

    def parts(self, blocks: tuple[Block, ...], width: int | None) -> list[str]:
        return [text for block in blocks if (text := self.part(block, width))]

    def part(self, block: Block, width: int | None) -> str:
        match block:
            case Heading(spans) | Paragraph(spans):
                return "\n".join(cells.wrap(self.spans(spans), width))
            case Quote(blocks):
                return _prefixed("\n\n".join(self.parts(blocks, _less(width, 2))), "> ", "> ")
            case Listing():
                return self.listing(block, width)
            case Code(text):
                return _prefixed(text, "    ", "    ")
            case Table():
                return self.table(block)
            case Figure():
                words = [word for word in (block.caption or block.alt, block.credit and f"({block.credit})") if word]
                return "\n".join(cells.wrap(f"[Picture: {' '.join(words)}]", width)) if words else ""
            case Embed(url, title):
                return f"{title or 'Embedded'} [{self.numbers[url]}]"
            case _:
                return "* * *"

    def spans(self, spans: Spans) -> str:
        """The words, each run of one link closed by its number."""
        out = ""
        for at, span in enumerate(spans):
            out += span.text
            following = spans[at + 1].href if at + 1 < len(spans) else None
            if span.href and following != span.href:
                out += f" [{self.numbers[span.href]}]"
        return out.strip()

    def listing(self, block: Listing, width: int | None) -> str:
        out = []
        for number, item in enumerate(block.items, block.start):
            mark = f"{number}. " if block.ordered else "- "
            text = "\n".join(self.parts(item, _less(width, len(mark))))
            out.append(_prefixed(text, mark, " " * len(mark)))
        return "\n".join(out)

    def table(self, block: Table) -> str:
        rows = [[spans_text(cell).replace("\n", " ").strip() for cell in row] for row in block.rows]
        if not rows:
            return block.caption
        count = max(map(len, rows))
        rows = [row + [""] * (count - len(row)) for row in rows]
        widths = [max(cells.width(row[place]) for row in rows) for place in range(count)]
        out = ["  ".join(map(cells.pad, row, widths)).rstrip() for row in rows]
        if block.headers:
            out.insert(block.headers, "  ".join("-" * size for size in widths))
        return "\n".join([block.caption, *out] if block.caption else out)


def _less(width: int | None, by: int) -> int | None:
    return None if width is None else max(width - by, 8)


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(((first if at == 0 else rest) + line).rstrip() for at, line in enumerate(lines))
