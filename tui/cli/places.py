"""Which config and which library a command works on."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.output import Telling, say
from tui.config import Config, load
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.types import Article

if TYPE_CHECKING:
    from tui.news.filter import Filter


def config(chosen: argparse.Namespace) -> Config:
    """The config; what is wrong in it is said on standard error, once."""
    found = load(chosen.config)
    for problem in found.problems:
        say(f"newsread: {problem}")
    return found


def library(chosen: argparse.Namespace, settings: Config | None = None) -> Path:
    """`--library`, else `NEWSREAD_LIBRARY`, else the config's."""
    if chosen.library:
        return Path(chosen.library).expanduser()
    named = os.environ.get("NEWSREAD_LIBRARY")
    return Path(named).expanduser() if named else (settings or config(chosen)).library


def open_library(path: Path, *, write: bool = True, app: bool = False) -> Cache:
    """See Cache.open; one of an older version is renewed meanwhile, which is said where it takes long."""
    with Telling() as told:
        return Cache.open(path, write=write, app=app, told=told)


@contextmanager
def cache(chosen: argparse.Namespace, *, write: bool = False, settings: Config | None = None) -> Iterator[Cache]:
    """The library, opened, what there is to tell of it told; after a command that writes, with its daily copy.

    CacheError where it cannot be opened.
    """
    path = library(chosen, settings)
    mistyped = chosen.library is not None and not write and not path.exists()
    with open_library(path, write=write) as opened:
        if mistyped:
            say(f"newsread: {path}: there was no library of this name; an empty one was made")
        if opened.notice:
            say(f"newsread: {opened.notice}")
        yield opened
        if write:
            opened.keep_copy()


def wanted(words: list[str]) -> Filter:
    """The filter that the words of a command line make; FilterError where they make none."""
    from tui.news.filter import Filter

    return Filter.parse(" ".join(words).strip())


def targets(opened: Cache, words: list[str]) -> list[int]:
    """Ids of the articles that a number, an address or a filter means; NewsError where it means none."""
    text = " ".join(words).strip()
    if not text:
        raise NewsError("give an article's number or address, or a filter; is:unread means all that are unread")
    if text.isdigit() or text.startswith(("http://", "https://")):
        return [article(opened, text).id]
    hits = opened.find(wanted(words))
    return [one.id for one in opened.rows(hits, 0, hits.count)]


def article(opened: Cache, text: str) -> Article:
    """The article of a number or an address; NewsError where there is none."""
    found = opened.resolve(text)
    if found is None:
        raise NewsError("there is no such article; `newsread list` shows their numbers", text)
    return found
