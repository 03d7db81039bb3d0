"""Threads of the app share one heap, where the C library is glibc."""

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
