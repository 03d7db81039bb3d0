"""The first page: what it shows is what the app shows, it needs nearly nothing, and the terminal is put back."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyte
import pytest

from tests.app.driver import running
from tests.promises.terminal import ROOT, Terminal
from tui import first_page
from tui.app import rows
from tui.app.first import ROWS
from tui.news.cache import Cache, schema
from tui.news.demo import build
from tui.news.filter import Filter
from tui.news.types import SavedFilter

NEEDED = {
    "tui",
    "tui.app",
    "tui.app.rows",
    "tui.first_keys",
    "tui.first_page",
    "tui.pace",
    "sqlite3",
    "sqlite3.dbapi2",
    "_sqlite3",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty made-up articles in several scripts."""
    path = tmp_path_factory.mktemp("first") / "library.db"
    build(path, articles=60, feeds=12, seed=3)
    return path


def painted(library: Path, size: tuple[int, int], typed: bytes = b"") -> pyte.Screen:
    """The first page on a screen of its own, after some keys."""
    made = first_page.painted(str(library), *size, time.time())
    assert made is not None
    screen = pyte.Screen(*size)
    pyte.Stream(screen).feed(made[0] + made[1].answer(typed))
    return screen


@pytest.mark.parametrize("size", [(80, 24), (110, 35), (139, 30), (160, 42), (203, 61)])
async def test_it_shows_what_the_app_shows(library: Path, size: tuple[int, int]) -> None:
    async with running(library, size) as news:
        await news.sees("60 of 60")
        with Cache.open(library) as cache:
            for _ in range(200):
                if cache.setting("first_page", ""):
                    break
                await news.pilot.pause(0.03)
        region = news.main.articles.region
        theirs = [line[region.x : region.right] for line in news.screen().splitlines()[region.y : region.bottom]]
        page = painted(library, size)
        assert [line.rstrip() for line in _columns(page, region.x, region.right)[region.y : region.bottom]] == [
            line.rstrip() for line in theirs
        ]
        assert page.buffer[region.y][region.x + 5].bg != page.buffer[region.y + 2][region.x + 5].bg


@pytest.mark.parametrize(
    "typed", [b"j", b"jjk", b"k", b"\x1b[B" * 9 + b"k", b"j" * 25, b"j" * 25 + b"k" * 17, b"j" * 99]
)
async def test_its_keys_do_what_they_do_in_the_app(
    library: Path, typed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = (110, 35)
    monkeypatch.setattr(rows, "ago", lambda when, now: "lately")  # an hour may pass between two looks
    async with running(library, size) as news:  # the look is noted for the first page
        await news.settles()
    made = first_page.painted(str(library), *size, time.time())
    assert made is not None
    keys = made[1]
    page = painted(library, size, typed)
    keys.answer(typed)
    async with running(library, size) as news:
        await news.sees("60 of 60")
        for key in typed.replace(b"\x1b[B", b"j").decode()[: len(typed.decode()) - len(keys.rest)]:
            await news.press(key)
        await news.pilot.pause()
        region = news.main.articles.region
        lines = news.screen().splitlines()[region.y : region.bottom]
        shown = _columns(page, region.x, region.right)[region.y : region.bottom]
        assert [line.rstrip() for line in shown] == [line[region.x : region.right].rstrip() for line in lines]
    monkeypatch.setattr(first_page, "shown", first_page.Page([], keys))
    async with running(library, size) as news:  # the app goes on where the keys have left the cursor
        await news.sees("60 of 60")
        assert news.main.articles.cursor == keys.cursor
        assert news.main.articles.top == keys.top


def test_other_keys_are_the_app_s(library: Path) -> None:
    made = first_page.painted(str(library), 80, 24, time.time())
    assert made is not None
    keys = made[1]
    keys.answer(b"jj/jo")
    assert (keys.cursor, keys.rest) == (2, b"/jo")


async def test_saved_filters_have_their_line(library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "library.db"
    shutil.copy(library, copy)
    with Cache.open(copy) as cache:
        cache.save_filter(SavedFilter(1, "mine", "is:unread"))
        assert cache.saved_filters(counted=False)[0].name == "mine"
    lines = painted(copy, (80, 24)).display
    assert not lines[1].strip()
    assert lines[2].startswith("▌")


def _columns(screen: pyte.Screen, start: int, stop: int) -> list[str]:
    """Each line between two columns, by cells: a wide character stands in the first of its two."""
    return ["".join(screen.buffer[y][x].data for x in range(start, stop)) for y in range(screen.lines)]


def test_nothing_is_painted_where_it_is_not_known(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    assert first_page.painted(str(library.with_name("none.db")), 80, 24, now) is None
    assert first_page.painted(str(library), 80, 24, now) is not None
    monkeypatch.setenv("COLORTERM", "another")
    assert first_page.painted(str(library), 80, 24, now) is None


def test_another_schema_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Cache.open(path).close()
    assert first_page.VERSION == schema.VERSION
    assert first_page.painted(str(path), 80, 24, time.time()) is None


@pytest.mark.parametrize("arguments", [["is:unread"], ["list"], ["--config", "x"], ["--version"]])
def test_it_is_for_the_plain_start_only(arguments: list[str]) -> None:
    assert first_page._library(arguments) is None


def test_hostile_titles_stay_text() -> None:
    assert "\x1b" not in first_page._visible("\x1b]52;c;aGk=\x07 \u202egnp.exe")


def test_it_needs_nearly_nothing(library: Path) -> None:
    code = (
        "import sys; before = set(sys.modules)\n"
        "from tui import first_page\n"
        f"first_page.painted({str(library)!r}, 80, 24, 0.0)\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    loaded = set(out.split())
    assert loaded >= NEEDED
    heavy = {"textual", "rich", "asyncio", "argparse", "dataclasses", "httpx", "selectolax", "pyroaring", "logging"}
    assert not loaded & heavy
    assert {name for name in loaded if name.startswith("tui")} <= {
        *NEEDED,
        "tui.news",
        "tui.news.cells",
        "tui.news.clean",
    }


def test_the_app_loads_what_its_first_frame_needs() -> None:
    late = [
        "feedparser", "httpx", "pebble", "pygments", "multiprocessing", "pyroaring", "selectolax", "webbrowser",
        "tui.app.pictures", "tui.app.screens.catalogue", "tui.app.screens.health", "tui.app.screens.help",
        "tui.app.screens.picking", "tui.app.screens.piping", "tui.news.add", "tui.news.cache.engine",
        "tui.news.cache.incoming", "tui.news.cache.writer", "tui.news.dates", "tui.news.extract", "tui.news.feeds",
        "tui.news.fetch", "tui.news.pictures", "tui.news.update", "tui.news.words", "tui.news.workers",
    ]  # fmt: skip
    code = f"import sys, tui.app.app, tui.cli.opening\nprint(*(name for name in {late!r} if name in sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not out.split()


def test_keys_typed_early_are_answered_and_the_terminal_comes_back(library: Path, tmp_path: Path) -> None:
    with Terminal("--library", str(library), home=tmp_path) as terminal:
        terminal.sees("60 of 60")
        terminal.press("q")
        terminal.ended()
    with Terminal("--library", str(library), home=tmp_path) as terminal:
        terminal.wait_for(lambda: "newest first" in terminal.screen(), "the first page")
        terminal.press("jj?")
        terminal.sees("The list")
        assert terminal.output.count(first_page.ENTER.encode()) == 1
        terminal.press("\x1b", 0.3)
        terminal.wait_for(lambda: "▌" in terminal.screen().splitlines()[5], "the cursor where it was left")
        terminal.press("q")
        terminal.ended()
        assert terminal.restored()


def test_an_end_before_the_app_is_there_puts_the_terminal_back(library: Path, tmp_path: Path) -> None:
    with Terminal("--library", str(library), home=tmp_path) as terminal:
        terminal.wait_for(lambda: "newest first" in terminal.screen(), "the first page")
        terminal.signal(signal.SIGTERM)
        terminal.ended()
        assert terminal.restored()


def test_the_end_typed_early_is_the_end(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    build(path, articles=2 * ROWS, feeds=12, seed=3)
    with Cache.open(path) as cache:
        oldest = cache.rows(cache.find(Filter()), 2 * ROWS - 1, 2 * ROWS)[0]
    with Terminal("--library", str(path), home=tmp_path) as terminal:
        terminal.wait_for(lambda: "▌" in terminal.screen(), "the list")
        terminal.press("G")
        terminal.sees("240 of 240")
        terminal.sees(oldest.headline[:20])
        terminal.wait_for(lambda: "▌" in terminal.screen().splitlines()[-2], "the cursor on the last row")
