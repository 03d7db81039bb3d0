"""What a terminal without our signs is given in their place."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_TWINS = {
    "─━═╌╍┄┅┈┉╴╶╸╺╼╾": "-",
    "│┃║╎╏┆┇┊┋╵╷╹╻▏▎▍▌▐▕|": "|",
    "┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫": "+",
    "▔": "^",
    "▀": " ",  # of a picture: the lower half of the cell is its ground
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
