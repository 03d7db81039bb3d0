"""When each host may be visited next, known to every newsread that works on one library.

A small file beside the library, mapped into memory: the app, an update in a process of its own and `newsread update`
from a timer keep the same distance to a host. Its times are the system's monotonic clock, which all processes share.
Where the file cannot be had, each process keeps its own distance, as without it.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import struct
from contextlib import suppress
from pathlib import Path

_PLACES = 8192
"""Of two hosts with one place, the later one takes it: they seldom meet, and then only the distance is lost."""
_PLACE = struct.Struct("=8sd")
"""A host's hash, and from when on it may be visited, seconds."""
_FARTHEST = 10
"""Distances ahead; what lies farther was written before the machine was started anew."""


class Shared:
    """The table of hosts beside a library."""

    def __init__(self, library: Path) -> None:
        self._path = library.with_name(library.name + ".hosts")
        self._handle = -1
        self._table: mmap.mmap | None = None

    def open(self) -> None:
        """Opens it, unless that has been done; reads and writes the disk."""
        if self._table is not None:
            return
        size = _PLACES * _PLACE.size
        with suppress(OSError, ValueError):
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            if os.fstat(self._handle).st_size < size:
                os.ftruncate(self._handle, size)
            self._table = mmap.mmap(self._handle, size)

    def taken(self, host: str, now: float, spacing: float) -> float:
        """When `host` may be visited, the next visit to it being put off from then on; waits for nothing."""
        if self._table is None:
            return now
        digest = hashlib.blake2b(host.encode("utf-8", "replace"), digest_size=8).digest()
        place = int.from_bytes(digest[:4], "big") % _PLACES * _PLACE.size
        with suppress(OSError):  # whoever holds it is done in microseconds; one that was stopped there must not stop us
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            known, free = _PLACE.unpack_from(self._table, place)
            at = max(now, free) if known == digest and free <= now + _FARTHEST * spacing else now
            _PLACE.pack_into(self._table, place, digest, at + spacing)
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)
        return at

    def close(self) -> None:
        """Lets go of the file."""
        if self._table is not None:
            self._table.close()
            self._table = None
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        self.close()
