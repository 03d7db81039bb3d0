"""Documents written out: foreign words stay words in every language they are written into."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.news.render import as_html, as_markdown, as_text, record
from tui.news.types import Code, Document, Embed, Figure, Heading, Listing, Paragraph, Quote, Rule, Span, Table

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


RARE = Document(
    title="Rare",
    url="https://example.org/y",
    blocks=(
        Paragraph((Span("so "), Span("strong", strong=True), Span(" and "), Span("soft", emphasis=True), Span(" "))),
        Paragraph((Span("call "), Span("a`b", code=True), Span(" or "), Span("c", code=True))),
        Paragraph(
            (Span("two", href=LINK), Span(" words", href=LINK), Span(", "), Span("bare", href="https://b.example/"))
        ),
        Table((((Span("x"),), (Span("y"),)),), caption="Headless"),
        Table((), caption="Empty"),
        Figure("", "", "Without a picture"),
        Figure("https://example.org/q.jpg", "only alt"),
        Figure("https://example.org/r.jpg"),
        Embed("https://video.example/1", "A film"),
        Embed("https://video.example/2"),
        Rule(),
    ),
)
"""What is met less often."""


def test_what_is_rare_is_written_out_as_text() -> None:
    assert as_text(RARE, width=60).split("\n\n")[1:] == [
        "so strong and soft",
        "call a`b or c",
        "two words [1], bare [2]",
        "Headless\nx  y",
        "Empty",
        "[Picture: Without a picture]",
        "[Picture: only alt]",
        "A film [3]",
        "Embedded [4]",
        "* * *",
        "https://example.org/y\n"
        f"[1] {LINK}\n[2] https://b.example/\n[3] https://video.example/1\n[4] https://video.example/2\n",
    ]


def test_what_is_rare_is_written_out_as_markdown() -> None:
    assert as_markdown(RARE).strip().split("\n\n")[1:] == [
        "so **strong** and *soft*",
        "call `` a`b `` or `c`",
        "[two](https://example.org/a%28b%29) [words](https://example.org/a%28b%29), [bare](https://b.example/)",
        "Headless",
        "|  |  |\n| --- | --- |\n| x | y |",
        "Empty",
        "*Without a picture*",
        "![only alt](https://example.org/q.jpg)",
        "![](https://example.org/r.jpg)",
        "[A film](https://video.example/1)",
        "[https://video.example/2](https://video.example/2)",
        "---",
    ]
