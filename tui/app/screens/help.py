"""The help: every key with what it does, made from the bindings themselves; letters narrow it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

Row = tuple[str, str, str]
"""The key as shown, the short words, the long words."""


class HelpScreen(ModalScreen[None]):
    """Lists the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "close")]

    def __init__(self, rows: Iterable[Row]) -> None:
        super().__init__()
        merged: dict[tuple[str, str], list[str]] = {}
        for shown, words, tip in rows:
            merged.setdefault((words, tip), []).append(shown)
        self.rows = [("  ".join(keys), words, tip) for (words, tip), keys in merged.items()]

    def compose(self) -> ComposeResult:
        """A box to type in, above the keys."""
        with Vertical(id="help"):
            yield Input(placeholder="what are you looking for? (Esc closes)", compact=True, id="help-input")
            with VerticalScroll(can_focus=False):
                yield Static(self._listed(""), id="help-keys", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrows the keys."""
        self.query_one("#help-keys", Static).update(self._listed(event.value))

    def _listed(self, letters: str) -> Content:
        lines = [
            Content.styled(f" {keys:<14}", "$accent").append(Content.styled(tip if tip != words else words, "$text"))
            for keys, words, tip in self.rows
            if letters.casefold() in f"{keys} {words} {tip}".casefold()
        ]
        return Content("\n").join(lines) if lines else Content("no key does that")
