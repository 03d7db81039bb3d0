"""One connection per request over httpcore, guarded where it connects.

A connection of its own for each visit, since httpx's pool grows quadratically with kept connections (0.55 ms a feed
against 1.2 with a pool that keeps none and 17 with one that keeps 500) and 500 feeds live on nearly as many hosts.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpcore
import httpx

from tui.news.fetch.address import is_public


class Refused(httpcore.ConnectError):
    """Content chose an address that is not on the public internet."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a name once, lets only public addresses through, and connects to those very addresses.

    A name that answers differently the second time (DNS rebinding) gains nothing: it is not asked twice.
    """

    def __init__(self, *, public_only: bool) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._public_only = public_only

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connects within `timeout` seconds in all; httpcore's ConnectError or ConnectTimeout where it cannot."""
        if not self._public_only:
            return await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        loop = asyncio.get_running_loop()
        end = loop.time() + (timeout or 0.0)
        try:
            async with asyncio.timeout(timeout):
                answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        allowed = [str(answer[4][0]) for answer in answers if is_public(str(answer[4][0]))]
        if not allowed:
            raise Refused("the address is not on the public internet")
        return await self._first(list(dict.fromkeys(allowed)), port, end, timeout)

    async def _first(
        self, addresses: list[str], port: int, end: float, timeout: float | None
    ) -> httpcore.AsyncNetworkStream:
        """The first of these addresses that answers, the time shared among them."""
        loop = asyncio.get_running_loop()
        for left in range(len(addresses), 0, -1):
            share = (end - loop.time()) / left if timeout else None
            try:
                return await self._inner.connect_tcp(addresses[-left], port, share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise
        raise httpcore.ConnectError("no address to connect to")

    async def sleep(self, seconds: float) -> None:
        """Waits; asked for by httpcore's interface."""
        await asyncio.sleep(seconds)


class _Stream(httpx.AsyncByteStream):
    """The raw bytes of a response; closing it closes the connection."""

    def __init__(self, inner: AsyncIterator[bytes], connection: httpcore.AsyncHTTPConnection) -> None:
        self._inner = inner
        self._connection = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._inner:
            yield part

    async def aclose(self) -> None:
        await self._connection.aclose()


class Transport(httpx.AsyncBaseTransport):
    """GET by a new connection each; a request's extension `trusted` lets it reach addresses that are not public."""

    def __init__(self) -> None:
        self._tls: ssl.SSLContext | None = None
        self._backends = {trusted: GuardedBackend(public_only=not trusted) for trusted in (True, False)}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Sends it; httpcore's errors pass as they are."""
        url = request.url
        if url.scheme == "https" and self._tls is None:
            self._tls = await asyncio.to_thread(httpx.create_ssl_context)  # reads 100 certificates: not on the loop
        origin = httpcore.Origin(url.raw_scheme, url.raw_host, url.port or (443 if url.scheme == "https" else 80))
        connection = httpcore.AsyncHTTPConnection(
            origin, ssl_context=self._tls, network_backend=self._backends[bool(request.extensions.get("trusted"))]
        )
        core_request = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions={"timeout": request.extensions.get("timeout", {})},
        )
        try:
            answer = await connection.handle_async_request(core_request)
        except BaseException:
            await connection.aclose()
            raise
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer.aiter_stream(), connection))
