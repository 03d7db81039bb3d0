"""The main screen: bindings beside their actions. Each part that it is made of needs `Finding` and names what else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from tui.app.keys import key
from tui.app.screens.configured import Configured
from tui.app.screens.moving import Moving
from tui.app.screens.narrowing import Narrowing
from tui.app.screens.sending import Sending
from tui.app.screens.succeeding import Succeeding
from tui.app.screens.viewing import Viewing
from tui.app.widgets.filter_bar import Prompt
from tui.app.widgets.kept import Columns
from tui.app.widgets.key_line import KeyLine
from tui.news.errors import FilterError
from tui.news.filter import Filter


class MainScreen(Narrowing, Moving, Sending, Configured, Viewing, Succeeding):
    """Tags, list and reader under one filter bar."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-medium"), (140, "-wide")]  # noqa: RUF012 - the base class says so
    AUTO_FOCUS = "ArticleList"

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
        key("act.read", "r", "toggle_read", "read/unread"),
        key("act.all_read", "A", "mark_shown", "mark the shown ones read"),
        key("act.redo", "ctrl+r", "redo", "redo"),
        key("act.list", "U", "list_acts", "what was done", "What was done, with its time: take any of it back"),
        key("act.tags", "T", "edit_tags", "edit tags", "Give and take tags: +mine -theirs"),
        key("act.add_tag", "plus", "edit_tags('+')", "add a tag"),
        key("act.drop_tag", "minus", "edit_tags('-')", "take a tag away"),
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
        key("news.add", "a", "add", "add a source or a page"),
        key("news.catalogue", "c", "catalogue", "catalogue", "Pick sources to follow from the catalogue"),
        key("news.update", "R", "update", "update feeds"),
        key("news.show", "ctrl+l", "show_arrived", "show what has arrived"),
        key("app.quit", "q", "quit", "back, at the root quit"),
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
        self.keep_trying()
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
            typing = isinstance(self.focused, Input)
            return parameters[0] in range(1, len(self.ways) + 1) and not (typing and self.preview_from is None)
        return not isinstance(self.focused, Input) and super().check_action(action, parameters)

    # the line in which one types

    def action_edit_tags(self, sign: str = "") -> None:
        """Opens the line for tags, with the sign of what is to be done to one."""
        if self.there():
            self.query_one(Prompt).open("tags", '+mine -theirs "two words"', sign)
            self.offer_tags(sign)

    def action_add(self) -> None:
        """Opens the line for a source."""
        self.query_one(Prompt).open(
            "add", "an address, a file or a folder; Enter alone takes the clipboard", self.mistyped
        )

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Shows the filter while it is typed, and which tags there are."""
        if event.purpose == "tags":
            self.offer_tags(event.text)
            return
        if event.purpose == "save":
            self.tell_digit(event.text)
            return
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

    # the rest

    def action_quit(self) -> None:
        """Back; at the root, quit."""
        if self.reading or self.has_class("-reading") or self.has_class("-zen"):
            self.action_leave()
        else:
            self.app.exit()
