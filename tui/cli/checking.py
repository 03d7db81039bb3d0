"""Commands that check and explain: doctor, config."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from typing import TYPE_CHECKING

from tui import __version__
from tui.cli import places
from tui.cli.output import put
from tui.config import Config
from tui.news.cache import Cache
from tui.news.filter import Filter

if TYPE_CHECKING:
    from tui.app.keys import Keymap


def doctor(chosen: argparse.Namespace) -> int:
    """`doctor`: what is there and what is wrong; 1 where something is."""
    settings = places.config(chosen)
    path = places.library(chosen, settings)
    put(f"newsread   {__version__}, Python {sys.version.split()[0]}")
    keys = keymap(settings).problems
    problems = (*settings.problems, *keys)
    put(f"config     {settings.path or 'no file, all defaults'}, {len(problems)} problems")
    for problem in keys:
        put(f"wrong      {problem}")
    size = shutil.get_terminal_size()
    colours = "off (NO_COLOR)" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM") or "as TERM says"
    put(f"terminal   {os.environ.get('TERM', 'unknown')}, {size.columns} x {size.lines}, colours {colours}")
    if not path.exists():
        put(f"library    {path}: not made yet; the first start makes it")
        return 1 if problems else 0
    with Cache.open(path, write=False) as opened:
        wrong = opened.check()
        count = opened.find(Filter()).count
        feeds = opened.feeds()
    put(f"library    {path}: {count} articles, {len(feeds)} feeds, {path.stat().st_size / 1e6:.1f} MB")
    for feed in feeds:
        if feed.state.error:
            put(f"feed       {feed.title or feed.url}: {feed.state.error}")
    for line in wrong:
        put(f"wrong      {line}")
    return 1 if wrong or problems else 0


def config(chosen: argparse.Namespace) -> int:
    """`config --show`: every setting, its value and where it comes from."""
    settings = places.config(chosen)
    put(settings.describe(), end="")
    put("\n# Commands that `keys` can give other keys, with those they have now:")
    for command in keymap(settings).commands:
        keys = ", ".join(command.keys).replace("\\", "\\\\")
        put(f'# "{command.id}" = "{keys}"  # {command.tip}')
    return 0


def keymap(settings: Config) -> Keymap:
    """Every command of the app with its keys, and what is wrong with those that the config gives."""
    from tui.app.app import Newsread
    from tui.app.keys import Keymap, declared

    return Keymap.of(settings, declared(*Newsread.COMMANDED, Newsread))
