"""A row of the list as text. Standard library only, and little of it: the first page is painted by this too."""

from __future__ import annotations

import time
from collections.abc import Iterable

UNICODE = {"bar": "▌", "unread": "●", "star": "★", "picked": "✓", "dot": "·", "cut": "…"}
ASCII = {"bar": "|", "unread": "o", "star": "*", "picked": "+", "dot": "-", "cut": "~"}
"""The marks of a row, each one cell wide, and their twins for terminals that have only ASCII."""

MARKED = 4
"""Cells before a title: selected, starred, unread, a blank."""
TAGS = 6
"""Tags named in a row."""
ROOM_FOR_FEED = 60
"""Cells from which on a row of one line names its feed."""


def fit(text: str, width: int, cut: str = "…") -> str:
    """Text cut or filled to exactly `width` cells."""
    if width <= 0:
        return ""
    if text.isascii():
        return text.ljust(width) if len(text) <= width else text[: width - 1] + cut
    from tui.news import cells  # not before a text needs it: its patterns take 5 ms to compile

    return cells.pad(cells.plain(text), width, cut)


def width(text: str) -> int:
    """The cells a text takes."""
    if text.isascii():
        return len(text)
    from tui.news import cells

    return cells.width(cells.plain(text))


def ago(when: float, now: float) -> str:
    """How long ago a moment was, or the day it was on; both in seconds since 1970."""
    minutes = int((now - when) // 60)
    if 0 <= minutes < 60:
        return f"{minutes} min"
    if 0 <= minutes < 48 * 60:
        return f"{minutes // 60} h"
    if 0 <= minutes < 60 * 24 * 60:
        return f"{minutes // (24 * 60)} d"
    return time.strftime("%d %b %Y", time.localtime(when)).lstrip("0")


def title_line(title: str, *, read: bool, starred: bool, picked: bool = False, marks: dict[str, str] = UNICODE) -> str:
    """What a row is called, after its marks."""
    chosen, star = marks["picked"] if picked else " ", marks["star"] if starred else " "
    return f"{chosen}{star}{' ' if read else marks['unread']} {title}"


def tinted(line: str, name: str) -> tuple[tuple[str, str], ...]:
    """The parts of a line that begins with marks, each with the name of its style; `name` is that of the title."""
    return (line[: MARKED - 2], "star"), (line[MARKED - 2 : MARKED], "unread"), (line[MARKED:], name)


def meta_line(feed: str, when: str, tags: Iterable[str], marks: dict[str, str] = UNICODE) -> str:
    """Where a row comes from, when, and what it is about."""
    named = list(tags)[:TAGS]
    about = " ".join(f"#{tag}" for tag in named)
    return " " * MARKED + f" {marks['dot']} ".join(part for part in (feed, when, about) if part)


def one_line(title: str, feed: str, when: str, cells: int, cut: str = "…") -> str:
    """A row of one line: its title (marks included), and at the right edge its feed, where there is room, and when."""
    aside = f"{fit(feed, 18, cut)} {when:>6} " if cells >= ROOM_FOR_FEED else f"{when:>6} "
    return fit(title, cells - width(aside) - 1, cut) + " " + aside
