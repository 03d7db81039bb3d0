"""The filter bar: chips, how many of how many, the sort; and the line in which text is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.app.widgets.kept import Kept, OneLine
from tui.news import clean
from tui.news.filter import Filter, Term, term_text
from tui.news.types import Sort

LEAST_FOR_CHIPS = 10
"""Cells that the filter keeps; figures that do not fit beside it are left out, the last ones first."""


class FilterBar(Static, Kept):
    """The filter as chips; a click on one drops it."""

    filter: reactive[Filter] = reactive(Filter())
    shown: reactive[int] = reactive(-1)
    """Articles that the filter finds; below 0 where that is not known yet."""
    total: reactive[int] = reactive(0)
    sort: reactive[Sort] = reactive(Sort.NEWEST)
    notice: reactive[str] = reactive("")
    read_only: reactive[bool] = reactive(False)
    """Whether nothing can be changed."""
    selected: reactive[int] = reactive(0)
    """Articles that acts apply to in place of the one under the cursor."""

    @dataclass
    class ChipClicked(Message):
        """A chip is to be dropped."""

        place: int

    def render(self) -> Content:
        """Chips on the left, figures on the right."""
        chips = [self._words(chip) for chip in self.filter.chips]
        left = Content(" ").append(
            Content(" ").join(Content.styled(f" {chip} ", "$text on $panel") for chip in chips)
            if chips
            else Content.styled("everything", "$text-muted")
        )
        order = f"{self.sort} first" if self.sort in (Sort.NEWEST, Sort.OLDEST) else f"by {self.sort}"
        told = [
            (f"{self.selected:,} selected" if self.selected else "", "$accent"),
            (self.notice, "$accent"),
            ("read only" if self.read_only else "", "$accent"),
            (f"{self.shown:,} of {self.total:,}" if self.shown >= 0 else "", "$text-muted"),
            (order, "$text-muted"),
        ]
        figures = [Content.styled(words, style) for words, style in told if words]
        while figures and self.size.width - sum(one.cell_length + 3 for one in figures) < LEAST_FOR_CHIPS:
            figures.pop()
        right = Content("   ").join(figures).append(" ")
        return left.truncate(self.size.width - right.cell_length - 1, ellipsis=True, pad=True).append(" ").append(right)

    @staticmethod
    def _words(chip: Term) -> str:
        return clean.line(term_text(chip))

    def on_click(self, event: events.Click) -> None:
        """Finds the chip under the pointer."""
        at = 1
        for place, chip in enumerate(self.filter.chips):
            width = cell_len(self._words(chip)) + 2
            if at <= event.x < at + width:
                self.post_message(self.ChipClicked(place))
                return
            at += width + 1


class Line(OneLine):
    """The line of a prompt."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "done")]


class Prompt(Vertical):
    """One line to type in; under it what is wrong, or how what is typed may go on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "as it was"),
        Binding("tab", "go_on(1)", "go on", show=False),
        Binding("shift+tab", "go_on(-1)", "the one before", show=False),
    ]

    @dataclass
    class Changed(Message):
        """A letter was typed."""

        purpose: str
        text: str

    @dataclass
    class Entered(Message):
        """Enter."""

        purpose: str
        text: str

    @dataclass
    class Left(Message):
        """Escape."""

        purpose: str

    purpose = ""
    _said = Content("")
    _offers: Sequence[tuple[str, str]] = ()
    """Words, and the line with them."""
    _taken = -1
    """The offer that stands in the line."""
    came_from: Widget | None = None
    """What had the keyboard before."""

    def compose(self) -> ComposeResult:
        """The line and its message."""
        yield Line(id="prompt-input", compact=True, select_on_focus=False)  # a letter goes on with the text
        yield Static("", id="prompt-message", markup=False)

    def open(self, purpose: str, placeholder: str, text: str = "") -> None:
        """Takes the keyboard for a purpose."""
        self.purpose, self.came_from = purpose, self.screen.focused
        self.add_class("-active")
        line = self.query_one(Input)
        line.placeholder = placeholder
        with line.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        line.focus()
        self.say("")

    def close(self) -> None:
        """Gives the keyboard back."""
        self.remove_class("-active")

    def say(self, message: str, at: int | None = None) -> None:
        """Says what is wrong, with a caret under the place."""
        self._offers = ()
        self._tell(Content(message if at is None else f"{' ' * at}^ {message}"))

    def offer(self, offers: Sequence[tuple[str, str]]) -> None:
        """Shows how what was typed may go on: words, and the line with them, which Tab takes in turn."""
        self._offers, self._taken = offers, -1
        self._tell_offers()

    def action_go_on(self, step: int) -> None:
        """Puts the next offer, or the one before, into the line."""
        if self._offers:
            place = self._taken + step if self._taken >= 0 else min(step, 0)
            self._taken = place % len(self._offers)
            line = self.query_one(Input)
            with line.prevent(Input.Changed):
                line.value = self._offers[self._taken][1]
            line.cursor_position = len(line.value)
            self._tell_offers()

    def _tell_offers(self) -> None:
        words = [
            Content.styled(f" {name} ", "$text on $block-cursor-background" if place == self._taken else "$text-muted")
            for place, (name, _) in enumerate(self._offers)
        ]
        self._tell(Content("").join([Content.styled("tab ", "bold $accent"), *words]) if words else Content(""))

    def _tell(self, words: Content) -> None:
        if words == self._said and words.spans == self._said.spans:
            return  # to say nothing again would lay the screen out anew at every letter
        self._said = words
        self.query_one("#prompt-message", Static).update(words)
        self.set_class(bool(words), "-message")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Passes letters on."""
        event.stop()
        self.post_message(self.Changed(self.purpose, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Passes Enter on."""
        event.stop()
        self.post_message(self.Entered(self.purpose, event.value))

    def action_leave(self) -> None:
        """Leaves everything as it was."""
        self.close()
        self.post_message(self.Left(self.purpose))
