"""The filter bar: chips, how many of how many, the sort; and the line in which text is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.app.rows import fit, width
from tui.app.widgets.filtering import filtered
from tui.app.widgets.kept import Looked, OneLine, Whole
from tui.news import clean
from tui.news.filter import Filter, Term, term_text
from tui.news.types import Sort

LEAST_FOR_CHIPS = 10
"""Cells that the filter keeps; figures that do not fit beside it are left out, the last ones first."""


Piece = tuple[str, str]
"""Words, and the name of their style."""


class FilterBar(Looked):
    """The filter as chips; a click on one drops it.

    Painted as a line of segments: as a text with styles it took 1 ms of each change of the filter.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"filter-bar--chip", "filter-bar--muted", "filter-bar--told"}
    DEFAULT_CSS = """
    FilterBar {
        & > .filter-bar--chip { background: $panel; color: $text; }
        & > .filter-bar--muted { color: $text-muted; }
        & > .filter-bar--told { color: $accent; }
    }
    """

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

    def looks(self) -> dict[str, Style]:
        """The styles of all parts."""
        ground = self.rich_style
        found = {name: self.get_component_rich_style(f"filter-bar--{name}") for name in ("chip", "muted", "told")}
        return {"ground": ground, **{name: ground + style for name, style in found.items()}}

    def paint_lines(self, crop: Region) -> list[Strip]:
        """Chips on the left, figures on the right."""
        room = self.size.width
        self.forget_outdated(room, {}, lambda _, __: False)
        right = self._figures(room)
        left = fitted(self._chips(), room - sum(width(words) for words, _ in right) - 1)
        line = [Segment(words, self.look(name)) for words, name in (*left, (" ", "ground"), *right)]
        strip = Strip(line).adjust_cell_length(room, self.look("ground"))
        return [filtered(self, Whole(strip, room)).crop(crop.x, crop.right)][: crop.height]

    def _chips(self) -> list[Piece]:
        if not self.filter.chips:
            return [(" ", "ground"), ("everything", "muted")]
        return [piece for chip in self.filter.chips for piece in ((" ", "ground"), (f" {self._words(chip)} ", "chip"))]

    def _figures(self, room: int) -> list[Piece]:
        order = f"{self.sort} first" if self.sort in (Sort.NEWEST, Sort.OLDEST) else f"by {self.sort}"
        told = [
            (f"{self.selected:,} selected" if self.selected else "", "told"),
            (self.notice, "told"),
            ("read only" if self.read_only else "", "told"),
            (f"{self.shown:,} of {self.total:,}" if self.shown >= 0 else "", "muted"),
            (order, "muted"),
        ]
        figures = [piece for piece in told if piece[0]]
        while figures and room - sum(width(words) + 3 for words, _ in figures) < LEAST_FOR_CHIPS:
            figures.pop()
        spaced = [piece for one in figures for piece in (("   ", "ground"), one)][1:]
        return [*spaced, (" ", "ground")]

    @staticmethod
    def _words(chip: Term) -> str:
        return clean.line(term_text(chip))

    def on_click(self, event: events.Click) -> None:
        """Finds the chip under the pointer."""
        at = 1
        for place, chip in enumerate(self.filter.chips):
            cells = width(self._words(chip)) + 2
            if at <= event.x < at + cells:
                self.post_message(self.ChipClicked(place))
                return
            at += cells + 1


def fitted(pieces: Sequence[Piece], room: int) -> list[Piece]:
    """Words in exactly so many cells: filled with blanks, or cut, an ellipsis where something is missing."""
    found: list[Piece] = []
    for place, (words, name) in enumerate(pieces, 1):
        cells = width(words)
        if cells < room or (cells == room and place == len(pieces)):
            found.append((words, name))
            room -= cells
        else:
            return [*found, (fit(f"{words} ", room), name)]
    return [*found, (" " * room, "ground")]


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
        self.display = True  # by a class all of its styles would be worked out anew: 3 ms
        line = self.query_one(Input)
        line.placeholder = placeholder
        with line.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        line.focus()
        self.say("")

    def close(self) -> None:
        """Gives the keyboard back."""
        self.display = False

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
        message = self.query_one("#prompt-message", Static)
        message.update(words)
        message.display = bool(words)

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
