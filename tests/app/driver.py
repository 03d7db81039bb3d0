"""Someone at the keyboard: `news.press("t")`, `news.sees("…")`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from tui.app.app import Newsread
from tui.app.first import First
from tui.app.screens.main import MainScreen
from tui.config import Config
from tui.news.cache import Cache
from tui.news.fetch import Fetcher
from tui.news.filter import Filter

PATIENCE = 500
"""Looks at the screen before a thing that should be there is missed, 30 ms apart."""

ENDLESS = ("follow", "update")
"""Groups of workers that wait for the next move, or for a network that is not there."""


class Driver:
    """Presses keys in a running app and looks at its screen."""

    def __init__(self, app: Newsread, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> MainScreen:
        """The main screen."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Types letters."""
        for letter in text:
            await self.pilot.press("space" if letter == " " else letter)

    async def settles(self) -> None:
        """Waits until nothing is at work any more but what waits for the network, and the screen shows it."""
        for _ in range(PATIENCE):
            await self.pilot.pause(0.02)
            working = any(worker.is_running and worker.group not in ENDLESS for worker in self.app.workers)
            if not working and (self.main.article is None or self.main.article.id == self.main._shown_id):
                break
        await self.pilot.pause()

    def screen(self) -> str:
        """What is on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    async def comes_to(self, state: Callable[[], bool]) -> None:
        """Waits until something is so."""
        for _ in range(PATIENCE):
            if state():
                return
            await self.pilot.pause(0.03)
        raise AssertionError(f"it does not come to that:\n{self.screen()}")

    async def sees(self, text: str) -> None:
        """Waits until a text is on the screen."""
        for _ in range(PATIENCE):
            if text in self.screen():
                return
            await self.pilot.pause(0.03)
        raise AssertionError(f"{text!r} is not on the screen:\n{self.screen()}")

    async def no_longer_sees(self, text: str) -> None:
        """Waits until a text is gone from the screen."""
        for _ in range(PATIENCE):
            if text not in self.screen():
                return
            await self.pilot.pause(0.03)
        raise AssertionError(f"{text!r} is still on the screen:\n{self.screen()}")


@asynccontextmanager
async def running(
    library: Path, size: tuple[int, int] = (160, 42), *, config: Config | None = None, fetcher: Fetcher | None = None
) -> AsyncIterator[Driver]:
    """The app over a library, on a screen of so many cells."""
    with Cache.open(library) as cache:
        app = Newsread(
            cache,
            config or Config(update_minutes=0),
            fetcher=fetcher,
            pictures_folder=library.parent / "pictures",
            first=First.read(cache, Filter()),
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot)
            await pilot.pause()
            yield driver
