"""From the filter to the screen: one value changes, the list and the counts follow."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import work

from tui.app.first import First
from tui.app.look import noted
from tui.app.screens.found import Found, Visit
from tui.app.screens.listing import Listing
from tui.app.widgets.article_list import ArticleList, View, moved
from tui.app.widgets.filter_bar import FilterBar
from tui.app.widgets.tag_panel import Asked, Counts, TagPanel
from tui.config import Config
from tui.news.cache import Cache
from tui.news.errors import FilterError
from tui.news.filter import Filter, InFeed, Is, Join, Tagged, Term, term_text
from tui.news.results import TermCount
from tui.news.types import Sort

COUNTS = 200
"""Terms counted for the panel: more than any screen has lines. Those in view come first, in half the time."""

PAUSE = 0.5
"""Seconds after an answer in which the next key may come, before what is out of view is counted."""

SOON = 0.012
"""Seconds after which the bar says what is asked, and, where words are typed, the list shows those found in titles."""

LAST = -1
"""In the place of an article's id: the last one, whichever that is."""

RECENT = 5
"""Terms picked last that stand on top of the panel."""

SMALL = 20
"""Up to so many articles a library is looked at for whether it follows anything yet."""

OFFER = (
    "Nothing is followed yet.",
    "",
    "c  pick sources from the catalogue",
    "a  add an address, a page or a list of feeds (OPML)",
)


class Finding(Listing):
    """What is shown. The cache is asked in threads; the latest question wins."""

    def __init__(self, cache: Cache, filter: Filter, config: Config, first: First) -> None:
        super().__init__(cache, filter, config, first)
        self.bar = FilterBar(id="filter-bar")
        self.panel = TagPanel(bar=self.articles.marks["bar"], id="tags")
        self.answered = asyncio.Event()
        """Set once there are hits; the first rows are on the screen before that."""
        self.back: list[Visit] = []
        self.forward: list[Visit] = []
        self.preview_from: Filter | None = None
        self.aimed: Filter | None = None
        """The filter with the term under the tag panel's cursor: the list shows it before it is picked."""
        self.typing = False
        """Whether words are being typed: then those found in titles are shown where the rest takes longer."""
        self._cursor_before: int | None = None
        self.columns = 0
        """What of the width beside the tags is the list's, in hundredths; 0 as the stylesheet has it."""
        self.ways: list[tuple[Filter, str, int]] = []
        self.recent: list[Term] = []
        """The terms picked last, newest first."""
        self._wanted_id: int | None = None
        """The article that the cursor is to be on when the answer comes, or `LAST`."""
        self.ending = False
        """Whether one went to the end when only the beginning of the list was there."""
        self._asking = 0
        """Answers that are awaited."""
        self._being_counted: tuple[Filter, Asked] | None = None
        """What is counted together with the list that is asked for."""
        self._removed = 0
        self._total = (-1, 0)
        """`Cache.changes` when all articles were counted, and how many there were."""

    # the filter

    def narrow(self, filter: Filter, *, cursor: int | None = None) -> None:
        """Changes the filter and remembers the one before."""
        if filter != self.filter:
            if self.preview_from is None:
                self._remember(self.filter)
            self._stay(cursor)
            self.filter = filter

    def _stay(self, cursor: int | None = None) -> None:
        """The next answer finds the cursor on this article, or on the one it is on now."""
        self._wanted_id = cursor if cursor is not None else self._here()

    def _here(self) -> int | None:
        """The article under the cursor; the last one, where one went there before it was known which that is."""
        if self.ending and self.articles.cursor == self.articles.count - 1:
            return LAST
        return self.article.id if self.article else None

    def _remember(self, filter: Filter) -> None:
        self.back.append(Visit(filter, self.article.id if self.article else None))
        self.forward.clear()

    def start_preview(self) -> None:
        """From here on changes of the filter are a preview, which `end_preview` keeps or takes back."""
        if self.preview_from is None:
            self.preview_from = self.filter
            self._stay()
            self._cursor_before = self._wanted_id

    def end_preview(self, *, keep: bool) -> None:
        """Keeps the previewed filter, or restores the one before."""
        before, self.preview_from = self.preview_from, None
        if before is None or before == self.filter:
            return
        if keep:
            self._remember(before)
        else:
            self._wanted_id = self._cursor_before
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
        """Another filter: bar, list and counts follow."""
        self.aimed = None
        self.find()

    def aim(self, term: Term | None) -> None:
        """The list shows what there would be with this term; without one, what there is."""
        aimed = self.filter.joined(term, self.panel.join) if term else None
        if aimed != self.aimed:
            self.aimed = aimed
            self.find()

    def watch_sort(self) -> None:
        """Another order."""
        self.bar.sort = self.sort
        self.find()

    def show_first(self) -> None:
        """The rows that were read for the first frame, on the screen with it."""
        self.articles.set_reactive(ArticleList.dense, self.first.dense)
        self.share_out(self.first.columns)
        if self.first.articles:
            cursor, top = self.first.cursor()
            rows = dict(enumerate(self.first.articles))
            self.articles.start_over(len(rows), cursor, rows, top=top)
            self.follow()
        self.open_first()

    def share_out(self, columns: int) -> None:
        """Hundredths of the width for the list, the rest of them for the reader; 0 as the stylesheet has it."""
        self.columns = columns
        if columns:
            self.articles.styles.width, self.pane.styles.width = f"{columns}fr", f"{100 - columns}fr"

    @work(exclusive=True, group="find")
    async def open_first(self) -> None:
        """The first list, for which nothing of the index is needed, then the index, then all the rest."""
        if self.first.articles:
            await self.articles.sized.wait()
            self.newsread.let_keys_in()
            await self._frame()  # the first key's answer, where one was typed by then
        self.recent = await asyncio.to_thread(self._read_recent)
        await asyncio.to_thread(self.cache.warm)
        self.newsread.collector.settled()
        self._stay()
        self.find()
        self.note_look()

    @work(exclusive=True, group="look")
    async def note_look(self) -> None:
        """Notes what rows look like, for the first page of the next start."""
        await self._frame()
        if self.articles.has_focus and not self.cache.read_only:
            text = noted(self.articles, self.bar.rich_style, self.columns)
            if text != await asyncio.to_thread(self.cache.setting, "first_page", ""):
                await asyncio.to_thread(self.cache.set_setting, "first_page", text)

    @work(exclusive=True, group="find")
    async def find(self) -> None:
        """Asks the cache and shows what it found; while words are typed, those in titles may come first.

        The bar is painted with the list, before it only where that takes longer: a frame of its own takes 3 ms.
        """
        with self.newsread.answering():
            await self._find()

    async def _find(self) -> None:
        if self._asking:
            self.cache.interrupt()  # the question before: nobody waits for its answer any more
        filter, sort, wanted, before = self.aimed or self.filter, self.sort, self._wanted_id, self._here()
        view = self.articles.view
        at_hand = self.typing and any(mark.prefix and len(mark.words) == 1 for mark in filter.marks)
        if at_hand and await self._show_titles(filter, sort, wanted, view):
            before = self._here()
        self._asking += 1
        counted = self._counted()
        self._being_counted = (filter, counted) if counted else None
        asked = asyncio.ensure_future(
            asyncio.to_thread(self._answer, filter, sort, wanted, view, counted, self.panel.room)
        )
        try:
            await asyncio.wait({asked}, timeout=SOON)
            if not asked.done() or asked.exception() is not None:
                self.bar.filter = filter
            titles_first = not asked.done() and self.typing and filter.marks and not at_hand
            if titles_first and await self._show_titles(filter, sort, wanted, view, asked):
                before = self._here()
            found = await asked
            after = self._here()
            if before and after and before != after:  # a key moved the cursor meanwhile: it stays there
                found = await asyncio.to_thread(self._look, filter, sort, after, view)
            self._show(found)
            if found.counts is None and not self.aimed:  # the counts are those of the filter, not of what it may become
                self.count_terms(after_frame=True)
        finally:
            if not asked.cancel() and not asked.cancelled():
                asked.exception()  # of a question that was interrupted asyncio would say that nobody heard of its end
            self._asking -= 1
            if not self._asking:
                self._being_counted = None

    async def _show_titles(
        self, filter: Filter, sort: Sort, wanted: int | None, view: View, asked: asyncio.Future[Found] | None = None
    ) -> bool:
        """What is found in titles, unless the whole answer is there by then. A single letter's are at hand."""
        titles = await asyncio.to_thread(self._look, filter, sort, wanted, view, titles_only=True)
        if not titles.hits.count or (asked and asked.done()):  # none there says nothing about the rest
            return False
        self._show(titles, whole=False)
        self.newsread.let_go()
        return True

    def _counted(self) -> Asked | None:
        """What is counted together with the list, to be painted in one frame with it; None where that is to follow.

        While words are looked for, the list does not wait for the counts.
        """
        panel = self.panel
        if not panel.display or self.aimed or self.filter.marks or (panel.active and panel.matching):
            return None
        return panel.asked

    def _answer(
        self, filter: Filter, sort: Sort, wanted: int | None, view: View, asked: Asked | None, room: int
    ) -> Found:
        """The list, and so many of the counts, where they are asked for."""
        found = self._look(filter, sort, wanted, view)
        return found if asked is None else replace(found, counts=self._count(filter, asked, room))

    def _look(self, filter: Filter, sort: Sort, wanted: int | None, view: View, *, titles_only: bool = False) -> Found:
        """All that the screen shows of an answer, in one turn of a thread; of the rows those in view."""
        cache = self.cache
        hits = cache.find(filter, sort, titles_only=titles_only)
        position = (hits.count - 1 if wanted == LAST else cache.position(hits, wanted)) if wanted is not None else None
        position = max(0, position or 0)
        start, page = moved(view, position, hits.count)
        rows = cache.rows(hits, start, start + page + 1)
        ways = cache.ways_out(filter) if not hits.count and filter and not titles_only else []
        changes = cache.changes()
        if self._total[0] != changes:  # counted once for each state of the library, not for each key
            self._total = (changes, cache.find(Filter()).count)
        total = self._total[1]
        following = total > SMALL or bool(cache.feeds())
        return Found(hits, position, start, rows, ways, total, cache.removed(), following)

    def _show(self, found: Found, *, whole: bool = True) -> None:
        """Shows an answer: list and bar at once; where it is the whole answer, the reader and the snippets follow."""
        self.hits, self.ways, self._removed, self.ending = found.hits, found.ways, found.removed, False
        self.answered.set()
        self.newsread.let_keys_in()
        self.articles.empty_text = self._nothing_found()
        self.articles.below = () if found.following or self.filter else OFFER
        self.articles.start_over(found.hits.count, found.position, dict(enumerate(found.rows, found.start)))
        self.bar.filter, self.bar.shown, self.bar.total = self.aimed or self.filter, found.hits.count, found.total
        if found.counts is not None:
            self._show_counts(found.counts)
        if whole:
            self._shown_id = None
            self.follow()
            self._explain_found()

    def _nothing_found(self) -> str:
        if not self.filter:
            return "\n".join(["No articles yet.", *OFFER[1:]])
        ways = [f"Alt-{place}  {words}: {count:,}" for place, (_, words, count) in enumerate(self.ways[:9], 1)]
        everything = "0  show everything" if self.preview_from is None else "Esc  as it was"  # 0 is typed meanwhile
        return "\n".join(["0 articles.", "", *ways, everything])

    def reread(self) -> None:
        """Reads the shown rows and the counts again after an act; what is shown stays in its place."""
        self.fetch_rows(*self.articles.window())
        self.count_terms()
        self.renew()

    @work(exclusive=True, group="renew")
    async def renew(self) -> None:
        """Asks for the list again where a feed took articles away with it, or an undone act brought some back."""
        if await asyncio.to_thread(self.cache.removed) != self._removed:
            self._stay()
            self.find()

    # the counts

    @work(exclusive=True, group="counts")
    async def count_terms(self, *, after_frame: bool = False) -> None:
        """Counts the terms that may join the filter, for the letters typed and the operator armed.

        Once letters are typed, the first term is aimed at: its list is asked for in the same turn, and both are painted
        in one frame. With `after_frame` it waits until the list is painted, from which it would take the processor.
        """
        panel = self.panel
        if not panel.display:
            return
        if after_frame:
            await self._frame()
        asked = matching, join = panel.asked
        if (self.filter, asked) == self._being_counted:
            return  # they come together with the list
        filter, sort, wanted, was = self.filter, self.sort, self._wanted_id, self.aimed
        view, room = self.articles.view, panel.room

        def ask() -> tuple[Counts, Filter | None, Found | None]:
            counts = self._count(filter, asked, room)
            aimed = filter.joined(counts.lines[0].term, join) if matching and counts.lines else None
            return counts, aimed, self._look(aimed or filter, sort, wanted, view) if aimed != was else None

        with self.newsread.answering():
            counts, aimed, found = await asyncio.to_thread(ask)
            self._show_counts(counts)
            if found and filter == self.filter and was == self.aimed:
                self.workers.cancel_group(self, "find")
                self.aimed = aimed
                self.bar.filter = aimed or filter
                self._show(found)

    def _show_counts(self, counts: Counts) -> None:
        self.panel.show(counts)
        if not counts.whole:
            self.count_rest(PAUSE)

    @work(exclusive=True, group="rest of the counts")
    async def count_rest(self, pause: float) -> None:
        """Counts what stands below the lines in view, once no key has come for so many seconds."""
        await asyncio.sleep(pause)
        asked, filter = self.panel.asked, self.filter
        counts = await asyncio.to_thread(self._count, filter, asked, COUNTS)
        if filter == self.filter:
            self.panel.extend(counts)

    def _count(self, filter: Filter, asked: Asked, room: int) -> Counts:
        """So many of the panel's lines; where no letters choose, the terms used last stand on top."""
        matching, join = asked
        chips = set(filter.chips)
        counted = self.cache.counts(filter, join=join, matching=matching, limit=room)
        whole = len(counted) < room or room >= COUNTS
        lines = {line.term: line for line in counted if line.term not in chips}
        if not matching:
            recent = [term for term in self.recent if term not in chips]
            top = [lines.pop(term, None) or (None if whole else self._alone(filter, term, join)) for term in recent]
            lines = {line.term: line for line in top if line} | lines
        return Counts(tuple(lines.values()), asked, whole)

    def _alone(self, filter: Filter, term: Term, join: Join) -> TermCount | None:
        """A term that is not among those with the most hits; None where it leaves nothing, or changes nothing."""
        count = self.cache.find(filter.joined(term, join)).count
        changes = join is Join.AND or not filter.chips or count != self.cache.find(filter).count
        return TermCount(term, _label(term), count) if count and changes else None

    def use_term(self, term: Term) -> None:
        """Puts a term on top of the panel, where the last few that were used stand; also after the next start."""
        self.recent = [term, *(one for one in self.recent if one != term)][:RECENT]
        self._keep_recent("\n".join(map(term_text, self.recent)))

    @work(exclusive=True, group="recent")
    async def _keep_recent(self, text: str) -> None:
        await self._frame()
        if not self.cache.read_only:
            await asyncio.to_thread(self.cache.set_setting, "recent", text)

    def _read_recent(self) -> list[Term]:
        try:
            return [chip for line in self.cache.setting("recent", "").splitlines() for chip in Filter.parse(line).chips]
        except FilterError:  # written by a newer version, or by hand
            return []


def _label(term: Term) -> str:
    """What a term is called in the panel."""
    match term:
        case Is(state):
            return state.value
        case Tagged(tag):
            return tag
        case InFeed(name):
            return name
    return term_text(term)
