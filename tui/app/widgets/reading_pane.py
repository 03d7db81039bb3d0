"""The reading pane: one article in a centred measure, wrapped once per width and painted line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.app.typeset import Line, typeset
from tui.news.filter import InTitle, Text
from tui.news.types import Article, Document

LEAST, MOST, USUAL = 40, 120, 70
"""Cells of the measure: 66 to 72 is what books take (Bringhurst, The Elements of Typographic Style, 2.1.2)."""


class ReadingPane(Widget, can_focus=True):
    """Shows one article."""

    measure: reactive[int] = reactive(USUAL)
    BINDINGS: ClassVar[list[BindingType]] = [
        ("less_than_sign", "measure(-2)", "narrower"),
        ("greater_than_sign", "measure(2)", "wider"),
    ]

    @dataclass
    class Moved(Message):
        """Another part of the text is shown."""

        progress: float
        place: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self._document: Document | None = None
        self._marks: tuple[Text | InTitle, ...] = ()
        self._lines: list[Line] = []
        self._top = 0
        self._wrapped = 0

    def show(
        self, article: Article, document: Document | None, *, place: int = 0, marks: Iterable[Text | InTitle] = ()
    ) -> None:
        """Shows an article from a place on, with words marked."""
        self.article, self._document, self._marks = article, document, tuple(marks)
        self._wrap()
        self._top = 0
        if place:
            self._top = self._line_at(place)
        self.refresh()

    def clear(self) -> None:
        """Shows nothing."""
        self.article, self._document, self._lines, self._top = None, None, [], 0
        self.refresh()

    @property
    def room(self) -> int:
        """The cells a line of text has."""
        return max(1, min(self.measure, self.size.width - 4))

    @property
    def place(self) -> int:
        """Where the shown text begins, in characters; survives another width."""
        return self._lines[self._top].place if self._top < len(self._lines) else 0

    @property
    def progress(self) -> float:
        """How far it was read, 0 to 1."""
        last = len(self._lines) - self.size.height
        return 1.0 if last <= 0 else min(1.0, self._top / last)

    def page_down(self) -> bool:
        """Shows the next page; False where there is none."""
        if self._top + self.size.height >= len(self._lines):
            return False
        self.scroll_lines(max(1, self.size.height - 2))
        return True

    def page_up(self) -> bool:
        """Shows the page before; False where there is none."""
        if self._top == 0:
            return False
        self.scroll_lines(-max(1, self.size.height - 2))
        return True

    def scroll_lines(self, lines: int) -> None:
        """Moves the text."""
        top = max(0, min(self._top + lines, len(self._lines) - self.size.height))
        if top != self._top:
            self._top = top
            self.refresh()
            self.post_message(self.Moved(self.progress, self.place))

    def action_measure(self, cells: int) -> None:
        """Makes the measure narrower or wider."""
        self.measure = min(max(self.measure + cells, LEAST), MOST)

    def watch_measure(self) -> None:
        """Wraps anew, at the same place."""
        self._rewrap()

    def on_resize(self) -> None:
        """Wraps anew where the width changed, at the same place."""
        if self.room != self._wrapped:
            self._rewrap()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the text."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the text."""
        event.stop()
        self.scroll_lines(-3)

    def _rewrap(self) -> None:
        place = self.place if self._top else 0
        self._wrap()
        self._top = self._line_at(place) if place else 0
        self.refresh()

    def _wrap(self) -> None:
        self._wrapped = self.room
        self._lines = typeset(self.article, self._document, self.room, self._marks) if self.article else []

    def _line_at(self, place: int) -> int:
        for number, line in enumerate(self._lines):
            if line.place > place:
                return max(0, number - 1)
        return max(0, len(self._lines) - self.size.height)

    def render_line(self, y: int) -> Strip:
        """One line of the text, centred."""
        width, number = self.size.width, self._top + y
        if number >= len(self._lines):
            return Strip([Segment(" " * width, self.rich_style)], width)
        left = max(0, (width - self.room) // 2)
        segments = self._lines[number].content.render_segments(self.visual_style)
        strip = Strip([Segment(" " * left, self.rich_style), *segments])
        return strip.adjust_cell_length(width, self.rich_style)
