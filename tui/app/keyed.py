"""An app whose keys follow the config, sequences included."""

from __future__ import annotations

import os
from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.filter import LineFilter, Monochrome, NoColor
from textual.widgets import Input

from tui.app.keys import Keymap, declared, shown
from tui.app.terminal import Ascii
from tui.config import Config
from tui.terminal import draws_ascii

_OPTION = {
    key: f"alt+{digit}"
    for digit, key in enumerate(
        ("inverted_exclamation_mark", "trade_mark_sign", "pound_sign", "cent_sign", "infinity", "section_sign",
         "pilcrow_sign", "bullet", "ª"), 1)
}  # fmt: skip
"""Alt and a digit as most terminals send it, an escape and the digit, is to Textual what a Mac types with Option."""
_NO_COLOR = NoColor()
_ASCII = Ascii()


class KeyedApp(App[None]):
    """Gives every command the keys that the config names."""

    COMMANDED: tuple[type[DOMNode], ...] = ()
    """The classes whose bindings are commands."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self._ascii = draws_ascii(config.ascii, os.environ)
        """Asked for often: every widget's lines go through the filters."""
        self.keymap = Keymap.of(config, declared(*self.COMMANDED, type(self)))
        self._typed = ""
        """The keys of a sequence so far."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What everything drawn goes through. NO_COLOR means none: Textual's own would make them grey."""
        filters = [one for one in super().get_line_filters() if not isinstance(one, Monochrome)]
        return [*filters, *([_NO_COLOR] if self.no_color else []), *([_ASCII] if self._ascii else [])]

    def use(self, config: Config) -> None:
        """Another config: its keys, and its word on ASCII."""
        self.config = config
        self._ascii = draws_ascii(config.ascii, os.environ)
        self.use_keys()

    def use_keys(self) -> None:
        """Gives the keys out; footer, help and palette follow."""
        self.keymap = Keymap.of(self.config, declared(*self.COMMANDED, type(self)))
        self.set_keymap(dict(self.keymap.changed))

    def get_key_display(self, binding: Binding) -> str:
        """A key, or a sequence, as a person reads it."""
        return binding.key_display or shown(binding.key)

    async def on_event(self, event: events.Event) -> None:
        """Takes Alt and a digit for that; while one types, only where it does something."""
        typed = _OPTION.get(event.key) if isinstance(event, events.Key) else None
        if typed and (not isinstance(self.focused, Input) or typed in self.screen.active_bindings):
            event = events.Key(typed, None)
        await super().on_event(event)

    def bound(self, key: str) -> bool:
        """Whether a key does something here and now, or belongs to a sequence that does."""
        active = self.screen.active_bindings
        return bool(self._typed) or key in active or any(one.startswith(f"{key} ") for one in active)

    async def on_key(self, event: events.Key) -> None:
        """Waits for the rest of a sequence; a key that does not go on with it counts for itself."""
        if not any(" " in keys for keys in self.keymap.changed.values()):
            return
        active = self.screen.active_bindings
        for typed in filter(None, dict.fromkeys((f"{self._typed} {event.key}".strip(), event.key))):
            self._typed = ""
            if " " in typed and (found := active.get(typed)):
                event.stop()
                event.prevent_default()
                await self.run_action(found.binding.action, found.node)
                return
            if any(key.startswith(f"{typed} ") for key in active):
                self._typed = typed
                event.stop()
                event.prevent_default()
                return
