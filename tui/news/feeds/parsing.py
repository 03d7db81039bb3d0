"""Feed bytes -> ParsedFeed: which reader they go to, and who is asked when it fails."""

from __future__ import annotations

import signal
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from xml.sax import SAXException

from tui.news import clean
from tui.news.errors import FeedError
from tui.news.feeds import jsonfeed, second_opinion, syndication
from tui.news.feeds.drafts import finished
from tui.news.feeds.items import Channel
from tui.news.types import ParsedFeed

FIRST_SECONDS = 3.0
"""The first reader's processor time (a busy machine is no fault of the feed's); the rest of the worker's five seconds
is the second's."""
MOST_BYTES = 16 * 1024 * 1024

FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    SAXException,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What parsers raise over bytes that nobody tried them with."""


class _TooSlow(BaseException):
    """The first reader's time is over; no `except Exception` of a library may swallow it."""


def parse(body: bytes, headers: Mapping[str, str], url: str) -> ParsedFeed:
    """The feed at `url` in these bytes, served with these response headers; FeedError where it is none.

    Runs in a worker process (`tui.news.workers`): hostile bytes can take its whole time and memory.
    """
    try:
        return finished(read(_unpacked(body), headers), url)
    except FeedError as error:
        raise FeedError(error.message, clean.line(url, limit=200)) from error


def read(body: bytes, headers: Mapping[str, str]) -> Channel:
    """What the first reader that understands these bytes says; FeedError where none does."""
    start = body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not body.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"):
        raise FeedError("the answer is empty")
    if start[:1] in (b"{", b"["):
        return jsonfeed.read(body)
    try:
        with _at_most(FIRST_SECONDS):
            channel = syndication.read(body, headers)
    except (*FAULTS, _TooSlow) as error:
        return _second(body, error)
    except FeedError as error:
        return _second(body, error)
    if channel.items:
        return channel
    try:
        other = _second(body, FeedError("no articles"))
    except FeedError:
        return channel
    return other if other.items else channel


def _second(body: bytes, first: BaseException) -> Channel:
    """The second reader's answer; where it has none, the first one's reason stands."""
    try:
        return second_opinion.read(body)
    except FeedError:
        if isinstance(first, FeedError):
            raise first from None
        raise FeedError(_reason(first)) from first
    except FAULTS as error:
        raise FeedError(_reason(error)) from error


def _reason(error: BaseException) -> str:
    if isinstance(error, _TooSlow):
        return f"the feed took more than {FIRST_SECONDS:.0f} s to read; it is broken or hostile"
    if isinstance(error, MemoryError):
        return "the feed needs more memory than it may have; it is broken or hostile"
    return "the feed is too broken to read"


def _unpacked(body: bytes) -> bytes:
    """Bytes without a gzip wrapping that no header told of, at most `MOST_BYTES`."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES)
    except zlib.error as error:
        raise FeedError("the feed is packed with gzip, and the packing is broken") from error


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raises _TooSlow in the block when its time is over; without effect outside a main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
