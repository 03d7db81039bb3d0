"""The log: what newsread did, in one small file that turns over, with nothing in it that a terminal would obey.

It lies in the platform's folder for such files (`~/.local/state/newsread/log/` on Linux): at most MOST + 1 files of
SIZE bytes. Names, addresses without their passwords, and sentences go in; articles never do.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from tui.news import clean
from tui.news.private import make_folder

SIZE = 256 * 1024
MOST = 2
"""Older files that are kept."""
_SECRET = re.compile(r"(?<=://)[^/\s@]+@")
_NOISY = ("asyncio", "httpcore", "httpx", "markdown_it", "PIL")


def folder() -> Path:
    """Where the log and the reports of unexpected errors are."""
    return Path(platformdirs.user_log_path("newsread", appauthor=False))


def path() -> Path:
    """The log file of now; older ones end in .1 and .2."""
    return folder() / "newsread.log"


class _Clean(logging.Formatter):
    """One clean line a record, without the passwords of addresses."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as one line; of an exception, its kind alone."""
        words = record.getMessage()
        if record.exc_info and record.exc_info[0]:
            words += f" ({record.exc_info[0].__name__})"
        stamp = self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z")
        return f"{stamp} {record.levelname.lower()} {record.name}: {clean.line(_SECRET.sub('', words), limit=500)}"


def set_up(*, verbose: bool, screen: bool = False) -> None:
    """Begins the log; warnings also go to standard error, unless the app has the `screen`.

    Where the file cannot be written, there is no log, and nothing else is the worse for it.
    """
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    handlers: list[logging.Handler] = []
    try:
        make_folder(folder())
        os.close(os.open(path(), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
        handlers.append(RotatingFileHandler(path(), maxBytes=SIZE, backupCount=MOST, encoding="utf-8", delay=True))
    except OSError:
        pass
    if not screen:
        spoken = logging.StreamHandler(sys.stderr)
        spoken.setLevel(logging.DEBUG if verbose else logging.WARNING)
        handlers.append(spoken)
    for handler in handlers or [logging.NullHandler()]:
        handler.setFormatter(_Clean())
        root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.raiseExceptions = False  # a full disk must not write tracebacks over the screen
