"""The app: theme and first screen. It is handed its cache; it opens no library and no connection itself."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.driver import Driver
from textual.notifications import SeverityLevel

from tui import first_page
from tui.app import themes
from tui.app.commands import PROVIDERS
from tui.app.first import First
from tui.app.keyed import KeyedApp
from tui.app.keys import key, local
from tui.app.leaving import LeavingApp
from tui.app.paced import PacedApp
from tui.app.screens.main import MainScreen
from tui.app.widgets.key_line import KeyLine
from tui.app.widgets.reading_pane import ReadingPane
from tui.config import Config, load
from tui.news import clean
from tui.news.cache import Cache
from tui.news.filter import Filter

if TYPE_CHECKING:
    from tui.news.fetch import Fetcher
    from tui.news.workers import Workers


class Newsread(LeavingApp, KeyedApp, PacedApp):
    """The terminal news browser."""

    CSS_PATH = "newsread.tcss"
    TITLE = "newsread"
    COMMANDS = PROVIDERS  # type: ignore[assignment]  # the base class says set, and only iterates over it
    COMMANDED = (MainScreen, ReadingPane)
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "app.commands", "ctrl+p,colon", "command_palette", "commands", "Every command, tag, feed and theme by name"
        ),
        key("app.suspend", "ctrl+z", "suspend_process", "to the shell", "Back to the shell; fg returns"),
        key("app.help", "question_mark", "help", "help", "Every key", show=True),
    ]

    def __init__(
        self,
        cache: Cache,
        config: Config | None = None,
        *,
        filter: Filter | None = None,
        fetcher: Fetcher | None = None,
        pictures_folder: Path | None = None,
        first: First | None = None,
    ) -> None:
        super().__init__(config or Config())
        self.cache = cache
        self._fetcher = fetcher
        self._pictures_folder = pictures_folder
        self._processes: Workers | None = None
        self.apart = fetcher is None
        """Whether updates run in a process of their own; with a fetcher that was handed in they cannot."""
        self.first_filter = filter or Filter()
        self.first = first or First()
        for theme in themes.ours(self.console.color_system):
            self.register_theme(theme)
        wanted = self.cache.setting("theme", self.config.theme)
        self.theme = next(name for name in (wanted, self.config.theme, themes.DARK) if name in self.available_themes)

    # what is imported with the first work for it: the first frame needs none of it

    @property
    def fetcher(self) -> Fetcher:
        """One for the whole session: it remembers whose turn it is."""
        if self._fetcher is None:
            from tui.news.fetch import Fetcher, asking

            self._fetcher = Fetcher(credentials=asking(self.config.password_command), library=self.cache.path)
        return self._fetcher

    @property
    def pictures_folder(self) -> Path:
        """Where pictures that were fetched are kept."""
        if self._pictures_folder is None:
            from tui.news import pictures

            self._pictures_folder = pictures.default_folder()
        return self._pictures_folder

    @property
    def processes(self) -> Workers:
        """One set for the whole session."""
        if self._processes is None:
            from tui.news.workers import Workers

            self._processes = Workers(nice=10)
        return self._processes

    def send(self, text: str) -> None:
        """Writes to the terminal as it is, in turn with all else that is painted."""
        if self._driver is not None:
            self._driver.write(text)

    def get_default_screen(self) -> MainScreen:
        """The main screen is the root."""
        return MainScreen(self.cache, self.first_filter, self.config, self.first)

    def get_driver_class(self) -> type[Driver]:
        """Where the first page is on the screen already, one that goes on with it."""
        if first_page.shown is None:
            return super().get_driver_class()
        from tui.app.driver import ContinuingDriver

        return ContinuingDriver

    def on_mount(self) -> None:
        """Gives the keys out and tells what is wrong with the config."""
        self.use_keys()
        self.tell_problems()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Says something in the last line of the screen, where it covers nothing; over a dialog by Textual's toasts."""
        line = next(iter(self.screen.query(KeyLine)), None) if self.screen_stack else None
        if line is None:
            super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
        else:
            line.say(clean.line(message), severity, self.NOTIFICATION_TIMEOUT if timeout is None else timeout)

    def tell_problems(self) -> None:
        """Says what of the config cannot be used."""
        problems = [*self.config.problems, *self.keymap.problems, *themes.problems(self.config)]
        lines = [clean.line(str(problem)) for problem in problems[:3]]
        if len(problems) > len(lines):
            lines.append(f"{len(problems) - len(lines)} more: `newsread doctor` tells them")
        for line in lines:
            self.notify(line, markup=False, severity="warning", timeout=12)

    @work(exclusive=True, group="config")
    async def read_config(self) -> None:
        """Reads the config file again: what it says otherwise than before holds at once."""
        before, fresh = self.config, await asyncio.to_thread(load, self.config.path)
        fresh = fresh if fresh.path else replace(fresh, path=before.path)
        changed = before.changed(fresh)
        self.use(fresh)
        if "theme" in changed and fresh.theme in self.available_themes:
            self.theme = fresh.theme
        if "password_command" in changed and self.apart:
            self._fetcher = None
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.take(fresh, changed)
        said = (
            f"the config was read again; changed: {', '.join(sorted(changed))}"
            if changed
            else "the config is as it was"
        )
        self.notify(said + "; another library opens with the next start" * ("library" in changed), markup=False)
        self.tell_problems()

    def action_help(self) -> None:
        """Every key, those of the screen that is shown before all others."""
        from tui.app.screens.help import HelpScreen

        self.push_screen(HelpScreen([*local(type(self.screen)), *self.keymap.commands]))

    async def on_unmount(self) -> None:
        """The worker processes end with the app."""
        if self._processes is not None:
            await self._processes.close()

    def watch_theme(self, theme: str) -> None:
        """Remembers the theme."""
        if self.is_running:
            self.run_worker(lambda: self.cache.set_setting("theme", theme), thread=True, group="theme", exclusive=True)
