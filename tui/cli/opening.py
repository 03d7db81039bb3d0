"""The app itself."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress

from tui import log, pace, report
from tui.cli import places
from tui.news import guide
from tui.news.cache import Cache
from tui.news.errors import NewsError


def ask_for_pictures() -> None:
    """Asks the terminal how it shows pictures, before the app reads from it; where it cannot, the app says so."""
    from tui.app import pictures

    with suppress(NewsError):
        pictures.ask()


def open_app(chosen: argparse.Namespace) -> int:
    """Opens the app; the first time with a short guide in the list. Needs a terminal."""
    filter = places.wanted(chosen.filter)
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise NewsError("the app needs a terminal; `newsread list` prints articles anywhere")
    settings = places.config(chosen)
    pace.set_up()
    from tui.app.app import Newsread

    if settings.pictures:
        ask_for_pictures()

    log.set_up(verbose=chosen.verbose, screen=True)
    with Cache.open(places.library(chosen, settings), app=True) as opened:
        guide.install(opened)
        app = Newsread(opened, settings, filter=filter)
        app.run()
    if app.failure is not None:
        raise NewsError(report.sentence(app.failure, report.save(app.failure, log.folder())))
    return app.return_code or 0
