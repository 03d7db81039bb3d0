"""The line in which words to find in an article are typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class FindLine(Input):
    """Takes words; steps through what they find; is left with or without the marks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep the marks"),
        Binding("down", "step(1)", "next"),
        Binding("up", "step(-1)", "before"),
        Binding("escape", "leave", "close"),
    ]
    DEFAULT_CSS = """
    FindLine { dock: bottom; display: none; height: 1; border: none; padding: 0 1; background: $surface; }
    FindLine.-open { display: block; }
    """

    class Stepped(Message):
        """To the next place found, or the one before."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Left(Message):
        """Nothing is to be marked."""

    def __init__(self) -> None:
        super().__init__(placeholder="find in the article", select_on_focus=False, compact=True)

    @property
    def is_open(self) -> bool:
        """Whether words are being typed."""
        return self.has_class("-open")

    def open(self) -> None:
        """Takes the keyboard."""
        self.value = ""
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Gives it back."""
        self.remove_class("-open")

    def action_step(self, step: int) -> None:
        """Steps without leaving the line."""
        self.post_message(self.Stepped(step))

    def action_leave(self) -> None:
        """Leaves without the marks."""
        self.post_message(self.Left())
