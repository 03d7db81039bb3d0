"""How Python is set while the app runs, so that no key waits for what it did not ask for.

`tests.benchmarks.keys` measures them together; what each gains was seen on a prototype with a million articles:
- the collector of cyclic garbage stopped everything for 24 to 48 ms when it came to it, so it runs only while no key
  comes, looks at what is new first, and what start-up and the index made is taken out of its sight;
- a thread that computes (parsing, a search) is asked to give way after 0.5 ms and not after Python's 5: with 5, one
  key in a hundred waited 142 ms for it;
- frames are painted up to 480 times a second: at Textual's 60, a key waits up to 16 ms for the next one, and what
  follows it (the reader) as long again; 1,000 gained nothing more;
- nothing slides: a page down slid for 0.8 s;
- threads share a heap: glibc gives each one of its own, whose unused parts made 16 of 75 MB at a million articles;
- what is large and short-lived goes back to the system at once: glibc learns to keep it for the next such thing.
"""

from __future__ import annotations

import gc
import os
import sys
import time

SWITCH_SECONDS = 0.0005
IDLE_SECONDS = 1.5
"""Without a key for so long, there is time to collect what is new: a few ms."""
RESTING_SECONDS = 20.0
"""Without a key for so long, nobody is about to press one: everything is looked at, 30 ms."""
_ARENA_MAX = -8
"""M_ARENA_MAX of mallopt(3)."""
_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of mallopt(3)."""
LARGE_BYTES = 256 << 10
MOST_YOUNG = 10_000
"""New objects after which the youngest are collected even while keys come, in 1.5 ms; with ten times as many a session
of keys left 9 MB behind."""


def set_up() -> None:
    """To be called before Textual is imported, which reads its settings then."""
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)
    os.environ.setdefault("TEXTUAL_FPS", "480")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")


def share_heap() -> None:
    """Lets threads that are started from now on share a heap that keeps nothing large; where the C library is glibc."""
    import ctypes

    if set_option := getattr(ctypes.CDLL(None), "mallopt", None):
        set_option(_ARENA_MAX, 1)
        set_option(_MMAP_THRESHOLD, LARGE_BYTES)


def trim() -> None:
    """Gives what is free in the heap back to the system, 7 MB after a session of keys; where the C library is glibc."""
    import ctypes

    if give_back := getattr(ctypes.CDLL(None), "malloc_trim", None):
        give_back(0)


class Collector:
    """Collects cyclic garbage while nobody waits; does nothing where `set_up` was not called."""

    def __init__(self) -> None:
        self._latest_key = time.monotonic()
        self._waiting = [(IDLE_SECONDS, 1)]
        """What is due after the start, or this spell of keys: seconds without a key, and up to which generation."""

    def settled(self) -> None:
        """What there is now stays (the first frame, the index): the collector need not look at it again."""
        if not gc.isenabled():
            gc.freeze()

    def key(self) -> None:
        """A key came."""
        self._latest_key, self._waiting = time.monotonic(), [(IDLE_SECONDS, 1), (RESTING_SECONDS, 2)]

    def look(self) -> None:
        """Once a second: collects, twice after each spell of keys, and what must be before that."""
        if gc.isenabled():
            return
        if self._waiting and time.monotonic() - self._latest_key > self._waiting[0][0]:
            gc.collect(self._waiting.pop(0)[1])
            trim()
        elif gc.get_count()[0] > MOST_YOUNG:
            gc.collect(0)
