"""However the app ends, the terminal is put back, what was done is kept, and the process is gone."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.news.cache.made import draft
from tests.promises.terminal import Terminal
from tui.app.leaving import LOOKED_EVERY
from tui.cli import run
from tui.news.cache import Cache
from tui.news.filter import Filter

SECONDS = 2.0 + 8.0
"""Two are promised; a loaded machine is given eight more."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of a few articles."""
    path = tmp_path / "news.db"
    with Cache.open(path) as cache:
        cache.store(None, [draft(str(number), f"Headline {number}") for number in range(30)])
    return path


def starred(library: Path) -> int:
    with Cache.open(library, write=False) as cache:
        assert cache.check() == []
        return cache.find(Filter.parse("is:starred")).count


def opened(library: Path) -> Terminal:
    """The app with one article starred, and stored as such."""
    terminal = Terminal("--library", str(library), home=library.parent)
    terminal.sees("Headline 1")
    terminal.press("s")
    terminal.wait_for(lambda: starred(library) == 1, "the star")
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_in_order(library: Path, number: signal.Signals) -> None:
    with opened(library) as terminal:
        terminal.signal(number)
        assert terminal.ended() < SECONDS
        assert terminal.process.returncode == 128 + number
        assert terminal.restored()
        assert b"Traceback" not in terminal.output
    assert starred(library) == 1


def test_a_closed_terminal_ends_it(library: Path) -> None:
    with opened(library) as terminal:
        terminal.hang_up()
        assert terminal.ended() < SECONDS
    assert starred(library) == 1


def test_a_closed_terminal_that_sends_no_signal_ends_it(library: Path) -> None:
    with Terminal("--library", str(library), home=library.parent, controlling=False) as terminal:
        terminal.sees("Headline")
        terminal.hang_up()
        assert terminal.ended() < LOOKED_EVERY + SECONDS


def test_a_closed_terminal_that_took_no_more_bytes_ends_it(library: Path) -> None:
    with opened(library) as terminal:
        for _ in range(40):  # more paints than the terminal and the queue to it hold
            terminal.press("jk")
            time.sleep(0.03)
        terminal.hang_up()
        assert terminal.ended() < SECONDS
    assert starred(library) == 1


def suspended(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTSTP)


def stopped(terminal: Terminal) -> None:
    terminal.signal(signal.SIGSTOP)


@pytest.mark.parametrize("stop", [suspended, stopped])
def test_a_stopped_app_goes_on_where_it_was(library: Path, stop: Callable[[Terminal], None]) -> None:
    with opened(library) as terminal:
        stop(terminal)
        terminal.wait_for(terminal.stopped, "the stop")
        terminal.read(0.2)
        if stop is suspended:
            assert terminal.restored()
        terminal.signal(signal.SIGCONT)
        terminal.press("j")
        terminal.read(0.3)
        terminal.press("s")
        terminal.wait_for(lambda: starred(library) == 2, "the second star")
        terminal.press("q")
        assert terminal.ended() < SECONDS
        assert terminal.process.returncode == 0
        assert terminal.restored()


def test_an_error_that_nobody_foresaw_is_a_sentence_and_a_report(library: Path, tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(
        "import sys\n"
        "from tui.app.screens.main import MainScreen\n"
        "from tui.__main__ import main\n"
        "def action_end(self):\n"
        "    secret = 'https://me:hunter2@site.example/'\n"
        "    raise RuntimeError('Headline 7 ' + secret)\n"
        "MainScreen.action_end = action_end\n"
        "sys.exit(main())\n"
    )
    with Terminal("--library", str(library), home=tmp_path, program=(str(script),)) as terminal:
        terminal.sees("Headline 1")
        terminal.press("G")
        terminal.ended()
        assert terminal.process.returncode == 1
        assert terminal.restored()
        said = terminal.output.decode().rpartition("\x1b[?1004l")[2]
    assert "newsread met an error that it did not expect (RuntimeError)" in said
    assert "Traceback" not in said
    [report] = tmp_path.rglob("report-*.txt")
    assert oct(report.stat().st_mode & 0o777) == "0o600"
    text = report.read_text()
    assert "builtins.RuntimeError" in text
    assert "action_end" in text
    assert not [word for word in ("hunter2", "Headline", "site.example") if word in text + said]
    assert str(tmp_path) not in text
    assert starred(library) == 0


def test_so_it_is_on_the_command_line(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(self: Cache, *words: object) -> None:
        raise RuntimeError("Headline 7")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(Cache, "find", broken)
    assert run(["--library", str(library), "list"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("newsread: newsread met an error that it did not expect (RuntimeError)")
    assert "Headline" not in said
    assert next(file.name for file in tmp_path.rglob("report-*.txt")) in said
    monkeypatch.setenv("XDG_STATE_HOME", str(library))
    assert run(["--library", str(library), "list"]) == 1
    assert "no report could be written" in capsys.readouterr().err
