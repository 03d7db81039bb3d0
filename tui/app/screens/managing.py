"""The saved filters on a screen of their own: show, rename, give another digit, take away."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.app.rows import fit
from tui.news import clean
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.types import SavedFilter


class SavedScreen(ModalScreen[int | None]):
    """Gives the digit of the filter to show; None where it was left. What it changes is changed at once."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "close"),
        Binding("enter", "show", "show"),
        Binding("r", "rename", "rename"),
        Binding("x,delete", "remove", "take away"),
    ]

    def __init__(self, cache: Cache) -> None:
        super().__init__()
        self.cache = cache
        self.saved: list[SavedFilter] = []
        self.changed = 0
        """Acts done here, each of which `u` takes back."""

    def compose(self) -> ComposeResult:
        """The filters, a line to type a name in, and what the keys do."""
        with Vertical(id="saved", classes="dialog"):
            yield OptionList(id="saved-filters", markup=False, compact=True)
            yield Input(id="saved-name", placeholder="a name", compact=True)
            yield Static("", id="saved-keys", markup=False)

    def on_mount(self) -> None:
        """Reads them."""
        self.query_one(Input).display = False
        self.read()

    @work(exclusive=True, group="read")
    async def read(self, digit: int = 0) -> None:
        """Reads them anew, the cursor on a digit."""
        self.saved = await asyncio.to_thread(self.cache.saved_filters)
        listed = self.query_one(OptionList)
        place = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(_line(one)) for one in self.saved])
        places = [number for number, one in enumerate(self.saved) if one.digit == digit]
        listed.highlighted = places[0] if places else min(place, len(self.saved) - 1) if self.saved else None
        words = "Enter shows · 1-9 other digit · r renames · x takes away · Esc closes"
        self.query_one("#saved-keys", Static).update(words if self.saved else "Nothing is saved; M saves the filter.")

    def _under(self) -> SavedFilter | None:
        place = self.query_one(OptionList).highlighted
        return self.saved[place] if place is not None and place < len(self.saved) else None

    @work(group="change")
    async def change(self, old: SavedFilter, new: SavedFilter | None) -> None:
        """Puts a filter in the place of another, or takes it away; a filter that was under the digit changes places."""
        other = next((one for one in self.saved if new and one.digit == new.digit and one.digit != old.digit), None)
        try:
            if other is not None:
                await self._do(replace(other, digit=old.digit))
            elif new is None or new.digit != old.digit:
                self.changed += await asyncio.to_thread(self.cache.remove_saved_filter, old.digit) is not None
            if new is not None:
                await self._do(new)
        except NewsError as error:
            self.notify(clean.line(str(error)), markup=False, severity="error")
        self.read(new.digit if new else 0)

    async def _do(self, saved: SavedFilter) -> None:
        await asyncio.to_thread(self.cache.save_filter, saved)
        self.changed += 1

    def key_digit(self, digit: int) -> None:
        """Gives the filter under the cursor another digit."""
        saved = self._under()
        if saved is not None and digit != saved.digit:
            self.change(saved, replace(saved, digit=digit))

    def on_key(self, event: object) -> None:
        """Digits, while no name is typed."""
        key = getattr(event, "key", "")
        if key in tuple("123456789") and not self.query_one(Input).has_focus:
            self.key_digit(int(key))

    def action_remove(self) -> None:
        """Takes the filter away; `u` brings it back."""
        if (saved := self._under()) is not None:
            self.change(saved, None)

    def action_rename(self) -> None:
        """Opens the line for a name."""
        if (saved := self._under()) is not None:
            line = self.query_one(Input)
            line.display, line.value = True, saved.name
            line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Another name."""
        saved, name = self._under(), clean.line(event.value, limit=40)
        self._close_line()
        if saved is not None and name:
            self.change(saved, replace(saved, name=name))

    def _close_line(self) -> None:
        self.query_one(Input).display = False
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self) -> None:
        """A click, or Enter."""
        self.action_show()

    def action_show(self) -> None:
        """Shows the filter under the cursor."""
        saved = self._under()
        self.dismiss(saved.digit if saved else None)

    def action_leave(self) -> None:
        """Out of the line, then out of the screen."""
        if self.query_one(Input).display:
            self._close_line()
        else:
            self.dismiss(None)


def _line(saved: SavedFilter) -> Content:
    name, filter = (
        fit(clean.line(text), width) for text, width in ((saved.name, 24), (saved.filter or "everything", 26))
    )
    return Content(f" {saved.digit}  {name} ").append(
        Content.styled(f"{filter} {saved.unread:>7,} unread", "$text-muted")
    )
