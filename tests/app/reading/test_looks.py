"""How the page looks, held against pictures: `pytest --snapshot-update` after a change that was meant, then look."""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.reading.pages import PaneApp
from tests.gallery import CHINESE, FERRIES, TABLES
from tui.app.screens.linking import visitor
from tui.app.themes import DARK, LIGHT
from tui.news.filter import Filter
from tui.news.types import Document

Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same hour everywhere."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def reading(document: Document, *, words: str = "") -> Callable[[Pilot[None]], Awaitable[None]]:
    """Someone opens an article."""

    async def open_it(pilot: Pilot[None]) -> None:
        app: Any = pilot.app
        app.pane.show(
            visitor(document, document.url or "", datetime(2024, 3, 23, tzinfo=UTC)),
            document,
            marks=Filter.parse(words).marks,
        )
        await pilot.pause()

    return open_it


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_every_kind_of_block(snap_compare: Compare, theme: str) -> None:
    assert snap_compare(PaneApp(theme), terminal_size=(90, 68), run_before=reading(FERRIES))


def test_tables(snap_compare: Compare) -> None:
    assert snap_compare(PaneApp(), terminal_size=(90, 50), run_before=reading(TABLES))


def test_chinese(snap_compare: Compare) -> None:
    assert snap_compare(PaneApp(LIGHT), terminal_size=(80, 36), run_before=reading(CHINESE))


def test_the_smallest_terminal(snap_compare: Compare) -> None:
    assert snap_compare(PaneApp(), terminal_size=(40, 10), run_before=reading(TABLES), press=["pagedown", "pagedown"])


def test_letters_over_links(snap_compare: Compare) -> None:
    assert snap_compare(PaneApp(), terminal_size=(80, 24), run_before=reading(FERRIES), press=["f"])


def test_what_a_filter_looked_for(snap_compare: Compare) -> None:
    marked = reading(FERRIES, words="ferr*")
    assert snap_compare(PaneApp(), terminal_size=(80, 24), run_before=marked, press=["n", "n"])


def test_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "NO_COLOR" in os.environ
    marked = reading(FERRIES, words="ferr*")
    assert snap_compare(PaneApp(), terminal_size=(80, 40), run_before=marked, press=["n"])
