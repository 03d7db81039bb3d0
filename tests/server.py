"""A web server on loopback that plays every behaviour, good and bad, and records what it was asked, byte for byte.

    async with Server() as server:
        server.at["/feed"] = Reply(body=RSS, headers={"ETag": '"1"'})
        await fetcher.get(server.url("/feed"), trusted=True)
        assert server.requests[0].header("user-agent") == ...

The port is chosen by the system. It answers on the whole of 127.0.0.0/8, so each feed can have a host of its own.
"""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    raw: bytes
    """The whole head, as it came."""
    path: str
    headers: tuple[tuple[str, bytes], ...]
    """In order, names in lower case, values byte for byte."""
    when: float = field(default_factory=time.monotonic)

    def header(self, name: str) -> bytes | None:
        """The first header of this name."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True)
class Reply:
    """An honest answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before it is sent."""

    def head(self) -> bytes:
        """Status line and headers, Latin-1, as they go out."""
        lines = [f"HTTP/1.1 {self.status} So"]
        given = {name.lower() for name in self.headers}
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if "content-length" not in given and "transfer-encoding" not in given:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")


Play = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
"""A behaviour that writes what it likes, as it likes."""
Answer = Reply | Callable[[Request], Reply] | Play


class Server:
    """The server; `at` maps a path to what is played there, anything else is 404."""

    def __init__(self) -> None:
        self.at: dict[str, Answer] = {}
        self.requests: list[Request] = []
        self.port = 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Server:
        self._server = await asyncio.start_server(self._serve, "0.0.0.0", 0, backlog=1000)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path, on this host of 127.0.0.0/8."""
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for one path, in order."""
        return [request for request in self.requests if request.path == path]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            raw = await reader.readuntil(b"\r\n\r\n")
            await self._play(_request(raw), writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client left, or the test is over
        finally:
            self._open.discard(task)
            writer.close()

    async def _play(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self.requests.append(request)
        answer = self.at.get(request.path, Reply(404))
        if not isinstance(answer, Reply):
            found = answer(request) if answer.__code__.co_argcount == 1 else answer(request, writer)  # type: ignore
            if not isinstance(found, Reply):
                await found
                return
            answer = found
        if answer.delay:
            await asyncio.sleep(answer.delay)
        writer.write(answer.head() + answer.body)
        await writer.drain()


def _request(raw: bytes) -> Request:
    first, *lines = raw.split(b"\r\n")[:-2]
    pairs = [line.partition(b":") for line in lines]
    headers = tuple((name.decode("latin-1").lower(), value.strip()) for name, _, value in pairs)
    return Request(raw, first.split(b" ")[1].decode("latin-1"), headers)


# ------------------------------------------------------------------ honest


def validated(body: bytes, etag: str, modified: str) -> Callable[[Request], Reply]:
    """A feed with validators: 304 to whoever sends both back exactly."""

    def play(request: Request) -> Reply:
        headers = {"ETag": etag, "Last-Modified": modified}
        same = (
            request.header("if-none-match") == etag.encode("latin-1")
            and request.header("if-modified-since") == modified.encode("latin-1")
        )  # fmt: skip
        return Reply(304, headers=headers) if same else Reply(body=body, headers=headers)

    return play


def in_turn(*answers: Reply) -> Callable[[Request], Reply]:
    """One answer after the other; the last one stays."""
    left = list(answers)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]


def packed(body: bytes) -> Reply:
    """A body under gzip."""
    return Reply(body=gzip.compress(body), headers={"Content-Encoding": "gzip"})


# ------------------------------------------------------------------ hostile


async def silent(request: Request, writer: asyncio.StreamWriter) -> None:
    """Takes the request and says nothing."""
    await asyncio.sleep(3600)


async def slow_head(request: Request, writer: asyncio.StreamWriter) -> None:
    """A header that never ends, byte by byte."""
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def slow_body(request: Request, writer: asyncio.StreamWriter) -> None:
    """A body that never ends, byte by byte."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless(request: Request, writer: asyncio.StreamWriter) -> None:
    """A body that never ends, as fast as it goes."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>")
    while True:
        writer.write(b"<item><title>more</title></item>" * 2000)
        await writer.drain()


async def cut_off(request: Request, writer: asyncio.StreamWriter) -> None:
    """Less than it announced."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>")
    await writer.drain()


async def many_headers(request: Request, writer: asyncio.StreamWriter) -> None:
    """Two thousand headers."""
    lines = "".join(f"X-Header-{number}: {'x' * 60}\r\n" for number in range(2000))
    writer.write(f"HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n".encode())
    await writer.drain()


async def garbage(request: Request, writer: asyncio.StreamWriter) -> None:
    """Not HTTP at all."""
    writer.write(b"\x16\x03\x01\x00\xff" * 100 + b"\r\n\r\n")
    await writer.drain()


def bomb(encoding: str = "gzip", size: int = 200 * 1024 * 1024) -> Reply:
    """A few kilobytes that become `size` bytes; labelled as `encoding`, whatever they are."""
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(bytes(1024 * 1024)) for _ in range(size // 1024 // 1024)]
    return Reply(body=b"".join([*parts, packer.flush()]), headers={"Content-Encoding": encoding})


HOSTILE: dict[str, Answer] = {
    "silent": silent,
    "slow head": slow_head,
    "slow body": slow_body,
    "endless": endless,
    "cut off": cut_off,
    "too long": Reply(body=b"x", headers={"Content-Length": str(10**15)}),
    "negative length": Reply(body=b"x", headers={"Content-Length": "-5"}),
    "many headers": many_headers,
    "garbage": garbage,
    "gzip cut off": Reply(body=gzip.compress(b"x" * 9999)[:20], headers={"Content-Encoding": "gzip"}),
    "gzip broken": Reply(body=gzip.compress(b"x" * 9999)[:10] + b"\xff" * 99, headers={"Content-Encoding": "gzip"}),
    "brotli": bomb("br", 1024 * 1024),
    "to a file": Reply(302, headers={"Location": "file:///etc/passwd"}),
    "to a script": Reply(302, headers={"Location": "javascript:alert(1)"}),
}
"""Behaviours that must each end in one line, by name."""
