"""One request and its answer: httpx values over a transport, every fault told in one sentence."""

from __future__ import annotations

import asyncio
import base64
import errno
import socket
import ssl
from contextlib import aclosing
from dataclasses import replace

import httpx

from tui import __version__
from tui.news import clean
from tui.news.errors import FetchError, Unreachable
from tui.news.fetch.address import redact
from tui.news.fetch.body import Body
from tui.news.fetch.limits import Limits
from tui.news.fetch.response import Response
from tui.news.fetch.transport import Refused
from tui.news.types import FetchState

USER_AGENT = f"newsread/{__version__}"
_ACCEPT = b"application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

_NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
_FAULTS = (httpx.HTTPError, OSError)


async def once(
    transport: httpx.AsyncBaseTransport,
    url: str,
    state: FetchState | None,
    known: tuple[str, str] | None,
    trusted: bool,
    seconds: float,
    limits: Limits,
) -> Response:
    """The answer to one GET within `seconds`, no redirect followed; FetchError where there is none."""
    where = redact(url)
    try:
        request = _request(url, state, known, trusted, limits)
        async with asyncio.timeout(max(seconds, 0.0)):
            answer = await transport.handle_async_request(request)
            async with aclosing(answer):
                return await _read(answer, url, limits)
    except TimeoutError as error:
        raise FetchError(f"it did not finish within {limits.whole:.0f} s", where) from error
    except httpx.ConnectTimeout as error:
        raise Unreachable(f"it did not answer within {limits.connect:.0f} s", where) from error
    except httpx.TimeoutException as error:
        raise FetchError(f"it did not answer within {limits.connect:.0f} s", where) from error
    except _FAULTS as error:
        raise (Unreachable if _has_no_way(error) else FetchError)(_words(error), where) from error
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("this address cannot be fetched; check it", where) from error


def _request(
    url: str, state: FetchState | None, known: tuple[str, str] | None, trusted: bool, limits: Limits
) -> httpx.Request:
    """The request with our few headers; validators go back byte for byte."""
    headers = [(b"User-Agent", USER_AGENT.encode()), (b"Accept", _ACCEPT), (b"Accept-Encoding", b"gzip")]
    if state and state.etag:
        headers.append((b"If-None-Match", state.etag.encode("latin-1")))
    if state and state.modified:
        headers.append((b"If-Modified-Since", state.modified.encode("latin-1")))
    if known:
        headers.append((b"Authorization", b"Basic " + base64.b64encode(f"{known[0]}:{known[1]}".encode())))
    headers.append((b"Connection", b"close"))
    timeout = {"connect": limits.connect, "read": limits.whole, "write": limits.connect}
    return httpx.Request("GET", url, headers=headers, extensions={"trusted": trusted, "timeout": timeout})


async def _read(answer: httpx.Response, url: str, limits: Limits) -> Response:
    """The answer in our words; only a good one's body is read."""
    headers = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in answer.headers.raw}
    response = Response(answer.status_code, url, headers)
    if not response.ok or response.not_modified:
        return response
    length = headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > limits.body:
        raise FetchError(f"the answer is larger than {limits.body // 1024 // 1024} MB", redact(url))
    body = Body(headers.get("content-encoding", ""), limits.body, redact(url))
    async for part in _raw(answer):
        body.feed(part)
    whole, digest = body.done()
    return replace(response, body=whole, body_hash=digest)


def _raw(answer: httpx.Response) -> httpx.AsyncByteStream:
    """The bytes as they came; httpx itself would unpack without a limit."""
    assert isinstance(answer.stream, httpx.AsyncByteStream)
    return answer.stream


def _has_no_way(error: BaseException) -> bool:
    """Whether the name was not known or no network led to the address; a refusal is an answer of the host's."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror) or (isinstance(cause, OSError) and cause.errno in _NO_WAY):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _words(error: BaseException) -> str:
    """What a network error means, for the reader of one line."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Refused):
            return "its address is on this machine or network; `newsread add` it yourself if you trust it"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not valid: {clean.line(cause.verify_message or '', limit=100)}"
        if isinstance(cause, ssl.SSLError):
            return "the secure connection failed"
        if isinstance(cause, ConnectionRefusedError):
            return "the connection was refused; is the address right?"
        cause = cause.__cause__ or cause.__context__
    text = clean.line(str(error), limit=150)
    if "Name or service" in text or "getaddrinfo" in text or "No address" in text or "name resolution" in text:
        return "this host is not known; check the address and the connection"
    if "peer closed" in text or "disconnected" in text:
        return "the answer was cut off"
    return f"the connection failed: {text}" if text else "the connection failed"
