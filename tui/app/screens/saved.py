"""Saved filters: under digits, in a strip with their unread counts, on a screen to change them."""

from __future__ import annotations

import asyncio

from textual import work

from tui.app.keys import DIGITS
from tui.app.screens.acting import Acting
from tui.app.widgets.filter_bar import Prompt
from tui.app.widgets.saved_strip import SavedStrip
from tui.news import clean
from tui.news.errors import FilterError
from tui.news.filter import Filter
from tui.news.types import SavedFilter


class Saved(Acting):
    """Saves filters and shows them again."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.strip = SavedStrip(id="saved-strip")
        self.strip.saved = tuple(self.first.saved)

    def action_save_filter(self) -> None:
        """Opens the line for the digit."""
        self.query_one(Prompt).open("save", "a digit from 1 to 9, and a name if you like", "")
        self.tell_digit("")

    def tell_digit(self, text: str) -> None:
        """Says what Enter will do, for what is typed; before a digit is, which ones are free."""
        held = {str(saved.digit): saved.name for saved in self.strip.saved}
        digit = text.strip()[:1]
        if not digit:
            free = " ".join(digit for digit in DIGITS if digit not in held)
            words = f"free: {free}" if free else "none is free; the filter under the digit gives way, u brings it back"
        elif wrong := self.cannot_save(text):
            words = wrong
        else:
            words = f"Enter saves it under {digit}" + (f", in place of {held[digit]}" if digit in held else "")
        self.query_one(Prompt).say(words)

    def cannot_save(self, text: str) -> str:
        """Why the filter cannot be saved as typed; empty where it can."""
        return "" if text.strip()[:1] in DIGITS else "a filter is saved under a digit from 1 to 9"

    def save(self, text: str) -> None:
        """Saves the filter and the order under a digit, as typed: `3 trade`."""
        digit, name = text.strip()[:1], clean.line(text.strip()[1:], limit=40)
        saved = SavedFilter(int(digit), name or str(self.filter) or "everything", str(self.filter), self.sort)
        self.act(lambda: self.cache.save_filter(saved), counted=False)

    def reread(self) -> None:
        """The strip too."""
        super().reread()
        self.count_saved()

    @work(exclusive=True, group="saved")
    async def count_saved(self) -> None:
        """Counts what is unread of each saved filter; the index is there by then."""
        await self.answered.wait()
        self.strip.saved = tuple(await asyncio.to_thread(self.cache.saved_filters))

    @work(exclusive=True, group="recall")
    async def recall(self, digit: int) -> None:
        """Shows a saved filter."""
        for saved in await asyncio.to_thread(self.cache.saved_filters):
            if saved.digit == digit:
                try:
                    self.narrow(Filter.parse(saved.filter))
                except FilterError as error:
                    self.tell(f"the filter saved under {digit} does not parse: {error}", wrong=True)
                    return
                self.sort = saved.sort
                return
        self.tell(f"no filter is saved under {digit}; M saves the one shown")

    def on_saved_strip_clicked(self, event: SavedStrip.Clicked) -> None:
        """A click in the strip."""
        self.recall(event.digit)

    @work(exclusive=True, group="managing")
    async def action_manage_saved(self) -> None:
        """The saved filters on a screen of their own."""
        from tui.app.screens.managing import SavedScreen  # on first use: a start needs none of it

        screen = SavedScreen(self.cache)
        digit = await self.app.push_screen_wait(screen)
        self.note(acts=screen.changed)
        self.count_saved()
        if digit is not None:
            self.recall(digit)
