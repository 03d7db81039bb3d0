"""Articles and documents to typeset, made up here, and an app with nothing but the pane."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from textual.app import ComposeResult
from textual.message import Message

from tui.app.keyed import KeyedApp
from tui.app.themes import THEMES
from tui.app.widgets.reading_pane import ReadingPane
from tui.config import Config
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
    Span,
    Spans,
    Table,
)

WHEN = datetime(2024, 3, 23, 15, 56, tzinfo=UTC)


def article(**values: Any) -> Article:
    """An article with a talkative head."""
    fields: dict[str, Any] = {
        "id": 1,
        "title": "Ferry lines return to the northern harbours",
        "url": "https://harbour.example/ferries",
        "site": "Harbour Courier",
        "feed": "Harbour Courier",
        "feed_id": 1,
        "published": WHEN,
        "updated": None,
        "added": WHEN,
        "section": "Travel",
        "authors": ("Ada Quill",),
        "tags": ("ferries", "north sea"),
        "own_tags": (),
        "summary": "Three lines start again in May.",
        "language": "en",
        "words": 700,
        "read": False,
        "starred": False,
    }
    return Article(**{**fields, **values})


def words(*texts: str | Span) -> Spans:
    """Spans, the plain ones as text."""
    return tuple(text if isinstance(text, Span) else Span(text) for text in texts)


def paragraph(*texts: str | Span) -> Paragraph:
    """A paragraph of spans."""
    return Paragraph(words(*texts))


LONG = "The ferry leaves the harbour at seven and comes back with the evening tide, weather and crew permitting. "

EVERYTHING: tuple[Block, ...] = (
    paragraph(
        "Three ferry lines start again in May, the ",
        Span("port office", href="https://port.example/plan?utm_source=feed&id=4"),
        " said. Tickets are sold ",
        Span("by us", href="https://harbour.example/tickets"),
        " and with ",
        Span("care", strong=True),
        ".",
    ),
    Heading(words("What changes"), 2),
    Quote((paragraph(LONG), paragraph("“We waited long.”"))),
    Listing(
        (
            (paragraph("Bergen"), Listing(((paragraph("daily"),), (paragraph(LONG),)), ordered=True, start=9)),
            (paragraph("Lerwick"),),
        )
    ),
    Code("def fare(age):\n    return 0 if age < 6 else 12  # " + "children travel free " * 5, "python"),
    Table(
        (
            (words("Line"), words("Hours"), words("Note")),
            (words("Bergen"), words("18"), words(LONG)),
            (words("札幌 👩‍👩‍👧"), words("7"), words("❤️ seasonal")),
        ),
        headers=1,
        caption="Crossings",
    ),
    Figure("https://pictures.example/quay.jpg", "A quay", "The quay at dawn", "Ada Quill"),
    Rule(),
    Embed("https://films.example/1", "The crossing, a film"),
    paragraph("三条渡轮航线将于五月恢复，港务局说。「我们等了很久」，船长说，票价不变，儿童免费乘坐，老人半价。"),
    paragraph("تعود ثلاثة خطوط للعبارات إلى الموانئ الشمالية في شهر مايو بعد انقطاع طويل كما قال مكتب الميناء"),
    paragraph("A cafe\u0301, a n\u0303andu\u0301, and 🇳🇴🇯🇵 👍🏽 in one line, " + "x" * 150 + "."),
)

DOCUMENT = Document(EVERYTHING, credit="© 2024 Harbour Courier")


def long_document(paragraphs: int = 60) -> Document:
    """Many numbered paragraphs."""
    return Document(tuple(paragraph(f"Paragraph {number}. " + LONG * 4) for number in range(1, paragraphs + 1)))


class PaneApp(KeyedApp):
    """The pane alone; keeps what it says."""

    def __init__(self, theme: str = THEMES[0].name, **pane: Any) -> None:
        super().__init__(Config())
        self.wanted_theme = theme
        self.pane = ReadingPane(**pane)
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        """The pane."""
        yield self.pane

    def on_mount(self) -> None:
        """Our themes."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.wanted_theme
        self.pane.focus()

    def on_reading_pane_moved(self, message: ReadingPane.Moved) -> None:
        """Keeps the message."""
        self.said.append(message)

    def on_reading_pane_open_link(self, message: ReadingPane.OpenLink) -> None:
        """Keeps the message."""
        self.said.append(message)

    def on_reading_pane_tag_clicked(self, message: ReadingPane.TagClicked) -> None:
        """Keeps the message."""
        self.said.append(message)

    def on_reading_pane_measure_changed(self, message: ReadingPane.MeasureChanged) -> None:
        """Keeps the message."""
        self.said.append(message)

    def on_reading_pane_wanted(self, message: ReadingPane.Wanted) -> None:
        """Keeps the message."""
        self.said.append(message)

    def lines(self) -> list[str]:
        """The screen as text."""
        return [strip.text for strip in self.screen._compositor.render_strips()]

    def sees(self, text: str) -> bool:
        """Whether a text stands on the screen."""
        return any(text in line for line in self.lines())
