"""README's pictures, made by the app itself over made-up articles: `python -m tests.screenshots [NAME...]`."""

from __future__ import annotations

import asyncio
import html
import os
import re
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.app.driver import Driver
from tests.gallery import NOW, fill
from tui.app.app import Newsread
from tui.config import Config
from tui.news import cells
from tui.news.cache import Cache
from tui.news.demo import build
from tui.news.filter import Filter

PLACE = Path(__file__).resolve().parent.parent / "screenshots"
_TEXT = re.compile(r'<text ([^>]*?)x="([\d.]+)" ([^>]*?)textLength="([\d.]+)"([^>]*)>([^<]*)</text>')
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60\U0001f000-\U0001faff"
_WORD = re.compile(f"[{_WIDE}]|[^\\s{_WIDE}]+(?: [^\\s{_WIDE}]+)*")
"""A wide character by itself, or words with single blanks between."""
TRUE_COLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
"""The terminal that pictures are taken of, whatever the script runs on."""
_CELL = 12.2
"""Pixels of a cell in Rich's SVG."""


@dataclass(frozen=True)
class Shot:
    """One picture: how large the terminal is, and what was pressed."""

    name: str
    size: tuple[int, int]
    """Columns and rows."""
    keys: tuple[str, ...] = ()
    filter: str = ""
    theme: str = "newsread-dark"
    demo: bool = False
    """Over thousands of generated articles; otherwise over those of `tests/gallery.py`."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What the terminal says of itself beside `TRUE_COLOUR`."""


SHOTS = (
    Shot("wide", (160, 42)),
    Shot("medium", (112, 34)),
    Shot("narrow", (64, 24)),
    Shot("reader", (80, 40), ("enter",)),
    Shot("light", (160, 42), theme="newsread-light"),
    Shot("nocolor", (112, 34), environment={"NO_COLOR": "1"}),
    Shot("sixteen", (112, 34), ("enter",), environment={"TERM": "xterm-16color", "COLORTERM": ""}),
    Shot("console", (80, 25), ("enter", "f"), environment={"TERM": "linux", "COLORTERM": ""}),
    Shot("selection", (112, 34), ("v", "v", "j", "V", "j", "j", "s")),
    Shot("tags", (160, 42), ("t", "e", "n"), demo=True),
    Shot("tagging", (112, 34), ("T", "plus", "s", "c", "tab")),
    Shot("search", (160, 42), ("slash", *"ferries", "enter")),
    Shot("help", (112, 34), ("question_mark",)),
    Shot("palette", (112, 34), ("colon", *"copy")),
    Shot("zen", (100, 44), ("enter", "z")),
    Shot("hints", (100, 34), ("enter", "z", "f")),
    Shot("tables", (90, 50), ("j", "j", "enter", "z")),
    Shot("chinese", (90, 36), ("j", "j", "j", "enter", "z")),
    Shot("code", (90, 36), ("enter", "z", "G"), theme="newsread-light"),
)


async def shoot(cache: Cache, shot: Shot) -> str:
    """One picture, as SVG."""
    os.environ.pop("NO_COLOR", None)
    os.environ |= {**TRUE_COLOUR, **shot.environment}
    app = Newsread(cache, Config(), filter=Filter.parse(shot.filter))
    async with app.run_test(size=shot.size) as pilot:
        app.theme = shot.theme
        driver = Driver(app, pilot)
        if not shot.demo:
            driver.main.articles.now = lambda: NOW
        await driver.settles()
        for key in shot.keys:
            await driver.press(key)
            await driver.settles()
        return tidied(app.export_screenshot(title="newsread"))


def tidied(svg: str) -> str:
    """The picture with every word where its cell is.

    Programs that draw SVG drop blanks at the ends of a text, and few have a font whose ideographs are two cells wide.
    """

    def placed(match: re.Match[str]) -> str:
        before, x, between, _, after, text = match.groups()
        parts = []
        for word in _WORD.finditer(html.unescape(text).replace("\xa0", " ")):
            start = float(x) + cells.width(word.string[: word.start()]) * _CELL
            width = cells.width(word[0]) * _CELL
            shown = html.escape(word[0]).replace(" ", "&#160;")
            parts.append(f'<text {before}x="{start:g}" {between}textLength="{width:g}"{after}>{shown}</text>')
        return "".join(parts)

    return _TEXT.sub(placed, svg)


async def main(names: list[str]) -> None:
    """Makes all of them, or those named."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    PLACE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for shot in SHOTS:
            if names and shot.name not in names:
                continue
            path = Path(folder) / f"{shot.name}.db"
            if shot.demo:
                build(path, articles=2000, feeds=40, seed=7)
            with Cache.open(path) as cache:
                if not shot.demo:
                    fill(cache)
                (PLACE / f"{shot.name}.svg").write_text(await shoot(cache, shot), "utf-8")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
