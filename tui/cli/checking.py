"""Commands that check and explain: doctor, config."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

from tui import __version__
from tui.cli import places
from tui.news.cache import Cache
from tui.news.filter import Filter


def doctor(chosen: argparse.Namespace) -> int:
    """`doctor`: what is there and what is wrong; 1 where something is."""
    settings = places.config(chosen)
    path = places.library(chosen, settings)
    print(f"newsread   {__version__}, Python {sys.version.split()[0]}")
    print(f"config     {settings.path or 'no file, all defaults'}, {len(settings.problems)} problems")
    size = shutil.get_terminal_size()
    colours = "off (NO_COLOR)" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM") or "as TERM says"
    print(f"terminal   {os.environ.get('TERM', 'unknown')}, {size.columns} x {size.lines}, colours {colours}")
    if not path.exists():
        print(f"library    {path}: not made yet; the first start makes it")
        return 1 if settings.problems else 0
    with Cache.open(path, write=False) as opened:
        wrong = opened.check()
        count = opened.find(Filter()).count
        feeds = opened.feeds()
    print(f"library    {path}: {count} articles, {len(feeds)} feeds, {path.stat().st_size / 1e6:.1f} MB")
    for feed in feeds:
        if feed.state.error:
            print(f"feed       {feed.title or feed.url}: {feed.state.error}")
    for line in wrong:
        print(f"wrong      {line}")
    return 1 if wrong or settings.problems else 0


def config(chosen: argparse.Namespace) -> int:
    """`config --show`: every setting, its value and where it comes from."""
    print(places.config(chosen).describe(), end="")
    return 0
