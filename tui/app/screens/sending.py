"""Sending an article elsewhere: to the clipboard, or through a command."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from tui.app.keys import key
from tui.app.screens.linking import Linking
from tui.news import clean
from tui.news.errors import NewsError
from tui.news.tracking import stripped
from tui.news.types import Article, Document
from tui.terminal import through_screen

if TYPE_CHECKING:
    from tui.app.screens.piping import Piping

TO_TMUX = ("tmux", "load-buffer", "-w", "-")
"""Puts a text into tmux's buffer and the clipboard of its terminal (from 3.2 on), whatever `set-clipboard` says."""
MOST_COPIED = 74_994
"""Bytes after base64 that xterm takes by OSC 52; other terminals take more."""


class Sending(Linking):
    """Copies by OSC 52, so that it works over SSH as well, and pipes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("read.copy_link", "y", "copy_link", "copy the link"),
        key(
            "read.copy_markdown", "Y", "copy_markdown", "copy as Markdown", "Copy the link as Markdown, with the title"
        ),
        key("read.copy_article", "C", "copy_article", "copy the article", "Copy the whole article as Markdown"),
        key("read.pipe", "|", "pipe", "pipe", "Send the article through a command"),
    ]

    def action_copy_link(self) -> None:
        """Copies the article's address."""
        article = self.shown
        if article and article.url:
            self.copy(stripped(article.url), "link copied")

    def action_copy_markdown(self) -> None:
        """Copies the article's title and address as a Markdown link."""
        article = self.shown
        if article and article.url:
            link = Document(title=article.headline, url=stripped(article.url))
            from tui.news.render import as_markdown

            self.copy(as_markdown(link).removeprefix("# ").strip(), "link copied as Markdown")

    def action_copy_article(self) -> None:
        """Copies the article as Markdown."""
        if self.pane.article and self.pane.document:
            self.copy(self._markdown(self.pane.article, self.pane.document), "article copied")

    @work(exclusive=True, group="clipboard")
    async def copy(self, text: str, words: str) -> None:
        """Gives a text to the terminal's clipboard; by their own ways to tmux and screen, which take no OSC 52."""
        self.app.copy_to_clipboard(text)
        self.newsread.send(through_screen(text, os.environ))
        if "TMUX" in os.environ:
            from tui.app import outside

            with suppress(NewsError):  # a tmux that is older than -w, or gone
                await outside.captured(TO_TMUX, text, seconds=2)
        long = len(text.encode()) * 4 // 3 > MOST_COPIED
        self.tell(words + ("; it is long, and some terminals take no more than 75 kB" if long else ""))

    @staticmethod
    def _markdown(article: Article, document: Document) -> str:
        from tui.news.render import as_markdown

        return as_markdown(document, article)

    @work(exclusive=True, group="pipe")
    async def action_pipe(self) -> None:
        """Asks for a command and sends the article through it."""
        article, document = self.pane.article, self.pane.document
        if article is None or document is None:
            self.tell("there is no article to send")
            return
        from tui.app.screens.piping import PipeScreen

        piping = await self.app.push_screen_wait(PipeScreen(self.config.pipes))
        if piping is not None:
            try:
                await self._send(piping, article, self._markdown(article, document))
            except NewsError as error:
                self.tell(str(error), wrong=True)

    async def _send(self, piping: Piping, article: Article, text: str) -> None:
        import tempfile

        from tui.app import outside
        from tui.app.screens.piping import OutputScreen

        with tempfile.TemporaryDirectory(prefix="newsread-") as folder:
            file = Path(folder) / "article.md"
            if any("{file}" in part for part in piping.command):
                await asyncio.to_thread(file.write_text, text, "utf-8")
            values = {"url": stripped(article.url or ""), "title": article.title, "file": str(file)}
            command = outside.filled(piping.command, values)
            ended = self.step_aside(command, text) if piping.terminal else await outside.captured(command, text)
        name = clean.line(piping.command[0], limit=40)
        if ended.output:
            self.app.push_screen(OutputScreen(name, ended.output, ended.code))
        elif ended.code:
            self.tell(f"{name} ended with {ended.code} and said nothing", wrong=True)
        else:
            self.tell(f"sent through {name}")
