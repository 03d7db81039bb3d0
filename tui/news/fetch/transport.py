"""HTTP/1.1 over one connection per request, guarded where it connects: asyncio for the bytes, h11 for the protocol.

A connection of its own for each visit, since 500 feeds live on nearly as many hosts, and httpx's pool grows
quadratically with kept connections (17 ms a feed with 500 of them). Of what an unchanged feed cost through httpcore
and anyio, half was theirs.

No HTTP/2: it was measured over TLS, 300 requests, client CPU a request for a 304 / for a feed of 80 kB, and helps
nowhere. On 300 hosts: this 2.6 / 3.2 ms, httpx with HTTP/1.1 5.0 / 6.1, with HTTP/2 8.7 / it broke off. On one host:
this with a connection each 3.0 / 3.3, HTTP/2 over one kept connection 2.5 / 4.9; and a second visit to a host waits
for a second anyway, so nothing could share its connection.
"""

from __future__ import annotations

import asyncio
import re
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


Head = tuple[int, list[tuple[bytes, bytes]]]
"""Status and headers of an answer."""
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(rb"[\0-\x08\n-\x1f\x7f]")
"""What no header holds (RFC 9110, section 5.5)."""
_BREAK = re.compile(rb"[\0\n\x0b\x0c\r]")
"""What none may be sent with, not even a validator that came with other control characters."""


class Refused(OSError):
    """Content chose an address that is not on the public internet."""


class Connection:
    """One open connection, for one request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer
        self._protocol = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)

    async def send(self, request: httpx.Request) -> Head:
        """Sends a request without a body; the head of its answer. h11.ProtocolError where it is none."""
        headers, target = request.headers.raw, request.url.raw_path
        self.writer.write(_written(request.method.encode("ascii"), target, headers))
        await self.writer.drain()
        first = await self._reader.read(_READ)
        if (unchanged := _unchanged(first)) is not None:
            return 304, unchanged
        for event in (h11.Request(method=request.method, target=target, headers=headers), h11.EndOfMessage()):
            self._protocol.send(event)
        self._protocol.receive_data(first)
        while not isinstance(answer := await self._event(), h11.Response):
            if not isinstance(answer, h11.InformationalResponse):
                raise h11.RemoteProtocolError("server disconnected")
        return answer.status_code, answer.headers.raw_items()

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
            status, headers = await connection.send(request)
        except h11.ProtocolError as error:
            connection.close()
            raise httpx.RemoteProtocolError(str(error)) from error
        except BaseException:
            connection.close()
            raise
        return httpx.Response(status, headers=headers, stream=_Stream(connection))


def _written(method: bytes, target: bytes, headers: list[tuple[bytes, bytes]]) -> bytes:
    """A request as it goes out; h11.LocalProtocolError where something in it would end a line."""
    lines = [b"%b %b HTTP/1.1" % (method, target), *(b"%b: %b" % field for field in headers), b"", b""]
    if any(map(_BREAK.search, lines)):
        raise h11.LocalProtocolError("a header holds what must not be in one")
    return b"\r\n".join(lines)


def _unchanged(first: bytes) -> list[tuple[bytes, bytes]] | None:
    """The headers of a whole, plain 304, which is what most visits bring; None where h11 must see what it is.

    It has no body, and the connection ends with it, so there is nothing in it that h11 would know better: of what an
    unchanged feed cost, a fifth was h11's.
    """
    if not first.startswith((b"HTTP/1.1 304 ", b"HTTP/1.0 304 ")) or not first.endswith(b"\r\n\r\n"):
        return None
    headers = []
    for line in first[:-4].split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if not _TOKEN.fullmatch(name) or _CONTROL.search(value):
            return None
        headers.append((name, value.strip(b" \t")))
    return headers


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
