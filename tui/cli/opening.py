"""The app itself."""

from __future__ import annotations

import argparse
import sys

from tui.cli import places
from tui.news import guide
from tui.news.cache import Cache
from tui.news.errors import NewsError


def open_app(chosen: argparse.Namespace) -> int:
    """Opens the app; the first time with a short guide in the list. Needs a terminal."""
    filter = places.wanted(chosen.filter)
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise NewsError("the app needs a terminal; `newsread list` prints articles anywhere")
    settings = places.config(chosen)
    from tui.app.app import Newsread

    with Cache.open(places.library(chosen, settings), app=True) as opened:
        guide.install(opened)
        app = Newsread(opened, settings, filter=filter)
        app.run()
    return app.return_code or 0
