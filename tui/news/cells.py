"""How wide text is on a terminal, and where it is broken into lines: one measure for the command line and the app.

Width follows Unicode's East Asian Width (UAX 11) and wcwidth: wide and full-width characters take two cells, combining
marks none. Textual paints by Rich's table, which cannot be used here since the command line loads no screen library; a
test holds the two equal for every character. Lines break at blanks; between wide characters also without one, but not
before a closing mark or after an opening one (kinsoku, JIS X 4051 in its simplest form).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from tui.news import clean

_WIDE = re.compile("[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d376]")
"""Wide since Unicode 16, which Python's table does not know yet."""
_NONE = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff\u200b-\u200d\U00013430-\U0001343f]")
"""Vowels and finals that join a Hangul syllable, and controls that join: no cells of their own."""
_NARROW = re.compile(
    "[\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0377\u037a-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e]*"
)
"""Letters, digits and marks that are one cell wide everywhere; their lines are measured by counting."""
_NO_START = frozenset(
    "、。，．：；？！）］｝」』】〉》〕｠’”…‥ー々ゝゞヽヾァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ,.:;?!)]}%"
)
_NO_END = frozenset("（［｛「『【〈《〔｟‘“([{")
_DROPPED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200d-\u200f\u202a-\u202e\u2066-\u2069\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]"
)


class _Widths(dict[str, int]):
    """The cells of a character; filled as characters are met."""

    def __missing__(self, char: str) -> int:
        self[char] = cells = _cells(char)
        return cells


def _cells(char: str) -> int:
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Mc") or _NONE.match(char):
        return 0
    if category == "Cn":
        return 2 if "\U0001f000" <= char < "\U00040000" else 1
    return 2 if unicodedata.east_asian_width(char) in "WF" or _WIDE.match(char) else 1


_WIDTH = _Widths()


def plain(text: str) -> str:
    """Text whose width every terminal agrees on.

    Terminals differ over joined emoji, skin tones and variation selectors, by up to six cells; so the parts of a joined
    emoji stand side by side, as Unicode's fallback has it (UTS 51, 2.3), and tones and selectors are left out. What a
    terminal would obey is left out too, should it have come past `clean`.
    """
    return text if text.isascii() and text.isprintable() else _DROPPED.sub("", clean.safe(text))


def width(text: str) -> int:
    """The cells a text takes."""
    return len(text) if text.isascii() else sum(map(_WIDTH.__getitem__, text))


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """The text in at most so many cells, an ellipsis where something is missing."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    ends = list(accumulate(map(_WIDTH.__getitem__, text)))
    return text[: bisect_right(ends, cells - 1)].rstrip() + ellipsis


def head(text: str, cells: int) -> str:
    """As much of the start of a text as fits in so many cells, and at least one character with its marks."""
    ends = list(accumulate(map(_WIDTH.__getitem__, text)))
    at = max(bisect_right(ends, cells), 1)
    while at < len(text) and not _WIDTH[text[at]]:
        at += 1
    return text[:at]


def pad(text: str, cells: int, ellipsis: str = "…") -> str:
    """The text in exactly so many cells: cut, or filled with blanks."""
    text = cut(text, cells, ellipsis)
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int | None) -> list[str]:
    """The lines of a text no wider than `cells`, newlines kept; None breaks no line."""
    return text.split("\n") if cells is None else [text[start:stop] for start, stop in breaks(text, max(cells, 1))]


def breaks(text: str, cells: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line of `text` in at most `cells` (at least 1; a wider character stands alone).

    One line at a time, so that of a long text only what is looked at is broken.
    """
    at = 0
    for part in text.split("\n"):
        if _NARROW.fullmatch(part):
            yield from _narrow(text, at, at + len(part), cells)
        else:
            yield from _wide(part, at, cells)
        at += len(part) + 1


def _narrow(text: str, start: int, stop: int, cells: int) -> Iterator[tuple[int, int]]:
    """Lines of text in which every character is one cell."""
    first = True
    while stop - start > cells:
        first = False
        blank = text.rfind(" ", start, start + cells + 1)
        if blank <= start:
            yield start, start + cells
            start += cells
        else:
            yield start, _trimmed(text, start, blank)
            start = blank + 1
        while start < stop and text[start] == " ":
            start += 1
    if start < stop or first:
        yield start, _trimmed(text, start, stop)


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1] == " ":
        stop -= 1
    return stop


def _wide(part: str, base: int, cells: int) -> Iterator[tuple[int, int]]:
    """Lines of any text. `base` is added to the places."""
    start, length = 0, len(part)
    while start < length:
        stop = _reach(part, start, cells)
        while stop < length and _is_bare_blank(part, stop):
            stop += 1
        if stop < length:
            stop = _break_before(part, start, stop)
        yield base + start, base + _trimmed(part, start, stop)
        start = stop
        while start < length and _is_bare_blank(part, start):
            start += 1


def _is_bare_blank(part: str, at: int) -> bool:
    """Whether there is a blank that may go at the end of a line: one that carries a mark may not."""
    return part[at] == " " and (at + 1 == len(part) or _WIDTH[part[at + 1]] > 0)


def _reach(part: str, start: int, cells: int) -> int:
    """The first character from `start` on that does not fit any more."""
    size = cells + 1
    while True:
        ends = list(accumulate(map(_WIDTH.__getitem__, part[start : start + size])))
        fitting = bisect_right(ends, cells)
        if fitting < len(ends) or start + size >= len(part):
            return start + fitting
        size *= 2  # characters without cells are among them


def _break_before(part: str, start: int, stop: int) -> int:
    """The last place up to `stop` where the line from `start` may end; where there is none, `stop` itself."""
    at = stop
    while at > start and not _may_break(part, at):
        at -= 1
    if at > start:
        return at
    stop = max(stop, start + 1)
    while stop < len(part) and not _WIDTH[part[stop]]:
        stop += 1
    return stop


def _may_break(part: str, at: int) -> bool:
    """Whether a line may end before the character at `at`."""
    after = part[at]
    if not _WIDTH[after]:
        return False
    before = at - 1
    if part[before] == " ":
        return True
    while before and not _WIDTH[part[before]]:
        before -= 1
    if after == " " or (_WIDTH[after] < 2 and _WIDTH[part[before]] < 2):
        return False
    return after not in _NO_START and part[before] not in _NO_END
