"""The tag panel: type-ahead over tags, virtual tags and feeds, each with its hits if it were added now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from tui.app.rows import fit
from tui.app.widgets.filtering import filtered
from tui.app.widgets.kept import Covered, Latest, Looked, OneLine, Whole
from tui.news import clean
from tui.news.filter import InFeed, InTopic, Is, Join, Tagged, Term
from tui.news.results import TermCount

Asked = tuple[str, Join]
"""What is counted: for which letters, and for which operator."""
NOTHING_ASKED: Asked = ("", Join.AND)
_PAINTED = 512
"""Lines that are kept: several panels."""
_BELOW = 20
"""Lines asked for beyond those in view."""
PATIENCE = 2.0
"""Seconds in which the counts come also in a large library on a busy machine."""
NOTHING = " none so; Esc / looks in texts"
OPERATORS = {"|": Join.OR, "-": Join.NOT}
PROMPTS = {Join.AND: "and …", Join.OR: "or …", Join.NOT: "not …"}


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines of the panel."""

    lines: tuple[TermCount, ...]
    asked: Asked
    """What they were counted for."""
    whole: bool
    """Whether there are no more lines than these."""


class TypeAhead(OneLine):
    """The box of the tag panel: letters narrow, everything else is the panel's."""

    class Emptied(Message):
        """Backspace in the empty box."""

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

    def __init__(self, press: Callable[[str], Awaitable[None]]) -> None:
        super().__init__(placeholder=PROMPTS[Join.AND], id="type-ahead")
        self._press = press
        """Called, and not told by a message: the next key must find done what this one does."""

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

    async def action_press(self, key: str) -> None:
        """Passes a key on."""
        await self._press(key)

    def action_delete_left(self) -> None:
        """Deletes a letter; in the empty box the last chip goes."""
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Emptied())

    def watch_value(self, before: str, value: str) -> None:
        """The footer names the operators only where they are."""
        if bool(before) != bool(value):
            self.refresh_bindings()


class TagRows(Looked):
    """The lines of the panel."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "tag-rows--term",
        "tag-rows--other",
        "tag-rows--count",
        "tag-rows--mark",
        "tag-rows--cursor",
    }

    cursor: reactive[int] = reactive(0)
    lines: reactive[tuple[TermCount, ...]] = reactive(())
    active: reactive[bool] = reactive(False)

    @dataclass
    class Picked(Message):
        """A line was clicked."""

        term: Term

    def __init__(self, *, bar: str = "▌", id: str | None = None) -> None:
        super().__init__(id=id)
        self.bar = bar
        self.counted = False
        """Whether the lines are those of a count, and not of the time before it."""
        self._top = 0
        self._strips: Latest[tuple[TermCount, bool], Strip] = Latest(_PAINTED)

    def validate_cursor(self, cursor: int) -> int:
        """Keeps the cursor on a line."""
        return min(max(cursor, 0), max(len(self.lines) - 1, 0))

    def watch_cursor(self) -> None:
        """Keeps the cursor in view."""
        height = max(1, self.size.height)
        self._top = min(max(self._top, self.cursor - height + 1), self.cursor)

    def watch_lines(self, before: tuple[TermCount, ...]) -> None:
        """Other lines: while one picks, the first one is under the cursor."""
        self._top = min(self._top, max(0, len(self.lines) - 1))
        if self.active or not self.lines:
            self.cursor = 0

    def extend(self, lines: Iterable[TermCount]) -> None:
        """More lines, below those that are there, which stay as they are."""
        known = {line.term for line in self.lines}
        end = len(self.lines)
        self.set_reactive(TagRows.lines, (*self.lines, *(line for line in lines if line.term not in known)))
        if self._top + self.size.height > end:
            self.refresh()

    @property
    def term(self) -> Term | None:
        """The term under the cursor."""
        return self.lines[self.cursor].term if self.lines else None

    def looks(self) -> dict[str, Style]:
        """The styles of all parts of a line, by name; under the cursor they begin with `cursor-`."""
        ground, cursor = self.rich_style, self.get_component_rich_style("tag-rows--cursor")
        found = {"ground": ground}
        for part in ("term", "other", "count", "mark"):
            color = self.get_component_rich_style(f"tag-rows--{part}").color
            found[part] = ground + Style(color=color, bold=False)
            found[f"cursor-{part}"] = cursor + Style(color=color, bold=part != "count" or None)
        return found

    def on_resize(self) -> None:
        """Keeps the cursor in view."""
        top = self._top
        self.watch_cursor()
        if self._top != top:
            self.refresh()

    def paint_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region."""
        width = self.size.width  # asked for once: it takes longer than a line that is kept
        self.forget_outdated(width, self._strips, lambda look, _: look[1])
        lines = [self._line(self._top + y, width) for y in range(crop.y, crop.bottom)]
        return lines if crop.x == 0 and crop.width == width else [line.crop(crop.x, crop.right) for line in lines]

    def _line(self, place: int, width: int) -> Strip:
        if place >= len(self.lines):
            words = NOTHING if self.active and self.counted and not self.lines and place == 0 else ""
            return filtered(self, Whole([Segment(fit(words, width), self.look("count"))], width))
        look = (self.lines[place], self.active and place == self.cursor)
        strip = self._strips.get(look)
        if strip is None:
            strip = self._strips[look] = filtered(self, self._paint(*look, width))
        return strip

    def _paint(self, line: TermCount, under: bool, width: int) -> Strip:
        """One term and its count."""
        on = "cursor-" * under
        term = "term" if isinstance(line.term, Tagged) else "other"
        number = f"{line.count:,} "
        label = fit(f"{_sign(line.term)}{clean.line(line.label)}", width - len(number) - 2)
        return Whole(
            [
                Segment(self.bar if under else " ", self.look(f"{on}mark")),
                Segment(f"{label} ", self.look(on + term)),
                Segment(number, self.look(f"{on}count")),
            ],
            width,
        )

    def on_click(self, event: events.Click) -> None:
        """A click picks the term."""
        place = self._top + event.y
        if place < len(self.lines):
            self.post_message(self.Picked(self.lines[place].term))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self.scroll_rows(-3)

    def scroll_rows(self, rows: int) -> None:
        """Moves the view; the cursor comes along where one picks."""
        self._top = max(0, min(self._top + rows, len(self.lines) - self.size.height))
        self.cursor = min(max(self.cursor, self._top), self._top + self.size.height - 1)
        self.refresh()


def _sign(term: Term) -> str:
    """What tells tags, states and feeds apart, as the filter writes them."""
    if isinstance(term, Is):
        return "is:"
    if isinstance(term, InTopic):
        return "topic:"
    return "feed:" if isinstance(term, InFeed) else "#"


class TagPanel(Vertical, Covered):
    """Type-ahead box and lines; the box is there while a filter is being picked."""

    join: reactive[Join] = reactive(Join.AND)
    active: reactive[bool] = reactive(False)

    class Narrowed(Message):
        """Counts for other letters or another operator are wanted."""

    class More(Message):
        """The lines that were left out so far are wanted."""

    @dataclass
    class Aimed(Message):
        """The cursor moved to a term."""

        term: Term | None

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

    def __init__(self, *, bar: str = "▌", id: str | None = None) -> None:
        super().__init__(id=id)
        self._answers: Asked | None = None
        """What the lines were counted for; None where a pick has made them old."""
        self._whole = True
        self._shown = asyncio.Event()
        self.box = TypeAhead(self.press)
        self.rows = TagRows(bar=bar, id="tag-rows")

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
        self.post_message(self.Narrowed())

    @property
    def asked(self) -> Asked:
        """What is to be counted now."""
        return (self.matching, self.join) if self.active else NOTHING_ASKED

    @property
    def room(self) -> int:
        """How many lines are to be counted at once: those in view, and some below."""
        return self.rows.size.height + _BELOW

    def show(self, counts: Counts) -> None:
        """Shows terms with their counts."""
        self.rows.counted = True
        self.rows.lines = counts.lines
        self._answers, self._whole = counts.asked, counts.whole
        self._shown.set()

    def extend(self, counts: Counts) -> None:
        """Shows more of what was counted for the same."""
        if self._answers == counts.asked and not self._whole:
            self.rows.extend(counts.lines)
            self._whole = True
            self._shown.set()

    def on_show(self) -> None:
        """On a screen that became wide the lines are those of no filter, or of an earlier one."""
        if not self.active:
            self.post_message(self.Narrowed())

    def watch_active(self, active: bool) -> None:
        """Shows the box, and outside the widest screens the whole panel, while it is active."""
        # By a class the styles of all that is in it would be worked out anew: 4 ms.
        self.styles.display = "block" if active else None
        self.box.display = active
        self.rows.active = active

    def watch_join(self, join: Join) -> None:
        """Says which operator is armed."""
        self.box.placeholder = PROMPTS[join]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Letters narrow."""
        event.stop()
        if self.active:
            self.post_message(self.Narrowed())

    def on_type_ahead_emptied(self, event: TypeAhead.Emptied) -> None:
        """The last chip goes."""
        event.stop()
        self.post_message(self.Dropped())

    async def press(self, key: str) -> None:
        """Keys that are no letters. What picks a line waits until the lines are those of what was typed."""
        rows = self.rows
        match key:
            case "up" | "down" | "pageup" | "pagedown":
                page = rows.size.height
                step = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}[key]
                if await self._counted(step):
                    rows.cursor += step
                    self.post_message(self.Aimed(rows.term))
            case "enter" | "tab":
                if await self._counted():
                    self._pick(rows.term, stay=key == "tab")
            case "escape":
                self.close()
                self.post_message(self.Left())
            case operator:
                wanted = OPERATORS[operator]
                self.join = Join.AND if self.join is wanted else wanted
                self.post_message(self.Narrowed())

    async def _counted(self, step: int = 0) -> bool:
        """Waits for the counts of what was typed, as far down as `step` leads from the cursor.

        False where they do not come, for then nothing must be picked.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not self._there(step):
                    if self._answers == self.asked:
                        self.post_message(self.More())
                    self._shown.clear()
                    await self._shown.wait()
        return self._there(step)

    def _there(self, step: int) -> bool:
        return self._answers == self.asked and (self._whole or self.rows.cursor + step < len(self.rows.lines))

    def on_tag_rows_picked(self, event: TagRows.Picked) -> None:
        """A click is Enter."""
        event.stop()
        self._pick(event.term, stay=False)

    def _pick(self, term: Term | None, *, stay: bool) -> None:
        if term is None:
            return
        self.post_message(self.Picked(term, self.join, stay))
        self._answers = None
        if stay:
            self.join = Join.AND
            self.box.value = ""
        else:
            self.close()

    def close(self) -> None:
        """Gives the keyboard back."""
        self.active = False
