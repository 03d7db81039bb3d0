"""What comes in: updates, new sources, and the news of what arrived. Nothing is pushed into the list."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.timer import Timer

from tui.app.keys import key
from tui.app.screens.acting import Acting
from tui.news.errors import NewsError
from tui.news.types import Feed, Outcome, UpdateResult

if TYPE_CHECKING:
    from tui.app.screens.picking import Offer
    from tui.news.add import Added

FIRST_UPDATE = 20.0
"""Seconds after the start before feeds are asked for the first time: the start belongs to the reader."""
TOLD_EVERY = 0.2
"""Seconds between two changes of the bar while feeds come in: 500 of them would be 500 repaints."""


class Incoming(Acting):
    """Updates feeds and adds sources while every key keeps working."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("news.feeds", "H", "feeds", "feeds", "How each feed is doing: retry, pause, rename, tag, move, remove"),
    ]

    incoming = 0
    """Updates and additions under way: what the bar tells of them, an announcement must not overwrite."""

    mistyped = ""
    """What was typed as a source and was none: the next time it stands in the line, to be set right."""

    _updating: tuple[Timer, ...] = ()

    # updates

    def keep_updating(self) -> None:
        """Updates what is due now and then, where the config asks for it."""
        for timer in self._updating:
            timer.stop()
        minutes = self.config.update_minutes
        if minutes and not self.cache.read_only:
            self._updating = (
                self.set_timer(FIRST_UPDATE, self.update_due),
                self.set_interval(minutes * 60, self.update_due),
            )

    def update_due(self) -> None:
        """Asks the feeds that are due, without a word where none is."""
        if not self.incoming:
            self.update_feeds(None, quiet=True)

    def action_update(self) -> None:
        """Updates the feeds."""
        if self.incoming:
            self.tell("an update is under way")
        else:
            self.update_feeds(None)

    @work(group="update")
    async def update_feeds(self, feeds: Sequence[Feed] | None, *, quiet: bool = False) -> None:
        """Updates these feeds, or all of them (`quiet`: those that are due), and says in the bar how it goes."""
        from tui.news.schedule import is_offline

        visited = failed = 0
        results: list[UpdateResult] = []
        new: list[int] = []
        every = timedelta(minutes=self.config.update_minutes or 60)
        loop = asyncio.get_running_loop()
        told = loop.time()
        self.incoming += 1
        try:
            async for result in self._updates(feeds, force=not quiet, every=every):
                results.append(result)
                visited += result.outcome is not Outcome.SKIPPED
                failed += result.outcome is Outcome.FAILED
                new += result.new_ids
                if visited and loop.time() - told > TOLD_EVERY:
                    told = loop.time()
                    feeds_told = "1 feed" if visited == 1 else f"{visited} feeds"
                    self.bar.notice = f"updating: {feeds_told}, {len(new):,} new"
        except NewsError as error:
            self.tell(str(error), wrong=True)
        finally:
            self.incoming -= 1
            self.bar.notice = ""
        if is_offline(results):
            self.tell(f"none of {visited} feeds could be reached; is this machine offline?", wrong=not quiet)
        elif new or not quiet:
            visits = "1 feed" if visited == 1 else f"{visited} feeds"
            articles = "1 new article" if len(new) == 1 else f"{len(new):,} new articles"
            self.tell(f"{visits} visited, {articles}, {failed} failed")
        self.look_for_news()
        await self._tell_hook(new)

    def _updates(
        self, feeds: Sequence[Feed] | None, *, force: bool, every: timedelta
    ) -> AsyncGenerator[UpdateResult, None]:
        """The update itself, where the app's keys do not feel it."""
        newsread = self.newsread
        if newsread.apart:
            from tui.news.apart import update_apart

            command, ids = self.config.password_command, None if feeds is None else [feed.id for feed in feeds]
            return update_apart(self.cache.path, ids, force=force, every=every, password_command=command)
        from tui.news.update import update

        workers = newsread.processes
        return update(self.cache, feeds, fetcher=newsread.fetcher, workers=workers, force=force, every=every)

    async def _tell_hook(self, new: list[int]) -> None:
        """Runs the user's command on what came."""
        if not (new and self.config.update_hook):
            return
        from tui.news.hook import records, run_hook

        try:
            articles = await asyncio.to_thread(records, self.cache, new)
            await run_hook(self.config.update_hook, articles)
        except NewsError as error:
            self.tell(str(error), wrong=True)

    # new sources

    @work(exclusive=True, group="add")
    async def add_source(self, source: str) -> None:
        """Adds a feed, a site, a page, a file or a folder; nothing typed is what the clipboard holds."""
        from tui.news.add import add
        from tui.news.clipboard import clipboard
        from tui.news.typed import pasted

        self.incoming += 1
        self.mistyped = ""
        self.bar.notice = "adding …"
        try:
            given: str | bytes = source.strip() or pasted(await clipboard())
            newsread = self.newsread
            added = await add(
                self.cache, given, choose=self._choose, fetcher=newsread.fetcher, workers=newsread.processes
            )
        except NewsError as error:
            self.mistyped = source.strip()
            again = "; a goes on from what you typed" if self.mistyped else ""
            self.tell(f"{error}{again}", wrong=True)
            return
        finally:
            self.incoming -= 1
            self.bar.notice = ""
        self._tell_added(added)
        self.note(acts=added.acts)
        if named := added.articles or added.known:
            self._wanted_id = named[0]
        self.find()
        waiting = [feed for feed in added.feeds if feed.state.checked is None]
        if waiting:
            self.update_feeds(waiting)

    async def _choose(self, offered: Sequence[Offer]) -> Sequence[Offer]:
        """Lets the user pick; of a list of feeds everything is picked at first."""
        self.bar.notice = ""
        from tui.app.screens.picking import PickScreen  # the parsers of feeds come with it: not at the start
        from tui.news.feeds.opml import Outline

        listed = all(isinstance(one, Outline) for one in offered)
        return await self.app.push_screen_wait(PickScreen(offered, picked=listed))

    def _tell_added(self, added: Added) -> None:
        if not (added.feeds or added.articles or added.known or added.notes):
            self.tell("nothing was added")
            return
        named = [feed.title or feed.url for feed in added.feeds]
        told = [f"following {named[0]}" if len(named) == 1 else f"following {len(named)} feeds"] if named else []
        if added.articles:
            told.append("1 new article" if len(added.articles) == 1 else f"{len(added.articles):,} new articles")
        if added.known and not added.articles:
            told.append("it was here already" + "; its whole text is here now" * bool(added.completed))
        self.tell("; ".join([*told, *added.notes[:3]]) + " (u undoes it)" * bool(added.acts))

    @work(exclusive=True, group="catalogue")
    async def action_catalogue(self) -> None:
        """Offers the catalogue; what is picked is followed and updated."""

        def read() -> None:
            from tui.news.feeds.catalogue import sources

            sources()

        await asyncio.to_thread(read)
        from tui.app.screens.catalogue import CatalogueScreen

        picked = await self.app.push_screen_wait(CatalogueScreen())
        if picked:
            wanted = [Feed(0, one.url, one.name, one.site, one.topic) for one in picked]
            feeds, act = await asyncio.to_thread(self.cache.follow, wanted)
            self.note(acts=int(act is not None))
            self.update_feeds(feeds)
            self.articles.below = ()

    @work(exclusive=True, group="feeds")
    async def action_feeds(self) -> None:
        """Shows how each feed is doing."""
        from tui.app.screens.health import HealthScreen

        screen = HealthScreen(self.cache, self.update_feeds)
        await self.app.push_screen_wait(screen)
        self.note(acts=screen.changed)
        self.reread()

    # what arrived

    @work(exclusive=True, group="arrived")
    async def look_for_news(self) -> None:
        """Announces what arrived."""
        if self.hits is not None and not self.incoming:
            count = await asyncio.to_thread(self.cache.arrived, self.hits)
            if not self.incoming:
                self.bar.notice = f"{count:,} new, ^l shows them" if count else ""

    def action_show_arrived(self) -> None:
        """Shows what arrived."""
        self.bar.notice = ""
        self._wanted_id = self.article.id if self.article else None
        self.find()
