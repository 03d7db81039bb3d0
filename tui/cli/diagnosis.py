"""What `doctor` finds, from the program to the log, each with what to do about it."""

from __future__ import annotations

import importlib.util
import locale
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

from tui import __version__, log
from tui.cli.output import Telling
from tui.config import Config
from tui.news.cache import Cache
from tui.news.cache.condition import Condition, condition
from tui.news.errors import ConfigError, NewsError
from tui.news.filter import Filter
from tui.terminal import shows_glyphs

SMALLEST = (40, 10)
"""Columns and lines under which the app shows too little."""
TIGHT = 200_000_000
"""Bytes free under which a disk is nearly full; an update of 500 feeds takes a few megabytes."""
_ROUGHLY = timedelta(days=1)
_EARLIEST = datetime(2024, 1, 1, tzinfo=UTC)
"""No clock that is right is behind this."""
_DEPENDENCIES = (
    "textual", "httpx", "h11", "selectolax", "feedparser", "fastfeedparser", "pebble", "pyroaring", "platformdirs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what was found."""

    topic: str
    words: str
    advice: str = ""
    """What to do; empty where there is nothing to do."""
    wrong: bool = False


def everything(settings: Config, path: Path, keys: Sequence[ConfigError]) -> Iterator[Finding]:
    """Every finding, in the order in which a person would look."""
    yield from program()
    yield from config(settings, keys)
    size = shutil.get_terminal_size()
    yield from terminal(os.environ, (size.columns, size.lines), locale.getpreferredencoding(False))
    yield from library(path)
    yield from passwords(settings)
    yield from records(log.folder())


def program() -> Iterator[Finding]:
    """The program and what it stands on."""
    yield Finding("newsread", f"{__version__}, Python {sys.version.split()[0]}")
    found, missing = [], []
    for name in _DEPENDENCIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    yield Finding("built on", ", ".join(found))
    if missing:
        advice = "install newsread anew: pip install --force-reinstall newsread"
        yield Finding("built on", f"missing: {', '.join(missing)}", advice, wrong=True)


def config(settings: Config, keys: Sequence[ConfigError]) -> Iterator[Finding]:
    """The config file, and what is wrong with the keys it gives; other problems were said when it was read."""
    problems = len(settings.problems) + len(keys)
    advice = "the lines above name them; `newsread config --show` prints every setting" if problems else ""
    yield Finding("config", f"{settings.path or 'no file, all defaults'}, {problems} problems", advice)
    for problem in keys:
        yield Finding("config", str(problem), wrong=True)
    if settings.path and settings.path.exists() and settings.path.stat().st_mode & 0o022:
        words = f"{settings.path}: others may change it, and commands stand in it"
        yield Finding("config", words, f"chmod go-w {settings.path}", wrong=True)


def terminal(environment: Mapping[str, str], size: tuple[int, int], encoding: str) -> Iterator[Finding]:
    """What the terminal can do."""
    name = environment.get("TERM", "")
    colours = "off (NO_COLOR)" if environment.get("NO_COLOR") else environment.get("COLORTERM") or "as TERM says"
    yield Finding("terminal", f"{name or 'unknown'}, {size[0]} x {size[1]}, {encoding}, colours {colours}")
    if name in ("", "dumb"):
        advice = "start newsread in a terminal; `newsread list` and `show` work anywhere"
        yield Finding("terminal", "it cannot move its cursor, so the app cannot run in it", advice)
    if encoding.lower().replace("-", "") != "utf8":
        advice = "set LANG to a UTF-8 locale such as C.UTF-8, or `ascii = true` in the config"
        yield Finding("terminal", f"letters are in {encoding}, so most scripts cannot be shown", advice, wrong=True)
    elif not shows_glyphs(environment):
        yield Finding(
            "terminal", "it is taken for one without our ornaments and drawn on with ASCII; `ascii` changes that"
        )
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        yield Finding("terminal", "it is very small", f"{SMALLEST[0]} x {SMALLEST[1]} is the least that is of use")


def library(path: Path) -> Iterator[Finding]:
    """The library's file, then what is in it, the clock against what it remembers, and its feeds."""
    if not path.exists():
        yield from clock(datetime.now(UTC), None)
        yield Finding("library", f"{path}: not made yet; the first start makes it")
        return
    try:
        state = condition(path)
    except OSError as error:
        advice = "check who may read the file and its folder"
        yield Finding("library", f"{path}: it cannot be looked at ({error.strerror})", advice, wrong=True)
        return
    yield from file(path, state)
    try:
        with Cache.open(path, write=False, renew=False) as opened:
            yield from clock(datetime.now(UTC), opened.last_written())
            yield from contents(opened)
    except NewsError as error:
        yield Finding("library", str(error), wrong=True)


def file(path: Path, state: Condition) -> Iterator[Finding]:
    """The file itself: size, schema, disk, locks, copies, what lies beside it."""
    kind = "a network disk" if state.remote else "a disk of this machine"
    yield Finding("library", f"{path}: {state.size / 1e6:.1f} MB on {kind}, {state.free / 1e9:.1f} GB free")
    if state.free < TIGHT:
        yield Finding("library", "its disk is nearly full", "make room; nothing can be stored soon", wrong=True)
    if state.version:
        yield Finding("schema", f"version {state.version}, this newsread writes {state.newest_version}")
    if state.shared:
        yield Finding("library", "others may read it", f"chmod 600 {path}", wrong=True)
    if not state.writable:
        yield Finding("library", "it cannot be written by you, so newsread only reads it", f"check: ls -l {path}")
    holder = f"open in the app (process {state.holder}); a second one would only read" if state.holder else "free"
    yield Finding("lock", holder)
    if state.suspect:
        advice = "start newsread for it to be mended; nothing is thrown away"
        yield Finding("library", "damage was met in it", advice, wrong=True)
    latest = f"the latest of {state.copies[0].stem}" if state.copies else "the first is made after a while in the app"
    yield Finding("copies", f"daily copies: {len(state.copies)}, {latest}")
    for one in state.aside:
        advice = "delete it once you miss nothing"
        yield Finding("set aside", f"{one.name}, {one.stat().st_size / 1e6:.1f} MB", advice)


def clock(now: datetime, written: datetime | None) -> Iterator[Finding]:
    """Whether the clock can be right."""
    local = now.astimezone()
    yield Finding("clock", f"{local:%Y-%m-%d %H:%M}, {local.tzname()}")
    advice = "set the clock; until then feeds are asked at wrong times and new articles stand in wrong places"
    if now < _EARLIEST:
        yield Finding("clock", "it is years behind", advice, wrong=True)
    elif written is not None and written - now > _ROUGHLY:
        words = f"the library was written at {written.astimezone():%Y-%m-%d %H:%M}, which is yet to come"
        yield Finding("clock", words, advice, wrong=True)


def contents(opened: Cache) -> Iterator[Finding]:
    """What is in the library, whether it is whole, and which feeds fail."""
    feeds = opened.feeds()
    yield Finding("holds", f"articles: {opened.find(Filter()).count}, feeds: {len(feeds)}")
    with Telling() as told:
        problems = opened.check(told)
    yield Finding("integrity", "not whole" if problems else "ok")
    for problem in problems:
        advice = "start newsread for it to be mended; nothing is thrown away"
        yield Finding("integrity", problem, advice, wrong=True)
    for feed in feeds:
        if feed.state.error:
            advice = "H in the app retries, pauses or removes it" if feed.state.failures > 3 else ""
            yield Finding("feed", f"{feed.title or feed.url}: {feed.state.error}", advice)


def passwords(settings: Config) -> Iterator[Finding]:
    """Where the passwords of feeds are asked for."""
    if settings.password_command:
        name = settings.password_command[0]
        if shutil.which(name):
            yield Finding("passwords", f"{name}, as the config says")
        else:
            advice = "give `password_command` the whole path of a program"
            yield Finding("passwords", f"{name} is not there", advice, wrong=True)
        return
    has = importlib.util.find_spec("keyring") is not None
    yield Finding("passwords", "the system's keyring" if has else "none can be kept: no keyring, no `password_command`")


def records(folder: Path) -> Iterator[Finding]:
    """The log, and reports of errors that nobody foresaw."""
    path = folder / "newsread.log"
    size = f"{path.stat().st_size / 1000:.0f} kB" if path.exists() else "not written yet"
    yield Finding("log", f"{path}, {size}")
    reports = sorted(folder.glob("report-*.txt"))
    if reports:
        advice = "nothing private is in it; send it to whoever mends newsread, or delete it"
        yield Finding("reports", f"{len(reports)}, the latest {reports[-1]}", advice)
