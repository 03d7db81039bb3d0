"""Pictures drawn as the terminal can: kitty's protocol, sixels, else half blocks. By textual-image, if it is there.

The terminal is asked what it can do before Textual starts or while Textual has stepped aside, since Textual would take
the answer away; where neither is possible, it is not asked. textual-image would ask too, when it is imported and for
the size of a cell, and is kept from it: `tui.app.asking` waits for the answers.
"""

from __future__ import annotations

import importlib.util
import io
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.segment import Segment

from tui.app.asking import Answer, answer
from tui.app.page.pieces import Line, Look, Piece
from tui.news.errors import NewsError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_ROWS = 24
"""Lines a picture takes at most: it and its caption fit on most screens."""
MOST_PIXELS = 50_000_000
"""A picture that unpacks to more is not unpacked."""
_COLOR = re.compile(r"(#\d+);2;\d+;\d+;\d+")
"""A colour defined where it is used first."""
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


class Way(StrEnum):
    """How pictures are drawn."""

    KITTY = "kitty"
    SIXEL = "sixel"
    BLOCKS = "half blocks"


@dataclass(frozen=True, slots=True)
class Means:
    """How this terminal shows pictures."""

    way: Way
    colors: int = 256
    """Colours that a sixel picture may have."""


_means: Means | None = None
"""What the terminal said."""


def require() -> None:
    """Raises NewsError, which says what to do, where textual-image is not installed."""
    if importlib.util.find_spec("textual_image") is None:
        raise NewsError("pictures need textual-image: pip install 'newsread[pictures]'")


def asked() -> bool:
    """Whether the terminal has been asked."""
    return _means is not None


def ask(*, terminal: bool = True) -> Means:
    """How this terminal shows pictures; without `terminal` it is not asked. Raises as `require` does.

    Must not be called first while Textual reads from the terminal, unless `terminal` is False.
    """
    global _means
    require()
    if _means is None:
        said = answer() if terminal else Answer()
        _hold(said.cell)
        way = Way.KITTY if said.kitty else Way.SIXEL if said.sixel else Way.BLOCKS
        _means = Means(way, said.colors)
    return _means


def _hold(cell: tuple[int, int]) -> None:
    """Imports textual-image without its asking, and tells it the size of a cell."""
    kept = sys.__stdout__
    try:
        vars(sys)["__stdout__"] = None  # what it looks at before it asks
        from textual_image import _terminal, renderable  # noqa: F401 - its import would ask
    finally:
        vars(sys)["__stdout__"] = kept
    vars(_terminal.get_cell_size)["_result"] = _terminal.CellSize(*cell)


class Picture:
    """A picture, scaled and drawn for a width when it is looked at."""

    def __init__(self, data: bytes, means: Means, send: Callable[[str], object] = str) -> None:
        """Unpacks the picture: takes milliseconds, so not on the event loop. NewsError where it cannot be.

        `send` gives the terminal what it keeps of the picture, in turn with all else that is written to it.
        """
        from PIL import Image as images
        from PIL import UnidentifiedImageError

        try:
            with images.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NewsError("the picture is too large to be unpacked")
                opened.draft("RGB", (2000, 2000))
                image = opened.convert("RGB")
        except (OSError, ValueError, SyntaxError, UnidentifiedImageError, images.DecompressionBombError) as error:
            raise NewsError("the picture is broken") from error
        image.thumbnail((2000, 2000))
        self._image: Image = image
        self._way, self._colors = means.way, means.colors
        self._drawn: tuple[int, list[Line]] = (0, [])
        self._send = send
        self._kept: list[int] = []
        """The pictures that the terminal keeps, by the number it knows them by."""

    def lines(self, width: int) -> list[Line]:
        """Its lines, at most `width` cells wide and `MOST_ROWS` high."""
        if self._drawn[0] != width:
            self.close()
            self._drawn = (width, self._draw(width))
        return self._drawn[1]

    def close(self) -> None:
        """Frees what the terminal holds of it."""
        for number in self._kept:
            self._send(f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\")  # textual-image's own names no picture: data would stay
        self._kept.clear()
        self._drawn = (0, [])

    def _draw(self, width: int) -> list[Line]:
        if self._way is Way.BLOCKS:
            return self._blocks(*fitted(self._image.size, width, 2.0))
        from textual_image import renderable
        from textual_image._terminal import get_cell_size

        cell = get_cell_size()
        columns, rows = fitted(self._image.size, width, cell.height / cell.width)
        if self._way is Way.SIXEL:
            return self._sixels(columns, rows, cell.width, cell.height)
        return self._placed(renderable.TGPImage(self._image, width=columns, height=rows), columns, rows)

    def _placed(self, drawing: Any, columns: int, rows: int) -> list[Line]:
        """Characters for the picture, which goes to the terminal itself: not by textual-image, into other output."""
        console = Console(file=io.StringIO(), width=columns, height=rows, color_system="truecolor")
        kept, sent = sys.__stdout__, io.StringIO()
        try:
            vars(sys)["__stdout__"] = sent
            segments = list(drawing.__rich_console__(console, console.options))
        finally:
            vars(sys)["__stdout__"] = kept
        self._send(sent.getvalue())
        self._kept.append(drawing.terminal_image_id)
        return [_placeholders(one) for one in segments if isinstance(one, Segment)]

    def _blocks(self, columns: int, rows: int) -> list[Line]:
        """Two pixels in each cell: the upper one as ink, the lower one as ground."""
        pixels = self._image.resize((columns, rows * 2)).tobytes().hex()
        colors = [f"#{pixels[at : at + 6]}" for at in range(0, len(pixels), 6)]
        pairs = [
            zip(colors[start : start + columns], colors[start + columns : start + 2 * columns], strict=True)
            for start in range(0, len(colors), 2 * columns)
        ]
        return [Line(tuple(Piece("▀", Look(paint=f"{ink} on {ground}")) for ink, ground in row)) for row in pairs]

    def _sixels(self, columns: int, rows: int, across: int, down: int) -> list[Line]:
        """One picture for each line, so that lines can be scrolled one by one."""
        from textual_image import renderable
        from textual_image.renderable.sixel import SixelOptions

        options = SixelOptions(colors=self._colors)
        whole = self._image.resize((columns * across, rows * down))
        console = Console(file=io.StringIO(), width=columns, height=1)
        found = []
        for row in range(rows):
            strip = whole.crop((0, row * down, whole.width, (row + 1) * down))
            drawing = renderable.SixelImage(strip, width=columns, height=1, sixel_options=options)
            parts = drawing.__rich_console__(console, console.options)
            data = next(part.text for part in parts if isinstance(part, Segment) and part.text.startswith("\x1bP"))
            data = colors_first(data)
            found.append(Line((Piece(" " * columns),), over=f"\x1b7\x1b[{columns}D{data}\x1b8"))
        return found


def colors_first(data: str) -> str:
    """Sixels with every colour defined before the first pixel: of one defined between pixels, xterm paints streaks."""
    head, sign, body = data.partition("#")
    body = sign + body
    return head + "".join(match[0] for match in _COLOR.finditer(body)) + _COLOR.sub(r"\1", body)


def fitted(size: tuple[int, int], width: int, shape: float) -> tuple[int, int]:
    """Columns and rows for a picture of so many pixels; a cell is `shape` times as high as it is wide."""
    across, down = size
    columns = max(1, min(width, across))
    rows = round(columns * down / across / shape)
    if rows > MOST_ROWS:
        columns, rows = max(1, round(MOST_ROWS * shape * across / down)), MOST_ROWS
    return min(columns, width), max(1, rows)


def _placeholders(segment: Segment) -> Line:
    """A line of the characters that stand for a picture; their colour is its number, so it must stay."""
    color = segment.style.color if segment.style else None
    return Line((Piece(segment.text.rstrip("\n"), Look(paint=color.get_truecolor().hex if color else "")),))
