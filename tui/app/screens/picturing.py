"""Pictures in the reader: off unless asked for, and never fetched for an article that is not open."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SuspendNotSupported
from textual.binding import BindingType

from tui.app.keys import key
from tui.app.screens.finding import Finding
from tui.app.widgets.reading_pane import ReadingPane
from tui.news.errors import NewsError
from tui.news.types import Article, Document

if TYPE_CHECKING:
    from tui.app import pictures

MOST = 30
"""Pictures of one article that are shown; the rest stay captions with links."""


class Picturing(Finding):
    """Shows pictures: everywhere by the config or by a key, or for a feed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("read.pictures", "i", "pictures", "pictures", "Show the pictures of open articles, or captions only"),
    ]

    _missed = False
    """Whether it was said that pictures cannot be drawn."""

    async def action_pictures(self) -> None:
        """Pictures on or off; remembered in the library."""
        wanted = not await self._wanted(self.pane.article)
        self.turn_pictures(on=wanted)

    def turn_pictures(self, *, on: bool) -> None:
        """Pictures on or off, and the open article with them."""
        wanted = on
        if wanted and not self._there():
            return
        self.remember_pictures(wanted)
        if not wanted:
            self.workers.cancel_group(self, "pictures")
            self.pane.hide_pictures()
            self.tell("pictures are off")
        elif self.pane.article is not None and self.pane.document is not None:
            if not self.pane.document.figures:
                self.tell("pictures are on; this article has none")
            self.show_pictures(self.pane.article, self.pane.document, wanted=True)

    @work(exclusive=True, group="pictures setting")
    async def remember_pictures(self, wanted: bool) -> None:
        """Keeps in the library whether pictures are shown."""
        await asyncio.to_thread(self.cache.set_setting, "pictures", "on" if wanted else "off")

    async def _wanted(self, article: Article | None) -> bool:
        kept = await asyncio.to_thread(self.cache.setting, "pictures", "on" if self.config.pictures else "off")
        if kept == "on" or article is None or article.feed_id is None:
            return kept == "on"
        feed = await asyncio.to_thread(self.cache.feed, article.feed_id)
        return feed is not None and feed.pictures

    def on_reading_pane_opened(self, message: ReadingPane.Opened) -> None:
        """An article is open: its pictures may be fetched."""
        if message.document.figures and not self.app.no_color:
            self.show_pictures(message.article, message.document)

    @work(exclusive=True, group="pictures")
    async def show_pictures(self, article: Article, document: Document, *, wanted: bool = False) -> None:
        """Fetches the pictures of the open article, one after the other, and shows each when it is there."""
        if not (wanted or await self._wanted(article)) or not (wanted or self._there(again=False)):
            return
        means = self._ask_terminal()
        from tui.app import pictures
        from tui.news.pictures import picture

        urls = dict.fromkeys(figure.url for figure in document.figures if figure.url)
        for url in list(urls)[:MOST]:
            try:
                data = await picture(url, self.newsread.fetcher, self.newsread.pictures_folder)
                drawn = await asyncio.to_thread(pictures.Picture, data, means, self.newsread.send)
            except NewsError:
                continue  # its caption and its link stay, and the next one may be there
            if self.pane.document is document:
                self.pane.show_picture(url, drawn)

    def _there(self, *, again: bool = True) -> bool:
        """Whether pictures can be drawn at all; says why not, or with `again` off only the first time."""
        from tui.app import pictures

        try:
            pictures.require()
        except NewsError as error:
            if again or not self._missed:
                self.tell(str(error), wrong=True)
            self._missed = True
            return False
        return True

    def _ask_terminal(self) -> pictures.Means:
        """How pictures are drawn; the first time Textual steps aside, since it would take the answer away."""
        from tui.app import pictures

        if pictures.asked():
            return pictures.ask()
        try:
            with self.app.suspend():
                return pictures.ask()
        except SuspendNotSupported:
            return pictures.ask(terminal=False)
