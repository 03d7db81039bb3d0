"""Writes to the cache from the loop: in a thread, one at a time, small ones together.

Threads that wait for SQLite's lock would only hold others up, and a transaction of its own costs each feed as much as
its articles do: most of it is the full-text index, which begins a new segment with every transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from tui.news.errors import NewsError
from tui.news.results import Stored
from tui.news.types import FetchState

if TYPE_CHECKING:
    from tui.news.cache import Cache
    from tui.news.cache.ready import Visit

MOST_VISITS = 12
"""Visits stored in one transaction: 50 ms, which is how long an act of the user may have to wait for its turn."""
LINGER = 0.1
"""Seconds in which few visits may become more: 45 transactions for 500 new feeds, not 130, and 5 for unchanged ones."""

T = TypeVar("T")


class Writing:
    """What waits to be written, and the one task that writes it."""

    def __init__(self, cache: Cache, now: datetime, expected: int) -> None:
        """`expected` is how many visits will come here in all: behind the last one nothing is waited for."""
        self._cache = cache
        self._now = now
        self._expected = expected
        self._all_here = asyncio.Event()
        self._works: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._states: dict[int, tuple[FetchState, asyncio.Future[None]]] = {}
        self._visits: list[tuple[Visit, asyncio.Future[Stored]]] = []
        self._task: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, run in a thread after what came before it."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._works.append((work, future))
        self._start()
        return await future

    async def store(self, visit: Visit) -> Stored:
        """Stores what a visit brought, together with others that wait; what became of its articles."""
        future: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        self._visits.append((visit, future))
        self._arrived()
        return await future

    async def remember(self, feed_id: int, state: FetchState) -> None:
        """Writes a feed's state, together with others that wait."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._states[feed_id] = (state, future)
        self._arrived()
        await future

    def _arrived(self) -> None:
        self._expected -= 1
        if self._expected <= 0:
            self._all_here.set()
        self._start()

    def _start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write_all())

    async def _write_all(self) -> None:
        """Writes until nothing waits."""
        while self._works or self._states or self._visits:
            if len(self._visits) < MOST_VISITS and not self._works:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._all_here.wait(), LINGER)
            works, self._works = self._works, []
            states, self._states = self._states, {}
            visits, self._visits = self._visits[:MOST_VISITS], self._visits[MOST_VISITS:]
            try:
                done = await asyncio.to_thread(self._write, works, states, visits)
            except BaseException as error:  # nobody may be left waiting for what will never be written
                for _, future in (*works, *states.values(), *visits):
                    future.cancel(str(error))
                raise
            for future, result in done:
                if future.cancelled():
                    continue
                if isinstance(result, NewsError):
                    future.set_exception(result)
                else:
                    future.set_result(result)

    def _write(
        self,
        works: list[tuple[Callable[[], Any], asyncio.Future[Any]]],
        states: dict[int, tuple[FetchState, asyncio.Future[None]]],
        visits: list[tuple[Visit, asyncio.Future[Stored]]],
    ) -> list[tuple[asyncio.Future[Any], Any]]:
        """Runs in a thread: each future with what it gets."""
        done: list[tuple[asyncio.Future[Any], Any]] = [(future, _outcome(work)) for work, future in works]
        if states:
            plain = {feed_id: state for feed_id, (state, _) in states.items()}
            result = _outcome(lambda: self._cache.set_fetch_states(plain))
            done += [(future, result) for _, future in states.values()]
        if visits:
            stored = _outcome(lambda: self._cache.store_visits([visit for visit, _ in visits], now=self._now))
            for number, (_, visited) in enumerate(visits):
                done.append((visited, stored if isinstance(stored, NewsError) else stored[number]))
        return done


def _outcome(work: Callable[[], Any]) -> Any:
    """What `work` returns, or the error of ours that it raises."""
    try:
        return work()
    except NewsError as error:
        return error
