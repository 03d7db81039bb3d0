"""The strip of saved filters: digit, name, how many are unread; a click shows one."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from tui.app.widgets.kept import Kept
from tui.news import cells, clean
from tui.news.types import SavedFilter


class SavedStrip(Static, Kept):
    """One line; not there while nothing is saved."""

    saved: reactive[tuple[SavedFilter, ...]] = reactive(())

    @dataclass
    class Clicked(Message):
        """A saved filter is to be shown."""

        digit: int

    def watch_saved(self) -> None:
        """Shows the line where there is something in it."""
        self.set_class(bool(self.saved), "-filled")

    def render(self) -> Content:
        """Each as far as there is room."""
        parts = [
            Content.styled(f"{one.digit} ", "$accent").append(Content.styled(text, "$text-muted"))
            for one, text in zip(self.saved, map(_words, self.saved), strict=True)
        ]
        return Content(" ").append(Content("  ").join(parts)).truncate(self.size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """Finds the one under the pointer."""
        at = 1
        for one in self.saved:
            at += cells.width(_words(one)) + 4
            if event.x < at:
                self.post_message(self.Clicked(one.digit))
                return


def _words(saved: SavedFilter) -> str:
    name = cells.cut(cells.plain(clean.line(saved.name)), 24)
    return f"{name} {saved.unread:,}" if saved.unread else name
