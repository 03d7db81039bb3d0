"""newsread in a pseudo-terminal of its own: keys go in, every byte that comes out is kept."""

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
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pyte

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds after which a thing that should show is missed; a loaded machine takes its time."""
LEFT = "\x1b[?1049l"
"""What leaves the alternate screen."""


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment in which everything of the user's is below a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "NEWSREAD_", "TEXTUAL"))}
    own = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    return {**kept, **own, **more}


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(
        self,
        *words: str,
        home: Path,
        size: tuple[int, int] = (120, 40),
        program: tuple[str, ...] = ("-m", "tui"),
        controlling: bool = True,
        **more: str,
    ) -> None:
        self.output = b""
        """Every byte it wrote, standard error included."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._slave = slave
        self.before = termios.tcgetattr(slave)
        self._fed = 0
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self.process = subprocess.Popen(
            [sys.executable, *program, *words],
            stdin=slave, stdout=slave, stderr=slave, env=environment(home, **more), cwd=ROOT,
            start_new_session=True, preexec_fn=_own_terminal if controlling else None,
        )  # fmt: skip

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for handle in {self._master, self._slave} - {-1}:
            os.close(handle)

    def read(self, seconds: float = 0.05) -> None:
        """Takes in what the program writes for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self._master], [], [], left)
            if ready:
                self.output += os.read(self._master, 65536)

    def screen(self) -> str:
        """What stands on the screen; drawn when it is asked for, since that takes a second for each megabyte."""
        # pyte does not know every private mode that Textual asks about.
        self._stream.feed(re.sub(rb"\x1b\[[?<>=][^a-zA-Z]*[a-zA-Z]", b"", self.output[self._fed :]))
        self._fed = len(self.output)
        return "\n".join(self._screen.display)

    def wait_for(self, seen: Callable[[], bool], what: str) -> None:
        """Reads until something is so."""
        end = time.monotonic() + PATIENCE
        while not seen():
            if time.monotonic() > end:
                raise AssertionError(f"{what} is missed:\n{self.screen()}\n{self.output[-300:]!r}")
            self.read()

    def sees(self, text: str) -> None:
        """Reads until a text is on the screen."""
        self.wait_for(lambda: text in self.screen(), repr(text))

    def showed(self, text: str) -> None:
        """Reads until a text has been on the screen, if only for a moment."""
        self.wait_for(lambda: text.encode() in self.output, repr(text))

    def press(self, keys: str, seconds: float = 0.0) -> None:
        """Types, and reads on for so long."""
        os.write(self._master, keys.encode())
        if seconds:
            self.read(seconds)

    def does(self, keys: str, quiet: float = 0.08, most: float = 0.6) -> None:
        """Types, and reads until what that brings has come and nothing more came for so long."""
        before, end = len(self.output), time.monotonic() + most
        os.write(self._master, keys.encode())
        while time.monotonic() < end:
            had = len(self.output)
            self.read(quiet)
            if len(self.output) == had > before:
                return

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Closes the terminal, as a closed window or a lost connection does."""
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def ended(self) -> float:
        """Reads until the program is gone; the seconds that took."""
        started = time.monotonic()
        while self.process.poll() is None:
            if time.monotonic() - started > PATIENCE:
                raise AssertionError(f"it does not end:\n{self.output[-300:]!r}")
            if self._master >= 0:
                self.read(0.02)
            else:
                time.sleep(0.02)
        seconds = time.monotonic() - started
        while self._master >= 0 and select.select([self._master], [], [], 0.1)[0]:
            self.read()  # all of it: what puts the terminal back comes last
        return seconds

    def restored(self) -> bool:
        """Whether the terminal is as it was: its settings, the normal screen, the cursor, no mouse, no key protocol."""
        written = self.output.decode("utf-8", "replace")
        modes = [("\x1b[?1049h", LEFT), ("\x1b[?25l", "\x1b[?25h"), ("\x1b[?1000h", "\x1b[?1000l"),
                 ("\x1b[?1003h", "\x1b[?1003l"), ("\x1b[?2004h", "\x1b[?2004l"), ("\x1b[>1u", "\x1b[<u")]  # fmt: skip
        return termios.tcgetattr(self._slave) == self.before and all(
            written.rfind(on) < written.rfind(off) or on not in written for on, off in modes
        )

    def stopped(self) -> bool:
        """Whether the program is stopped."""
        return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def _own_terminal() -> None:
    """Makes the pseudo-terminal the program's controlling one."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
