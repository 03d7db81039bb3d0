"""What a terminal can be trusted with, and what it is given where it has less."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_WITHOUT = ("linux", "vt", "dumb", "cons25", "ansi", "wsvt25")


def understands_hyperlinks(environment: Mapping[str, str]) -> bool:
    """Whether OSC 8 is harmless here: terminal emulators obey or ignore it, consoles print it."""
    return not environment.get("TERM", "dumb").startswith(_WITHOUT)


_TWINS = {
    "─━═╌╍┄┅┈┉╴╶╸╺╼╾": "-",
    "│┃║╎╏┆┇┊┋╵╷╹╻▏▎▍▌▐▕|": "|",
    "┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫": "+",
    "▔▀": "^",
    "▁▂▃▄▇": "_",
    "▅▆█▊▋▉■▣░▒▓": "#",
    "●•★": "*",
    "◦○": "o",
    "▪◆·": "-",
    "✓✔": "x",
    "▸▶›→": ">",
    "◀‹←": "<",
    "↑": "^",
    "↓": "v",
    "↳": "\\",
    "…": "~",
    "–—−‐‑": "-",
    "“”„«»": '"',
    "‘’‚": "'",
    "\xa0": " ",
    "⏎": "\\",
    "␣": "_",
    "⌫": "<",
}
ASCII_TWINS = str.maketrans({char: twin for chars, twin in _TWINS.items() for char in chars})
"""A character in ASCII for each ornament of ours and of Textual's and for the marks of print; each is one cell."""


class Ascii(LineFilter):
    """Draws with ASCII: borders, bullets and quotation marks get their twins; letters stay what they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, other characters."""
        return [
            one if one.text.isascii() else Segment(one.text.translate(ASCII_TWINS), one.style, one.control)
            for one in segments
        ]
