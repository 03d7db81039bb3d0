"""HTTP/1.1 over one connection per request, guarded where it connects: asyncio for the bytes, h11 for the protocol.

A connection of its own for each visit, since 500 feeds live on nearly as many hosts, and httpx's pool grows
quadratically with kept connections (17 ms a feed with 500 of them). Of what an unchanged feed cost through httpcore
and anyio, half was theirs.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from typing import Any

import h11
import httpx

from tui.news.fetch.address import is_public

_READ = 64 * 1024
_LONGEST_HEAD = 100 * 1024
"""Bytes of status line and headers."""
_PORTS = {"http": 80, "https": 443}


class Refused(OSError):
    """Content chose an address that is not on the public internet."""


class Connection:
    """One open connection, for one request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer
        self._protocol = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)

    async def send(self, request: httpx.Request) -> h11.Response:
        """Sends a request without a body; the head of its answer. h11.ProtocolError where it is none."""
        asked = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
        self.writer.write((self._protocol.send(asked) or b"") + (self._protocol.send(h11.EndOfMessage()) or b""))
        await self.writer.drain()
        while not isinstance(event := await self._event(), h11.Response):
            if not isinstance(event, h11.InformationalResponse):
                raise h11.RemoteProtocolError("server disconnected")
        return event

    async def body(self) -> AsyncIterator[bytes]:
        """The answer's body as it comes."""
        while isinstance(event := await self._event(), h11.Data):
            yield bytes(event.data)

    async def _event(self) -> Any:
        while (event := self._protocol.next_event()) is h11.NEED_DATA:
            self._protocol.receive_data(await self._reader.read(_READ))
        return event

    def close(self) -> None:
        """Ends the connection; what is under way is dropped."""
        self.writer.transport.abort()


class _Stream(httpx.AsyncByteStream):
    """The raw bytes of an answer; closing it closes the connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._connection.body():
                yield part
        except h11.RemoteProtocolError as error:
            raise httpx.RemoteProtocolError(str(error)) from error

    async def aclose(self) -> None:
        self._connection.close()


class Transport(httpx.AsyncBaseTransport):
    """GET by a new connection each; a request's extension `trusted` lets it reach addresses that are not public."""

    def __init__(self) -> None:
        self._tls: ssl.SSLContext | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Sends it; httpx.HTTPError or OSError where there is no answer."""
        url = request.url
        if url.scheme not in _PORTS or not url.host:
            raise httpx.UnsupportedProtocol("only http and https")
        if url.scheme == "https" and self._tls is None:
            self._tls = await asyncio.to_thread(httpx.create_ssl_context)  # reads 100 certificates: not on the loop
            self._tls.set_alpn_protocols(["http/1.1"])
        connection = await connect(
            url.raw_host.decode("ascii"),
            url.port or _PORTS[url.scheme],
            self._tls if url.scheme == "https" else None,
            public_only=not request.extensions.get("trusted"),
            timeout=request.extensions.get("timeout", {}).get("connect"),
        )
        try:
            answer = await connection.send(request)
        except h11.ProtocolError as error:
            connection.close()
            raise httpx.RemoteProtocolError(str(error)) from error
        except BaseException:
            connection.close()
            raise
        return httpx.Response(answer.status_code, headers=answer.headers.raw_items(), stream=_Stream(connection))


async def connect(
    host: str, port: int, tls: ssl.SSLContext | None, *, public_only: bool, timeout: float | None
) -> Connection:
    """Resolves a name once, lets only public addresses through, and connects to those very addresses.

    A name that answers differently the second time (DNS rebinding) gains nothing: it is not asked twice. Within
    `timeout` seconds in all; httpx.ConnectTimeout or OSError where it cannot.
    """
    try:
        async with asyncio.timeout(timeout):
            if not public_only:
                return Connection(*await _open(host, host, port, tls))
            answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
            allowed = [str(answer[4][0]) for answer in answers if is_public(str(answer[4][0]))]
            if not allowed:
                raise Refused("the address is not on the public internet")
            return await _first(list(dict.fromkeys(allowed)), host, port, tls, timeout)
    except TimeoutError as error:
        raise httpx.ConnectTimeout("no connection in time") from error
    except UnicodeError as error:
        raise httpx.ConnectError(str(error)) from error


async def _first(
    addresses: list[str], host: str, port: int, tls: ssl.SSLContext | None, timeout: float | None
) -> Connection:
    """The first of these addresses that answers, the time shared among them."""
    loop = asyncio.get_running_loop()
    end = loop.time() + (timeout or 0.0)
    for left in range(len(addresses), 0, -1):
        try:
            async with asyncio.timeout((end - loop.time()) / left if timeout else None):
                return Connection(*await _open(addresses[-left], host, port, tls))
        except ssl.SSLError:
            raise
        except OSError:
            if left == 1:
                raise
    raise OSError("no address to connect to")


async def _open(
    address: str, host: str, port: int, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    name = host if tls is not None else None
    return await asyncio.open_connection(address, port, ssl=tls, server_hostname=name, limit=_READ)
