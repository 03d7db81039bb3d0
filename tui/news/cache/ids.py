"""Sets of article ids as compressed bitmaps: the one place that knows pyroaring.

Roaring bitmaps: Lemire et al., "Roaring Bitmaps: Implementation of an Optimized Software Library", 2018. Counting what
two sets share takes microseconds at a million ids, as long as ids are dense.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterator

from pyroaring import BitMap

from tui.news.errors import Damaged

_CHECK = 4
_CONTAINER = 1 << 16
"""Ids that share their upper 16 bits; as bits, 8 KB."""
_RUNS = 12347
"""What the portable format begins with where some containers are lists of runs."""
_FEW = 4096
"""Up to so many ids a container is a list."""
_UNPLACED = 4
"""Fewer containers than these have no table of offsets where there are runs."""
_PIECE = 1 << 15
"""Characters of a list of numbers that become Python's numbers at a time: a few thousand."""
DAMAGED = "the index is damaged; start newsread again and it is made anew from the articles"
"""What is said where a set, or its name, is not what was written: a flipped bit makes a number of a text."""


class Ids(BitMap):
    """A set of article ids: `|`, `&`, `-`, `in`, `len`, iteration in ascending order."""

    def to_bytes(self) -> bytes:
        """CRC-32 (4 bytes, big endian), then the portable Roaring format."""
        data = self.serialize()
        return zlib.crc32(data).to_bytes(_CHECK, "big") + data

    def blocks(self, size: int) -> Iterator[tuple[int, int]]:
        """The set in blocks of so many ids (a divisor of 65,536), the empty ones left out: number, bits."""
        for high, bits in _containers(self.serialize()):
            each, step = _CONTAINER // size, size // 8
            for number in range(each):
                if block := int.from_bytes(bits[number * step : (number + 1) * step], "little"):
                    yield high * each + number, block

    @classmethod
    def from_bytes(cls, data: bytes) -> Ids:
        """What `to_bytes` wrote. Raises Damaged where they are."""
        return cls.deserialize(checked(data))

    @classmethod
    def listed(cls, text: str) -> Ids:
        """Those of a JSON list, as SQLite writes it.

        Piece by piece: 300,000 numbers at once take 12 MB, of which much was never given back to the system.
        """
        numbers, at = array("I"), 1
        while at < len(text) - 1:
            stop = text.find(",", at + _PIECE)
            stop = stop if stop >= 0 else len(text) - 1
            numbers.extend(json.loads(f"[{text[at:stop]}]"))
            at = stop + 1
        return cls(numbers)

    @classmethod
    def unpack(cls, data: bytes) -> Ids:
        """What `checked` found whole."""
        return cls.deserialize(data)


def checked(data: bytes) -> bytes:
    """A set in the portable Roaring format, out of what `to_bytes` wrote. Raises Damaged where they are."""
    body = data[_CHECK:] if isinstance(data, bytes) else b""
    if not body or zlib.crc32(body).to_bytes(_CHECK, "big") != data[:_CHECK]:
        raise Damaged(DAMAGED)
    return body


def _containers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The containers of a serialized set: upper 16 bits, and the lower ones as bits, the least significant first.

    https://github.com/RoaringBitmap/RoaringFormatSpec. Decoding them so takes a tenth of what asking for each id does.
    """
    head = int.from_bytes(data[:4], "little")
    has_runs = head & 0xFFFF == _RUNS
    count = (head >> 16) + 1 if has_runs else int.from_bytes(data[4:8], "little")
    at = 4 if has_runs else 8
    runs = 0
    if has_runs:
        runs = int.from_bytes(data[at : at + (count + 7) // 8], "little")
        at += (count + 7) // 8
    keys = _numbers(data, at, 2 * count)
    at += 4 * count
    if not has_runs or count >= _UNPLACED:
        at += 4 * count
    for number in range(count):
        length = keys[2 * number + 1] + 1
        if runs >> number & 1:
            length = _numbers(data, at, 1)[0]
            pairs = _numbers(data, at + 2, 2 * length)
            at += 2 + 4 * length
            whole = sum((2 << more) - 1 << first for first, more in zip(pairs[::2], pairs[1::2], strict=True))
            bits = whole.to_bytes(_CONTAINER // 8, "little")
        elif length <= _FEW:
            spread = bytearray(_CONTAINER // 8)
            for low in _numbers(data, at, length):
                spread[low >> 3] |= 1 << (low & 7)
            at += 2 * length
            bits = bytes(spread)
        else:
            bits = data[at : at + _CONTAINER // 8]
            at += _CONTAINER // 8
        yield keys[2 * number], bits


def _numbers(data: bytes, at: int, count: int) -> array[int]:
    """So many 16-bit numbers, least significant byte first."""
    found = array("H", data[at : at + 2 * count])
    if sys.byteorder == "big":
        found.byteswap()
    return found
