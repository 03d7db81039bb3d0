"""How long a key takes, through a real terminal: start, list, filter, tag panel, search, acts, memory.

    python -m tests.benchmarks.keys [SIZE=LIBRARY...] [--rounds 40] [--only WORD] [--peer NAME] [--into FILE]
    python -m tests.benchmarks.keys --table FILE

Without libraries, it makes one of 10,000 articles. `first` is until the end of the first frame, `answered` until the
end of the frame in which the list shows the answer (the counts, where the list stays the same), `settled` until the
last byte of everything that followed (the reader); medians and the 99th percentile, in ms of wall time. `net` is the
99th percentile of `answered` less the time the program waited for a processor, which other programs took; `busy` the
median of the processor time that the whole answer took. The floor is an empty app of the same toolkit.

One size takes about two minutes. With `--into` the figures of several runs are kept, which `--table` lays side by side.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.newsboat import beside
from tests.benchmarks.pty import Answer, Session
from tui.news.demo import build

SIZE = (160, 42)
BAR = "▌"
DOWN, HALF, END, TOP, WHEEL = b"j", b"\x04", b"G", b"g", b"\x1b[<65;60;20M"
LIST, TAGS, ALL = (1, 28, 80), (2, 0, 28), (0, 0, 80)
"""Where on a screen of that size they stand; the reader is on the right of all."""
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("here")
Empty().run()
"""
WORDS = ("harbour", "river", "council", "festival", "market")


def environment(home: Path) -> dict[str, str]:
    """An environment in which everything of the user's is below a folder, on a terminal that can do all."""
    ours = ("XDG_", "NEWSREAD_", "TEXTUAL", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    here = str(Path(__file__).resolve().parents[2])
    # Byte code is kept, as pip leaves it; the first run of a library, which is not measured, compiles it.
    cached = {"PYTHONPYCACHEPREFIX": str(home / "bytecode")}
    return kept | cached | {"HOME": str(home), "PYTHONPATH": here, "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def newsread(library: Path, home: Path) -> Session:
    """newsread on a library."""
    return Session([sys.executable, "-m", "tui", "--library", str(library)], SIZE, environment(home))


def on_row(number: int) -> Callable[[list[str]], bool]:
    """Whether the list's cursor stands on this row of the view."""
    return lambda lines: any(BAR in line for line in lines[1 + 2 * number : 3 + 2 * number])


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    answers: tuple[Answer, ...]

    def line(self) -> str:
        """Medians and 99th percentiles."""
        first = statistics.median(one.painted for one in self.answers)
        shown = [one.at(LIST, TAGS, ALL) for one in self.answers]
        answered, net = [one.end for one in shown], [one.net for one in shown]
        settled = [one.settled for one in self.answers]
        busy = statistics.median(one.busy for one in self.answers)
        size = statistics.median(one.size for one in self.answers) / 1024
        return (
            f"{self.name:<34}{first:>7.1f}{statistics.median(answered):>10.1f}{worst(answered):>7.1f}{worst(net):>9.1f}"
            f"{statistics.median(settled):>10.1f}{worst(settled):>7.1f}{busy:>7.1f}{size:>8.1f} kB{len(answered):>5}"
        )

    def kept(self) -> dict[str, tuple[float, float]]:
        """Median and 99th percentile, by name."""
        answered = [one.at(LIST, TAGS, ALL).end for one in self.answers]
        return {self.name: (statistics.median(answered), worst(answered))}


HEAD = (
    f"{'ms':<34}{'first':>7}{'answered':>10}{'p99':>7}{'net p99':>9}{'settled':>10}{'p99':>7}{'busy':>7}"
    f"{'written':>11}{'keys':>5}"
)


def worst(values: list[float]) -> float:
    """The 99th percentile: the least value that no more than one in a hundred is above."""
    return sorted(values)[max(0, -(-len(values) * 99 // 100) - 1)]


def start(library: Path, home: Path, rounds: int) -> Iterator[Start]:
    """From the start of the process to the first list, and to the answers to keys that were typed then.

    `j` is answered by the first page, half a page only by the app. An empty app of the same toolkit is the floor.
    """
    lists: list[float] = []
    early: list[float] = []
    late: list[float] = []
    empty: list[float] = []
    for turn in range(2 * rounds):
        with newsread(library, home) as session:
            lists.append(session.wait_for(on_row(0)) * 1000)
            session.send((DOWN, HALF)[turn % 2])
            (late if turn % 2 else early).append(session.wait_for(on_row((1, SIZE[1] // 4)[turn % 2])) * 1000)
        if turn % 2:
            with Session([sys.executable, "-c", EMPTY], SIZE, environment(home)) as session:
                empty.append(session.wait_for(lambda lines: lines[0].startswith("here")) * 1000)
    yield Start("start: first list", tuple(lists))
    yield Start("start: first key answered", tuple(early))
    yield Start("start: first key only the app can", tuple(late))
    yield Start("start: an empty app, the floor", tuple(empty))


@dataclass(frozen=True, slots=True)
class Start:
    """A figure of the start, in ms."""

    name: str
    times: tuple[float, ...]

    def line(self) -> str:
        """Median and range."""
        return f"{self.name:<41}{statistics.median(self.times):>10.0f}   {min(self.times):.0f} to {max(self.times):.0f}"

    def kept(self) -> dict[str, tuple[float, float]]:
        """Median and 99th percentile, by name."""
        return {self.name: (statistics.median(self.times), worst(list(self.times)))}


def moving(session: Session, rounds: int) -> Iterator[Figure]:
    """The list's cursor."""
    page = 15
    session.send(TOP)
    session.settle()
    yield Figure("j within the page", tuple(session.press(DOWN) for _ in range(page)))
    session.press(END)
    session.press(TOP)
    for _ in range(page + 5):
        session.press(DOWN, 0.03)
    yield Figure("j scrolling", tuple(session.press(DOWN) for _ in range(rounds)))
    yield Figure("half a page", tuple(session.press(HALF) for _ in range(rounds)))
    yield Figure("wheel", tuple(session.press(WHEEL) for _ in range(rounds)))
    yield Figure("end, top", tuple(session.press((END, TOP)[turn % 2]) for turn in range(rounds)))


def filtering(session: Session, rounds: int) -> Iterator[Figure]:
    """Changes of the filter, with every count in view."""
    for turn in range(4):
        for key in (b"t", *(bytes([letter]) for letter in b"se"[: turn % 3]), *[b"\x1b[B"] * turn, b"\r"):
            session.press(key)
        if turn % 2:
            session.press(b"0")
    session.press(b"=")
    for letter in b"is:unread -#sports":
        session.press(bytes([letter]), 0.03)
    session.send(b"\r")
    session.settle()
    walks = [b"["] * 6 + [b"]"] * 6
    yield Figure("filter: [ ]", tuple(session.press(walks[turn % 12]) for turn in range(rounds)))
    session.send(b"0")
    session.settle()


def panel(session: Session, rounds: int) -> Iterator[Figure]:
    """Keys in the tag panel, the list previewing behind it."""
    opened, letters, picked, armed = [], [], [], []
    words = (b"har", b"mark", b"un", b"riv", b"s")
    for turn in range(max(4, rounds // 5)):
        opened.append(session.press(b"t"))
        letters += [session.press(bytes([letter])) for letter in words[turn % len(words)]]
        picked.append(session.press(b"\t"))
        armed.append(session.press(b"-"))
        session.press(b"\x1b", 0.2)
    yield Figure("panel: open", tuple(opened))
    yield Figure("panel: a letter", tuple(letters))
    yield Figure("panel: Tab (picks, previews)", tuple(picked))
    yield Figure("panel: - (counts for NOT)", tuple(armed))


def searching(session: Session, rounds: int) -> Iterator[Figure]:
    """Letters of the text filter."""
    first: list[Answer] = []
    letters: list[Answer] = []
    for turn in range(max(2, rounds // 8)):
        session.press(b"/")
        for place, letter in enumerate(WORDS[turn % len(WORDS)].encode()):
            (letters if place else first).append(session.press(bytes([letter]), 0.2))
        session.press(b"\x1b", 0.2)
    yield Figure("search: first letter", tuple(first))
    yield Figure("search: next letters", tuple(letters))


def acting(session: Session, rounds: int) -> Iterator[Figure]:
    """Everything shown is marked read, and that is undone."""
    marks, undone = [], []
    for _ in range(max(3, rounds // 8)):
        marks.append(session.press(b"A", 0.25))
        undone.append(session.press(b"u", 0.25))
    yield Figure("mark all shown read", tuple(marks))
    yield Figure("undo it", tuple(undone))


PARTS: dict[str, Callable[[Session, int], Iterable[Figure]]] = {
    "moving": moving, "filtering": filtering, "panel": panel, "searching": searching, "acting": acting,
}  # fmt: skip
Kept = dict[str, tuple[float, float]]


def measure(name: str, library: Path, rounds: int, only: str, peer: str) -> Kept:
    """Prints the figures of one library and gives them; a copy of it is used, since acts are written."""
    print(f"\n{name} articles, {SIZE[0]}x{SIZE[1]}, load {os.getloadavg()[0]:.1f}", flush=True)
    kept: Kept = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        copy = home / "library.db"
        shutil.copy(library, copy)
        if peer in ("", "newsread"):
            with newsread(copy, home) as session:  # what the first start does once: the daily copy, the last frame
                session.wait_for(on_row(0))
                session.settle(1.0)
            if only in "start":
                for begun in start(copy, home, max(3, rounds // 4)):
                    print(begun.line(), flush=True)
                    kept |= begun.kept()
            if only != "start":
                kept |= pressed(copy, home, rounds, only)
        if not only and peer in ("", "newsboat") and shutil.which("newsboat"):
            beside(copy, home, max(3, rounds // 8), WORDS[0])
    return kept


def pressed(library: Path, home: Path, rounds: int, only: str) -> Kept:
    """Prints the figures of keys and memory, and gives them."""
    kept: Kept = {}
    print(HEAD)
    with newsread(library, home) as session:
        session.wait_for(on_row(0))
        session.settle(1.0)
        session.press(DOWN, 0.5)
        at_start = session.private_memory()
        for part, figures in PARTS.items():
            if only in part:
                for figure in figures(session, rounds):
                    print(figure.line(), flush=True)
                    kept |= figure.kept()
        session.send(b"0" + TOP)
        session.settle(0.5)
        if only in "held":
            print(f"held key, 30 a second: {session.hold(DOWN, 3 * rounds)} of {3 * rounds} late")
        session.settle(1.5)
        after = session.private_memory()
    print(f"private memory: {at_start:.0f} MiB, after all {after:.0f}")
    return kept | {"MiB at start": (at_start, at_start), "MiB after all": (after, after)}


def table(figures: dict[str, Kept]) -> str:
    """The figures of several sizes side by side, and the growth from the first to the last as ratios."""
    names = list(dict.fromkeys(name for kept in figures.values() for name in kept))
    lines = [f"{'median / p99':<36}" + "".join(f"{size:>18}" for size in figures) + f"{'growth':>10}"]
    for name in names:
        found = [kept.get(name) for kept in figures.values()]
        cells = "".join(f"{f'{one[0]:.1f} / {one[1]:.1f}' if one else '-':>18}" for one in found)
        first, last = found[0], found[-1]
        lines.append(f"{name:<36}{cells}{f'{last[0] / first[0]:.1f}' if first and last else '-':>10}")
    return "\n".join(lines)


def main() -> None:
    """Runs it."""
    parser = argparse.ArgumentParser(description="Measure keys through a pseudo-terminal.")
    parser.add_argument("libraries", nargs="*", metavar="NAME=FILE", help="libraries to measure on")
    parser.add_argument("--rounds", type=int, default=40, help="keys of each kind")
    parser.add_argument("--only", default="", metavar="WORD", help=f"one part: start, held, {', '.join(PARTS)}")
    parser.add_argument("--peer", default="", choices=("newsread", "newsboat"), help="only this program")
    parser.add_argument("--into", type=Path, metavar="FILE", help="keep the figures here, beside those of other sizes")
    parser.add_argument("--table", type=Path, metavar="FILE", help="only print the figures that are kept here")
    given = parser.parse_args()
    if given.table:
        print(table(json.loads(given.table.read_text())))
        return
    with tempfile.TemporaryDirectory() as folder:
        libraries = [tuple(one.split("=", 1)) for one in given.libraries]
        if not libraries:
            made = Path(folder) / "10k.db"
            build(made, articles=10_000, feeds=500, seed=1)
            libraries = [("10,000", str(made))]
        figures: dict[str, Kept] = {}
        if given.into and given.into.exists():
            figures = json.loads(given.into.read_text())
        for name, file in libraries:
            found = measure(name, Path(file), given.rounds, given.only, given.peer)
            figures[name] = figures.get(name, {}) | found
            if given.into:
                given.into.write_text(json.dumps(figures))
    if len(figures) > 1:
        print(f"\n{table(figures)}")


if __name__ == "__main__":
    main()
