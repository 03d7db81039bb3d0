"""The main screen: bindings beside their actions. Each part that it is made of needs `Finding` and names what else."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui.app.keys import key, numbered
from tui.app.screens.picturing import Picturing
from tui.app.screens.reading import Reading
from tui.app.screens.saved import Saved
from tui.app.screens.sending import Sending
from tui.app.screens.viewing import Viewing
from tui.app.widgets.article_list import ArticleList
from tui.app.widgets.filter_bar import FilterBar, Prompt
from tui.app.widgets.kept import Columns
from tui.app.widgets.key_line import KeyLine
from tui.app.widgets.tag_panel import TagPanel
from tui.news.errors import FilterError
from tui.news.filter import Filter, InFeed, Join, Tagged


class MainScreen(Saved, Sending, Picturing, Reading, Viewing):
    """Tags, list and reader under one filter bar."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-medium"), (140, "-wide")]  # noqa: RUF012 - the base class says so
    AUTO_FOCUS = "ArticleList"
    _came_from: Widget | None = None
    """What had the keyboard before the tag panel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "read.page",
            "space",
            "page",
            "page/next",
            "Page the reader; at its end mark read and go to the next unread",
            show=True,
        ),
        key("list.next_unread", "n", "next_unread", "next unread", show=True),
        key("filter.tags", "t", "tags", "tags", "Filter by tag, type-ahead with live counts", show=True),
        key("filter.search", "slash", "search", "search", "Filter by text, as you type", show=True),
        key("act.star", "s", "toggle_star", "star", show=True),
        key("read.browse", "o", "browse", "browser", "Open the article in the browser", show=True),
        key("act.undo", "u", "undo", "undo", "Take back the latest act or change of filter", show=True),
        key("list.down", "j,down", "move(1)", "down"),
        key("list.up", "k,up", "move(-1)", "up"),
        key("list.top", "g,home", "top", "first article"),
        key("list.end", "G,end", "end", "last article"),
        key("list.half_down", "ctrl+d,pagedown", "half(1)", "half a page down"),
        key("list.half_up", "ctrl+u,pageup", "half(-1)", "half a page up"),
        key("read.page_back", "b", "page_back", "page back in the reader"),
        key("list.previous_unread", "p", "previous_unread", "previous unread"),
        key("list.open", "l,right,enter", "read", "into the reader"),
        key("read.leave", "h,left,escape", "leave", "back to the list"),
        key("act.read", "r", "toggle_read", "read/unread"),
        key("act.all_read", "A", "mark_shown", "mark the shown ones read"),
        key("act.redo", "ctrl+r", "redo", "redo"),
        key("act.list", "U", "list_acts", "what was done", "What was done, with its time: take any of it back"),
        key("act.tags", "T", "edit_tags", "edit tags", "Give and take tags: +mine -theirs"),
        key("act.add_tag", "plus", "edit_tags('+')", "add a tag"),
        key("act.drop_tag", "minus", "edit_tags('-')", "take a tag away"),
        key("filter.text", "equals_sign", "edit_filter", "filter as text"),
        key("filter.article_tag", "full_stop", "article_tag", "one of its tags", "Filter by the article's next tag"),
        key("filter.article_feed", "asterisk", "article_feed", "its feed", "Filter by the article's feed"),
        key("filter.back", "left_square_bracket,alt+left", "back", "filter before"),
        key("filter.forward", "right_square_bracket,alt+right", "forward", "filter after"),
        key("filter.drop", "backspace", "drop_chip", "drop the last chip"),
        key("filter.everything", "0", "everything", "show everything"),
        key("filter.save", "M", "save_filter", "save the filter under a digit"),
        key(
            "filter.saved",
            "m",
            "manage_saved",
            "saved filters",
            "Saved filters: show, rename, another digit, take away",
        ),
        key("list.jump", "J", "jump", "jump to a day", "Jump to a day, or to how long ago something was"),
        key("list.sort", "S", "next_sort", "next order"),
        key("act.select", "v", "select", "select", "Select the article, or leave it out"),
        key("act.select_range", "V", "select_range", "select range", "Select from here on; again: up to here"),
        key("list.density", "d", "density", "one or two lines a row"),
        key("list.narrower", "left_curly_bracket", "columns(-1)", "narrower list", "A narrower list, a wider reader"),
        key("list.wider", "right_curly_bracket", "columns(1)", "wider list", "A wider list, a narrower reader"),
        key("read.zen", "z", "zen", "reader alone"),
        key("news.add", "a", "add", "add a source or a page"),
        key("news.catalogue", "c", "catalogue", "catalogue", "Pick sources to follow from the catalogue"),
        key("news.update", "R", "update", "update feeds"),
        key("news.show", "ctrl+l", "show_arrived", "show what has arrived"),
        key("app.quit", "q", "quit", "back, at the root quit"),
        *numbered("filter.recall", "", "recall", "filter", "Show the filter saved under"),
        *numbered("filter.way", "alt+", "way_out", "way out", "Take a way out of an empty list:"),
    ]

    def compose(self) -> ComposeResult:
        """The bar, the three columns, the footer."""
        self._know_width()
        yield self.bar
        yield self.strip
        yield Prompt(id="prompt")
        with Columns(id="columns"):
            yield self.panel
            yield self.articles
            yield self.pane
        yield KeyLine(last="app.help")

    def _know_width(self) -> None:
        """Takes the classes for the width before anything is laid out, and not after: that would be done twice."""
        width = self.app.size.width
        self.add_class(max(point for point in self.HORIZONTAL_BREAKPOINTS if point[0] <= width)[1])

    def on_mount(self) -> None:
        """Asks for the first list, and looks now and then for what came meanwhile."""
        self.recall_measure()
        self.bar.filter, self.bar.read_only = self.filter, self.cache.read_only
        self.keep_following()
        self.show_first()
        self.app.theme_changed_signal.subscribe(self, self._look_changed)
        self.watch(self.articles, "dense", self._look_changed, init=False)
        self.set_interval(60, self.articles.age)
        self.set_interval(5, self.look_for_news)
        self.keep_updating()
        self.count_saved()
        self.set_timer(30, self.keep_copy)
        self.set_interval(600, self.keep_copy)
        if self.cache.notice:
            self.call_after_refresh(self.tell, self.cache.notice, wrong=True)

    def _look_changed(self, _: object) -> None:
        self.note_look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types, keys are letters; ways out are taken with a key that is none."""
        if action == "way_out":
            return bool(self.ways) and not self.panel.active
        return not isinstance(self.focused, Input) and super().check_action(action, parameters)

    # moving

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
            self.articles.go(position)

    # the reader

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

    # the filter's faces

    def action_tags(self) -> None:
        """Opens the tag panel."""
        self._came_from = self.focused
        self.start_preview()
        self.panel.open()

    def on_tag_panel_narrowed(self) -> None:
        """Counts again for other letters or another operator."""
        self.count_terms()

    def on_tag_panel_aimed(self, event: TagPanel.Aimed) -> None:
        """The cursor is on another term."""
        self.aim(event.term)

    def on_tag_panel_picked(self, event: TagPanel.Picked) -> None:
        """A term was picked."""
        self.use_term(event.term)
        if self.preview_from is None:
            self.narrow(self.filter.joined(event.term, event.join))
            return
        self.filter = self.filter.joined(event.term, event.join)
        if not event.stay:
            self._close_panel(keep=True)
            self._return_to(None)

    def on_tag_panel_dropped(self) -> None:
        """The last chip goes."""
        self.filter = self.filter.without(-1)

    def on_tag_panel_left(self) -> None:
        """The filter is as it was."""
        self._close_panel(keep=False)
        self._return_to(self._came_from)

    def _close_panel(self, *, keep: bool) -> None:
        if keep and self.preview_from is not None and self.preview_from != self.filter:
            self.done.append(self.preview_from)
        self.typing = False
        self.end_preview(keep=keep)
        self.aim(None)
        self.count_terms()

    def _return_to(self, before: Widget | None) -> None:
        """The keyboard goes back to the reader, where it came from there; else to the list, which is shown."""
        if before is self.pane:
            self.pane.focus()
        else:
            self.remove_class("-reading", "-zen")
            self.articles.focus()

    def action_search(self) -> None:
        """Opens the line for the text filter."""
        self.start_preview()
        self.query_one(Prompt).open("search", 'words, prefix*, "a phrase"', self.filter.text)

    def action_edit_filter(self) -> None:
        """Opens the line for the filter as text."""
        self.start_preview()
        self.query_one(Prompt).open("filter", "#china #korea -#sports is:unread", str(self.filter))

    def action_edit_tags(self, sign: str = "") -> None:
        """Opens the line for tags, with the sign of what is to be done to one."""
        if self.there():
            self.query_one(Prompt).open("tags", "+mine -theirs", sign)

    def action_add(self) -> None:
        """Opens the line for a source."""
        self.query_one(Prompt).open("add", "an address, a file or a folder; Enter alone takes the clipboard", "")

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Shows the filter while it is typed."""
        self.typing = True
        self._take(event.purpose, event.text)

    def _take(self, purpose: str, text: str) -> bool:
        """Takes typed text for the filter; bad text keeps the old result, shows where, and gives False."""
        prompt = self.query_one(Prompt)
        try:
            if purpose == "search":
                self.filter = self.filter.with_text(text, typing=True)
            elif purpose == "filter":
                self.filter = Filter.parse(text)
        except FilterError as error:
            prompt.say(error.message, error.position)
            return False
        prompt.say("")
        return True

    def on_prompt_entered(self, event: Prompt.Entered) -> None:
        """Keeps what was typed."""
        prompt = self.query_one(Prompt)
        if event.purpose in ("search", "filter"):
            if not self._take(event.purpose, event.text):
                return
            self._close_panel(keep=True)
        check = {"save": self.cannot_save, "jump": self.cannot_jump}.get(event.purpose)
        if check is not None and (wrong := check(event.text)):
            prompt.say(wrong)
            return
        prompt.close()
        self._return_to(prompt.came_from if event.purpose in ("tags", "add", "save") else None)
        if event.purpose == "tags":
            self.change_tags(event.text)
        elif event.purpose == "add":
            self.add_source(event.text)
        elif event.purpose == "save":
            self.save(event.text)
        elif event.purpose == "jump":
            self.jump(event.text)

    def on_prompt_left(self, event: Prompt.Left) -> None:
        """Everything is as it was."""
        if event.purpose in ("search", "filter"):
            self._close_panel(keep=False)
        self._return_to(self.query_one(Prompt).came_from)

    def on_filter_bar_chip_clicked(self, event: FilterBar.ChipClicked) -> None:
        """A chip was clicked: it goes."""
        self.narrow(self.filter.without(event.place))

    def action_drop_chip(self) -> None:
        """Drops the last chip."""
        if self.there(self.filter.chips, "the filter has no part to drop: everything is shown"):
            self.narrow(self.filter.without(-1))

    def action_everything(self) -> None:
        """Shows everything."""
        if self.there(self.filter.chips, "everything is shown already"):
            self.narrow(Filter())

    def action_article_tag(self) -> None:
        """Narrows by the first of the article's tags that is no chip yet."""
        if self.there() and self.article:
            chips = set(self.filter.chips)
            fresh = [tag for tag in self.article.tags if Tagged(tag) not in chips]
            if self.there(fresh, "this article has no tag that is not in the filter"):
                self.narrow(self.filter.tagged(fresh[0]))

    def action_article_feed(self) -> None:
        """Narrows by the article's feed."""
        if self.article and self.there(self.article.feed, "this article came from no feed"):
            self.narrow(self.filter.joined(InFeed(self.article.feed), Join.AND))

    def action_back(self) -> None:
        """The filter used before."""
        if not self.step_history(self.back, self.forward):
            self.tell("no filter was used before this one")

    def action_forward(self) -> None:
        """The filter used after."""
        if not self.step_history(self.forward, self.back):
            self.tell("no filter was used after this one")

    def action_recall(self, digit: int) -> None:
        """Shows a saved filter."""
        self.recall(digit)

    def action_way_out(self, number: int) -> None:
        """Takes one of the ways out of an empty list."""
        if number <= len(self.ways):
            self.narrow(self.ways[number - 1][0])

    # the rest

    def action_quit(self) -> None:
        """Back; at the root, quit."""
        if self.reading or self.has_class("-reading") or self.has_class("-zen"):
            self.action_leave()
        else:
            self.app.exit()
