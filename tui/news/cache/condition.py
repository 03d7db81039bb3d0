"""What state a library's file and its surroundings are in, told without opening it, since it may not be possible."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from tui.news.cache import copies, files, schema
from tui.news.cache.connections import suspect

_LOCKS = Path("/proc/locks")


@dataclass(frozen=True, slots=True)
class Condition:
    """The state of a library that exists."""

    size: int
    """Bytes, the write-ahead log included."""
    shared: bool
    """Others than its owner may read it."""
    writable: bool
    remote: bool
    """It lies on a network disk."""
    free: int
    """Bytes left on its disk."""
    version: int
    """Of its schema; 0 where it is no library."""
    holder: int | None
    """The process that has it open in the app; None where none has, or where that cannot be told."""
    suspect: bool
    """Damage was met in it, and it was not looked into since."""
    copies: tuple[Path, ...]
    """Its daily copies, the newest first."""
    aside: tuple[Path, ...]
    """Damaged files that were set aside, and copies of before a migration."""

    @property
    def newest_version(self) -> int:
        """Of the schema that this program writes."""
        return schema.VERSION


def condition(path: Path, locks: Path = _LOCKS) -> Condition:
    """The state of the library at a path. Raises OSError where there is none or it cannot be looked at."""
    found = path.stat()
    wal = path.with_name(path.name + "-wal")
    beside = sorted(path.parent.glob(f"{path.name}.damaged-*")) + sorted(path.parent.glob(f"{path.name}.version-*"))
    return Condition(
        size=found.st_size + (wal.stat().st_size if wal.exists() else 0),
        shared=bool(stat.S_IMODE(found.st_mode) & 0o077),
        writable=files.is_writable(path),
        remote=files.is_remote(path),
        free=shutil.disk_usage(path.parent).free,
        version=schema.recorded(path),
        holder=_holder(path.with_name(path.name + ".lock"), locks),
        suspect=suspect(path).exists(),
        copies=tuple(copies.copies(path)),
        aside=tuple(beside),
    )


def _holder(lock: Path, locks: Path) -> int | None:
    """The process that holds a lock, as the kernel lists it (proc(5), locks); trying the lock would take it."""
    try:
        found, lines = lock.stat(), locks.read_text("ascii", "replace").splitlines()
    except OSError:
        return None
    place = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    for line in lines:
        words = line.split()
        if len(words) > 5 and words[1] == "FLOCK" and words[5] == place:
            return int(words[4])
    return None
