"""Links: opened in the browser, or here in the reader, from which one comes back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SuspendNotSupported
from textual.binding import BindingType
from textual.message import Message

from tui.app.keys import key
from tui.app.screens.found import Shown
from tui.app.screens.incoming import Incoming
from tui.app.widgets.reading_pane import ReadingPane
from tui.news import clean
from tui.news.errors import NewsError
from tui.news.tracking import host, stripped
from tui.news.types import Article, Document

if TYPE_CHECKING:
    from tui.app import outside


def visitor(document: Document, url: str, now: datetime) -> Article:
    """A page that is not in the library, as the reader shows articles; its id is 0."""
    return Article(
        id=0,
        title=document.title or host(url),
        url=document.url or url,
        site=document.site or host(url),
        feed="",
        feed_id=None,
        published=document.published,
        updated=document.updated,
        added=now,
        section=document.section,
        authors=document.authors,
        tags=tuple(dict.fromkeys(filter(None, map(clean.tag, document.tags)))),
        own_tags=(),
        summary=document.summary,
        language=document.language,
        words=document.words,
        read=True,
        starred=False,
    )


class Linking(Incoming):
    """Opens what an article leads to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("read.keep", "K", "keep", "keep", "Keep a page that was opened in the reader in the library"),
    ]

    @dataclass
    class Browsed(Message):
        """An article was opened in the browser."""

        article: Article

    @property
    def shown(self) -> Article | None:
        """The article in the reader, else the one under the cursor."""
        return self.pane.article or self.article

    # the browser

    def action_browse(self) -> None:
        """Opens the article's address in the browser; it is read with that."""
        if self.shown:
            self.open_address(self.shown.url, reading=self.shown)

    @work(group="browser")
    async def open_address(self, address: str | None, *, reading: Article | None = None) -> None:
        """Opens an address, http and https only, as one argument; `reading` is whose it is."""
        url = clean.address(address)
        if url is None:
            self.tell("this article has no address to open")
            return
        try:
            await self._open(stripped(url))
        except NewsError as error:
            self.tell(str(error), wrong=True)
        else:
            if reading is not None and reading.id:
                self.post_message(self.Browsed(reading))

    async def _open(self, url: str) -> None:
        from tui.app import outside

        if self.app.is_web:  # the reader's own browser, not one of the machine that serves
            self.app.open_url(url)
            return
        found = outside.browser(self.config.browser, url)
        if found.terminal:
            self.step_aside(found.command)
        elif found.command:
            outside.detached(found.command)
        else:
            import webbrowser

            if not await asyncio.to_thread(webbrowser.open, url):
                raise NewsError(f"the browser did not start; the address is {url}")

    def step_aside(self, command: tuple[str, ...], text: str | None = None) -> outside.Ended:
        """Gives the terminal to a program until it ends; NewsError where that is not possible."""
        try:
            with self.app.suspend():
                from tui.app import outside

                return outside.in_terminal(command, text)
        except SuspendNotSupported as error:
            raise NewsError("this terminal cannot be given to another program") from error

    # in the reader

    def on_reading_pane_open_link(self, message: ReadingPane.OpenLink) -> None:
        """A link in the text was picked."""
        if message.inside:
            self.open_inside(message.url)
        else:
            self.open_address(message.url)

    @work(exclusive=True, group="document")
    async def open_inside(self, url: str) -> None:
        """Shows the page at an address in the reader: the library's if it has it, else fetched and cleaned."""
        before = self.pane.article
        self.pane.say(f"opening {host(url)} …")
        try:
            known = await asyncio.to_thread(self.cache.resolve, url)
            if known is not None:
                document = await asyncio.to_thread(self.cache.document, known.id)
                self._go_into(before, known, document, "From the library.")
                return
            from tui.news.pages import fetch_page

            fetched = await fetch_page(url, self.newsread.fetcher, trusted=False, workers=self.newsread.processes)
            self._go_into(
                before, visitor(fetched, url, datetime.now(UTC)), fetched, f"From {host(url)}, not in the library."
            )
        except NewsError as error:
            self.tell(f"{error}; {self.key_of('read.hint')} opens it in the browser", wrong=True)
        finally:
            self.pane.say("")

    def _go_into(self, before: Article | None, article: Article, document: Document | None, words: str) -> None:
        pane = self.pane
        if pane.article is not before:
            return  # someone went on reading elsewhere meanwhile
        if pane.article is not None:
            self.below.append(Shown(pane.article, pane.document, pane.place, pane.notices, pane.remembered))
        ways = f"{self.key_of('read.leave')} goes back"
        if not article.id:
            ways += f", {self.key_of('read.keep')} keeps it"
        pane.show(article, document, notices=(f"{words} {ways}.",), remembered=False)
        self.refresh_bindings()

    def step_back(self) -> bool:
        """To what the reader showed before; False where it shows what it should."""
        if not self.below:
            return False
        last = self.below.pop()
        self.pane.show(last.article, last.document, place=last.place, notices=last.notices, remembered=last.remembered)
        self.refresh_bindings()
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A page can be kept where one that is not in the library is shown."""
        if action == "keep":
            return bool(self.below) and self.pane.article is not None and self.pane.article.id == 0
        return super().check_action(action, parameters)

    @work(exclusive=True, group="keep")
    async def action_keep(self) -> None:
        """Keeps the page in the library, as an article of its own."""
        article, document = self.pane.article, self.pane.document
        if article is None or document is None:
            return
        from tui.news.add import store_page

        try:
            added = await asyncio.to_thread(store_page, self.cache, document)
            kept = await asyncio.to_thread(self.cache.article, (added.articles + added.known)[0])
        except NewsError as error:
            self.tell(str(error), wrong=True)
            return
        self.note(acts=added.acts)
        if kept is not None and self.pane.article is article:
            ways = f"Kept in the library. {self.key_of('read.leave')} goes back."
            self.pane.show(kept, document, place=self.pane.place, notices=(ways,))
            self.refresh_bindings()
        self.tell("kept in the library (u undoes it)" if added.acts else "it is in the library already")
        self.look_for_news()
