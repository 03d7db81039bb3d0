"""Processes that read what strangers wrote, and can be killed over it.

Feeds and heavy pages are parsed here: a parser that hangs, eats memory or crashes ends its worker, never the app, and
the screen's thread never waits for one (feedparser in a thread made keys wait 160 ms). Processes come from a fork
server, which is started afresh and has no threads and no terminal settings to inherit; forking the app itself, with
its threads and its open library, would not be safe.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import gc
import os
import resource
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from tui.news import clean
from tui.news.errors import FeedError, NewsError, PageError
from tui.news.types import Document, PageKind, ParsedFeed

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from pebble import ProcessPool

    from tui.news.cache.ready import Ready
    from tui.news.feeds import Candidate
    from tui.news.feeds.opml import Outline

SECONDS = 5.0
"""What one piece of work may take."""
MEMORY = 500 * 1024 * 1024
"""Bytes of address space of one worker."""
COUNT = 2
PIPE = 1024 * 1024
"""Bytes that a pipe to the workers holds: what Linux lets everyone have."""
PATIENCE = 0.5
"""Seconds a killed worker gets to end by itself; one inside a C library does not hear the first signal."""

_WIDEN: int | None = getattr(fcntl, "F_SETPIPE_SZ", None)
"""Linux alone has it."""
_PRELOADED = ["selectolax.lexbor", "tui.news.cache.ready", "tui.news.extract", "tui.news.feeds.quick"]

P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    """A few worker processes; they start with the first piece of work and end with `close`."""

    def __init__(self, count: int = COUNT, seconds: float = SECONDS, memory: int = MEMORY, *, nice: int = 0) -> None:
        """`nice` is what they add to their niceness: an app that answers keys comes first on a busy processor."""
        self._count = count
        self._seconds = seconds
        self._memory = memory
        self._nice = nice
        self._pool: ProcessPool | None = None
        self._starting = asyncio.Lock()

    async def __aenter__(self) -> Workers:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Starts the processes before there is work for them: the first one is forked after half a second."""
        await self._started()

    async def parse(self, body: bytes, headers: Mapping[str, str], url: str) -> ParsedFeed:
        """`feeds.parse` in a worker; FeedError also where it took too long or too much."""
        return await self._run(FeedError, url, _parse, body, dict(headers), url)

    async def prepare(self, body: bytes, headers: Mapping[str, str], url: str) -> tuple[ParsedFeed, tuple[Ready, ...]]:
        """The same with its articles made ready for the library, in the place of drafts."""
        return await self._run(FeedError, url, _prepare, body, dict(headers), url)

    async def extract(self, html: bytes, url: str | None = None, charset: str | None = None) -> Document:
        """`extract.extract` in a worker; PageError where it took too long or too much."""
        return await self._run(PageError, url or "", _extract, html, url, charset)

    async def from_text(self, text: bytes, url: str | None = None) -> Document:
        """`extract.from_text` in a worker; PageError where it took too long or too much."""
        return await self._run(PageError, url or "", _from_text, text, url)

    async def discover(self, html: bytes, url: str) -> list[Candidate]:
        """`feeds.discover` in a worker; PageError where it took too long or too much."""
        return await self._run(PageError, url, _discover, html, url)

    async def outlines(self, data: bytes) -> list[Outline]:
        """`opml.read` in a worker; FeedError also where it took too long."""
        return await self._run(FeedError, "", _outlines, data)

    async def close(self) -> None:
        """Ends the processes, also those at work."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(_stop, pool)

    async def _run(
        self, kind: type[NewsError], url: str, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The result of `work` in a worker; an error of this kind where it was killed over it."""
        where = clean.line(url, limit=200)
        for _ in range(2):
            pool = await self._started()
            from concurrent.futures.process import BrokenProcessPool  # loaded with the pool, in a thread

            with contextlib.suppress(BrokenProcessPool):  # somebody else ended the workers: there are new ones
                return await self._done(pool, kind, where, partial(work, *args, **kwargs))
            await self._drop(pool)
        raise kind("the processes that read it could not be started; try again", where)

    async def _done(self, pool: ProcessPool, kind: type[NewsError], where: str, work: Callable[[], T]) -> T:
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        try:
            future = pool.schedule(work, timeout=self._seconds)
        except RuntimeError as error:
            raise BrokenProcessPool from error
        try:
            return await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise kind(f"it took more than {self._seconds:.0f} s to read; it is broken or hostile", where) from error
        except (ProcessExpired, MemoryError, RecursionError) as error:
            raise kind("the process that read it broke over it; it is broken or hostile", where) from error

    async def _drop(self, pool: ProcessPool) -> None:
        """Ends a pool that does not work any more; the next work starts another."""
        if self._pool is pool:
            await self.close()

    async def _started(self) -> ProcessPool:
        async with self._starting:
            if self._pool is None:
                self._pool = await asyncio.to_thread(_start, self._count, self._memory, self._nice)
            return self._pool


def _start(count: int, memory: int, nice: int) -> ProcessPool:
    """A pool; the fork server imports the parsers once, and each worker, also one after a kill, is forked in 10 ms."""
    import multiprocessing
    from multiprocessing import forkserver

    from pebble import CONSTS, ProcessPool

    CONSTS.term_timeout = PATIENCE
    context: BaseContext = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    try:
        # In the app, Textual's stand-in for standard error has no file number that could be handed down.
        with contextlib.redirect_stderr(sys.__stderr__):
            forkserver.ensure_running()
    except OSError:  # its socket is a temporary file, and a socket's path has 108 bytes: start each worker from nothing
        context = multiprocessing.get_context("spawn")
    return ProcessPool(max_workers=count, initializer=_bound, initargs=(memory, nice), context=context)


def _stop(pool: ProcessPool) -> None:
    """Ends a pool; a worker that is still being forked may finish, else the fork server prints a traceback."""
    pool.close()  # type: ignore[no-untyped-call]
    try:
        pool.join(PATIENCE)
    except TimeoutError:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


# What runs in the workers: each imports there, so that the app itself never pays for a parser.


def _parse(body: bytes, headers: Mapping[str, str], url: str) -> ParsedFeed:
    from tui.news import feeds

    return feeds.parse(body, headers, url)


def _prepare(body: bytes, headers: Mapping[str, str], url: str) -> tuple[ParsedFeed, tuple[Ready, ...]]:
    from tui.news.cache.ready import ready

    parsed = _parse(body, headers, url)
    return replace(parsed, drafts=()), tuple(map(ready, parsed.drafts))


def _extract(html: bytes, url: str | None, charset: str | None) -> Document:
    from tui.news import extract

    return extract.extract(html, url, charset=charset)


def _discover(html: bytes, url: str) -> list[Candidate]:
    from tui.news import feeds

    return feeds.discover(html, url)


def _outlines(data: bytes) -> list[Outline]:
    from tui.news.feeds import opml

    return opml.read(data)


def _from_text(data: bytes, url: str | None) -> Document:
    """A page saved as text: UTF-8 where it is, else Windows-1252, as browsers save it."""
    from tui.news import extract
    from tui.news.extract.kinds import is_binary

    if is_binary(data):
        return Document(url=url, kind=PageKind.BINARY, sureness=0.0)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252", "replace")
    return extract.from_text(text, url)


def _bound(memory: int, nice: int) -> None:
    """Run in each worker before its first work: bounds what it may take, and silences it.

    A C or Rust library that fails writes to standard error, which is the screen of the app. Garbage is looked for
    seldom: a feed's tree of objects has no cycles, and is gone when it is done.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    _widen_pipes()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(nice)
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


def _widen_pipes() -> None:
    """Lets the pipes to and from the pool hold a dozen feeds, not less than one, where the system can.

    A result longer than a pipe held its worker up until a thread of the busy program had read it: of 11 s, a worker
    waited 1.2, and 0.6 since.
    """
    if _WIDEN is None:
        return
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # the listing's own, which is closed again, or a pipe that stays as it is
            if stat.S_ISFIFO(os.fstat(int(name)).st_mode):
                fcntl.fcntl(int(name), _WIDEN, PIPE)
