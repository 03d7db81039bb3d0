"""README's pictures, made by the app itself over a made-up library: `python -m tests.screenshots`."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.app.driver import Driver
from tui.app.app import Newsread
from tui.config import Config
from tui.news.cache import Cache
from tui.news.demo import build
from tui.news.filter import Filter

PLACE = Path(__file__).resolve().parent.parent / "screenshots"


@dataclass(frozen=True)
class Shot:
    """One picture: how large the terminal is, and what was pressed."""

    name: str
    size: tuple[int, int]
    """Columns and rows."""
    keys: tuple[str, ...] = ()
    filter: str = ""
    theme: str = "newsread-dark"


SHOTS = (
    Shot("wide", (160, 45)),
    Shot("medium", (110, 35)),
    Shot("narrow", (80, 24)),
    Shot("reader", (80, 24), ("enter",)),
    Shot("tags", (160, 45), ("t", "e", "n")),
    Shot("light", (160, 45), theme="newsread-light"),
)


async def shoot(cache: Cache, shot: Shot) -> str:
    """One picture, as SVG."""
    app = Newsread(cache, Config(), filter=Filter.parse(shot.filter))
    async with app.run_test(size=shot.size) as pilot:
        app.theme = shot.theme
        driver = Driver(app, pilot)
        await pilot.pause(0.5)
        await driver.press(*shot.keys)
        await pilot.pause(0.7)
        return app.export_screenshot(title="newsread")


async def main() -> None:
    """Makes all of them."""
    PLACE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        build(path, articles=2000, feeds=40, seed=7)
        for shot in SHOTS:
            with Cache.open(path) as cache:
                (PLACE / f"{shot.name}.svg").write_text(await shoot(cache, shot), "utf-8")


if __name__ == "__main__":
    asyncio.run(main())
