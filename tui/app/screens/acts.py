"""What was done, the latest on top, each act with its time: any of them can be taken back, or done again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.app.screens.listed import Listed
from tui.news import cells, clean
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.types import Act

MOST = 1000
"""Acts that are listed; `newsread acts` lists as many as one asks for."""
_KEYS = "Enter takes back, or does again · Esc closes"
_NOTHING = "Nothing was done yet that could be taken back."


class ActsScreen(Listed[bool], ModalScreen[bool]):
    """Gives whether anything was taken back or done again; each is written at once."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "close"),
        Binding("enter,u,space", "turn", "take back"),
        Binding("j", "move(1)", "down", show=False),
        Binding("k", "move(-1)", "up", show=False),
    ]

    def __init__(self, cache: Cache) -> None:
        super().__init__()
        self.cache = cache
        self.acts: list[Act] = []
        self.changed = False

    def compose(self) -> ComposeResult:
        """The acts, and what the keys do."""
        with Vertical(id="acts", classes="dialog"):
            yield OptionList(id="acts-listed", markup=False, compact=True)
            yield Static("", id="acts-keys", markup=False)

    def on_mount(self) -> None:
        """Reads them."""
        self.read()

    @work(exclusive=True, group="read")
    async def read(self, words: str = _KEYS) -> None:
        """Reads them anew; the cursor stays on its act."""
        listed, place = self.query_one(OptionList), self.query_one(OptionList).highlighted or 0
        before = self.acts[place].id if place < len(self.acts) else None
        self.acts = await asyncio.to_thread(self.cache.journal, MOST)
        listed.clear_options()
        listed.add_options([Option(line(one)) for one in self.acts])
        places = [number for number, one in enumerate(self.acts) if one.id == before]
        listed.highlighted = (places[0] if places else 0) if self.acts else None
        self.query_one("#acts-keys", Static).update(words if self.acts else _NOTHING)

    def on_option_list_option_selected(self) -> None:
        """A click, or Enter."""
        self.action_turn()

    def action_turn(self) -> None:
        """Takes the act under the cursor back, or does it again."""
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self.acts):
            self.turn(self.acts[place])

    @work(group="act")
    async def turn(self, act: Act) -> None:
        """The same, off the event loop."""
        try:
            done = await asyncio.to_thread(self.cache.redo if act.undone else self.cache.undo, act.id)
        except NewsError as error:
            self.app.notify(clean.line(str(error)), markup=False, severity="error")
            return
        self.changed = True
        self.read(told(act, done))

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(self.changed)


def told(act: Act, done: Act | None) -> str:
    """What became of an act that was turned; `done` is what the library made of it."""
    if done is None:
        return "Another newsread was faster; nothing was changed."
    word = "Done again" if act.undone else "Taken back"
    kept = act.count - done.count
    rest = f"; {kept:,} articles stay as something later left them" if kept > 0 and not act.undone else ""
    return f"{word}: {clean.line(done.told)}{rest}."


def line(act: Act, now: datetime | None = None) -> Content:
    """An act in one line: when, what, and whether it was taken back."""
    when, today = act.when.astimezone(), (now or datetime.now(UTC)).astimezone().date()
    stamp = f"{when:%H:%M}" if when.date() == today else f"{when:%Y-%m-%d %H:%M}"
    words = cells.plain(clean.line(act.told, limit=200))
    if act.undone:
        return Content.styled(f" {stamp:>16}  ↶ {words}, taken back", "$text-muted")
    return Content(f" {stamp:>16}    {words}")
