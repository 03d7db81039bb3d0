"""A body, unpacked under a limit: the bytes that arrive say nothing about the bytes they become."""

from __future__ import annotations

import hashlib
import zlib

from tui.news.errors import FetchError

_STEP = 256 * 1024
"""Unpacked at once, so that a bomb stops soon after the limit."""


class Body:
    """Takes the raw bytes of one response piece by piece."""

    def __init__(self, encoding: str, limit: int, where: str) -> None:
        self._packing = encoding.strip().lower()
        if self._packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"it sent {self._packing[:30]!r} although only gzip was asked for", where)
        self._limit = limit
        self._where = where
        self._parts: list[bytes] = []
        self._size = 0
        self._hash = hashlib.sha256()
        self._started = False
        self._inflate: zlib._Decompress | None = None

    def feed(self, raw: bytes) -> None:
        """The next bytes as they came; FetchError over the limit or where the packing is broken."""
        if not raw:
            return
        if not self._started:
            self._started = True
            self._inflate = self._opened(raw)
        if self._inflate is None:
            self._keep(raw)
            return
        try:
            while raw and not self._inflate.eof:
                self._keep(self._inflate.decompress(raw, _STEP))
                raw = self._inflate.unconsumed_tail
        except zlib.error as error:
            raise FetchError("the packing of its answer is broken", self._where) from error

    def done(self) -> tuple[bytes, str]:
        """The whole body and its SHA-256 in hex; FetchError where the packing was cut off."""
        if self._inflate is not None:
            self._keep(self._inflate.flush())
            if not self._inflate.eof:
                raise FetchError("the answer was cut off", self._where)
        return b"".join(self._parts), self._hash.hexdigest()

    def _opened(self, raw: bytes) -> zlib._Decompress | None:
        """The unpacker for these first bytes; None where they are plain, whatever the header said."""
        if self._packing in ("gzip", "x-gzip"):
            return zlib.decompressobj(wbits=31) if raw[:1] == b"\x1f" else None
        if self._packing == "deflate":
            # Servers send it with and without the zlib header; RFC 9110, section 8.4.1.2, notes both.
            return zlib.decompressobj(wbits=15 if raw[:1] == b"\x78" else -15)
        return None

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise FetchError(f"the answer is larger than {self._limit // 1024 // 1024} MB", self._where)
        self._hash.update(part)
        self._parts.append(part)
