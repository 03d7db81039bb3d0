"""Documents written out: foreign words stay words in every language they are written into."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.news.render import as_html, as_markdown, as_text, record
from tui.news.types import Code, Document, Figure, Heading, Listing, Paragraph, Quote, Span, Table

LINK = "https://example.org/a(b)"
DOCUMENT = Document(
    title="# <b>Not</b> a *heading*",
    url="https://example.org/x",
    published=datetime(2026, 3, 1, 8, tzinfo=UTC),
    tags=("North  Korea", "talks"),
    credit="© A Wire",
    blocks=(
        Heading((Span("Part"),), 2),
        Paragraph((Span("Read "), Span("this", href=LINK), Span(" & <script>"))),
        Quote((Paragraph((Span("1. no list"),)),)),
        Listing(((Paragraph((Span("one"),)),), (Paragraph((Span("two"),)),)), ordered=True, start=3),
        Code("a < b\n```"),
        Table((((Span("a|b"),), (Span("c"),)), ((Span("1"),),)), headers=1),
        Figure("https://example.org/p.jpg", "alt", "A bridge", "A. Smith"),
    ),
)


def test_text_numbers_links_and_keeps_to_its_width() -> None:
    text = as_text(DOCUMENT, width=30)
    assert "Read this [1] & <script>" in text
    assert text.endswith(f"https://example.org/x\n[1] {LINK}\n")
    assert "[Picture: A bridge (A. Smith)]" in text
    assert "3. one\n4. two" in text
    assert all(len(line) <= 30 for line in text.splitlines())


def test_markdown_escapes_what_means_something_there() -> None:
    text = as_markdown(DOCUMENT)
    assert text.startswith("# [# \\<b\\>Not\\</b\\> a \\*heading\\*](https://example.org/x)")
    assert "Read [this](https://example.org/a%28b%29) \\& \\<script\\>" in text
    assert "> 1\\. no list" in text
    assert "````\na < b\n```\n````" in text
    assert "| a\\|b | c |\n| --- | --- |\n| 1 |  |" in text


def test_html_escapes_everything_foreign() -> None:
    page = as_html(DOCUMENT)
    assert "<script" not in page
    assert "&lt;b&gt;Not&lt;/b&gt;" in page
    assert f'<a href="{LINK}" rel="noreferrer">this</a>' in page
    assert '<ol start="3"><li><p>one</p></li>' in page


def test_a_record_has_null_for_the_unknown_and_lists_always() -> None:
    found = record(Document())
    assert {name for name, value in found.items() if value == []} == {"authors", "tags", "figures", "links"}
    assert found["title"] is found["published"] is found["id"] is None
    assert record(DOCUMENT)["tags"] == ["north korea", "talks"]
    assert record(DOCUMENT)["published"] == "2026-03-01T08:00:00+00:00"
