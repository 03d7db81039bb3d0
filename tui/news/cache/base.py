"""What every part of the Cache stands on: the open file, its connections, its locks."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tui.news.cache import opening
from tui.news.cache.connections import Connections
from tui.news.cache.files import FileLock
from tui.news.cache.telling import Told, silent

if TYPE_CHECKING:
    from tui.news.cache.engine import Engine
    from tui.news.cache.writer import Writer


class Base:
    """An open library; every method may be called from any thread."""

    def __init__(self, connections: Connections, notice: str, lock: FileLock | None) -> None:
        self._connections = connections
        self._lock = lock
        self._loading = threading.Lock()
        self._loaded: Engine | None = None
        self.notice = notice
        """One line to tell the user about how the library was opened; may be empty."""

    @classmethod
    def open(
        cls, path: Path | str, *, write: bool = True, app: bool = False, renew: bool = True, told: Told = silent
    ) -> Self:
        """Opens a library, making it where there is none. Raises CacheError.

        With `app`, it takes the place of the one program that has the library open for long: a second one opens it
        for reading only, and `notice` says so. A library that cannot be written is opened for reading only too. One of
        an older version is renewed, also where it is opened without `write`, unless it is not to be; `told` hears how
        far that is.
        """
        return cls(*opening.open(Path(path).expanduser(), write=write, app=app, renew=renew, told=told))

    @property
    def path(self) -> Path:
        """Where the library is."""
        return self._connections.path

    @property
    def connections(self) -> Connections:
        """The door to SQLite, for this package alone."""
        return self._connections

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed; `notice` says why."""
        return self._connections.read_only

    @property
    def second(self) -> bool:
        """Whether nothing can be changed because another app has the library, which `take_over` then waits for."""
        return self.read_only and self._lock is not None

    def take_over(self) -> bool:
        """Writes from now on, where the app that had the library has ended; whether it had.

        Raises CacheError where the library is another file by now.
        """
        if self._lock is None or not self.read_only or not self._lock.take():
            return False
        self._connections.begin_writing()
        self.notice = ""
        return True

    def close(self) -> None:
        """Closes the library; twice is once."""
        self._connections.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def changes(self) -> int:
        """A number that moves when anything was written, also by another process."""
        return self._connections.version()

    def interrupt(self) -> None:
        """Stops the searches under way, so that a newer one need not wait; each of them raises Interrupted."""
        self._connections.interrupt()

    def warm(self) -> None:
        """Loads the index; to be called, in a thread, once the first list is on the screen."""
        self._engine().warm()

    def _engine(self) -> Engine:
        """The index and what answers from it; imported on first use, since the first list needs none of it."""
        with self._loading:
            if self._loaded is None:
                from tui.news.cache.engine import Engine

                self._loaded = Engine(self._connections)
            return self._loaded

    def _writer(self) -> Writer:
        """What writes; imported on first use."""
        from tui.news.cache.writer import Writer

        return Writer(self._connections, self._engine().index)
