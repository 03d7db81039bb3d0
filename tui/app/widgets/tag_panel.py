"""The tag panel: type-ahead over tags, virtual tags and feeds, each with its hits if it were added now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tui.app.widgets.article_list import fit
from tui.news import clean
from tui.news.filter import InFeed, Is, Join, Term
from tui.news.results import TermCount

OPERATORS = {"|": Join.OR, "-": Join.NOT}
PROMPTS = {Join.AND: "and …", Join.OR: "or …", Join.NOT: "not …"}


class TypeAhead(Input):
    """The box of the tag panel: letters narrow, everything else is the panel's."""

    @dataclass
    class Key(Message):
        """A key that the panel answers."""

        key: str

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "press('enter')", "add", tooltip="Add the term to the filter"),
        Binding("tab", "press('tab')", "add, stay", tooltip="Add the term and pick another"),
        Binding("vertical_line", "press('|')", "or", tooltip="Or: beside the last part of the filter"),
        Binding("minus", "press('-')", "not", tooltip="Not: what must be absent"),
        Binding("escape", "press('escape')", "as it was", tooltip="Leave the filter as it was"),
        Binding("up", "press('up')", "up", show=False),
        Binding("down", "press('down')", "down", show=False),
        Binding("pageup", "press('pageup')", "page up", show=False),
        Binding("pagedown", "press('pagedown')", "page down", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The operators are letters as soon as something is typed."""
        if action == "press" and parameters[0] in OPERATORS:
            return not self.value
        return super().check_action(action, parameters)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """The operators are no letters while nothing is typed."""
        return not (character in OPERATORS and not self.value) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if event.character in OPERATORS and not self.value:
            event.prevent_default()  # Input would take it for a letter

    def action_press(self, key: str) -> None:
        """Passes a key on."""
        self.post_message(self.Key(key))

    def action_delete_left(self) -> None:
        """Deletes a letter; in the empty box the last chip goes."""
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Key("backspace"))

    def watch_value(self) -> None:
        """The footer names the operators only where they are."""
        self.refresh_bindings()


class TagRows(Widget):
    """The lines of the panel."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tag-rows--term", "tag-rows--count", "tag-rows--cursor"}

    cursor: reactive[int] = reactive(0)
    lines: reactive[tuple[TermCount, ...]] = reactive(())
    active: reactive[bool] = reactive(False)

    @dataclass
    class Picked(Message):
        """A line was clicked."""

        term: Term

    def validate_cursor(self, cursor: int) -> int:
        """Keeps the cursor on a line."""
        return min(max(cursor, 0), max(len(self.lines) - 1, 0))

    def watch_lines(self) -> None:
        """Other lines: the first one is under the cursor."""
        self.cursor = 0

    @property
    def term(self) -> Term | None:
        """The term under the cursor."""
        return self.lines[self.cursor].term if self.lines else None

    @property
    def _top(self) -> int:
        return max(0, self.cursor - self.size.height + 1)

    def render_line(self, y: int) -> Strip:
        """One term and its count."""
        width, place = self.size.width, self._top + y
        if place >= len(self.lines):
            return Strip([Segment(" " * width, self.rich_style)], width)
        line = self.lines[place]
        under = self.active and place == self.cursor
        ground = self.get_component_rich_style("tag-rows--cursor") if under else self.rich_style
        term = self.get_component_rich_style("tag-rows--term")
        count = self.get_component_rich_style("tag-rows--count")
        number = f"{line.count:,} "
        label = fit(f"{'▌' if under else ' '}{_sign(line.term)}{clean.line(line.label)}", width - len(number) - 1)
        return Strip(
            [
                Segment(label + " ", ground + Style(color=term.color, bold=under)),
                Segment(number, ground + Style(color=count.color)),
            ],
            width,
        )

    def on_click(self, event: events.Click) -> None:
        """A click picks the term."""
        place = self._top + event.y
        if place < len(self.lines):
            self.post_message(self.Picked(self.lines[place].term))


def _sign(term: Term) -> str:
    if isinstance(term, Is):
        return "is:"
    return "feed:" if isinstance(term, InFeed) else ""


class TagPanel(Vertical):
    """Type-ahead box and lines; the box is there while a filter is being picked."""

    join: reactive[Join] = reactive(Join.AND)
    active: reactive[bool] = reactive(False)

    @dataclass
    class Narrowed(Message):
        """Counts for other letters or another operator are wanted."""

        matching: str
        join: Join

    @dataclass
    class Picked(Message):
        """A term was picked for the filter."""

        term: Term
        join: Join
        stay: bool

    @dataclass
    class Left(Message):
        """The panel was left without picking: the filter is to be as it was."""

    @dataclass
    class Dropped(Message):
        """Backspace in the empty box: the last chip goes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.box = TypeAhead(placeholder=PROMPTS[Join.AND], id="type-ahead")
        self.rows = TagRows(id="tag-rows")

    def compose(self) -> ComposeResult:
        """The box above the lines."""
        yield self.box
        yield self.rows

    @property
    def matching(self) -> str:
        """What was typed."""
        return self.box.value

    def open(self) -> None:
        """Takes the keyboard."""
        self.join = Join.AND
        self.active = True
        box = self.box
        box.value = ""
        box.focus()
        self.post_message(self.Narrowed("", self.join))

    def show(self, lines: list[TermCount]) -> None:
        """Shows terms with their counts."""
        self.rows.lines = tuple(lines)

    def watch_active(self, active: bool) -> None:
        """Shows the box, and outside the widest screens the whole panel, while it is active."""
        self.set_class(active, "-active")
        self.rows.active = active

    def watch_join(self, join: Join) -> None:
        """Says which operator is armed."""
        self.box.placeholder = PROMPTS[join]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Letters narrow."""
        event.stop()
        if self.active:
            self.post_message(self.Narrowed(event.value, self.join))

    def on_type_ahead_key(self, event: TypeAhead.Key) -> None:
        """Keys that are no letters."""
        event.stop()
        rows = self.rows
        match event.key:
            case "up" | "down":
                rows.cursor += 1 if event.key == "down" else -1
            case "pageup" | "pagedown":
                rows.cursor += rows.size.height * (1 if event.key == "pagedown" else -1)
            case "escape":
                self.close()
                self.post_message(self.Left())
            case "backspace":
                self.post_message(self.Dropped())
            case "enter" | "tab":
                self._pick(rows.term, stay=event.key == "tab")
            case operator:
                wanted = OPERATORS[operator]
                self.join = Join.AND if self.join is wanted else wanted
                self.post_message(self.Narrowed("", self.join))

    def on_tag_rows_picked(self, event: TagRows.Picked) -> None:
        """A click is Enter."""
        event.stop()
        self._pick(event.term, stay=False)

    def _pick(self, term: Term | None, *, stay: bool) -> None:
        if term is None:
            return
        self.post_message(self.Picked(term, self.join, stay))
        if stay:
            self.join = Join.AND
            self.box.value = ""
        else:
            self.close()

    def close(self) -> None:
        """Gives the keyboard back."""
        self.active = False
