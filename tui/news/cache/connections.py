"""The only door to SQLite: one writing connection, a few reading ones, and every error turned into a CacheError.

Several processes may hold the same library. A write waits for its turn by a lock of our own, and so does a
checkpoint: SQLite before 3.51.3 can lose writes when one process writes while another resets the WAL
(https://sqlite.org/wal.html#walresetbug), so nothing but a write's own end ever runs a checkpoint.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from tui.news.cache.files import FileLock
from tui.news.errors import CacheError, Damaged, Interrupted

_BUSY_SECONDS = 10.0
_WAL_PAGES = 2000
"""A WAL longer than this (8 MB) is written back after a transaction."""
_PAGE = 4096
_READ_CACHE_KIB = 400
"""All that is read lies in the system's cache anyway: with 1,000, a window of rows took as long at a million."""
_WRITE_CACHE_KIB = 800
_IDLE = 2
"""Connections that are kept to read with; more are seldom needed at once, and each holds its cache."""
_DAMAGE = ("malformed", "not a database", "file is encrypted", "corrupt", "decode")
FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite may raise: of a damaged schema even its message may be no text."""


class Connections:
    """The connections of one Cache."""

    def __init__(self, path: Path, *, read_only: bool, remote: bool, immutable: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.remote = remote
        self._options = "mode=ro" + "&immutable=1" * immutable
        self._turn = FileLock(path.with_name(path.name + ".turn"))
        self._idle: list[sqlite3.Connection] = []
        self._searching: set[sqlite3.Connection] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._checkpointer = threading.Thread()
        """What writes the WAL back, after a write that made it long; begins when its turn comes."""
        self._writer = self._open_reader() if read_only else self._open_writer()
        self._watch = self._open_reader()
        self._inode = inode(path)

    def _open_reader(self) -> sqlite3.Connection:
        uri = f"{self.path.resolve().as_uri()}?{self._options}"
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS, cached_statements=64
        )
        connection.execute(f"PRAGMA cache_size = -{_READ_CACHE_KIB}")
        return connection

    def _open_writer(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS, cached_statements=64
        )
        wanted = "TRUNCATE" if self.remote else "WAL"
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != wanted.lower():
            connection.execute(f"PRAGMA journal_mode = {wanted}")
        connection.execute(f"PRAGMA synchronous = {'FULL' if self.remote else 'NORMAL'}")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute(f"PRAGMA cache_size = -{_WRITE_CACHE_KIB}")
        return connection

    @contextmanager
    def read(self, *, search: bool = False) -> Iterator[sqlite3.Connection]:
        """A connection to read with, for one thread; with `search`, one that `interrupt` stops."""
        with self._lock:
            if self._closed:
                raise CacheError("the library is closed", str(self.path))
            connection = self._idle.pop() if self._idle else None
        with self.explained():
            connection = connection or self._open_reader()
            try:
                if search:
                    with self._lock:
                        self._searching.add(connection)
                yield connection
            finally:
                with self._lock:
                    self._searching.discard(connection)
                    if len(self._idle) < _IDLE:
                        self._idle.append(connection)
                    else:
                        connection.close()
                    self._shut()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The writing connection within one transaction, committed at the end, rolled back by an error."""
        if self.read_only:
            raise CacheError("the library is open for reading only, so nothing can be changed", str(self.path))
        with self.explained(), self._turn.held():
            if self._closed:
                raise CacheError("the library is closed", str(self.path))
            self._check_place()
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            if not self.remote and self._wal_is_long() and not self._checkpointer.is_alive():
                self._checkpointer = threading.Thread(target=self._checkpoint, name="newsread checkpoint")
                with suppress(RuntimeError):  # Python ends and starts no thread any more
                    self._checkpointer.start()

    def begin_writing(self) -> None:
        """Lets what was open for reading only be written. Raises CacheError where another file has taken its place."""
        with self.explained(), self._turn.held():
            self._check_place()
            before, self._writer = self._writer, self._open_writer()
            self.read_only = False
        before.close()

    def _check_place(self) -> None:
        """Refuses to write into a file that is the library no more: another took its place, or it was moved away."""
        if self._inode != inode(self.path):
            raise CacheError(
                "another file has taken the library's place meanwhile; start newsread again", str(self.path)
            )

    def _shut(self) -> None:
        """Closes what is idle once the Cache is closed; the caller holds the lock."""
        while self._closed and self._idle:
            self._idle.pop().close()

    def _wal_is_long(self) -> bool:
        try:
            return self.path.with_name(self.path.name + "-wal").stat().st_size > _WAL_PAGES * _PAGE
        except OSError:
            return False

    def _checkpoint(self) -> None:
        """Writes the WAL back, after the write that made it long has been acknowledged: it waits for the disk.

        Where that fails nothing is lost: the WAL holds it all, and the next write tries again.
        """
        with suppress(CacheError), self.explained(), self._turn.held():
            if not self._closed:
                self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def interrupt(self) -> None:
        """Stops every search under way; each ends with Interrupted."""
        with self._lock:
            for connection in self._searching:
                connection.interrupt()

    def version(self) -> int:
        """A number that moves when any connection, also another process's, wrote (`PRAGMA data_version`)."""
        with self._lock, self.explained():
            if self._closed:
                raise CacheError("the library is closed", str(self.path))
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Closes all; what is being read ends first."""
        with nullcontext() if self.read_only else self._turn.held():
            with self._lock:  # SQLite crashes where a connection is closed that another thread is asking
                if self._closed:
                    return
                self._closed = True
                self._shut()
                self._watch.close()
            self._writer.close()
        if self._checkpointer.is_alive():
            self._checkpointer.join()
        self._turn.close()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """What SQLite raises within becomes a CacheError; damage is noted beside the library."""
        try:
            yield
        except FAULTS as error:
            told = explain(error, self.path)
            if isinstance(told, Damaged):
                mark_suspect(self.path)
            raise told from error
        except Damaged:
            mark_suspect(self.path)
            raise


def inode(path: Path) -> int | None:
    """What tells a file from another of the same name; None where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def suspect(path: Path) -> Path:
    """The file that stands beside a library in which damage was met, until the next start has looked into it."""
    return path.with_name(path.name + ".suspect")


def mark_suspect(path: Path) -> None:
    """Notes that damage was met; where that cannot be noted, the next start meets it again."""
    with suppress(OSError):
        suspect(path).touch(0o600)


def explain(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> CacheError:
    """What went wrong, in one sentence that says what to do."""
    text = str(error).lower()
    where = str(path)
    if "interrupted" in text:
        return Interrupted("this search gave way to a newer one", where)
    if any(word in text for word in _DAMAGE):
        return Damaged(
            "the library file is damaged; start newsread again and it is mended, nothing in it is thrown away", where
        )
    if "full" in text:
        return CacheError("the disk is full, so nothing was written; make room and try again", where)
    if "locked" in text or "busy" in text:
        return CacheError("another program keeps the library locked; close it or try again", where)
    if "readonly" in text or "read-only" in text:
        return CacheError("the library cannot be written here; check who may write the file and its folder", where)
    if "disk i/o" in text or "unable to open" in text:
        return CacheError("the library cannot be read or written; check the disk and the folder's rights", where)
    return CacheError(f"the library answered: {error}; run `newsread doctor`", where)
