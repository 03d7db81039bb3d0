"""A fuzzer for each parser of what strangers, or a user in a hurry, may write.

    python -m tests.fuzz feed --seconds 60      feed, page, opml, filter, date or config; `all` takes each in turn

Inputs are whole ones, spoilt (tests/promises/malformed.py). One that reaches lines of newsread which none before it
reached becomes a whole one itself. What ends in anything but a result or a sentence, or takes more than five seconds,
is kept in tests/data/crashes, one file each, where the tests read it again from then on.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from tests.promises.malformed import CASES, spoiled, wholes
from tui import config
from tui.news import dates, extract, feeds
from tui.news.errors import NewsError
from tui.news.feeds import opml
from tui.news.filter import Filter

SECONDS = 5
"""After so many a parser hangs."""
MOST_WHOLES = 3000
_CORE = str(Path(config.__file__).parent)
_NOW = datetime(2024, 3, 23, 12, tzinfo=UTC)
_URL = "https://site.example/a/"


class Hangs(BaseException):
    """A parser took longer than SECONDS; no `except Exception` of a library may swallow it."""


@dataclass(frozen=True)
class Parser:
    """What is tried, and with what one begins."""

    parse: Callable[[bytes], object]
    wholes: Callable[[], tuple[bytes, ...]]


@dataclass
class Found:
    """What a run found."""

    inputs: int = 0
    crashes: list[Path] = field(default_factory=list)
    lines: set[tuple[str, int]] = field(default_factory=set)
    """Lines of newsread that were reached."""


def _filter(data: bytes) -> None:
    """A filter's text; what it means can be written, and means the same again."""
    text = data.decode("utf-8", "surrogateescape")
    found = Filter.parse(text)
    assert Filter.parse(str(found)) == found, str(found)


def _date(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    dates.parse(text)
    dates.day(text)


def _config(data: bytes) -> None:
    """A config file; what it means can be shown, and the problems are sentences."""
    found = config.parse(data.decode("utf-8", "replace"), Path("config.toml"))
    found.describe()
    for problem in found.problems:
        assert str(problem)


_FILTERS = (
    b'#china #korea|#"north korea" -#sports (#a -#b)|#c',
    b'feed:reuters title:"beijing talks" author:smith lang:en',
    b"is:unread is:starred is:halfread has:figure age:<7d since:2024-03-01 until:2024-03-31 words:>800",
    b'"exact phrase" paus* -talks',
)
_DATES = (
    b"Sat, 23 Mar 2024 15:56:00 -0400",
    b"2024-03-23T15:56:00.123456Z",
    b"Saturday, 23 March 2024 03:56 PM EDT",
    b"23. M\xc3\xa4rz 2024 um 15:56 Uhr",
    b"20240323T155600",
    b"2024/3/23",
    b"03/04/2024",
    b"Sat Mar 23 15:56:00 2024",
    "2024年3月23日 15:56".encode(),
    b"le 23 mars 2024",
    b"0001-01-01T00:00:00+14:00",
)
_CONFIGS = (
    b'library = "~/n.db"\nbrowser = ["firefox", "{url}"]\nupdate_minutes = 60\n[pipes]\nmail = ["mail"]\n'
    b'[keys]\n"read.zen" = "f11"\nlist.top = ["g g", "home"]\n',
    config.Config().describe().encode(),
)

PARSERS = {
    "feed": Parser(lambda data: feeds.parse(data, {}, _URL), lambda: wholes("feed")),
    "page": Parser(lambda data: (extract.extract(data, _URL), feeds.discover(data, _URL)), lambda: wholes("page")),
    "opml": Parser(opml.read, lambda: wholes("opml")),
    "filter": Parser(_filter, lambda: _FILTERS),
    "date": Parser(_date, lambda: _DATES),
    "config": Parser(_config, lambda: _CONFIGS),
}


def tried(parser: Parser, data: bytes) -> bool:
    """Whether a parser read this; False where it said why not. Raises what it should not have let out, or Hangs."""
    try:
        with _at_most(SECONDS):
            parser.parse(data)
    except NewsError as error:
        assert str(error)
        return False
    return True


def run(
    name: str, *, rounds: int = 0, seconds: float = 0.0, seed: int = 1, folder: Path = CASES, learn: bool = True
) -> Found:
    """Tries so many inputs, or for so long; each crash is kept in a folder of the parser's name.

    Without `learn`, which takes five times as long, nobody looks which lines an input reaches.
    """
    parser, chance, found = PARSERS[name], random.Random(f"{name} {seed}"), Found()
    some = list(parser.wholes())
    end = time.monotonic() + seconds
    while found.inputs < rounds or time.monotonic() < end:
        data = spoiled(chance.choice(some), some, chance)
        found.inputs += 1
        before = len(found.lines)
        try:
            with _noting(found.lines) if learn else nullcontext():
                tried(parser, data)
        except (Exception, Hangs) as error:  # noqa: BLE001 - what a parser lets out is what is looked for
            found.crashes.append(_kept(folder / name, data, error))
        if len(found.lines) > before and len(some) < MOST_WHOLES:
            some.append(data)
    return found


def _kept(folder: Path, data: bytes, error: BaseException) -> Path:
    """The file of a crash; one a place in the program, so that the same fault is not kept a thousand times."""
    place = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(_CORE)][-1:]
    told = f"{type(error).__name__} {place[0].filename if place else ''} {place[0].lineno if place else ''}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{type(error).__name__.lower()}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
    if not path.exists() or path.stat().st_size > len(data):
        path.write_bytes(data)
    return path


@contextmanager
def _noting(lines: set[tuple[str, int]]) -> Iterator[None]:
    """Adds the lines of newsread's core that run meanwhile."""

    def inside(frame: FrameType, event: str, arg: Any) -> Any:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return inside

    def entered(frame: FrameType, event: str, arg: Any) -> Any:
        return inside if frame.f_code.co_filename.startswith(_CORE) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        yield
    finally:
        sys.settrace(before)


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Raises Hangs when the time is over. By processor time: others' work on the machine does not count."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hangs(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def main() -> int:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("parser", choices=[*PARSERS, "all"])
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--seed", type=int, default=int(time.time()))
    chosen = asked.parse_args()
    crashes = 0
    for name in PARSERS if chosen.parser == "all" else (chosen.parser,):
        found = run(name, seconds=chosen.seconds, seed=chosen.seed)
        reached = f"{found.inputs} inputs, {len(found.lines)} lines"
        print(f"{name:<7} seed {chosen.seed}: {reached}, {len(found.crashes)} crashes")
        for path in dict.fromkeys(found.crashes):
            print(f"        {path}")
        crashes += len(found.crashes)
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
