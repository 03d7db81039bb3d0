"""A Document as one HTML page that asks nobody for anything: no scripts, no styles, pictures as links."""

from __future__ import annotations

from html import escape

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


def as_html(document: Document, article: Article | None = None) -> str:
    """A whole page, UTF-8."""
    known = facts(document, article)
    language = f' lang="{escape(known.language)}"' if known.language else ""
    tags = "".join(f"<li>{escape(tag)}</li>" for tag in known.tags)
    body = [
        f"<h1>{_link(escape(known.title), known.url)}</h1>" if known.title else "",
        f"<p>{escape(known.byline)}</p>" if known.byline else "",
        f"<ul>{tags}</ul>" if tags else "",
        *map(_block, document.blocks),
        f"<footer>{escape(document.credit)}</footer>" if document.credit else "",
    ]
    return (
        f'<!doctype html>\n<html{language}>\n<head><meta charset="utf-8"><title>{escape(known.title)}</title></head>\n'
        "<body>\n<article>\n" + "\n".join(part for part in body if part) + "\n</article>\n</body>\n</html>\n"
    )


def _link(inner: str, url: str | None) -> str:
    return f'<a href="{escape(url)}" rel="noreferrer">{inner}</a>' if url else inner


def _span(span: Span) -> str:
    out = escape(span.text).replace("\n", "<br>")
    for name, wanted in (("code", span.code), ("em", span.emphasis), ("strong", span.strong)):
        if wanted:
            out = f"<{name}>{out}</{name}>"
    return _link(out, span.href)


def _spans(spans: Spans) -> str:
    return "".join(map(_span, spans))


def _block(block: Block) -> str:
    match block:
        case Heading(spans, level):
            name = f"h{min(level + 1, 6)}"
            return f"<{name}>{_spans(spans)}</{name}>"
        case Paragraph(spans):
            return f"<p>{_spans(spans)}</p>"
        case Quote(blocks):
            return f"<blockquote>{''.join(map(_block, blocks))}</blockquote>"
        case Listing(items, ordered, start):
            inner = "".join(f"<li>{''.join(map(_block, item))}</li>" for item in items)
            return f'<ol start="{start}">{inner}</ol>' if ordered else f"<ul>{inner}</ul>"
        case Code(text):
            return f"<pre><code>{escape(text)}</code></pre>"
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)
        case Embed(url, title):
            return f"<p>{_link(escape(title or url), url)}</p>"
        case _:
            return "<hr>"


def _figure(figure: Figure) -> str:
    words = " ".join(part for part in (figure.caption, figure.credit and f"({figure.credit})") if part)
    picture = _link(escape(figure.alt or figure.url or ""), figure.url)
    return f"<figure>{picture}<figcaption>{escape(words)}</figcaption></figure>"


def _table(table: Table) -> str:
    out = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    for number, row in enumerate(table.rows):
        name = "th" if number < table.headers else "td"
        out += "<tr>" + "".join(f"<{name}>{_spans(cell)}</{name}>" for cell in row) + "</tr>"
    return f"<table>{out}</table>"
