"""What the reader asks for and the library or the network must answer."""

from __future__ import annotations

import asyncio

from textual import events, work

from tui.app.screens.finding import Finding
from tui.app.widgets.reading_pane import ReadingPane, Wish
from tui.news.difference import difference
from tui.news.errors import NewsError
from tui.news.types import Article, Document

FROM_THE_LIST = ("read.hint", "read.follow", "read.full_text", "read.difference", "read.narrower", "read.wider")
"""Commands of the reader whose keys are heard in the list too, where they mean nothing else there."""


class Reading(Finding):
    """Hears the reading pane."""

    def on_key(self, event: events.Key) -> None:
        """Keys of the reader, in the list: it follows the cursor, so one need not go there first."""
        if self.focused is not self.articles:
            return
        for command in self.newsread.keymap.commands:
            # Whether it is bound is asked last: that takes a ms, and most keys are no command of the reader's.
            if command.id in FROM_THE_LIST and event.key in command.keys and not self.newsread.bound(event.key):
                event.stop()
                self.do_in_reader(command.action)

    @work(exclusive=True, group="reader key")
    async def do_in_reader(self, action: str) -> None:
        """Does what a key of the reader does, which is opened first where the list hides it."""
        if not self.pane.display:
            await self.app.run_action("read", self)
            await self._frame()
        await self.app.run_action(action, self.pane)

    def on_reading_pane_tag_clicked(self, message: ReadingPane.TagClicked) -> None:
        """A tag of the article narrows the filter."""
        self.narrow(self.filter.tagged(message.tag))

    # what is remembered

    def on_reading_pane_measure_changed(self, message: ReadingPane.MeasureChanged) -> None:
        """The measure is remembered."""
        self.remember_measure(message.cells)

    @work(exclusive=True, group="measure")
    async def remember_measure(self, cells: int) -> None:
        """Keeps the measure in the library."""
        await asyncio.to_thread(self.cache.set_setting, "measure", str(cells))

    @work(exclusive=True, group="measure")
    async def recall_measure(self) -> None:
        """Takes up the measure that was kept, or the config's."""
        kept = await asyncio.to_thread(self.cache.setting, "measure", "")
        self.pane.measure = int(kept) if kept.isdecimal() else self.config.measure

    def on_reading_pane_moved(self, message: ReadingPane.Moved) -> None:
        """The place in the article is remembered."""
        if message.article_id and not self.cache.read_only:
            self.remember_place(message.article_id, message.progress, message.place)

    @work(exclusive=True, group="place")
    async def remember_place(self, id: int, progress: float, place: int) -> None:
        """Keeps the place in the library."""
        await asyncio.to_thread(self.cache.set_progress, id, progress, place)

    # another text of the same article

    def on_reading_pane_wanted(self, message: ReadingPane.Wanted) -> None:
        """Another text of the same article, and back."""
        if message.article.id:
            self.show_other(message.wish, message.article)

    @work(exclusive=True, group="document")
    async def show_other(self, wish: Wish, article: Article) -> None:
        """Shows what the feed gave, or the publisher's newer text; the stored text again at the second key."""
        stored = await asyncio.to_thread(self.cache.document, article.id)
        if not self.pane.remembered:
            place = await asyncio.to_thread(self.cache.place, article.id)
            self.pane.show(article, stored, place=place, marks=self.filter.marks)
            return
        ask = self.cache.original if wish is Wish.FULL_TEXT else self.cache.revision
        other = await asyncio.to_thread(ask, article.id)
        if other is not None:
            if wish is Wish.DIFFERENCE:
                given = await asyncio.to_thread(self.cache.original, article.id) or stored
                other = await asyncio.to_thread(difference, given or Document(), other)
            self._show_other(wish, article, other)
        elif wish is Wish.DIFFERENCE:
            self.tell("the publisher has not changed this article")
        elif article.feed_id is None:
            self.tell("this is the page's own text; there is no other")
        else:
            await self._fetch_full_text(article)

    def _show_other(self, wish: Wish, article: Article, other: Document) -> None:
        if wish is Wish.FULL_TEXT:
            notice = f"As the feed gave it; {self.key_of('read.full_text')} shows the full text."
        else:
            notice = f"What changed: [-gone-] {{+new+}}; {self.key_of('read.difference')} goes back."
        self.pane.show(article, other, marks=self.filter.marks, notices=(notice,), remembered=False)

    async def _fetch_full_text(self, article: Article) -> None:
        """The article's own page in place of what the feed gave, which `x` then shows."""
        from tui.news.pages import full_text

        self.pane.say("fetching the full text …")
        try:
            document = await full_text(self.cache, article.id, self.newsread.fetcher, workers=self.newsread.processes)
        except NewsError as error:
            self.tell(str(error), wrong=True)
            return
        finally:
            self.pane.say("")
        if self.pane.article is not None and self.pane.article.id == article.id:
            changed = await asyncio.to_thread(self.cache.article, article.id)
            notice = f"The full text; {self.key_of('read.full_text')} shows what the feed gave."
            self.pane.show(changed or article, document, marks=self.filter.marks, notices=(notice,))
        self.reread()
