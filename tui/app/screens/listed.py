"""A screen around one list."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.screen import Screen
from textual.widgets import OptionList

Given = TypeVar("Given")


class Listed(Screen[Given], Generic[Given]):
    """Its list has a cursor that keys move wherever the keyboard is, such as in a box above it."""

    def action_move(self, rows: int) -> None:
        """Moves the cursor one row, up where `rows` is below 0."""
        listed = self.query_one(OptionList)
        (listed.action_cursor_down if rows > 0 else listed.action_cursor_up)()
