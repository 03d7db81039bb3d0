"""A program in a pseudo-terminal, and how long it takes from a byte that goes in to the last byte that comes out.

What the program writes is kept with the moment at which it came; screens are worked out afterwards (by pyte), so that
looking costs the program nothing. The terminal understands synchronized output (mode 2026), which tells where a frame
ends.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyte

FRAME_END = b"\x1b[?2026l"
QUIET = 0.09
"""Seconds without a byte after which a key counts as answered: longer than any pause within an answer."""
PATIENCE = 120.0
_ASKS_MODE = b"\x1b[?2026$p"
_PRIVATE = re.compile(rb"\x1b\[[?<>=][^a-zA-Z]*[a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of an answer. Milliseconds since the key."""

    end: float
    net: float
    """`end` less what the program's threads waited for a processor till then, which other programs took."""
    lines: tuple[str, ...]
    """The screen after it."""


Place = tuple[int, int, int]
"""A part of the screen: its first line, its first column, and the first one that is not in it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key caused. Milliseconds."""

    before: tuple[str, ...]
    """The screen when it was typed."""
    frames: tuple[Frame, ...]
    """At least one."""
    settled: float
    """Until the last byte, of everything that followed."""
    busy: float
    """Processor time of all threads, until the last byte."""
    size: int
    """Bytes written."""

    @property
    def painted(self) -> float:
        """Until the end of the first frame."""
        return self.frames[0].end

    @property
    def net(self) -> float:
        """`painted` without what other programs took."""
        return self.frames[0].net

    def at(self, *places: Place) -> Frame:
        """The first frame that changed the first of these places that was changed at all; else the first frame."""
        for line, start, stop in places:
            before = [one[start:stop] for one in self.before[line:]]
            for frame in self.frames:
                if [one[start:stop] for one in frame.lines[line:]] != before:
                    return frame
        return self.frames[0]


class Session:
    """A program that runs in a pseudo-terminal of its own."""

    def __init__(self, words: Sequence[str], size: tuple[int, int], environment: Mapping[str, str]) -> None:
        self.size = size
        self.chunks: list[tuple[float, bytes]] = []
        """What it wrote, each part with the seconds since the start."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._screen = (screen := pyte.Screen(*size), pyte.ByteStream(screen))
        self._drawn = 0
        """How many of the parts stand on that screen."""
        self._started = time.perf_counter()
        # A benchmark that is told to end takes its program along: one that was left behind kept a core busy.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
        self._process = subprocess.Popen(
            words, stdin=slave, stdout=slave, stderr=slave, env=dict(environment), start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def now(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._started

    def read(self, seconds: float) -> bool:
        """Waits so long for bytes; whether some came."""
        ready, _, _ = select.select([self._master], [], [], max(seconds, 0.0))
        if not ready:
            return False
        try:
            part = os.read(self._master, 1 << 16)
        except OSError:  # Linux says EIO where the program has closed its side
            return False
        self.chunks.append((self.now, part))
        if _ASKS_MODE in part:
            os.write(self._master, b"\x1b[?2026;2$y")
        return True

    def settle(self, quiet: float = QUIET) -> None:
        """Reads until nothing has come for so long."""
        while self.read(quiet):
            pass

    def rest(self, quiet: float) -> float:
        """Reads until it neither writes nor works for so long, and the seconds since the start at its last byte."""
        had = -1.0
        while self.scheduled()[0] - had > quiet / 10:
            had = self.scheduled()[0]
            self.settle(quiet)
        return self.chunks[-1][0]

    def send(self, keys: bytes) -> None:
        """Types, and reads nothing."""
        os.write(self._master, keys)

    def wait_for(self, seen: Callable[[list[str]], bool]) -> float:
        """Reads until the screen is so, and the seconds since the start at which it was.

        Screens are worked out only while nothing comes: it takes longer than painting them.
        """
        screen, stream, done = self._blank()
        while self.now < PATIENCE:
            while self.read(0.03):
                pass
            while done < len(self.chunks):
                at, part = self.chunks[done]
                done += 1
                stream.feed(_PRIVATE.sub(b"", part))
                if seen(_lines(screen)):
                    return at
        raise TimeoutError("\n".join(screen.display))

    def screen(self) -> list[str]:
        """What stands on the screen now."""
        return list(self._shown(len(self.chunks)))

    def _blank(self) -> tuple[pyte.Screen, pyte.ByteStream, int]:
        screen = pyte.Screen(*self.size)
        return screen, pyte.ByteStream(screen), 0

    def press(self, keys: bytes, quiet: float = QUIET, *, patience: float = 2.0) -> Answer:
        """Types one key and waits for its answer: `patience` seconds for the first byte, `quiet` for each after it."""
        first, ends = len(self.chunks), list[tuple[int, float]]()
        shown = self._shown(first)
        before, started = self.scheduled(), self.now
        self.send(keys)
        limit = patience
        while self.read(limit):
            limit = quiet
            if FRAME_END in self.chunks[-1][1]:
                ends.append((len(self.chunks), self.scheduled()[1] - before[1]))
        if len(self.chunks) == first:
            raise TimeoutError(f"{keys!r} was not answered")
        end = self.scheduled()
        frames = []
        for stop, waited in ends or [(first + 1, end[1] - before[1])]:
            wall = (self.chunks[stop - 1][0] - started) * 1000
            frames.append(Frame(wall, max(0.0, wall - waited * 1000), self._shown(stop)))
        written = sum(len(part) for _, part in self.chunks[first:])
        return Answer(shown, tuple(frames), (self.chunks[-1][0] - started) * 1000, (end[0] - before[0]) * 1000, written)

    def _shown(self, stop: int) -> tuple[str, ...]:
        """The screen after so many parts of what was written; never fewer than the last time."""
        screen, stream = self._screen
        for _, part in self.chunks[self._drawn : stop]:
            stream.feed(_PRIVATE.sub(b"", part))
        self._drawn = stop
        return tuple(_lines(screen))

    def hold(self, keys: bytes, times: int, rate: float = 30.0) -> int:
        """Types a key so often a second, and counts those whose frame was not there when the next one was typed."""
        late = 0
        for _ in range(times):
            first, due = len(self.chunks), self.now + 1 / rate
            self.send(keys)
            while (left := due - self.now) > 0:
                self.read(left)
            late += not any(FRAME_END in part for _, part in self.chunks[first:])
        self.settle()
        return late

    def scheduled(self) -> tuple[float, float]:
        """Seconds that the program's threads have had a processor, and waited for one (Linux, sched-stats.rst)."""
        had = waited = 0.0
        for one in Path(f"/proc/{self._process.pid}/task").glob("*/schedstat"):
            with suppress(OSError):  # the thread has just ended
                words = one.read_text().split()
                had, waited = had + int(words[0]) / 1e9, waited + int(words[1]) / 1e9
        return had, waited

    def private_memory(self) -> float:
        """MiB that are the program's alone (`Private_*` of smaps_rollup)."""
        lines = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def _lines(screen: pyte.Screen) -> list[str]:
    """The lines of a screen; pyte's own fail where half of a wide character was painted over."""
    return ["".join(screen.buffer[y][x].data for x in range(screen.columns)) for y in range(screen.lines)]
