"""The app itself."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from tui import first_page, log, pace, report
from tui.cli import places
from tui.config import load
from tui.news import guide
from tui.news.errors import NewsError
from tui.news.filter import Filter

if TYPE_CHECKING:
    from tui.app.app import Newsread


def served() -> bool:
    """Whether the app is shown somewhere else than on a terminal, as `textual serve` does: in a web browser."""
    return "TEXTUAL_DRIVER" in os.environ


def ask_for_pictures() -> None:
    """Asks the terminal how it shows pictures, before the app reads from it; where it cannot, the app says so."""
    from tui.app import pictures

    if first_page.shown is not None:
        first_page.shown.keys.stop()
    with suppress(NewsError):
        pictures.ask()


def open_app(chosen: argparse.Namespace) -> int:
    """Opens the app; the first time with a short guide in the list. Needs a terminal, or `textual serve`."""
    filter = places.wanted(chosen.filter)
    if not served() and not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise NewsError("the app needs a terminal; `newsread list` prints articles anywhere")
    try:
        app = _run(chosen, filter)
    finally:
        first_page.leave()  # before an error is told, which would be told on the screen that is left
    if app.failure is not None:
        raise NewsError(report.sentence(app.failure, report.save(app.failure, log.folder())))
    return app.return_code or 0


def _run(chosen: argparse.Namespace, filter: Filter) -> Newsread:
    settings = load(chosen.config)  # the app itself tells what is wrong in it
    pace.set_up()
    with places.open_library(places.library(chosen, settings), app=True) as opened:
        guide.install(opened)
        from tui.app.app import Newsread
        from tui.app.first import First

        if settings.pictures and not served():
            ask_for_pictures()
        log.set_up(verbose=chosen.verbose, screen=True)
        app = Newsread(opened, settings, filter=filter, first=First.read(opened, filter))
        app.run()
    return app
