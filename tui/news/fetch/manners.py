"""Whose turn it is: so many visits at once, so few to one host, and none to a host that asked for peace."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tui.news.errors import FetchError
from tui.news.fetch.limits import Limits
from tui.news.fetch.shared import Shared


class HostPaused(FetchError):
    """A host asked to be left alone; nothing was sent."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(f"the host asked to be left alone for {seconds / 60:.0f} min more", host, 429)
        self.seconds = seconds
        """How long it asked for, from now."""


class Manners:
    """Turns to visit hosts."""

    def __init__(self, limits: Limits, shared: Shared | None = None) -> None:
        """`shared` is what other processes know of hosts too."""
        self._limits = limits
        self.shared = shared
        self._all = asyncio.Semaphore(limits.connections)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(limits.per_host))
        self._free_at: dict[str, float] = {}
        self._paused: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits until `host` may be visited, and keeps the place until the block ends; HostPaused where it may not."""
        async with self._hosts[host]:
            self._check(host)
            now = asyncio.get_running_loop().time()
            at = max(now, self._free_at.get(host, now))
            if self.shared is not None:
                at = self.shared.taken(host, at, self._limits.spacing)
            self._free_at[host] = at + self._limits.spacing
            if at > now:
                await asyncio.sleep(at - now)
                self._check(host)
            async with self._all:
                yield

    def pause(self, host: str, seconds: float) -> None:
        """Nothing goes to this host for so long."""
        self._paused[host] = asyncio.get_running_loop().time() + seconds

    def _check(self, host: str) -> None:
        left = self._paused.get(host, 0.0) - asyncio.get_running_loop().time()
        if left > 0:
            raise HostPaused(host, left)
