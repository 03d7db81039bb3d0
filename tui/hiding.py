"""Takes passwords out of the list of processes, where an argument shows them to everybody on the machine.

Linux shows what stands in a process's own memory between two addresses that it tells (proc(5), `arg_start` and
`arg_end` in /proc/PID/stat), so that the process may write something else there. They were seen until then, for the
time that Python takes to start; that is said. Where this cannot be done, the command is refused.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from pathlib import Path

_SECRET = re.compile(rb"(?<=://)[^/?#\s\0]*:[^/?#\s\0]*@")
_OWN = Path("/proc/self")
_START, _END = 45, 46
"""Places of `arg_start` and `arg_end` behind the program's name in /proc/self/stat."""
SAFE = "`newsread add -` takes an address from standard input, and asks for the password of https://NAME@HOST/ unseen"
MOMENT = f"the password stood in the list of processes for a moment, and your shell may remember it; {SAFE}"
REFUSED = f"an argument shows its password to everybody on this machine, so nothing was done; {SAFE}"


def told(words: Iterable[str]) -> tuple[str, bool]:
    """What is to be said of a command line, and whether it may be followed; nothing where it holds no password."""
    if not any(_SECRET.search(word.encode("utf-8", "surrogateescape")) for word in words):
        return "", True
    return (MOMENT, True) if hide() else (REFUSED, False)


def hide() -> bool:
    """Overwrites names and passwords in what the system shows of this process; whether that is so now."""
    try:
        shown = (_OWN / "cmdline").read_bytes()
        fields = (_OWN / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
        start, end = int(fields[_START]), int(fields[_END])
        if not start or end - start != len(shown) or ctypes.string_at(start, len(shown)) != shown:
            return False
        hidden = b"\0".join(map(_without, shown.split(b"\0")))
        ctypes.memmove(start, hidden, len(hidden))
        return (_OWN / "cmdline").read_bytes() == hidden
    except (OSError, ValueError, IndexError):
        return False


def _without(word: bytes) -> bytes:
    """An argument without its secret, as long as it was."""
    return _SECRET.sub(b"***@", word).ljust(len(word), b"\0") if _SECRET.search(word) else word
