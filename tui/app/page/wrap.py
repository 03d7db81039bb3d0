"""Breaking text into lines by cells.

Lines break at blanks; between wide characters also without one, but not before a closing mark or after an opening one
(kinsoku, JIS X 4051 in its simplest form); a word longer than the line breaks between graphemes. Widths are Rich's, so
that lines are as long as Textual thinks they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from rich.cells import cell_len, split_graphemes

from tui.app.page.pieces import Line, Piece, Run, runs_text

_NARROW = re.compile("[\x20-\x7e\xa1-\u02ff\u0370-\u0377\u037a-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20ac]*")
"""Letters, digits and marks that are one cell wide everywhere; their lines are measured by counting."""
_NO_START = frozenset(
    "、。，．：；？！）］｝」』】〉》〕｠’”…‥ー々ゝゞヽヾァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ,.:;?!)]}%"
)
_NO_END = frozenset("（［｛「『【〈《〔｟‘“([{")
_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_JOINED = re.compile("\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])")


def plain(text: str) -> str:
    """Text whose width every terminal agrees on.

    Terminals differ over joined emoji, skin tones and variation selectors, by up to six cells; so the parts of a joined
    emoji stand side by side, as Unicode's fallback has it (UTS 51, 2.3), and tones and selectors are left out. What a
    terminal would obey is left out too, should it have come past `clean`.
    """
    text = _CONTROLS.sub("", text)
    if text.isascii():
        return text
    return _JOINED.sub("", _TONES.sub("", text))


def breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Start and end of each line of `text` in at most `width` cells (at least 1; a wider character stands alone)."""
    found: list[tuple[int, int]] = []
    at = 0
    for part in text.split("\n"):
        found += _narrow(text, at, at + len(part), width) if _NARROW.fullmatch(part) else _wide(part, at, width)
        at += len(part) + 1
    return found


def _narrow(text: str, start: int, stop: int, width: int) -> list[tuple[int, int]]:
    """Lines of text in which every character is one cell."""
    found = []
    while stop - start > width:
        blank = text.rfind(" ", start, start + width + 1)
        if blank <= start:
            found.append((start, start + width))
            start += width
        else:
            found.append((start, _trimmed(text, start, blank)))
            start = blank + 1
        while start < stop and text[start] == " ":
            start += 1
    if start < stop or not found:
        found.append((start, _trimmed(text, start, stop)))
    return found


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1] == " ":
        stop -= 1
    return stop


def _wide(part: str, base: int, width: int) -> list[tuple[int, int]]:
    """Lines of any text, grapheme by grapheme. `base` is added to the places."""
    spans, _ = split_graphemes(part)
    found: list[tuple[int, int]] = []
    start = used = 0
    broken = -1
    """The last place, in spans, where this line could end."""
    index = 0
    while index < len(spans):
        if used + spans[index][2] > width and index > start and not _is_blank(part, spans[index]):
            stop = broken if broken > start else index
            found.append(_line(part, spans, start, stop, base))
            start = stop
            while start < len(spans) and _is_blank(part, spans[start]):
                start += 1
            index, used, broken = start, 0, -1
            continue
        used += spans[index][2]
        index += 1
        if index < len(spans) and _may_break(part, spans, index):
            broken = index
    if start < len(spans) or not found:
        found.append(_line(part, spans, start, len(spans), base))
    return found


def _is_blank(part: str, span: tuple[int, int, int]) -> bool:
    """A space with nothing on it; one with an accent is a letter to look at."""
    return part[span[0] : span[1]] == " "


def _line(part: str, spans: list[tuple[int, int, int]], start: int, stop: int, base: int) -> tuple[int, int]:
    if start >= len(spans):
        return base + len(part), base + len(part)
    first, last = spans[start][0], spans[stop - 1][1]
    return base + first, base + _trimmed(part, first, last)


def _may_break(part: str, spans: list[tuple[int, int, int]], index: int) -> bool:
    """Whether a line may end before the grapheme at `index`."""
    before, after = part[spans[index - 1][0]], part[spans[index][0]]
    if _is_blank(part, spans[index - 1]):
        return True
    if _is_blank(part, spans[index]) or (spans[index][2] < 2 and spans[index - 1][2] < 2):
        return False
    return after not in _NO_START and before not in _NO_END


def wrap(runs: Sequence[Run], width: int, *, base: int = 0) -> list[Line]:
    """Runs of text as lines. `base` is the place of their first character in the unit's text."""
    text = runs_text(runs)
    ends = list(accumulate(len(run.text) for run in runs))
    right = is_right_to_left(text)
    lines = []
    for start, stop in breaks(text, width):
        pieces = []
        index = bisect_right(ends, start)
        at = start
        while at < stop:
            end = min(stop, ends[index])
            if end > at:
                pieces.append(Piece(text[at:end], runs[index].look, base + at))
            at = end
            index += 1
        if right:
            room = width - sum(cell_len(piece.text) for piece in pieces)
            pieces.insert(0, Piece(" " * max(0, room)))
        lines.append(Line(tuple(pieces), base + start))
    return lines


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (UAX 9, rules P2 and P3)."""
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def fitted(text: str, width: int) -> str:
    """One line in exactly `width` cells, filled with blanks; it must not be wider."""
    return text + " " * max(0, width - cell_len(text))
