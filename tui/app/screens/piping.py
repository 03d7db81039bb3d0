"""Choosing the command an article goes through, and what it said."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.app.screens.listed import Listed
from tui.config import Command
from tui.news import cells, clean


@dataclass(frozen=True, slots=True)
class Piping:
    """A command for an article."""

    command: Command
    terminal: bool = False
    """It is given the terminal; otherwise what it says is shown."""


class PipeScreen(Listed[Piping | None], ModalScreen[Piping | None]):
    """Asks for a command: one that the config names, or words typed, split as a shell would but never given to one."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close"),
        Binding("ctrl+t", "run(True)", "in the terminal", priority=True),
        Binding("down", "move(1)", "down", priority=True),
        Binding("up", "move(-1)", "up", priority=True),
    ]

    def __init__(self, pipes: Mapping[str, Command]) -> None:
        super().__init__()
        self.pipes = pipes
        self.names = list(pipes)

    def compose(self) -> ComposeResult:
        """A box to type in, above the commands of the config."""
        with Vertical(id="pipe", classes="dialog"):
            yield Input(placeholder="a command, or letters of one below", compact=True)
            yield OptionList(id="pipe-commands", markup=False, compact=True)
            yield Static("", id="pipe-message", markup=False)

    def on_mount(self) -> None:
        """Shows the config's commands."""
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Letters narrow the commands."""
        self._narrow(event.value)

    def _narrow(self, letters: str) -> None:
        listed = self.query_one(OptionList)
        self.names = [name for name in self.pipes if letters.casefold() in name.casefold()]
        listed.clear_options()
        listed.add_options([Option(self._line(name)) for name in self.names])
        listed.highlighted = 0 if self.names else None
        listed.display = bool(self.names)
        self._say("Enter runs it and shows what it says, ^t gives it the terminal, Esc closes")

    def _line(self, name: str) -> Content:
        command = cells.plain(clean.line(shlex.join(self.pipes[name])))
        return Content(f" {cells.plain(clean.line(name)):<16} ").append(Content.styled(command, "$text-muted"))

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self.query_one("#pipe-message", Static).update(Content.styled(words, "$text-error" if wrong else "$text-muted"))

    def on_input_submitted(self) -> None:
        """Enter."""
        self.action_run(False)

    def on_option_list_option_selected(self) -> None:
        """A click is Enter."""
        self.action_run(False)

    def action_run(self, terminal: bool) -> None:
        """Takes the command under the cursor, else the words typed."""
        place = self.query_one(OptionList).highlighted
        if place is not None and self.names:
            self.dismiss(Piping(self.pipes[self.names[place]], terminal))
            return
        try:
            command = tuple(shlex.split(self.query_one(Input).value))
        except ValueError as error:
            self._say(f"this is no command: {str(error).lower()}", wrong=True)
            return
        if command:
            self.dismiss(Piping(command, terminal))
        else:
            self._say("type a command, such as: wc -w", wrong=True)

    def action_leave(self) -> None:
        """Runs nothing."""
        self.dismiss(None)


class OutputScreen(ModalScreen[None]):
    """What a command said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "close"),
        Binding("j,down", "scroll(1)", "down"),
        Binding("k,up", "scroll(-1)", "up"),
        Binding("space,pagedown", "scroll(10)", "page"),
        Binding("b,pageup", "scroll(-10)", "page back"),
    ]

    def __init__(self, name: str, output: str, code: int) -> None:
        super().__init__()
        self.heading = f"{name}, Esc closes" if not code else f"{name} ended with {code}, Esc closes"
        self.output = output

    def compose(self) -> ComposeResult:
        """The words, under the command's name."""
        with Vertical(id="output", classes="dialog"):
            yield Static(Content.styled(self.heading, "$text-muted"), id="output-name")
            with VerticalScroll(id="output-scroll", can_focus=False):
                yield Static(Content(cells.plain(self.output)), id="output-text")

    def action_scroll(self, lines: int) -> None:
        """Moves through the words."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
