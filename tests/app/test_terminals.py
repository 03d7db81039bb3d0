"""Any terminal: every size, no colours, sixteen of them, ASCII only. Read by pyte, whose widths are wcwidth's."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pyte
import pytest
from textual._compositor import CompositorUpdate

from tests.app.driver import Driver, running
from tests.gallery import NOW, fill
from tui.config import Config
from tui.news.cache import Cache
from tui.terminal import draws_ascii, through_screen, understands_hyperlinks

SIZES = [(40, 10), (300, 100), *((random.Random(6).randint(40, 300), number) for number in range(10, 38))]
COLOUR = re.compile(r"\x1b\[[\d;]*?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[\d;]*m")


class Paper(pyte.Screen):
    """A screen that notes where a row went past its right edge, and which cells nobody painted."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(columns, rows)
        self.overflowing: list[int] = []

    def draw(self, data: str) -> None:
        row = self.cursor.y
        super().draw(data)
        if self.cursor.y != row:
            self.overflowing.append(row)

    @property
    def unpainted(self) -> list[int]:
        """Rows in which a cell was never written to."""
        return [row for row in range(self.lines) if len(self.buffer[row]) < self.columns]


def painted(news: Driver) -> tuple[str, Paper]:
    """What the app sends for its whole screen, and what a terminal of that size makes of it."""
    columns, rows = news.app.size
    update = news.app.screen._compositor.render_update(full=True, screen_stack=news.app._background_screens)
    sent = cast(CompositorUpdate, update).render_segments(news.app.console)
    paper = Paper(columns, rows)
    pyte.Stream(paper).feed(f"\x1b[H{sent}")
    return sent, paper


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The articles of the gallery: every kind of block, tables, Chinese, Arabic, emoji."""
    path = tmp_path / "library.db"
    with Cache.open(path) as cache:
        fill(cache)
    return path


STATES: tuple[tuple[str, ...], ...] = (
    (),
    ("t", "e", "escape"),
    ("enter",),
    ("z",),
    ("space", "f"),
    ("escape", "escape", "z", "j", "j", "enter"),
    ("escape", "j", "enter", "question_mark"),
    ("escape", "colon", "c"),
    ("escape", "escape", "j", "d"),
)


async def test_no_row_is_longer_or_shorter_than_the_terminal_is_wide(library: Path) -> None:
    sizes: Iterator[tuple[int, int]] = iter(SIZES)
    async with running(library, (100, 30)) as news:
        news.main.articles.now = lambda: NOW
        await news.settles()
        for number in range(len(SIZES)):
            for key in STATES[number % len(STATES)]:
                await news.press(key)
            size = next(sizes)
            await news.pilot.resize_terminal(*size)
            await news.settles()
            _, paper = painted(news)
            assert paper.overflowing == [], (size, STATES[number % len(STATES)])
            assert paper.unpainted == [], (size, STATES[number % len(STATES)])


async def test_no_color_means_no_colour(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(library) as news:
        await news.settles()
        for keys in (
            (),
            ("slash", *"ferries", "enter"),
            ("enter", "f"),
            ("escape", "question_mark"),
            ("escape", "colon"),
        ):
            await news.press(*keys)
            await news.settles()
            sent, paper = painted(news)
            assert COLOUR.search(sent) is None, keys
        cells = [cell for row in paper.buffer.values() for cell in row.values()]
        assert {cell.fg for cell in cells} == {cell.bg for cell in cells} == {"default"}


async def test_without_colours_cursor_marks_and_links_can_still_be_told(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(library) as news:
        await news.press("slash", *"ferries", "enter")
        await news.settles()
        _, paper = painted(news)
        rows = paper.display
        assert rows[1].count("▌") == 1
        title = rows.index(next(row for row in rows if "Ferries return to the northern harbours after nine" in row))
        at = rows[title].index("Ferries return to the northern harbours after nine")
        assert paper.buffer[title][at].reverse
        link = rows.index(next(row for row in rows if "port office" in row))
        assert paper.buffer[link][rows[link].index("port office")].underscore


async def test_sixteen_colours_leave_text_and_cursor_visible(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-16color")
    monkeypatch.delenv("COLORTERM", raising=False)
    async with running(library) as news:
        assert news.app.console.color_system == "standard"
        await news.settles()
        for theme in ("newsread-dark", "newsread-light"):
            news.app.theme = theme
            await news.settles()
            _, paper = painted(news)
            seen: list[tuple[Any, Any, str]] = [
                (cell.fg, cell.bg, cell.data) for row in paper.buffer.values() for cell in row.values()
            ]
            assert [found for found in seen if found[2].strip() and found[0] == found[1]] == []
            assert not any(len(str(color)) == 6 for fg, bg, _ in seen for color in (fg, bg) if str(color).isdigit())
            cursor, below = paper.buffer[1][30], paper.buffer[5][30]
            assert cursor.bg != below.bg
            assert "▌" in paper.display[1]


async def test_ascii_draws_with_ascii_alone(library: Path) -> None:
    async with running(library, config=Config(ascii=True)) as news:
        news.main.articles.now = lambda: NOW
        await news.press("slash", *"harvest", "enter")
        await news.settles()
        for keys in (("enter",), ("z",), ("question_mark",), ("escape", "colon"), ("escape", "escape", "escape", "t")):
            await news.press(*keys)
            await news.settles()
            _, paper = painted(news)
            strange = {char for row in paper.display for char in row if not char.isascii()}
            assert strange <= set("🐦👧−"), keys


async def test_a_console_is_drawn_on_with_ascii_unless_the_config_says_no(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    for setting, bar, dot in (("auto", "|", "o"), (False, "▌", "●")):
        async with running(library, config=Config(ascii=setting)) as news:
            await news.settles()
            _, paper = painted(news)
            assert f"{bar}  {dot} Ferries" in paper.display[1] + paper.display[2]


@pytest.mark.parametrize(
    ("environment", "ascii"),
    [
        ({"TERM": "linux", "LANG": "de_DE.UTF-8"}, True),
        ({"TERM": "vt220"}, True),
        ({"TERM": "vte-256color"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "LANG": "C"}, False),
        ({"TERM": "xterm-256color", "LANG": "de_DE.ISO-8859-1@euro"}, True),
        ({"TERM": "xterm-256color", "LC_ALL": "en_GB.utf8", "LANG": "de_DE.ISO-8859-1"}, False),
        ({"TERM": "linux", "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, False),
    ],
)
def test_what_terminal_and_locale_say_decides_where_the_config_does_not(
    environment: dict[str, str], ascii: bool
) -> None:
    assert draws_ascii("auto", environment) is ascii
    assert draws_ascii(not ascii, environment) is not ascii


@pytest.mark.parametrize(
    ("term", "understood"),
    [
        ("xterm-256color", True),
        ("tmux-256color", True),
        ("linux", False),
        ("dumb", False),
        ("vt220", False),
        ("vte-256color", True),
    ],
)
def test_consoles_are_given_no_hyperlinks(term: str, understood: bool) -> None:
    assert understands_hyperlinks({"TERM": term}) is understood
    assert not understands_hyperlinks({})


@pytest.mark.parametrize("hyperlinks", [True, False])
async def test_links_carry_their_address_for_the_terminal(
    library: Path, hyperlinks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with running(library, config=Config(hyperlinks=hyperlinks)) as news:
        await news.sees("port office")
        sent, _ = painted(news)
        assert bool(re.search(r"\x1b\]8;[^;]*;https://port\.example/plan\x1b\\", sent)) is hyperlinks


def test_screen_hands_what_was_copied_on_in_pieces_that_it_takes() -> None:
    text = "Ferries 北方 " * 80
    sent = through_screen(text, {"TERM": "screen.xterm-256color"})
    parts = re.findall(r"\x1bP([^\x1b]*\x1b?[^\x1b]*)\x1b\\", sent)
    assert len(parts) > 3 and max(map(len, parts)) < 250
    code = re.fullmatch(r"\x1b\]52;c;([\w+/=]+)\a", "".join(parts))
    assert code and base64.b64decode(code[1]).decode() == text
    assert through_screen(text, {"TERM": "screen", "TMUX": "/tmp/tmux"}) == ""
    assert through_screen(text, {"TERM": "xterm-256color"}) == ""


async def test_tmux_is_given_what_was_copied_by_its_own_command(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "buffer"
    tmux = tmp_path / "bin" / "tmux"
    tmux.parent.mkdir()
    tmux.write_text(f'#!/bin/sh\n[ "$*" = "load-buffer -w -" ] && cat > {kept}\n')
    tmux.chmod(0o755)
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.setenv("PATH", f"{tmux.parent}:/usr/bin:/bin")
    async with running(library) as news:
        await news.sees("port office")
        await news.press("y")
        await news.sees("link copied")
        assert kept.read_text() == "https://harbour.example/ferries"
