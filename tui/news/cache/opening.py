"""How a library is opened: made, migrated after a copy, mended where it is damaged, or refused with a sentence."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tui.news.cache import copies, files, schema
from tui.news.cache.connections import FAULTS, Connections, explain, suspect
from tui.news.cache.files import FileLock
from tui.news.cache.telling import Told
from tui.news.errors import CacheError, Damaged

_AT_ONCE = 4_000
"""Pages that are copied before it is told how far that is: 16 MB."""
_MOVED = "The library lies on a network disk, so it is kept in a slower and safer way."
_SECOND = "Another newsread has this library open, so this one only reads until that one ends."
_MENDED = "The library's index was damaged; it has been made anew from the articles."
_FOREIGN = "this is a file of another program, not a library of newsread; choose another"
_READ_ONLY = "The library cannot be written here, so it is open for reading only."


def open(path: Path, *, write: bool, app: bool, renew: bool, told: Told) -> tuple[Connections, str, FileLock | None]:
    """The connections of a library, what to tell the user, and the lock of the one long-running program.

    The second such program gets the lock too, not taken: the first one holds it.
    """
    files.make_place(path)
    _leave_others_alone(path)
    if not files.is_writable(path):
        if not path.exists():
            raise CacheError("no library can be made in this folder; choose another with --library", str(path))
        return _read_only(path, _READ_ONLY)
    lock = FileLock(path.with_name(path.name + ".lock")) if app and write else None
    if lock is not None and not lock.take():
        return _read_only(path, _SECOND, lock)
    try:
        if not write and path.exists() and path.stat().st_size:
            if renew and 0 < schema.recorded(path) < schema.VERSION:
                _make_ready(path, lock, told)
            return _read_only(path, "")
        notice = _make_ready(path, lock, told)
        remote = files.is_remote(path)
        connections = Connections(path, read_only=False, remote=remote)
        return connections, " ".join(filter(None, (notice, _MOVED if remote else ""))), lock
    except BaseException:
        if lock is not None:
            lock.close()
        raise


def _leave_others_alone(path: Path) -> None:
    """Refuses another program's file before anything of it is changed, or put beside it."""
    try:
        if not path.exists() or not path.stat().st_size or schema.was_ours(path) or copies.copies(path):
            return
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            _refuse_foreign(connection, path)
    except FAULTS as error:
        raise CacheError(_FOREIGN, str(path)) from error
    except OSError as error:
        raise CacheError(f"it cannot be opened ({error.strerror}); choose another with --library", str(path)) from error


def _read_only(path: Path, notice: str, lock: FileLock | None = None) -> tuple[Connections, str, FileLock | None]:
    unwritable = not files.is_writable(path)
    wal = path.with_name(path.name + "-wal")
    immutable = unwritable and not (wal.exists() and wal.stat().st_size)
    try:
        connections = Connections(path, read_only=True, remote=files.is_remote(path), immutable=immutable)
        with connections.read() as connection:
            _refuse_foreign(connection, path)
            if schema.version(connection) < schema.VERSION:
                raise CacheError(
                    "this library is from an older newsread and must be opened for writing once", str(path)
                )
    except FAULTS as error:
        raise explain(error, path) from error
    return connections, notice, lock


def _make_ready(path: Path, lock: FileLock | None, told: Told) -> str:
    """Makes the file and its schema, brings an old one up to this version, mends a damaged one; what was mended."""
    try:
        emptied = path.exists() and not path.stat().st_size and bool(copies.copies(path))
        files.make_private(path)
        with FileLock(path.with_name(path.name + ".turn")).held():
            try:
                if emptied:
                    return _recover(path, lock)
                if suspect(path).exists():
                    return _look_into(path, lock, told)
                _bring_up(path, lock, told)
            except (Damaged, *FAULTS) as error:
                meant = error if isinstance(error, Damaged) else explain(error, path)
                if not isinstance(meant, Damaged):
                    raise
                return _recover(path, lock)
    except OSError as error:
        raise CacheError(f"it cannot be opened ({error.strerror}); choose another with --library", str(path)) from error
    except FAULTS as error:
        raise explain(error, path) from error
    return ""


def _bring_up(path: Path, lock: FileLock | None, told: Told) -> None:
    with closing(_connect(path)) as connection:
        _refuse_foreign(connection, path)
        found = schema.version(connection)
        if found < schema.VERSION:
            with _alone(path, lock, "a newer newsread must renew the library"):
                if found:
                    _copy(connection, path, found, told)
                schema.migrate(connection, told)
        connection.execute("SELECT (SELECT max(id) FROM article), (SELECT count(*) FROM feed)").fetchone()


def _look_into(path: Path, lock: FileLock | None, told: Told) -> str:
    """Damage was met here: either the file shows it again, or what is made from the rows is made anew."""
    from tui.news.cache.whole import make_whole

    _bring_up(path, lock, told)
    with closing(_connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise Damaged("the library file is damaged", str(path))
        connection.execute("BEGIN IMMEDIATE")
        make_whole(connection, told)
        connection.execute("COMMIT")
    suspect(path).unlink(missing_ok=True)
    return _MENDED


def _recover(path: Path, lock: FileLock | None) -> str:
    """Mends a library of ours while nobody else has it open; any other file is refused as it is."""
    from tui.news.cache import recovery

    if not (copies.copies(path) or schema.was_ours(path)):
        raise CacheError(_FOREIGN, str(path))
    with _alone(path, lock, "the library is damaged"):
        return recovery.recover(path)


@contextmanager
def _alone(path: Path, lock: FileLock | None, why: str) -> Iterator[None]:
    """While no app has the library open, unless it is the one that holds the `lock`."""
    own = lock or FileLock(path.with_name(path.name + ".lock"))
    try:
        if lock is None and not own.take():
            raise CacheError(f"{why}; close the other newsread, and start again", str(path))
        yield
    finally:
        if lock is None:
            own.close()


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=10)


def _copy(connection: sqlite3.Connection, path: Path, version: int, told: Told) -> None:
    """Keeps the library as it was before its schema changes; an older copy of the same version stays."""

    def copied(status: int, rest: int, total: int) -> None:
        told("keeping a copy of the library as it was", 1 - rest / max(total, 1))

    copy = path.with_name(f"{path.name}.version-{version}")
    if copy.exists():
        return
    new = copy.with_name(f"{copy.name}.new")  # a copy that was cut short must not pass for one
    new.unlink(missing_ok=True)
    try:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(_connect(new)) as target:
            connection.backup(target, pages=_AT_ONCE, progress=copied)
        new.replace(copy)
    finally:
        new.unlink(missing_ok=True)


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    if not schema.is_ours(connection):
        raise CacheError(_FOREIGN, str(path))
    if schema.version(connection) > schema.VERSION:
        raise CacheError("this library was written by a newer newsread; update newsread to open it", str(path))
