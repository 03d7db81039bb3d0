"""Taking over: this newsread only reads while another one has the library, and writes when that one has ended."""

from __future__ import annotations

import asyncio

from textual import work

from tui.app.screens.incoming import Incoming
from tui.news.errors import CacheError

TRIED_EVERY = 2.0
"""Seconds between two looks whether the other one has ended: a system call each."""


class Succeeding(Incoming):
    """Becomes the newsread that writes."""

    def keep_trying(self) -> None:
        """Tries now and then, where another newsread had the library first."""
        if self.cache.second:
            self.set_timer(TRIED_EVERY, self.take_over)

    @work(exclusive=True, group="take over")
    async def take_over(self) -> None:
        """Takes the library over where it is free, and does from then on what only one of them does."""
        try:
            taken = await asyncio.to_thread(self.cache.take_over)
        except CacheError as error:  # another file is in its place: there is nothing to take over
            self.tell(str(error), wrong=True)
            return
        if not taken:
            self.keep_trying()
            return
        self.bar.read_only = False
        self.tell("The other newsread has ended; everything can be changed here now.")
        self.keep_updating()
