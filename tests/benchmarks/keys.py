"""How long a key takes, through a real terminal: start, list, filter, tag panel, search, acts, memory.

    python -m tests.benchmarks.keys [SIZE=LIBRARY...] [--rounds 40] [--only WORD]

Without libraries, it makes one of 10,000 articles. `painted` is until the end of the first frame, `settled` until the
last byte of everything that followed (reader, counts); medians and the 99th percentile, in ms of wall time. `net` is
the 99th percentile of `painted` less the time the program waited for a processor, which other programs took; `busy` the
median of the processor time that the whole answer took.
"""

from __future__ import annotations

import argparse
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
        painted = [one.painted for one in self.answers]
        settled = [one.settled for one in self.answers]
        net = [one.net for one in self.answers]
        busy = statistics.median(one.busy for one in self.answers)
        size = statistics.median(one.size for one in self.answers) / 1024
        return (
            f"{self.name:<34}{statistics.median(painted):>8.1f}{worst(painted):>8.1f}{worst(net):>8.1f}"
            f"{statistics.median(settled):>10.1f}{worst(settled):>8.1f}{busy:>8.1f}{size:>8.1f} kB{len(painted):>6}"
        )


HEAD = f"{'ms':<34}{'painted':>8}{'p99':>8}{'net p99':>8}{'settled':>10}{'p99':>8}{'busy':>8}{'written':>11}{'keys':>6}"


def worst(values: list[float]) -> float:
    """The 99th percentile: the least value that no more than one in a hundred is above."""
    return sorted(values)[max(0, -(-len(values) * 99 // 100) - 1)]


def start(library: Path, home: Path, rounds: int) -> str:
    """From the start of the process to the first list, and to the answers to keys that were typed then.

    `j` is answered by the first page, the end key only by the app.
    """
    lists: list[float] = []
    keys: list[float] = []
    late: list[float] = []
    busy: list[float] = []
    for turn in range(2 * rounds):
        with newsread(library, home) as session:
            lists.append(session.wait_for(on_row(0)) * 1000)
            session.send((DOWN, END)[turn % 2])
            answered = session.wait_for(at_end if turn % 2 else on_row(1)) * 1000
            (late if turn % 2 else keys).append(answered)
            if turn % 2:
                busy.append(session.scheduled()[0] * 1000)
    return (
        f"start: first list {_spread(lists)}, first key answered {_spread(keys)}, first key that needs the app "
        f"{_spread(late)}, processor time till then {_spread(busy)}"
    )


def at_end(lines: list[str]) -> bool:
    """Whether the list's cursor stands on the last row in view."""
    return any(BAR in line for line in lines[-4:])


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ms ({min(values):.0f} to {max(values):.0f})"


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


def measure(name: str, library: Path, rounds: int, only: str) -> None:
    """Prints the figures of one library; a copy of it is used, since acts are written."""
    print(f"\n{name} articles, {SIZE[0]}x{SIZE[1]}, load {os.getloadavg()[0]:.1f}\n{HEAD}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        copy = home / "library.db"
        shutil.copy(library, copy)
        with newsread(copy, home) as session:  # what the first start does once: the daily copy, the last frame
            session.wait_for(on_row(0))
            session.settle(1.0)
        if only in "start":
            print(start(copy, home, max(3, rounds // 4)))
        with newsread(copy, home) as session:
            session.wait_for(on_row(0))
            session.settle(1.0)
            session.press(DOWN, 0.5)
            at_start = session.private_memory()
            for part, figures in PARTS.items():
                if only in part:
                    for figure in figures(session, rounds):
                        print(figure.line(), flush=True)
            session.send(b"0" + TOP)
            session.settle(0.5)
            if only in "held":
                print(f"held key, 30 a second: {session.hold(DOWN, 3 * rounds)} of {3 * rounds} late")
            session.settle(1.5)
            print(f"private memory: {at_start:.0f} MiB, after all {session.private_memory():.0f}")
        if not only and shutil.which("newsboat"):
            beside(copy, home, max(3, rounds // 8), WORDS[0])


def main() -> None:
    """Runs it."""
    parser = argparse.ArgumentParser(description="Measure keys through a pseudo-terminal.")
    parser.add_argument("libraries", nargs="*", metavar="NAME=FILE", help="libraries to measure on")
    parser.add_argument("--rounds", type=int, default=40, help="keys of each kind")
    parser.add_argument("--only", default="", metavar="WORD", help=f"one part: start, held, {', '.join(PARTS)}")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        libraries = [tuple(one.split("=", 1)) for one in given.libraries]
        if not libraries:
            made = Path(folder) / "10k.db"
            build(made, articles=10_000, feeds=500, seed=1)
            libraries = [("10,000", str(made))]
        for name, file in libraries:
            measure(name, Path(file), given.rounds, given.only)


if __name__ == "__main__":
    main()
