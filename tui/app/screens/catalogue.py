"""The catalogue of sources: letters narrow it, Tab picks and stays, Enter follows what is picked."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.app.screens.listed import Listed
from tui.news.feeds.catalogue import Source, search


class CatalogueScreen(Listed[list[Source]], ModalScreen[list[Source]]):
    """Picks sources; gives those picked, or none where it was left."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close"),
        Binding("tab", "pick", "pick", priority=True),
        Binding("down", "move(1)", "down", priority=True),
        Binding("up", "move(-1)", "up", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Source] = []
        self.picked: list[Source] = []

    def compose(self) -> ComposeResult:
        """A box to type in, above the sources."""
        with Vertical(id="catalogue"):
            yield Input(placeholder="name, topic or language; Tab picks, Enter follows, Esc closes", compact=True)
            yield OptionList(id="catalogue-sources", markup=False, compact=True)

    def on_mount(self) -> None:
        """Shows everything."""
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrows the sources."""
        self._narrow(event.value)

    def _narrow(self, letters: str) -> None:
        self.found = search(letters)
        listed = self.query_one(OptionList)
        listed.clear_options()
        nothing = [Option(" no source of that name, topic or language; a in the list adds any address", disabled=True)]
        listed.add_options([Option(self._line(source)) for source in self.found] or nothing)
        listed.highlighted = 0 if self.found else None

    def _line(self, source: Source) -> Content:
        mark = "✓" if source in self.picked else " "
        return Content(f" {mark} {source.name:<34} ").append(
            Content.styled(f"{source.topic} · {source.language}", "$text-muted")
        )

    def _under_cursor(self) -> Source | None:
        place = self.query_one(OptionList).highlighted
        return None if place is None else self.found[place]

    def action_pick(self) -> None:
        """Picks the source under the cursor, or drops it, and moves on."""
        source = self._under_cursor()
        if source is None:
            return
        if source in self.picked:
            self.picked.remove(source)
        else:
            self.picked.append(source)
        listed = self.query_one(OptionList)
        listed.replace_option_prompt_at_index(self.found.index(source), self._line(source))
        self.action_move(1)

    def on_input_submitted(self) -> None:
        """Follows what is picked; with nothing picked, the source under the cursor."""
        source = self._under_cursor()
        self.dismiss(self.picked or ([source] if source else []))

    def on_option_list_option_selected(self) -> None:
        """A click picks."""
        self.action_pick()

    def action_leave(self) -> None:
        """Follows nothing."""
        self.dismiss([])
