"""One polite GET: conditional, bounded in every direction, without cookies and without a Referer."""

from __future__ import annotations

import asyncio
import importlib
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.news import clean
from tui.news.errors import FetchError
from tui.news.fetch.address import host_of, redact, same_place
from tui.news.fetch.credentials import Credentials, from_keyring, split
from tui.news.fetch.limits import USUAL, Limits
from tui.news.fetch.manners import Manners
from tui.news.fetch.response import Response
from tui.news.fetch.shared import Shared
from tui.news.types import FetchState

if TYPE_CHECKING:
    import httpx

_PERMANENT = (301, 308)
_loading_once = threading.Lock()
_REDIRECTS = (301, 302, 303, 307, 308)


class Fetcher:
    """Fetches addresses with good manners; one for a whole run, since it remembers whose turn it is."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        limits: Limits = USUAL,
        credentials: Credentials = from_keyring,
        library: Path | None = None,
    ) -> None:
        """With `library`, its distance to each host is kept together with every other program on that library."""
        self._transport = transport
        self._limits = limits
        self._credentials = credentials
        self._known: dict[str, tuple[str, str]] = {}
        self._loading: asyncio.Future[None] | None = None
        self.manners = Manners(limits, Shared(library) if library else None)
        """Whose turn it is."""

    async def get(self, url: str, *, state: FetchState | None = None, trusted: bool) -> Response:
        """The last answer from `url`, conditional if `state` holds validators, whatever its status.

        `trusted` is True only for an address that the user typed: any other never reaches loopback, private or
        link-local addresses. FetchError where there is no answer, or none within the limits; HostPaused where the
        host asked for peace.
        """
        started = time.monotonic()
        await self._get_ready()
        at, given = split(_checked(url))
        if given:
            self._known[host_of(at)] = given
        spent = 0.0
        permanent = True
        for hop in range(self._limits.redirects + 1):
            async with self.manners.turn(host_of(at)):
                begun = time.monotonic()
                waited = min(begun - started - spent, self._limits.whole * self._limits.waiting)
                response = await self._visit(at, state, trusted, self._limits.whole - spent - waited)
                spent += time.monotonic() - begun
            target = _target(response)
            if target is None:
                moved = at if hop and permanent else None
                return replace(response, moved_to=moved, seconds=time.monotonic() - started)
            permanent = permanent and response.status in _PERMANENT
            trusted = trusted and same_place(at, target)
            at = target
        raise FetchError(f"it redirects more than {self._limits.redirects} times", redact(url))

    async def _get_ready(self) -> None:
        """Loads the HTTP library off the loop: it takes 0.1 s, and keys shall be answered meanwhile.

        Whoever waits goes on at once when it is there: a lock handed from one to the next kept the last of 470 for 5 s.
        """
        if self._loading is None:
            self._loading = asyncio.ensure_future(asyncio.to_thread(self._load))
        await asyncio.shield(self._loading)

    def _load(self) -> None:
        _load()
        if self.manners.shared is not None:
            self.manners.shared.open()

    async def _visit(self, url: str, state: FetchState | None, trusted: bool, seconds: float) -> Response:
        """One visit; where a name and password are asked for and we know them, a second one with them."""
        from tui.news.fetch import visit
        from tui.news.fetch.transport import Transport

        if self._transport is None:
            self._transport = Transport()
        host = host_of(url)
        end = time.monotonic() + seconds
        response = await visit.once(self._transport, url, state, self._known.get(host), trusted, seconds, self._limits)
        if response.status != 401 or host in self._known:
            return response
        known = await asyncio.to_thread(self._credentials, host)
        if known is None:
            return response
        self._known[host] = known
        return await visit.once(self._transport, url, state, known, trusted, end - time.monotonic(), self._limits)


def _load() -> None:
    """Imports the HTTP library without its command line, which would load rich and pygments: half of its time."""
    with _loading_once:
        if "httpx" not in sys.modules:
            sys.modules["httpx._main"] = None  # type: ignore[assignment]
            importlib.import_module("httpx")
            del sys.modules["httpx._main"]
    importlib.import_module("tui.news.fetch.visit")


def _checked(url: str) -> str:
    """The address if it can be fetched at all, else FetchError."""
    if clean.address(url) is None:
        raise FetchError("only http and https addresses are fetched; check it", clean.line(redact(url), limit=200))
    return url


def _target(response: Response) -> str | None:
    """Where a redirect leads; None for any other answer; FetchError where it leads nowhere."""
    if response.status not in _REDIRECTS or "location" not in response.headers:
        return None
    target = clean.address(response.headers["location"], response.url)
    if target is None:
        raise FetchError("it redirects to something that is no web address", redact(response.url))
    return target.partition("#")[0]
