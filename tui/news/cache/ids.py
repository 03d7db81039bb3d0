"""Sets of article ids as compressed bitmaps: the one place that knows pyroaring.

Roaring bitmaps: Lemire et al., "Roaring Bitmaps: Implementation of an Optimized Software Library", 2018. Counting what
two sets share takes microseconds at a million ids, as long as ids are dense.
"""

from __future__ import annotations

import zlib

from pyroaring import BitMap

from tui.news.errors import Damaged

_CHECK = 4


class Ids(BitMap):
    """A set of article ids: `|`, `&`, `-`, `in`, `len`, iteration in ascending order."""

    def to_bytes(self) -> bytes:
        """CRC-32 (4 bytes, big endian), then the portable Roaring format."""
        data = self.serialize()
        return zlib.crc32(data).to_bytes(_CHECK, "big") + data

    @classmethod
    def from_bytes(cls, data: bytes) -> Ids:
        """What `to_bytes` wrote. Raises Damaged where they are."""
        body = data[_CHECK:]
        if zlib.crc32(body).to_bytes(_CHECK, "big") != data[:_CHECK]:
            raise Damaged("the index is damaged; start newsread again and it is made anew from the articles")
        return cls.deserialize(body)
