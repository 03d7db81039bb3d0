"""How wide text is on a terminal, and how it is broken into lines, without a screen library.

Width follows Unicode's East Asian Width (UAX 11): wide and full-width characters take two cells, combining marks none.
"""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """The cells a text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells, an ellipsis where something is missing."""
    if width(text) <= cells:
        return text
    kept, used = "", 0
    for char in text:
        used += _cells(char)
        if used > cells - 1:
            break
        kept += char
    return kept.rstrip() + "…" if cells > 0 else ""


def pad(text: str, cells: int) -> str:
    """The text in exactly so many cells: cut, or filled with blanks."""
    text = cut(text, cells)
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int | None) -> list[str]:
    """The lines of a text no wider than `cells`, newlines kept; None breaks no line.

    Lines break at blanks, and between any two wide characters, as scripts without blanks do.
    """
    lines = text.split("\n")
    return lines if cells is None else [part for line in lines for part in _wrapped(line, max(cells, 1))]


def _wrapped(line: str, cells: int) -> list[str]:
    lines, now = [], ""
    for piece in _pieces(line):
        if now and width(now) + width(piece.rstrip()) > cells:
            lines.append(now.rstrip())
            now = ""
        now += piece if now or not piece.isspace() else ""
        while width(now.rstrip()) > cells:  # a word longer than the line
            head = _head(now, cells)
            lines.append(head)
            now = now[len(head) :]
    return [*lines, now.rstrip()] if now.strip() or not lines else lines


def _pieces(line: str) -> list[str]:
    """Words with the blanks after them; wide characters one by one."""
    pieces = [""]
    for char in line:
        before = pieces[-1][-1:]
        if before and (_cells(char) == 2 or _cells(before) == 2 or (before == " " and char != " ")) and char != " ":
            pieces.append("")
        pieces[-1] += char
    return pieces


def _head(text: str, cells: int) -> str:
    used = 0
    for at, char in enumerate(text):
        used += _cells(char)
        if used > cells:
            return text[: max(at, 1)]
    return text
