"""Runs of text as lines, each piece in its look and with its place; where lines break is decided in `cells`."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from tui.app.page.pieces import Line, Piece, Run, runs_text
from tui.news import cells


def wrap(runs: Sequence[Run], width: int, *, base: int = 0) -> Iterator[Line]:
    """Runs of text as lines, made as they are asked for. `base` is the place of their first character in the unit."""
    text = runs_text(runs)
    ends = list(accumulate(len(run.text) for run in runs))
    right = is_right_to_left(text)
    for start, stop in cells.breaks(text, width):
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
            room = width - sum(cells.width(piece.text) for piece in pieces)
            pieces.insert(0, Piece(" " * max(0, room)))
        yield Line(tuple(pieces), base + start)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (UAX 9, rules P2 and P3)."""
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
