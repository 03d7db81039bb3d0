"""The list of articles: its own view port, one or two lines a row, any number of rows.

Rows are never objects: the list knows how many there are, where the cursor is and what the window shows. It asks for
rows by `Wanted` and paints blanks until they are there. What a row looks like is kept until its article, the cursor or
the theme changes: with that, and without a scroll view, a move paints two rows and a scroll one
(`tests.benchmarks.keys`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.app import rows
from tui.app.rows import fit
from tui.app.widgets.filtering import filtered
from tui.app.widgets.kept import Latest, Looked, Whole
from tui.news import clean
from tui.news.types import Article

AHEAD = 60
"""Rows asked for beyond the window on both sides: two screens, read in 3 to 6 ms, so after those in view."""
_GUESS = 30
"""Rows that may be in view before that is known."""
_NEAR = 20
"""Rows next to the window that should be there already when it moves."""
_KEPT = 1000
"""Rows kept at most, 2 kB each; more than any one window with what is around it."""
_PAINTED = 256
"""Rows whose lines are kept, 4 kB each: several screens."""

Look = tuple[Article, bool, bool, str]
"""All that decides what a row looks like: the article, whether the cursor is on it, whether it is selected, snippet."""
View = tuple[int, int]
"""The first row that is shown, and how many are."""


def moved(view: View, cursor: int, count: int) -> View:
    """The view on so many rows, moved as little as shows the cursor."""
    top, page = view
    if cursor < top:
        top = cursor
    elif cursor >= top + page:
        top = cursor - page + 1
    return max(0, min(top, count - page)), page


class ArticleList(Looked, can_focus=True):
    """The articles that the filter found."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article-list--title",
        "article-list--meta",
        "article-list--read",
        "article-list--cursor",
        "article-list--here",
        "article-list--mark",
        "article-list--star",
        "article-list--unread",
    }

    cursor: reactive[int] = reactive(0, repaint=False)
    dense: reactive[bool] = reactive(False, repaint=False)
    below: reactive[tuple[str, ...]] = reactive(())
    """Lines that stand below the last article, where there is room."""

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

    @dataclass
    class Selected(Message):
        """Another number of articles is selected."""

        count: int

    def __init__(self, *, marks: dict[str, str] = rows.UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.marks = marks
        self.now: Callable[[], datetime] = partial(datetime.now, UTC)
        """The time that ages are told from."""
        self.count = 0
        self.top = 0
        self.empty_text = ""
        self.selected: frozenset[int] = frozenset()
        self.chosen = range(0)
        """Positions selected as a range; they may be more than there are rows here."""
        self._from: int | None = None
        """Where a range that is being selected began."""
        self._said = 0
        """How many were selected when that was last told."""
        self._rows: dict[int, Article] = {}
        self._snippets: dict[int, str] = {}
        self._asked: tuple[int, int] | None = None
        self._strips: Latest[int, tuple[Look, list[Strip]]] = Latest(_PAINTED)
        """By article: another filter often shows the same ones."""
        self.sized = asyncio.Event()
        """Set once it is known what is in view."""

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
    def view(self) -> View:
        """What is shown; a guess before the size is known."""
        return self.top, self.page if self.size.height else _GUESS

    @property
    def article(self) -> Article | None:
        """The article under the cursor, where its row is there."""
        return self._rows.get(self.cursor)

    def start_over(self, count: int, cursor: int, rows: dict[int, Article], *, top: int | None = None) -> None:
        """Shows another result, with the cursor on a position and the rows around it; the view begins near `top`."""
        self._rows, self._snippets, self._asked = dict(rows), {}, None
        self.selected, self.chosen, self._from = frozenset(), range(0), None
        self._say_selected()
        self.count = count
        self.set_reactive(ArticleList.cursor, min(max(cursor, 0), max(count - 1, 0)))
        self.top = self.top if top is None else top
        self._follow()
        self.refresh()

    def fill(self, start: int, articles: Iterable[Article]) -> None:
        """Puts rows in place that were asked for, or read anew."""
        filled = dict(enumerate(articles, start))
        if len(self._rows) > _KEPT:
            self._rows = {at: self._rows[at] for at in range(*self.window()) if at in self._rows}
        before, self._rows = self._rows, self._rows | filled
        self._asked = None
        self._want()
        if any(before.get(position) != self._rows.get(position) for position in self._shown()):
            self.refresh()

    def explain(self, snippets: Mapping[int, str]) -> None:
        """Shows, in the rows of these articles, where the words that were looked for stand."""
        self._snippets.update(snippets)
        self.refresh()

    def unexplained(self) -> list[int]:
        """The articles in view for which no snippet was given."""
        shown = (self._rows.get(position) for position in self._shown())
        return [article.id for article in shown if article is not None and article.id not in self._snippets]

    def window(self) -> tuple[int, int]:
        """The positions worth having: the view and what is around it."""
        return max(0, self.top - AHEAD), min(self.count, self.top + self.page + AHEAD)

    def age(self) -> None:
        """Says anew how long ago everything was."""
        self._strips.clear()
        self.refresh()

    # moving

    def go(self, position: int) -> None:
        """Puts the cursor on a position, as near as there is one."""
        self.cursor = position

    def validate_cursor(self, position: int) -> int:
        """Keeps the cursor within the list."""
        return min(max(position, 0), max(self.count - 1, 0))

    def watch_cursor(self, old: int, new: int) -> None:
        """Follows the cursor with the view, paints as little as that needs, and says that it moved."""
        if old == new:
            return
        top = self.top
        self._follow()
        if self._from is not None:
            self._reach(new)
        elif self.top == top:
            self._refresh_rows(old, new)
        elif self._asked is None or self.article is not None:
            self.refresh()  # else the rows are on their way, and no blank page is shown meanwhile
        self.post_message(self.Moved(new))

    def _refresh_rows(self, *positions: int) -> None:
        height, width = self.row_height, self.size.width
        self.refresh(*(Region(0, (position - self.top) * height, width, height) for position in positions))

    def watch_dense(self) -> None:
        """Keeps the cursor in view when rows change their height."""
        self._strips.clear()
        self._follow()
        self.refresh()

    def _follow(self) -> None:
        if self.size.height:  # else it is not known yet what is in view
            self.top, _ = moved(self.view, self.cursor, self.count)
        self._want()

    def _shown(self) -> range:
        return range(self.top, min(self.count, self.top + self.page + 1))

    def _want(self) -> None:
        """Asks for what is missing in the view; for what is missing near it, before it is needed, after the frame."""
        near = range(max(0, self.top - _NEAR), min(self.count, self.top + self.page + _NEAR))
        if self._asked is not None or all(position in self._rows for position in near):
            return
        missing = [position for position in range(*self.window()) if position not in self._rows]
        self._asked = (missing[0], missing[-1] + 1)
        wanted = self.Wanted(*self._asked)
        if all(position in self._rows for position in self._shown()):
            self.call_after_refresh(self.post_message, wanted)
        else:
            self.post_message(wanted)

    def on_resize(self) -> None:
        """Keeps the cursor in view."""
        top = self.top
        self._follow()
        if self.top != top:
            self.refresh()
        self.sized.set()

    # selecting

    def toggle(self) -> None:
        """Puts the article under the cursor into the selection, or out of it."""
        if self.article is not None:
            self.selected ^= {self.article.id}
            self._say_selected()
            self._refresh_rows(self.cursor)

    def select_range(self) -> bool:
        """From here on moving the cursor selects; the second time ends that. Whether a range has begun."""
        self._from = self.cursor if self._from is None else None
        if self._from is not None:
            self._reach(self.cursor)
        return self._from is not None

    def select_none(self) -> bool:
        """Nothing is selected; False where nothing was."""
        if not self.selected and not self.chosen:
            return False
        self.selected, self.chosen, self._from = frozenset(), range(0), None
        self._say_selected()
        self.refresh()
        return True

    @property
    def picked(self) -> int:
        """How many articles are selected."""
        twice = sum(row.id in self.selected for at, row in self._rows.items() if at in self.chosen)
        return len(self.selected) + len(self.chosen) - twice

    def _say_selected(self) -> None:
        if self.picked != self._said:
            self._said = self.picked
            self.post_message(self.Selected(self._said))

    def _reach(self, position: int) -> None:
        first = position if self._from is None else self._from
        self.chosen = range(min(first, position), max(first, position) + 1)
        self._say_selected()
        self.refresh()

    # the mouse

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row, a second one opens it; with Ctrl it selects, with Shift a range."""
        position = self.top + event.y // self.row_height
        if position >= self.count:
            return
        self.focus()
        if event.shift:
            self._from = self.cursor if self._from is None else self._from
        elif not event.ctrl and event.chain < 2:
            self._from = None
        self.cursor = position
        if event.ctrl:
            self.toggle()
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
        top = max(0, min(self.top + rows, self.count - self.page))
        if top != self.top:
            self.top = top
            self._want()
            self.refresh()
            self.cursor = min(max(self.cursor, top), top + self.page - 1)

    # painting

    def looks(self) -> dict[str, Style]:
        """The styles of all parts of a row, by name; under the cursor they begin with `cursor-`."""
        ground = self.rich_style
        cursor = self.get_component_rich_style(f"article-list--{'here' if self.has_focus else 'cursor'}")
        found = {"ground": ground}
        for name in ("title", "read", "meta", "mark", "star", "unread"):
            style = self.get_component_rich_style(f"article-list--{name}")
            over = Style(color=style.color, bold=style.bold)
            found |= {name: ground + over, f"cursor-{name}": cursor + over}
        return found

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The row under the cursor looks otherwise; no style of any part is to be worked out anew for that (2 ms)."""
        self.notify_style_update()

    def paint_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region."""
        width, height = self.size.width, self.row_height
        self.forget_outdated(width, self._strips, lambda _, kept: kept[0][1])
        lines = []  # the size is asked for once: it takes longer than a line that is kept
        for y in range(crop.y, crop.bottom):
            row, part = divmod(y, height)
            lines.append(self._line(self.top + row, part, y, width))
        if crop.x == 0 and crop.width == width:
            return lines
        return [line.crop(crop.x, crop.right) for line in lines]

    def _line(self, position: int, part: int, y: int, width: int) -> Strip:
        article = self._rows.get(position) if position < self.count else None
        if article is None:
            words = self._words(y)
            style = self.look("meta") if words else self.look("ground")
            return filtered(self, Whole([Segment(fit(f"  {words}" if words else "", width), style)], width))
        picked = article.id in self.selected or position in self.chosen
        look = (article, position == self.cursor, picked, self._snippets.get(article.id, ""))
        known = self._strips.get(article.id)
        if known is None or known[0] != look:
            known = self._strips[article.id] = (look, self._paint(*look, width))
        return known[1][part]

    def _words(self, y: int) -> str:
        """What stands in a line that no article takes."""
        lines: Sequence[str] = self.empty_text.splitlines()
        if self.count:
            lines, y = self.below, y - (self.count - self.top) * self.row_height - 1
        return lines[y] if 0 <= y < len(lines) else ""

    def _paint(self, article: Article, under: bool, picked: bool, snippet: str, width: int) -> list[Strip]:
        marks, on = self.marks, "cursor-" * under
        bar = Segment(marks["bar"] if under else " ", self.look(f"{on}mark" if under else "ground"))
        when = rows.ago(article.when.timestamp(), self.now().timestamp())
        title = clean.line(article.headline)
        title = rows.title_line(title, read=article.read, starred=article.starred, picked=picked, marks=marks)
        feed = clean.line(article.feed or article.site)
        if self.dense:
            lines = [rows.one_line(title, feed, when, width - 1, marks["cut"])]
        else:
            where = " " * rows.MARKED + clean.line(snippet)
            lines = [title, where if snippet else rows.meta_line(feed, when, article.tags, marks)]
        first, *rest = (fit(text, width - 1, marks["cut"]) for text in lines)
        parts = [rows.tinted(first, "read" if article.read else "title"), *(((text, "meta"),) for text in rest)]
        return [
            filtered(self, Whole([bar, *(Segment(text, self.look(on + name)) for text, name in line)], width))
            for line in parts
        ]
