"""What every part of the main screen stands on: the app behind it, and a line said to the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.reactive import Reactive
from textual.widget import Widget

from tui.app.held import HeldScreen
from tui.news import clean

if TYPE_CHECKING:
    from tui.app.app import Newsread


class Telling(HeldScreen):
    """A screen that says things."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual would paint the whole screen anew when the keyboard goes to another widget, which paint themselves."""

    @property
    def newsread(self) -> Newsread:
        """The app."""
        return cast("Newsread", self.app)

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Says one line, cleaned, never as markup."""
        seconds = max(4.0, len(words) / 12)
        self.app.notify(clean.line(words), markup=False, severity="error" if wrong else "information", timeout=seconds)

    def key_of(self, id: str) -> str:
        """The first key of a command, as it is now."""
        commands = self.newsread.keymap.commands
        return next((one.shown.split("  ")[0] for one in commands if one.id == id), "")
