"""The app is set so that no key waits: garbage is collected between keys, and threads share one heap."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

HEAPS = """
import threading
from tui import pace
{}
held, blocks = threading.Barrier(7), []

def work():
    blocks.append([bytes(2_000) for _ in range(500)])  # too large for Python's own pools
    held.wait()

threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads:
    thread.start()
held.wait()
maps = [line.split() for line in open("/proc/self/maps")]
sizes = [int(end, 16) - int(start, 16) for start, end in (one[0].split("-") for one in maps if one[1] == "---p")]
print(sum(size > 50_000_000 for size in sizes))  # glibc reserves 64 MB for the heap of a thread
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "gnu_get_libc_version"), reason="another C library"
)
def test_threads_share_a_heap() -> None:
    def heaps(first: str) -> int:
        return int(subprocess.run([sys.executable, "-c", HEAPS.format(first)], capture_output=True, check=True).stdout)

    assert heaps("") > 1, "else there is nothing to share"
    assert heaps("pace.share_heap()") == 0


AGES = """
import gc, time
from tui import pace
pace.set_up()
seen, now = [], [100.0]
gc.callbacks.append(lambda phase, info: phase == "stop" and seen.append(info["generation"]))
time.monotonic = lambda: now[0]
collector = pace.Collector()
collector.look()
collector.key()
for seconds in (1, 1, 1, 10, 10, 10, 10):
    now[0] += seconds
    collector.look()
print(seen)
"""


def test_garbage_is_collected_when_no_key_comes_what_is_new_first() -> None:
    found = subprocess.run([sys.executable, "-c", AGES], capture_output=True, check=True, text=True).stdout
    assert found == "[1, 2]\n"
