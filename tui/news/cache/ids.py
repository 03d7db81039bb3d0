"""Sets of article ids as compressed bitmaps: the one place that knows pyroaring.

Roaring bitmaps: Lemire et al., "Roaring Bitmaps: Implementation of an Optimized Software Library", 2018. Counting what
two sets share takes microseconds at a million ids, as long as ids are dense.
"""

from __future__ import annotations

import zlib

from pyroaring import BitMap

from tui.news.errors import Damaged

_CHECK = 4
DAMAGED = "the index is damaged; start newsread again and it is made anew from the articles"
"""What is said where a set, or its name, is not what was written: a flipped bit makes a number of a text."""


class Ids(BitMap):
    """A set of article ids: `|`, `&`, `-`, `in`, `len`, iteration in ascending order."""

    def to_bytes(self) -> bytes:
        """CRC-32 (4 bytes, big endian), then the portable Roaring format."""
        data = self.serialize()
        return zlib.crc32(data).to_bytes(_CHECK, "big") + data

    @classmethod
    def from_bytes(cls, data: bytes) -> Ids:
        """What `to_bytes` wrote. Raises Damaged where they are."""
        body = data[_CHECK:] if isinstance(data, bytes) else b""
        if not body or zlib.crc32(body).to_bytes(_CHECK, "big") != data[:_CHECK]:
            raise Damaged(DAMAGED)
        return cls.deserialize(body)
