"""The built wheel holds everything it needs: installed into an empty environment, it starts."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(place), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return next(place.glob("newsread-*.whl"))


def test_it_holds_what_is_no_code(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in ("tui/app/newsread.tcss", "tui/news/data/sources.csv", "tui/news/guide.py"):
        assert name in names
    assert not [name for name in names if name.startswith("tests/")]


def test_it_starts_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True)

    def newsread(*arguments: str) -> str:
        command = [str(tmp_path / "env" / "bin" / "newsread"), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path).stdout

    assert newsread("--version").startswith("newsread ")
    newsread("demo", "--articles", "30", "--feeds", "3", "--at", "demo.db")
    assert len(newsread("--library", "demo.db", "list", "-n", "5").splitlines()) == 5
    assert "Welcome" in shown_in_a_terminal([str(tmp_path / "env" / "bin" / "newsread")], tmp_path)


def shown_in_a_terminal(command: list[str], home: Path) -> str:
    """Starts the app on its first run in a terminal of its own, quits it by `q`; what was painted meanwhile."""
    main, side = pty.openpty()
    termios.tcsetwinsize(side, (40, 150))
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    with subprocess.Popen(command, stdin=side, stdout=side, stderr=side, cwd=home, env=environment) as app:
        os.close(side)
        painted = b""
        asked = False
        while select.select([main], [], [], 60)[0]:
            try:
                painted += os.read(main, 65536)
            except OSError:  # the app has gone, and its end of the terminal with it
                break
            if not asked and b"Welcome" in painted:
                os.write(main, b"q")
                asked = True
        app.kill()
    os.close(main)
    assert app.returncode == 0
    return painted.decode()
