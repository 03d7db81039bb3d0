"""What comes in: updates, new sources, and the news of what arrived. Nothing is pushed into the list."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work

from tui.app.screens.acting import Acting
from tui.app.screens.catalogue import CatalogueScreen
from tui.news.errors import NewsError
from tui.news.feeds.catalogue import sources
from tui.news.types import Feed, Outcome


class Incoming(Acting):
    """Updates feeds and adds sources while every key keeps working."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.incoming = False
        """Whether the bar tells of an update or an addition, which an announcement must not overwrite."""

    def action_update(self) -> None:
        """Updates the feeds."""
        self.update_feeds(None)

    @work(exclusive=True, group="update")
    async def update_feeds(self, feeds: Sequence[Feed] | None) -> None:
        """Updates these feeds, or all of them, and says how it goes in the bar."""
        from tui.news.update import update

        visited = added = failed = 0
        self.incoming = True
        try:
            async for result in update(self.cache, feeds, force=True):
                visited += 1
                added += result.added
                failed += result.outcome is Outcome.FAILED
                self.bar.notice = f"updating: {visited} feeds, {added} new"
        except NewsError as error:
            self.tell(str(error), wrong=True)
        finally:
            self.incoming = False
            self.bar.notice = ""
        self.tell(f"{visited} feeds visited, {added} new articles, {failed} failed")
        self.look_for_news()

    @work(exclusive=True, group="add")
    async def add_source(self, source: str) -> None:
        """Adds a feed, a site, a page or a file."""
        if not source.strip():
            return
        from tui.news.add import add

        self.incoming, self.bar.notice = True, "adding …"
        try:
            added = await add(self.cache, source.strip())
        except NewsError as error:
            self.tell(str(error), wrong=True)
        else:
            titles = [feed.title or feed.url for feed in added.feeds]
            told = [f"following {title}" for title in titles] + [f"{len(added.articles)} new articles", *added.notes]
            if added.candidates:
                told = ["several feeds; add one of them:", *(one.url for one in added.candidates[:5])]
            self.tell("; ".join(told))
            self.find()
        finally:
            self.incoming, self.bar.notice = False, ""

    @work(exclusive=True, group="catalogue")
    async def action_catalogue(self) -> None:
        """Offers the catalogue; what is picked is followed and updated."""
        await asyncio.to_thread(sources)
        picked = await self.app.push_screen_wait(CatalogueScreen())
        if picked:
            wanted = [Feed(0, one.url, one.name, one.site, one.topic) for one in picked]
            self.update_feeds(await asyncio.to_thread(self.cache.add_feeds, wanted))

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
