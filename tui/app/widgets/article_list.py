"""The list of articles: its own view port, two lines a row, any number of rows.

Rows are never objects: the list knows how many there are, where the cursor is and what the window shows. It asks for
rows by `Wanted` and paints blanks until they are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.news import cells, clean
from tui.news.types import Article

AHEAD = 100
"""Rows asked for beyond the window on both sides: two screens of a tall terminal, read in about a millisecond."""


def ago(when: datetime, now: datetime) -> str:
    """How long ago something was, in the words of a list."""
    minutes = int((now - when).total_seconds() // 60)
    if minutes < 0:
        return when.strftime("%d %b %Y").lstrip("0")
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    if minutes < 60 * 24 * 60:
        return f"{minutes // (24 * 60)} d"
    return when.strftime("%d %b %Y").lstrip("0")


def fit(text: str, width: int) -> str:
    """Text cut or filled to exactly `width` cells, with an ellipsis where it was cut."""
    return cells.pad(cells.plain(text), width) if width > 0 else ""


class ArticleList(Widget, can_focus=True):
    """The articles that the filter found."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article-list--title",
        "article-list--meta",
        "article-list--read",
        "article-list--cursor",
        "article-list--mark",
    }

    count: reactive[int] = reactive(0)
    cursor: reactive[int] = reactive(0, repaint=False)
    dense: reactive[bool] = reactive(False)

    @dataclass
    class Wanted(Message):
        """Rows that are about to be shown are not there yet."""

        start: int
        end: int

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        position: int

    @dataclass
    class Chosen(Message):
        """A row was chosen to be read."""

        position: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.now: Callable[[], datetime] = partial(datetime.now, UTC)
        """The time that ages are told from."""
        self.top = 0
        self.empty_text = ""
        self.selected: frozenset[int] = frozenset()
        self._rows: dict[int, Article] = {}
        self._styles: dict[str, Style] = {}
        self._asked: tuple[int, int] | None = None

    # what is shown

    @property
    def row_height(self) -> int:
        """Lines a row takes."""
        return 1 if self.dense else 2

    @property
    def page(self) -> int:
        """Rows that fit in the view."""
        return max(1, self.size.height // self.row_height)

    @property
    def article(self) -> Article | None:
        """The article under the cursor, where its row is there."""
        return self._rows.get(self.cursor)

    def start_over(self, count: int, cursor: int, rows: dict[int, Article]) -> None:
        """Shows another result, with the cursor on a position and the rows around it."""
        self._rows, self._asked = dict(rows), None
        self.count = count
        self.set_reactive(ArticleList.cursor, min(max(cursor, 0), max(count - 1, 0)))
        self._follow()
        self.refresh()

    def fill(self, start: int, articles: Iterable[Article]) -> None:
        """Puts rows in place that were asked for."""
        if len(self._rows) > 20 * AHEAD:
            self._rows.clear()
        self._rows.update(enumerate(articles, start))
        self._asked = None
        self.refresh()

    def window(self) -> tuple[int, int]:
        """The positions worth having: the view and what is around it."""
        return max(0, self.top - AHEAD), min(self.count, self.top + self.page + AHEAD)

    # moving

    def go(self, position: int) -> None:
        """Puts the cursor on a position, as near as there is one."""
        self.cursor = position

    def validate_cursor(self, position: int) -> int:
        """Keeps the cursor within the list."""
        return min(max(position, 0), max(self.count - 1, 0))

    def watch_cursor(self, old: int, new: int) -> None:
        """Follows the cursor with the view and says that it moved."""
        if old != new:
            self._follow()
            self.refresh()
            self.post_message(self.Moved(new))

    def watch_dense(self) -> None:
        """Keeps the cursor in view when rows change their height."""
        self._follow()

    def _follow(self) -> None:
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + self.page:
            self.top = self.cursor - self.page + 1
        self.top = max(0, min(self.top, self.count - self.page))
        self._want()

    def _want(self) -> None:
        shown = range(self.top, min(self.count, self.top + self.page))
        if self._asked is None and any(position not in self._rows for position in shown):
            self._asked = self.window()
            self.post_message(self.Wanted(*self._asked))

    def on_resize(self) -> None:
        """Keeps the cursor in view."""
        self._follow()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row, a second one opens it."""
        position = self.top + event.y // self.row_height
        if position < self.count:
            self.focus()
            self.cursor = position
            if event.chain == 2:
                self.post_message(self.Chosen(position))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the view, the cursor only as far as it must."""
        self._wheel(3)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the view, the cursor only as far as it must."""
        self._wheel(-3)
        event.stop()

    def _wheel(self, rows: int) -> None:
        self.top = max(0, min(self.top + rows, self.count - self.page))
        self.cursor = min(max(self.cursor, self.top), self.top + self.page - 1)
        self._want()
        self.refresh()

    # painting

    def notify_style_update(self) -> None:
        """Forgets the styles of the theme before."""
        self._styles.clear()
        super().notify_style_update()

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"article-list--{name}")
        return self._styles[name]

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        width = self.size.width
        position, line = self.top + y // self.row_height, y % self.row_height
        if self.count == 0 and y < len(self.empty_text.splitlines()):
            words = fit("  " + self.empty_text.splitlines()[y], width)
            return Strip([Segment(words, self._style("meta"))], width)
        article = self._rows.get(position) if position < self.count else None
        if article is None:
            return Strip([Segment(" " * width, self.rich_style)], width)
        under = position == self.cursor
        text, name = (self._title(article), "title") if line == 0 else (self._meta(article), "meta")
        style = self._style("read" if article.read and name == "title" else name)
        ground = self._style("cursor") if under else self.rich_style
        bar = Segment("▌" if under else " ", ground + self._style("mark") if under else ground)
        shown = fit(text, width - 1)
        return Strip([bar, Segment(shown, ground + Style(color=style.color, bold=style.bold))], width)

    def _title(self, article: Article) -> str:
        mark = "✓" if article.id in self.selected else "★" if article.starred else " "
        return f"{mark}{' ' if article.read else '●'} {clean.line(article.headline)}"

    def _meta(self, article: Article) -> str:
        parts = [article.feed or article.site, ago(article.when, self.now()), " ".join(article.tags[:6])]
        return "   " + clean.line(" · ".join(part for part in parts if part))
