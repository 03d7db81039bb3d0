"""The list of what was found, and the reader that follows its cursor."""

from __future__ import annotations

import asyncio
import os

from textual import work
from textual.reactive import reactive

from tui.app import rows
from tui.app.first import First
from tui.app.page.code import prepare
from tui.app.screens.found import Shown
from tui.app.screens.telling import Telling
from tui.app.widgets.article_list import ArticleList
from tui.app.widgets.reading_pane import ReadingPane
from tui.config import Config
from tui.news import clean
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.filter import Filter
from tui.news.results import Hits
from tui.news.types import Article, Document, Sort
from tui.terminal import draws_ascii, understands_hyperlinks


class Listing(Telling):
    """Rows are read by windows, articles when the cursor comes to them; both in threads."""

    filter: reactive[Filter] = reactive(Filter(), init=False, repaint=False)
    sort: reactive[Sort] = reactive(Sort.NEWEST, init=False, repaint=False)

    def __init__(self, cache: Cache, filter: Filter, config: Config, first: First) -> None:
        super().__init__()
        self.cache = cache
        self.config = config
        # Held, not looked up: an answer of the cache may arrive while the screen is being taken down.
        marks = rows.ASCII if draws_ascii(config.ascii, os.environ) else rows.UNICODE
        self.articles = ArticleList(marks=marks, id="articles")
        self.pane = ReadingPane(
            hyperlinks=config.hyperlinks and understands_hyperlinks(os.environ),
            id="reader",
        )
        self.set_reactive(Listing.filter, filter)
        self.first = first
        self.hits: Hits | None = None
        self.below: list[Shown] = []
        """What the reader showed before a link was opened in it, latest last."""
        self._shown_id: int | None = None
        self._moved = asyncio.Event()

    @property
    def article(self) -> Article | None:
        """The article under the cursor."""
        return self.articles.article

    def there(self, something: object = None, reason: str = "there is no article here") -> bool:
        """Whether there is something to act on, by default an article under the cursor; says so where there is not."""
        found = bool(self.article if something is None else something)
        if not found:
            self.tell(reason)
        return found

    # the rows

    def on_article_list_wanted(self, event: ArticleList.Wanted) -> None:
        """Rows are needed."""
        self._fetch_ahead(event.start, event.end)

    @work(exclusive=True, group="rows ahead")
    async def _fetch_ahead(self, start: int, stop: int) -> None:
        """Reads rows that are not there yet."""
        await self._fetch(start, stop)

    @work(exclusive=True, group="rows")
    async def fetch_rows(self, start: int, stop: int) -> None:
        """Reads a window of rows anew; what was asked for before may have been read before they changed."""
        self.workers.cancel_group(self, "rows ahead")
        await self._fetch(start, stop)

    async def _fetch(self, start: int, stop: int) -> None:
        hits = self.hits
        if hits is None:
            return
        rows = await asyncio.to_thread(self.cache.rows, hits, start, stop)
        if hits is self.hits:
            self.articles.fill(start, rows)
            self.follow()
            self._explain_found()

    def _explain_found(self) -> None:
        if self.filter.marks:  # a worker that finds nothing to do takes 1 ms of a key
            self.explain()

    @work(exclusive=True, group="explain")
    async def explain(self) -> None:
        """Finds, for the rows in view, the place where the words stand that were looked for."""
        filter = self.filter
        await self._frame()
        ids = self.articles.unexplained()
        found: dict[int, str] = {}
        for id in ids:  # one after the other: another key ends it, and then 40 ms of a processor are the key's
            found[id] = await asyncio.to_thread(self.cache.snippet, id, filter)
        if filter == self.filter and found:
            self.articles.explain(found)

    async def _frame(self) -> None:
        """Waits until what has changed is painted."""
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()

    # the reader follows

    def on_article_list_moved(self) -> None:
        """The cursor moved."""
        self.follow()
        self._explain_found()

    def follow(self) -> None:
        """The reader shows what is under the cursor, soon."""
        self._moved.set()

    @work(group="follow")
    async def keep_following(self) -> None:
        """Shows each article that the cursor comes to, after the list was painted; a held key skips some."""
        while True:
            await self._moved.wait()
            self._moved.clear()
            await self._frame()
            try:
                await self._show_article()
            except NewsError as error:
                self.app.notify(clean.line(str(error)), markup=False, severity="error", timeout=10)

    async def _show_article(self) -> None:
        article = self.article
        if article is None:
            if self.articles.count == 0:
                self.pane.clear()
            return
        if article.id == self._shown_id:
            if not self.below:
                self.pane.amend(article)
            return
        document, place = await asyncio.to_thread(self._read, article.id)
        if self.article is not None and self.article.id == article.id:
            self._shown_id = article.id
            self.below.clear()
            self.pane.show(article, document, place=place, marks=self.filter.marks)

    def _read(self, id: int) -> tuple[Document | None, int]:
        document = self.cache.document(id)
        if document is not None:
            prepare(document)
        return document, self.cache.place(id)
