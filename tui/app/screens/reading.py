"""What the reader asks for and the library or the network must answer."""

from __future__ import annotations

import asyncio

from textual import work

from tui.app.screens.incoming import Incoming
from tui.app.widgets.reading_pane import ReadingPane, Wish
from tui.news.types import Article


class Reading(Incoming):
    """Hears the reading pane."""

    def on_reading_pane_tag_clicked(self, message: ReadingPane.TagClicked) -> None:
        """A tag of the article narrows the filter."""
        self.narrow(self.filter.tagged(message.tag))

    def on_reading_pane_measure_changed(self, message: ReadingPane.MeasureChanged) -> None:
        """The measure is remembered."""
        self.remember_measure(message.cells)

    @work(exclusive=True, group="measure")
    async def remember_measure(self, cells: int) -> None:
        """Keeps the measure in the library."""
        await asyncio.to_thread(self.cache.set_setting, "measure", str(cells))

    @work(exclusive=True, group="measure")
    async def recall_measure(self, usual: int) -> None:
        """Takes up the measure that was kept, or the usual one."""
        kept = await asyncio.to_thread(self.cache.setting, "measure", str(usual))
        self.pane.measure = int(kept) if kept.isdigit() else usual

    def on_reading_pane_wanted(self, message: ReadingPane.Wanted) -> None:
        """Another text of the same article, and back."""
        self.show_other(message.wish, message.article)

    @work(exclusive=True, group="document")
    async def show_other(self, wish: Wish, article: Article) -> None:
        """Shows what the feed gave, or the publisher's newer text; the stored text again at the second key."""
        ask = self.cache.original if wish is Wish.FULL_TEXT else self.cache.revision
        notice = (
            "As the feed gave it; x shows the full text." if wish is Wish.FULL_TEXT else "As it reads now; D goes back."
        )
        stored = await asyncio.to_thread(self.cache.document, article.id)
        other = await asyncio.to_thread(ask, article.id)
        if other is None:
            missing = "this is all the feed gave" if wish is Wish.FULL_TEXT else "the publisher has not changed it"
            self.tell(missing)
        elif self.pane.document == other:
            self.pane.show(article, stored, marks=self.filter.marks)
        else:
            self.pane.show(article, other, marks=self.filter.marks, notices=(notice,))
