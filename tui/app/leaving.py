"""How the app ends or stops where nobody asked it to: signals, and errors that nobody foresaw.

The terminal is put back each time.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

from rich.console import RenderableType
from textual.app import App
from textual.dom import NoScreen
from textual.worker import WorkerFailed

from tui.news import clean
from tui.news.errors import Interrupted, NewsError

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
LOOKED_EVERY = 2.0
"""Seconds between two looks whether the terminal is still there: a system call each."""
PATIENCE = 1.5
"""Seconds in which the app may end by itself; every act is stored by then, so nothing is lost by not waiting longer."""


class LeavingApp(App[None]):
    """An app that leaves the terminal as it was, however it ends."""

    failure: BaseException | None = None
    """The unforeseen error that ended the app; whoever opened it saves the report."""

    def on_load(self) -> None:
        """From here on signals end the app in order."""
        leave_on_signals(lambda code: self.exit(return_code=code))

    def on_mount(self) -> None:
        """The terminal is ours now, and given back while the process is stopped."""
        stop_on_signals(self.suspend)
        if not (self.is_headless or self.is_web):
            self.set_interval(LOOKED_EVERY, leave_without_terminal)

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """As Textual's, which after an error within would leave the terminal to the shell and the app without it."""
        inner = super().suspend()
        inner.__enter__()
        try:
            yield
        finally:
            inner.__exit__(None, None, None)

    def _handle_exception(self, error: Exception) -> None:
        """The app's outermost door: work that failed for a reason we can tell is told, and the app goes on.

        Anything else ends the app. Textual would print a traceback with the values of variables, which may be
        anybody's.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, Interrupted) or (isinstance(cause, NoScreen) and not self.is_running):
            return  # nobody waits for the answer any more; the second came while the screen was being taken down
        if isinstance(error, WorkerFailed) and isinstance(cause, NewsError):
            self.notify(clean.line(str(cause)), markup=False, severity="error", timeout=10)
            return
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._end(cause)

    def panic(self, *renderables: RenderableType) -> None:
        """The terminal cannot be read any more: the app ends, and the traceback that is brought is not printed."""
        self._end(OSError("the terminal cannot be read"))

    def _end(self, cause: BaseException) -> None:
        self.failure = self.failure or cause
        self._return_code = 1
        self._close_messages_no_wait()


def leave_on_signals(leave: Callable[[int], None]) -> None:
    """Calls `leave` with the exit code when the process shall end.

    Where a thread still waits for a disk, a host or the terminal after `PATIENCE`, the process ends without it.
    """
    loop = asyncio.get_running_loop()

    def end(number: int, frame: FrameType | None) -> None:
        # Not a handler of the loop's: a terminal that takes no more bytes holds the loop up for good.
        last = threading.Timer(PATIENCE, os._exit, (128 + number,))
        last.daemon = True
        last.start()
        loop.call_soon_threadsafe(leave, 128 + number)

    for number in SIGNALS:
        signal.signal(number, end)


def leave_without_terminal() -> None:
    """Ends the app as SIGHUP does where the terminal has gone without one, as it does for a program below `setsid`.

    A terminal that is gone reads as empty at once and for ever: the app would keep a processor busy.
    """
    if not os.isatty(0):
        signal.raise_signal(signal.SIGHUP)


def stop_on_signals(suspend: Callable[[], AbstractContextManager[None]]) -> None:
    """Gives the terminal back while the process is stopped, and takes it again afterwards; `suspend` does both.

    In the place of Textual's own handlers: after a SIGSTOP, which cannot be handled, they would take the terminal as
    they had left it for the terminal as it was before.
    """
    loop = asyncio.get_running_loop()

    def stop() -> None:
        loop.remove_signal_handler(signal.SIGCONT)
        with suspend():
            os.kill(os.getpid(), signal.SIGSTOP)
        loop.add_signal_handler(signal.SIGCONT, go_on)

    def go_on() -> None:
        with suspend():
            pass

    loop.add_signal_handler(signal.SIGTSTP, stop)
    loop.add_signal_handler(signal.SIGCONT, go_on)
