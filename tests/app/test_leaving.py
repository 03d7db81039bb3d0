"""What a worker's error does to the app."""

from __future__ import annotations

from pathlib import Path

from textual.dom import NoScreen
from textual.worker import WorkerFailed

from tests.app.driver import running
from tui.app.app import Newsread
from tui.news.cache import Cache


async def test_an_answer_that_comes_while_the_screen_goes_is_no_error(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "library.db") as cache:
        app = Newsread(cache)
        app._handle_exception(WorkerFailed(NoScreen("node has no screen")))
        assert app.failure is None


async def test_the_same_in_the_midst_of_things_is_one(tmp_path: Path) -> None:
    try:
        async with running(tmp_path / "library.db") as news:
            news.app._handle_exception(WorkerFailed(NoScreen("node has no screen")))
    except WorkerFailed:
        pass
    assert isinstance(news.app.failure, NoScreen)
