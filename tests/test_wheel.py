"""The built wheel holds everything it needs: installed into an empty environment, it starts."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

START = """
import asyncio
from pathlib import Path

from tui.app.app import Newsread
from tui.news.cache import Cache


async def main():
    with Cache.open(Path("demo.db")) as cache:
        async with Newsread(cache).run_test() as pilot:
            await pilot.press("j")


asyncio.run(main())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(place), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return next(place.glob("newsread-*.whl"))


def test_it_holds_what_is_no_code(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in ("tui/app/newsread.tcss", "tui/news/data/sources.csv"):
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
    (tmp_path / "start.py").write_text(START, "utf-8")
    subprocess.run([str(python), "start.py"], check=True, capture_output=True, cwd=tmp_path)
