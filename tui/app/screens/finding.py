"""From the filter to the screen: one value changes, the list, the counts and the reader follow."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

from textual import work
from textual.reactive import reactive
from textual.screen import Screen

from tui.app.terminal import understands_hyperlinks
from tui.app.widgets.article_list import AHEAD, ArticleList
from tui.app.widgets.filter_bar import FilterBar
from tui.app.widgets.reading_pane import ReadingPane
from tui.app.widgets.tag_panel import TagPanel
from tui.config import Config
from tui.news.cache import Cache
from tui.news.filter import Filter, Join, Term
from tui.news.results import Hits
from tui.news.types import Article, Document, Sort

COUNTS = 200
"""Terms counted for the panel: more than any screen has lines."""

RECENT = 5
"""Terms picked last that stand on top of the panel."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A filter that was used, and the article the cursor stood on."""

    filter: Filter
    article_id: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reader showed before a link was opened in it."""

    article: Article
    document: Document | None
    place: int
    notices: tuple[str, ...]
    remembered: bool


class Finding(Screen[None]):
    """What is shown. The cache is asked in threads; the latest question wins."""

    filter: reactive[Filter] = reactive(Filter(), init=False)
    sort: reactive[Sort] = reactive(Sort.NEWEST, init=False)

    def __init__(self, cache: Cache, filter: Filter, config: Config) -> None:
        super().__init__()
        self.cache = cache
        self.config = config
        # Held, not looked up: an answer of the cache may arrive while the screen is being taken down.
        self.bar = FilterBar(id="filter-bar")
        self.panel = TagPanel(id="tags")
        self.articles = ArticleList(id="articles")
        self.pane = ReadingPane(
            hyperlinks=config.hyperlinks and understands_hyperlinks(os.environ),
            id="reader",
        )
        self.set_reactive(Finding.filter, filter)
        self.hits: Hits | None = None
        self.back: list[Visit] = []
        self.forward: list[Visit] = []
        self.preview_from: Filter | None = None
        self.ways: list[tuple[Filter, str, int]] = []
        self.recent: list[Term] = []
        """The terms picked last, newest first."""
        self.below: list[Shown] = []
        """What the reader showed before a link was opened in it, latest last."""
        self._wanted_id: int | None = None
        self._shown_id: int | None = None

    @property
    def article(self) -> Article | None:
        """The article under the cursor."""
        return self.articles.article

    # the filter

    def narrow(self, filter: Filter, *, cursor: int | None = None) -> None:
        """Changes the filter and remembers the one before."""
        if filter != self.filter:
            if self.preview_from is None:
                self._remember(self.filter)
            self._wanted_id = cursor if cursor is not None else (self.article.id if self.article else None)
            self.filter = filter

    def _remember(self, filter: Filter) -> None:
        self.back.append(Visit(filter, self.article.id if self.article else None))
        self.forward.clear()

    def start_preview(self) -> None:
        """From here on changes of the filter are a preview, which `end_preview` keeps or takes back."""
        self.preview_from = self.filter

    def end_preview(self, *, keep: bool) -> None:
        """Keeps the previewed filter, or restores the one before."""
        before, self.preview_from = self.preview_from, None
        if before is None or before == self.filter:
            return
        if keep:
            self._remember(before)
        else:
            self.filter = before

    def step_history(self, source: list[Visit], target: list[Visit]) -> bool:
        """Walks one step through the filters used; False at the end."""
        if not source:
            return False
        target.append(Visit(self.filter, self.article.id if self.article else None))
        visit = source.pop()
        self._wanted_id = visit.article_id
        self.filter = visit.filter
        return True

    def watch_filter(self) -> None:
        """Another filter: the bar says so at once, the rest follows."""
        self.bar.filter = self.filter
        self.find()

    def watch_sort(self) -> None:
        """Another order."""
        self.bar.sort = self.sort
        self.find()

    @work(exclusive=True, group="find")
    async def find(self) -> None:
        """Asks the cache and shows what it found."""
        filter, sort, wanted = self.filter, self.sort, self._wanted_id
        hits = await asyncio.to_thread(self.cache.find, filter, sort)
        position = await asyncio.to_thread(self.cache.position, hits, wanted) if wanted is not None else None
        start = max(0, (position or 0) - AHEAD)
        rows = await asyncio.to_thread(self.cache.rows, hits, start, (position or 0) + AHEAD)
        self.ways = await asyncio.to_thread(self.cache.ways_out, filter) if not hits.count and filter else []
        self.hits = hits
        self.articles.selected = frozenset()
        self.articles.empty_text = self._nothing_found()
        self.articles.start_over(hits.count, position or 0, dict(enumerate(rows, start)))
        self.bar.shown = hits.count
        self._shown_id = None
        self.follow()
        self.count_terms()
        total = await asyncio.to_thread(self.cache.find, Filter())
        self.bar.total = total.count

    def _nothing_found(self) -> str:
        if not self.filter:
            return "No articles yet.\n\nc  pick sources from the catalogue\na  add a source or a page"
        ways = [f"Alt-{place}  drop {words}: {count:,}" for place, (_, words, count) in enumerate(self.ways[:9], 1)]
        return "\n".join(["0 articles.", "", *ways, "0  show everything"])

    def on_article_list_wanted(self, event: ArticleList.Wanted) -> None:
        """Rows are needed."""
        self.fetch_rows(event.start, event.end)

    @work(exclusive=True, group="rows")
    async def fetch_rows(self, start: int, stop: int) -> None:
        """Reads a window of rows."""
        hits = self.hits
        if hits is not None:
            rows = await asyncio.to_thread(self.cache.rows, hits, start, stop)
            if hits is self.hits:
                self.articles.fill(start, rows)

    def reread(self) -> None:
        """Reads the shown rows and the counts again after an act; what is shown stays in its place."""
        self.fetch_rows(*self.articles.window())
        self.count_terms()

    # the counts

    @work(exclusive=True, group="counts")
    async def count_terms(self, matching: str = "", join: Join = Join.AND) -> None:
        """Counts the terms that may join the filter."""
        panel = self.panel
        if panel.active:
            matching, join = panel.matching, panel.join
        lines = await asyncio.to_thread(self.cache.counts, self.filter, join=join, matching=matching, limit=COUNTS)
        chips = set(self.filter.chips)
        lines = [line for line in lines if line.term not in chips]
        if not matching:
            recent = self.recent
            lines.sort(key=lambda line: recent.index(line.term) if line.term in recent else len(recent))
        panel.show(lines)

    # the reader follows

    def on_article_list_moved(self) -> None:
        """The cursor moved."""
        self.follow()

    @work(exclusive=True, group="document")
    async def follow(self) -> None:
        """Shows the article under the cursor in the reader."""
        article = self.article
        if article is None:
            if self.articles.count == 0:
                self.pane.clear()
            return
        if article.id == self._shown_id:
            return
        document = await asyncio.to_thread(self.cache.document, article.id)
        place = await asyncio.to_thread(self.cache.place, article.id)
        self._shown_id = article.id
        self.below.clear()
        self.pane.show(article, document, place=place, marks=self.filter.marks)
