"""The help: every key with what it does, made from the commands themselves; letters narrow it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.app.keys import HERE, Command, folded
from tui.news import cells

SECTIONS = {
    HERE: "Here",
    "list": "The list",
    "filter": "The filter",
    "read": "Reading",
    "act": "Acts",
    "news": "What comes in",
    "app": "The app",
}
"""By the first part of a command's id, in the order of the help."""

WIDE_ENOUGH = 62
"""Cells from which on each line also tells the id that the config knows."""


class HelpScreen(ModalScreen[None]):
    """Lists the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "close"),
        Binding("down", "scroll(1)", "down", priority=True),
        Binding("up", "scroll(-1)", "up", priority=True),
        Binding("pagedown", "scroll(10)", "page", priority=True),
        Binding("pageup", "scroll(-10)", "page back", priority=True),
    ]

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__()
        places = list(SECTIONS)
        self.commands = sorted(folded(commands), key=lambda one: (places.index(_section(one)), not one.named))

    def compose(self) -> ComposeResult:
        """A box to type in, above the keys."""
        with Vertical(id="help"):
            yield Input(placeholder="words to look for; Esc closes", compact=True, id="help-input")
            with VerticalScroll(can_focus=False, id="help-scroll"):
                yield Static(id="help-keys", markup=False)

    def on_mount(self) -> None:
        """Everything."""
        self._list("")

    def on_resize(self) -> None:
        """Another width."""
        self.call_after_refresh(lambda: self._list(self.query_one(Input).value))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrows the keys."""
        self._list(event.value)

    def action_scroll(self, lines: int) -> None:
        """The box keeps the keyboard; these keys move the list."""
        self.query_one("#help-scroll", VerticalScroll).scroll_relative(y=lines, animate=False)

    def _list(self, letters: str) -> None:
        words = letters.casefold().split()
        found = [one for one in self.commands if all(word in self._searched(one) for word in words)]
        width = self.query_one("#help-scroll").scrollable_content_region.width
        column = max((cells.width(self._keys(one)) for one in self.commands), default=0)
        lines: list[Content] = []
        for section, commands in groupby(found, _section):
            lines += [Content("")] if lines else []
            lines.append(Content.styled(f" {SECTIONS[section]}", "bold $accent"))
            lines += [self._line(one, column, width) for one in commands]
        self.query_one("#help-keys", Static).update(
            Content("\n").join(lines) if lines else Content(" no key does that")
        )

    def _keys(self, command: Command) -> str:
        return command.shown or "-"

    def _searched(self, command: Command) -> str:
        return f"{self._keys(command)} {command.words} {command.tip} {command.id}".casefold()

    def _line(self, command: Command, column: int, width: int) -> Content:
        aside = command.id if width >= WIDE_ENOUGH and _section(command) != HERE else ""
        room = max(10, width - column - 5 - len(aside))
        first, *rest = cells.wrap(command.tip[:1].upper() + command.tip[1:], room)
        line = Content.styled(f" {cells.pad(self._keys(command), column)}  ", "bold").append(cells.pad(first, room))
        if aside:
            line = line.append(Content.styled(f" {aside}", "$text-muted"))
        return Content("\n").join([line, *(Content(" " * (column + 3) + more) for more in rest)])


def _section(command: Command) -> str:
    return command.id.partition(".")[0]
