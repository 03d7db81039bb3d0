"""Run by a test: programs that write to a library until they are killed, and say on standard output what was stored.

For each seed on standard input one is forked, so that a kill costs no start of Python.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import httpx

import tui.news.feeds.parsing
import tui.news.fetch.visit  # noqa: F401 - both are loaded before the fork, which then need not wait for them
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.fetch import Fetcher, Limits
from tui.news.update import update
from tui.news.workers import P, T, Workers


class _Here(Workers):
    """Does the work of the workers in this process: starting others would take longer than it lives."""

    async def start(self) -> None:
        """Nothing needs to be started."""

    async def _run(
        self, kind: type[NewsError], url: str, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return work(*args, **kwargs)


def feed(number: int) -> str:
    """A feed of five articles that were never seen before."""
    items = "".join(f"<item><guid>{number}-{part}</guid><title>News {part}</title></item>" for part in range(5))
    return f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>"


def say(*words: object) -> None:
    """One line, out at once and in one piece: from here on it is acknowledged."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


async def updated(cache: Cache, number: int) -> None:
    """One update, which brings five articles."""
    transport = httpx.MockTransport(lambda request: httpx.Response(200, text=feed(number)))
    fetcher = Fetcher(transport, limits=Limits(spacing=0.0))
    async for result in update(cache, fetcher=fetcher, workers=_Here(), force=True):
        for id in result.new_ids:
            say("new", id)


def main(path: Path, seed: int) -> None:
    """Opens the library, says so, and acts at random."""
    chance = random.Random(seed)
    with Cache.open(path, app=True) as cache:
        say("open")
        for number in itertools.count(seed * 1_000_000):
            id = chance.randint(1, 40)
            match chance.randrange(5):
                case 0:
                    asyncio.run(updated(cache, number))
                case 1:
                    say("will", "starred", id)
                    cache.set_starred([id], on := chance.random() < 0.7)
                    say("starred", id, int(on))
                case 2:
                    say("will", "read", id)
                    cache.set_read([id], on := chance.random() < 0.7)
                    say("read", id, int(on))
                case 3:
                    cache.tag([id], add=[name := f"tag{chance.randrange(5)}"])
                    say("tagged", id, name)
                case 4:
                    cache.keep_copy()


def each(path: Path) -> None:
    """Forks one after the other; waits for the end of each."""
    for seed in sys.stdin:
        child = os.fork()
        if not child:
            main(path, int(seed))
        say("pid", child)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    each(Path(sys.argv[1]))
