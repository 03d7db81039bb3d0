"""The app: theme and first screen. It is handed its cache; it opens no library and no connection itself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from tui.app.screens.main import MainScreen
from tui.app.themes import DARK, THEMES
from tui.config import Config
from tui.news.cache import Cache
from tui.news.filter import Filter


class Newsread(App[None]):
    """The terminal news browser."""

    CSS_PATH = "newsread.tcss"
    TITLE = "newsread"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("colon", "command_palette", "commands", show=False, id="commands"),
    ]

    def __init__(self, cache: Cache, config: Config | None = None, *, filter: Filter | None = None) -> None:
        super().__init__()
        self.cache = cache
        self.config = config or Config()
        self.first_filter = filter or Filter()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.cache.setting("theme", DARK)
        if self.theme not in self.available_themes:
            self.theme = DARK

    def get_default_screen(self) -> MainScreen:
        """The main screen is the root."""
        return MainScreen(self.cache, self.first_filter)

    def watch_theme(self, theme: str) -> None:
        """Remembers the theme."""
        if self.is_running:
            self.run_worker(lambda: self.cache.set_setting("theme", theme), thread=True, group="theme", exclusive=True)
