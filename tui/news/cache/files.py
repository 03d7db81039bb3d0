"""The library's place on the disk: folders, modes, locks, and what kind of disk it is."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.news.errors import CacheError
from tui.news.private import make_folder

_NETWORK = ("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "9p", "ceph", "fuse.sshfs", "ncpfs", "davfs")
_MOUNTS = Path("/proc/self/mountinfo")


def make_place(path: Path) -> None:
    """Makes the folder (0700) where it is missing. Raises CacheError where it cannot be made."""
    try:
        make_folder(path.parent)
    except OSError as error:
        raise CacheError(
            f"its folder cannot be made ({error.strerror}); choose another with --library", str(path)
        ) from error


def make_private(path: Path) -> None:
    """Makes the file, if need be, and lets only its owner read it (0600)."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.fstat(handle).st_mode & 0o077 and os.fstat(handle).st_uid == os.getuid():
            os.fchmod(handle, 0o600)
    finally:
        os.close(handle)


def is_writable(path: Path) -> bool:
    """Whether the library can be written: the file, or the folder where there is no file yet."""
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return False
    return not path.exists() or os.access(path, os.W_OK)


def is_remote(path: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether the file lies on a network disk, where SQLite's shared memory does not work (proc(5), mountinfo)."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    whole = str(path.resolve())
    best, kind = -1, ""
    for line in lines:
        before, _, after = line.partition(" - ")
        point = before.split(" ")[4].replace("\\040", " ")
        if (whole + "/").startswith(point.rstrip("/") + "/") and len(point) >= best:
            best, kind = len(point), after.split(" ")[0]
    return kind in _NETWORK


class FileLock:
    """A lock between processes that the kernel frees when its holder ends, however it ends (flock(2))."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._thread = threading.Lock()

    def _open(self) -> int:
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._handle

    def take(self) -> bool:
        """Takes it if it is free, without waiting; whether it was."""
        try:
            fcntl.flock(self._open(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Waits for its turn, among threads and among processes, and holds it."""
        with self._thread:
            handle = self._open()
            fcntl.flock(handle, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(handle, fcntl.LOCK_UN)

    def close(self) -> None:
        """Frees it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
