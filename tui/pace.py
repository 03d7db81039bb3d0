"""How Python is set while the app runs, so that no key waits for what it did not ask for.

`tests.benchmarks.keys` measures them together; what each gains was seen on a prototype with a million articles:
- the collector of cyclic garbage stopped everything for 24 to 48 ms when it came to it, so it runs only while no key
  comes, and what start-up made is taken out of its sight;
- a thread that computes (parsing, a search) is asked to give way after 0.5 ms and not after Python's 5: with 5, one
  key in a hundred waited 142 ms for it;
- frames are painted up to 240 times a second: at Textual's 60, a key waits up to 16 ms for the next one;
- nothing slides: a page down slid for 0.8 s;
- threads share a heap: glibc gives each one of its own, whose unused parts made 16 of 75 MB at a million articles.
"""

from __future__ import annotations

import gc
import os
import sys
import time

SWITCH_SECONDS = 0.0005
IDLE_SECONDS = 1.5
"""Without a key for so long, there is time to collect garbage."""
_ARENA_MAX = -8
"""M_ARENA_MAX of mallopt(3)."""
MOST_YOUNG = 100_000
"""New objects after which the youngest are collected even while keys come, so that memory stays bounded."""


def set_up() -> None:
    """To be called before Textual is imported, which reads its settings then."""
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)
    os.environ.setdefault("TEXTUAL_FPS", "240")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")


def share_heap() -> None:
    """Lets threads that are started from now on share the heaps that there are, where the C library is glibc."""
    import ctypes

    if set_option := getattr(ctypes.CDLL(None), "mallopt", None):
        set_option(_ARENA_MAX, 1)


class Collector:
    """Collects cyclic garbage while nobody waits; does nothing where `set_up` was not called."""

    def __init__(self) -> None:
        self._latest_key = 0.0
        self._collected = True

    def settled(self) -> None:
        """The first frame is there: what was made for it stays, so the collector need not look at it again."""
        if not gc.isenabled():
            gc.freeze()
            share_heap()

    def key(self) -> None:
        """A key came."""
        self._latest_key, self._collected = time.monotonic(), False

    def look(self) -> None:
        """Once a second: collects, once after each spell of keys, and what must be before that."""
        if gc.isenabled():
            return
        if not self._collected and time.monotonic() - self._latest_key > IDLE_SECONDS:
            self._collected = True
            gc.collect()
        elif gc.get_count()[0] > MOST_YOUNG:
            gc.collect(0)
