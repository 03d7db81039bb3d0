"""Moving through the list and into the reader and back."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from tui.app.keys import key
from tui.app.screens.linking import Linking
from tui.app.widgets.article_list import ArticleList


class Moving(Linking):
    """The cursor, the next unread article, the reader and the way back from it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("list.down", "j,down", "move(1)", "down"),
        key("list.up", "k,up", "move(-1)", "up"),
        key("list.top", "g,home", "top", "first article"),
        key("list.end", "G,end", "end", "last article"),
        key("list.half_down", "ctrl+d,pagedown", "half(1)", "half a page down"),
        key("list.half_up", "ctrl+u,pageup", "half(-1)", "half a page up"),
        key("read.page_back", "b", "page_back", "page back in the reader"),
        key("list.previous_unread", "p", "previous_unread", "previous unread"),
        key("list.next", "right_parenthesis,alt+j", "step(1)", "next article", "The next article, in the reader too"),
        key(
            "list.previous", "left_parenthesis,alt+k", "step(-1)", "article before", "The one before, in the reader too"
        ),
        key("list.open", "l,right,enter", "read", "into the reader"),
        key("read.leave", "h,left,escape", "leave", "back to the list"),
        key("read.zen", "z", "zen", "reader alone"),
    ]

    def action_move(self, rows: int) -> None:
        """Moves the cursor; the reader has keys of its own."""
        self.articles.go(self.articles.cursor + rows)

    def action_half(self, direction: int) -> None:
        """Moves half a page."""
        self.articles.go(self.articles.cursor + direction * max(1, self.articles.page // 2))

    def action_top(self) -> None:
        """Goes to the first article."""
        self.articles.go(0)

    def action_end(self) -> None:
        """Goes to the last article; at the start, when only the first ones are there, to them and then on."""
        self.ending = self.hits is None
        self.articles.go(self.articles.count - 1)

    def action_page(self) -> None:
        """Pages the reader; at its end marks read and goes on. Where the list hides the reader, opens it."""
        if self.has_class("-narrow") and not self.reading:
            self.action_read()
        elif not self.pane.page_down():
            self._read_and_go()

    def action_page_back(self) -> None:
        """Pages the reader back."""
        self.pane.page_up()

    def _read_and_go(self) -> None:
        if self.article and not (self.article.read or self.cache.read_only):
            self.mark([self.article.id], True)
        self.go_unread(backwards=False)

    def action_next_unread(self) -> None:
        """Goes to the next unread article."""
        self.go_unread(backwards=False)

    def action_previous_unread(self) -> None:
        """Goes to the unread article before."""
        self.go_unread(backwards=True)

    @work(exclusive=True, group="move")
    async def go_unread(self, *, backwards: bool) -> None:
        """Looks for the next unread article in the list."""
        await self.answered.wait()
        if self.hits is None:
            return
        position = await asyncio.to_thread(self.cache.next_unread, self.hits, self.articles.cursor, backwards=backwards)
        if position is None:
            self.tell("nothing unread " + ("above" if backwards else "below"))
        else:
            await self._arrive(position)

    @work(exclusive=True, group="move")
    async def action_step(self, rows: int) -> None:
        """To the article after or before, in the reader as well."""
        await self.answered.wait()
        position = self.articles.validate_cursor(self.articles.cursor + rows)
        if position == self.articles.cursor:
            self.tell("this is the " + ("last" if rows > 0 else "first") + " article")
        else:
            await self._arrive(position)

    async def _arrive(self, position: int) -> None:
        """Puts the cursor on a row; where the reader has the keyboard, its article is opened with that, and read."""
        self.articles.go(position)
        if self.reading and self.hits is not None and not self.cache.read_only:
            ids = await asyncio.to_thread(self.cache.ids, self.hits, position, position + 1)
            articles = [await asyncio.to_thread(self.cache.article, id) for id in ids]
            self.mark([one.id for one in articles if one is not None and not one.read], True)

    # the reader

    def on_linking_browsed(self, event: Linking.Browsed) -> None:
        """What was opened in the browser is read."""
        if not (event.article.read or self.cache.read_only):
            self.mark([event.article.id], True)

    @property
    def reading(self) -> bool:
        """Whether the reader has the keyboard."""
        return self.focused is self.pane

    def action_read(self) -> None:
        """Gives the keyboard to the reader and marks the article read."""
        if self.there() and self.article:
            self.add_class("-reading")
            self.pane.focus()
            if not (self.article.read or self.cache.read_only):
                self.mark([self.article.id], True)

    def on_article_list_selected(self, event: ArticleList.Selected) -> None:
        """The bar says how many articles are selected."""
        self.bar.selected = event.count

    def on_article_list_chosen(self) -> None:
        """A row was chosen."""
        self.action_read()

    def action_leave(self) -> None:
        """Back to what the reader showed before, else to the list; clears a selection; never quits."""
        if self.step_back():
            return
        if self.reading or self.has_class("-reading"):
            self.remove_class("-reading")
            self.remove_class("-zen")
        else:
            self.articles.select_none()
        self.articles.focus()

    def action_zen(self) -> None:
        """The reader alone, or everything again."""
        self.toggle_class("-zen")
        (self.pane if self.has_class("-zen") else self.articles).focus()
