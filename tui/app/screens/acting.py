"""The acts: each writes at once, says what it did, and can be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial

from textual import work

from tui.app.screens.finding import Finding
from tui.app.tagging import begun, offered, parsed
from tui.app.widgets.filter_bar import Prompt
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.filter import Filter, Tagged
from tui.news.results import Hits
from tui.news.types import Act
from tui.news.values import dataclass

COUNTED = 60
"""Terms looked at for the tags to offer; feeds and states are among them."""


@dataclass(frozen=True)
class Targets:
    """What an act is for: single articles, and a range of the list whose articles the cache names."""

    ids: frozenset[int]
    range: range
    hits: Hits | None

    def __len__(self) -> int:
        """At most so many; an article may be both picked and in the range."""
        return len(self.ids) + len(self.range)

    def of(self, cache: Cache) -> list[int]:
        """Their ids."""
        inside = cache.ids(self.hits, self.range.start, self.range.stop) if self.range and self.hits else []
        return sorted({*self.ids, *inside})


class Acting(Finding):
    """Read, star, tag, undo. An act on the list hits exactly what is shown."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.done: list[Filter | None] = []
        """What `u` takes back, latest last: a filter, or None for an act in the journal."""
        self.undone: list[Filter | None] = []
        """What `^r` does again, likewise; what is done anew makes an end of it."""

    def targets(self) -> Targets:
        """The selection, or the article under the cursor."""
        articles = self.articles
        ids = articles.selected
        if not ids and not articles.chosen and articles.article is not None:
            ids = frozenset((articles.article.id,))
        return Targets(ids, articles.chosen, self.hits)

    @work(group="act")
    async def act(self, do: Callable[[], Act | None], *, quiet: bool = False, counted: bool = True) -> None:
        """Does something in the cache, off the event loop, and shows what changed; `counted`, how many articles."""
        try:
            act = await asyncio.to_thread(do)
        except NewsError as error:
            self.tell(str(error), wrong=True)
            return
        if act is not None and (act.count or not counted):
            self.note()
            if not quiet:
                self.tell(f"{act.words} (u undoes it)")
        elif act is not None and not quiet:
            self.tell("nothing to change: it is so already")
        self.reread()

    @work(exclusive=True, group="copy")
    async def keep_copy(self) -> None:
        """Has the library keep its daily copy, off the event loop."""
        try:
            await asyncio.to_thread(self.cache.keep_copy)
        except NewsError as error:
            self.tell(str(error), wrong=True)

    def note(self, *before: Filter, acts: int = 1) -> None:
        """Notes for `u` that the filter was another one before; without one, that something was done."""
        self.done += before or [None] * acts
        if before or acts:
            self.undone.clear()

    def narrow(self, filter: Filter, *, cursor: int | None = None) -> None:
        """Changes the filter; `u` takes it back."""
        if filter != self.filter and self.preview_from is None:
            self.note(self.filter)
        super().narrow(filter, cursor=cursor)

    def mark(self, ids: Iterable[int] | Hits, read: bool, *, quiet: bool = True) -> None:
        """Marks articles read or unread."""
        targets = ids if isinstance(ids, Hits) else tuple(ids)
        self.act(lambda: self.cache.set_read(targets, read), quiet=quiet)

    def quiet(self, targets: Targets) -> bool:
        """Whether nothing needs to be said: the row itself shows what was done."""
        return len(targets) == 1 and self.articles.display

    def action_toggle_read(self) -> None:
        """Read, or unread."""
        if self.there() and self.article:
            cache, targets, read = self.cache, self.targets(), not self.article.read
            self.act(lambda: cache.set_read(targets.of(cache), read), quiet=self.quiet(targets))

    def action_toggle_star(self) -> None:
        """Star, or no star."""
        if self.there() and self.article:
            cache, targets, starred = self.cache, self.targets(), not self.article.starred
            self.act(lambda: cache.set_starred(targets.of(cache), starred), quiet=self.quiet(targets))

    def action_mark_shown(self) -> None:
        """Everything the filter shows is read."""
        self.mark_shown()

    @work(exclusive=True, group="mark shown")
    async def mark_shown(self) -> None:
        """Marks what the list shows, as soon as it is known what that is."""
        await self.answered.wait()
        if self.hits is not None and self.there(self.hits.count, "the list shows no article"):
            self.mark(self.hits, True, quiet=False)

    def action_undo(self) -> None:
        """Takes back the latest act or change of filter."""
        before = self._latest(self.done)
        if before is not None:
            self._turn(before, self.undone)
            return
        self._journal(self.cache.undo, "undone", "there is nothing to undo", self.undone)

    def action_redo(self) -> None:
        """Does again what was undone last, an act or a change of filter."""
        again = self._latest(self.undone)
        if again is not None:
            self._turn(again, self.done)
            return
        self._journal(self.cache.redo, "done again", "there is nothing to redo", self.done)

    def _latest(self, noted: list[Filter | None]) -> Filter | None:
        """Takes the latest out of what was noted; None for an act, and where there is no more."""
        latest = noted.pop() if noted else None
        while latest is not None and latest == self.filter:  # walked there meanwhile: nothing of it is left
            latest = noted.pop() if noted else None
        return latest

    def _turn(self, filter: Filter, back: list[Filter | None]) -> None:
        """Shows a filter, noting the one shown as the way back."""
        back.append(self.filter)
        self._stay()
        self.filter = filter

    @work(group="act")
    async def _journal(self, do: Callable[[], Act | None], word: str, nothing: str, back: list[Filter | None]) -> None:
        try:
            act = await asyncio.to_thread(do)
        except NewsError as error:
            self.tell(str(error), wrong=True)
            return
        if act is not None:
            back.append(None)
        self.tell(f"{word}: {act.told}" if act else nothing)
        self.reread()

    @work(exclusive=True, group="acts")
    async def action_list_acts(self) -> None:
        """What was done, on a screen of its own."""
        from tui.app.screens.acts import ActsScreen  # on first use: a start needs none of it

        if await self.app.push_screen_wait(ActsScreen(self.cache)):
            self.reread()

    def change_tags(self, text: str) -> None:
        """Gives and takes tags as typed."""
        cache, targets, typed = self.cache, self.targets(), parsed(text)
        if len(targets) and (typed.add or typed.drop):
            self.act(lambda: cache.tag(targets.of(cache), typed.add, typed.drop))

    @work(exclusive=True, group="offers")
    async def offer_tags(self, text: str) -> None:
        """Says which tags the one that is being typed may go on to."""
        last, has = begun(text), self.article.tags if self.article else ()
        known: list[str] = []
        if last.sign != "-":
            counts = partial(self.cache.counts, Filter(), matching=last.letters.casefold(), limit=COUNTED)
            known = [line.term.tag for line in await asyncio.to_thread(counts) if isinstance(line.term, Tagged)]
        self.query_one(Prompt).offer([(tag, last.completed(tag)) for tag in offered(last, known, has)])

    def action_select(self) -> None:
        """Puts the article into the selection, or out of it, and moves on."""
        self.articles.toggle()
        self.articles.go(self.articles.cursor + 1)

    def action_select_range(self) -> None:
        """Selects from here on, until the next time."""
        if self.articles.count and not self.articles.select_range():
            self.tell(f"{self.articles.picked:,} selected; what you do now is done to them, Esc lets go")
