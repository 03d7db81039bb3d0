"""The page on the screen: paints the visible lines, knows what stands where, and moves.

A plain widget with its own top line and no scroll view, since that costs a third of a scroll's time; see the figures
in tests/benchmarks/reading.py. Styles are made once per theme, strips once per line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from rich.segment import ControlType, Segment
from rich.style import Style
from textual import events
from textual.color import BLACK
from textual.filter import NoColor
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.app.page import glyphs
from tui.app.page.flow import Flow, Link
from tui.app.page.layout import TOP, Page, Spot
from tui.app.page.pieces import Line, Look, Piece, Tone
from tui.app.terminal import Ascii
from tui.app.widgets.inked import Inked
from tui.app.widgets.kept import Latest, Whole
from tui.news import cells
from tui.news.values import dataclass

_CONTROL = ((ControlType.CURSOR_FORWARD, 0),)
"""Tells Textual that a segment takes no cells."""
LEAST_FOR_FOOT = 8
"""Lines a view must have to give its last one to the progress."""

Marks = Mapping[int, Sequence[tuple[int, int]]]
"""Start and end of each marked run, by unit, in order."""


@dataclass(frozen=True, slots=True)
class Label:
    """A hint over a link."""

    spot: Spot
    x: int
    """Cells from the left edge of the text."""
    text: str
    look: Look
    """Of what it leads to."""


class PageView(Inked):
    """Shows a flow from a place on."""

    ALLOW_SELECT = False

    class Clicked(Message):
        """A click on something that leads somewhere."""

        def __init__(self, look: Look) -> None:
            super().__init__()
            self.look = look

    class Scrolled(Message):
        """The view moved, by wheel or by key."""

    def __init__(self) -> None:
        super().__init__()
        self.measure = 70
        """The widest the text may get, in cells."""
        self.note = ""
        """What stands at the left of the last line, in place of the title."""
        self.minutes = 0
        """Minutes the whole text takes."""
        self.heading = ""
        """What stands at the left of the last line once the title is out of sight."""
        self._flow = Flow()
        self._page = Page((), 1)
        self._top = TOP
        self._left = 0
        """Cells left of the text, asked for once a painting."""
        self._place = 0
        self._marks: Marks = {}
        self._here: tuple[int, int] | None = None
        self._labels: dict[Spot, list[Label]] = {}
        self._edge = ""
        self._edge_style: Style | None = None
        """Asked for in every line: 0.4 ms a screen."""
        self._strips: Latest[Spot, Strip] = Latest(512)

    # -------------------------------------------------------------- what is shown

    def show(self, flow: Flow, place: int = 0) -> None:
        """Another text, from a place on."""
        self.ink(flow.links)
        self._flow = flow
        self._marks, self._here, self._labels = {}, None, {}
        self._place = place
        self._typeset()

    def set_measure(self, measure: int) -> None:
        """Another measure; the place stays."""
        if measure != self.measure:
            self.measure = measure
            self._typeset()

    def mark(self, marks: Marks, here: tuple[int, int] | None = None) -> None:
        """Marks runs of text; `here`, a unit and a start, is the one that is stood on."""
        self._marks, self._here = marks, here
        self._strips.clear()
        self.refresh()

    def mark_edge(self, part: str) -> None:
        """Draws a line down the left edge, in the style of the part of that name, or none."""
        if part != self._edge:
            self._edge, self._edge_style = part, None
            self._strips.clear()
            self.refresh()

    def label(self, labels: Sequence[Label]) -> None:
        """Puts hints over links; none takes them away."""
        self._labels = {}
        for label in labels:
            self._labels.setdefault(label.spot, []).append(label)
        self.refresh()

    @property
    def page(self) -> Page:
        """The page in the measure of now."""
        return self._page

    @property
    def links(self) -> Sequence[Link]:
        """Every link of the text."""
        return self._flow.links

    @property
    def column(self) -> tuple[int, int]:
        """Where the text stands: cells left of it, and its width."""
        room = self.size.width - 1
        margin = 2 if room >= 48 else 1
        width = max(1, min(self.measure, room - 2 * margin))
        return max(0, (room + 1 - width) // 2), width

    @property
    def text_height(self) -> int:
        """Lines of text in view."""
        height = self.size.height
        return height - 1 if height >= LEAST_FOR_FOOT else max(1, height)

    def _typeset(self) -> None:
        self._page = Page(self._flow.units, self.column[1])
        self._strips.clear()
        self._labels = {}
        self._top = self._page.top_for(self._page.spot(self._place), self.text_height)
        self.refresh()

    def on_resize(self) -> None:
        """Typesets anew where the width of the text changed, and keeps the place."""
        self._strips.clear()  # they hold the margins too
        if self._page.measure != self.column[1]:
            self._typeset()
        else:
            self._top = self._page.top_for(self._top, self.text_height)
            self.refresh()

    # -------------------------------------------------------------- moving

    @property
    def last_top(self) -> Spot:
        """The top line when the end is in view."""
        return self._page.top_of_end(self.text_height)

    @property
    def at_end(self) -> bool:
        """Whether the last line is in view."""
        return not self._page.goes_on(self._top, self.text_height)

    @property
    def fits(self) -> bool:
        """Whether everything is in view."""
        return self._top == TOP and self.at_end

    @property
    def place(self) -> int:
        """The place in the text that the view starts at."""
        return self._place

    @property
    def progress(self) -> float:
        """How much of the text is above the bottom of the view, 0 to 1."""
        if self.at_end:
            return 1.0
        below = self._page.move(self._top, self.text_height)
        return min(1.0, self._page.place(below) / max(1, self._page.length))

    def move(self, lines: int) -> bool:
        """So many lines on, or back below 0. False where that is not possible."""
        return self.go(self._page.move(self._top, lines))

    def go(self, spot: Spot) -> bool:
        """To a line. False where the view does not move."""
        top = self._page.top_for(spot, self.text_height)
        if top == self._top:
            return False
        self._top = top
        self._place = self._page.place(top) if top > TOP else 0
        self._labels = {}
        self.refresh()
        self.post_message(self.Scrolled())
        return True

    def reveal(self, unit: int, at: int) -> None:
        """Scrolls until a character of a unit is in view, a third from the top."""
        spot = self._page.spot(self._page.unit_start(unit) + at)
        if not self._top <= spot < self._page.move(self._top, self.text_height - 1):
            self.go(self._page.move(spot, -(self.text_height // 3)))

    def window(self) -> list[Spot]:
        """The lines in view."""
        return self._page.window(self._top, self.text_height)

    # -------------------------------------------------------------- painting

    def notify_style_update(self) -> None:
        """Another theme: styles and strips are made anew."""
        self._edge_style = None
        self._strips.clear()
        super().notify_style_update()

    def paint_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region."""
        width, height = self.size
        self._left = self.column[0]
        spots = self.window()
        foot = height - 1 if height > self.text_height else -1
        first, last = self._thumb()
        plain = self.style_of(Look())
        blank = Strip([*self._margin(1, plain), Segment(" " * (width - 2), plain)], width - 1)
        lines = []
        for y in range(crop.y, crop.bottom):
            if y == foot:
                lines.append(self._foot(width))
                continue
            strip = self._strip(spots[y], width - 1) if y < len(spots) else blank
            edge = glyphs.THUMB if first <= y < last else " "
            lines.append(Whole([*strip, Segment(edge, self.style_of(Look(Tone.ORNAMENT)))], width))
        for one in self.get_line_filters():
            if isinstance(one, NoColor | Ascii):  # Textual's own change nothing here: our colours are true ones
                lines = [line.apply_filter(one, BLACK) for line in lines]
        if crop.x == 0 and crop.width == width:
            return lines
        return [line.crop(crop.x, crop.right) for line in lines]

    def _thumb(self) -> tuple[int, int]:
        """The lines at whose right edge the thumb stands; none where everything is in view."""
        height, length = self.text_height, max(1, self._page.length)
        if self.fits:
            return 0, 0
        if self.at_end:
            return height - 1, height
        first = min(height - 2, self._page.place(self._top) * height // length)
        return first, max(first + 1, min(height - 1, int(self.progress * height)))

    def _strip(self, spot: Spot, width: int) -> Strip:
        labels = self._labels.get(spot)
        strip = self._strips.get(spot)
        if strip is None:
            strip = self._strips[spot] = self._painted(spot, width)
        return strip if labels is None else self._labelled(strip, labels)

    def _painted(self, spot: Spot, width: int) -> Strip:
        left = self._left
        line = self._page.line(spot)
        base = self.style_of(Look())
        segments = self._margin(left, base)
        segments += self._segments(spot.unit, line)
        if line.over:
            segments.append(Segment(line.over, None, _CONTROL))
        segments.append(Segment(" " * max(0, width - left - line.cells), base))
        return Strip(segments).adjust_cell_length(width, base)

    def _margin(self, cells: int, style: Style) -> list[Segment]:
        """So many cells left of the text."""
        if not self._edge:
            return [Segment(" " * cells, style)]
        if self._edge_style is None:
            self._edge_style = self.get_visual_style(f"page--{self._edge}").rich_style
        return [Segment(glyphs.EDGE, self._edge_style), Segment(" " * (cells - 1), style)]

    def _segments(self, unit: int, line: Line) -> Iterator[Segment]:
        marks = self._marks.get(unit)
        for piece in line.pieces:
            style = self.style_of(piece.look)
            if not marks or piece.at < 0:
                yield Segment(piece.text, style)
            else:
                yield from self._marked(unit, piece, marks, style)

    def _marked(self, unit: int, piece: Piece, marks: Sequence[tuple[int, int]], style: Style) -> Iterator[Segment]:
        """A piece in which runs may be marked."""
        at, stop = piece.at, piece.at + len(piece.text)
        index = max(0, bisect_left(marks, (at, 0)) - 1)
        while at < stop:
            while index < len(marks) and marks[index][1] <= at:
                index += 1
            start, end = marks[index] if index < len(marks) else (stop, stop)
            if start > at:
                upto = min(start, stop)
                yield Segment(piece.text[at - piece.at : upto - piece.at], style)
            else:
                upto = min(end, stop)
                name = "page--here" if self._here == (unit, start) else "page--mark"
                over = self.get_component_rich_style(name)
                yield Segment(piece.text[at - piece.at : upto - piece.at], style + over)
            at = upto

    def _labelled(self, strip: Strip, labels: Sequence[Label]) -> Strip:
        left, _ = self.column
        style = self.get_visual_style("page--hint").rich_style
        for label in labels:
            x = left + label.x
            width = strip.cell_length
            after = min(width, x + cells.width(label.text))
            shown = Strip([Segment(label.text[: after - x], style)])
            strip = Strip.join([strip.crop(0, x), shown, strip.crop(after, width)])
        return strip

    def _foot(self, width: int) -> Strip:
        """The last line: a note or the title, how far one is, and how long it takes from here."""
        left, column = self.column
        style = self.get_visual_style("page--foot").rich_style
        progress = self.progress
        rest = round(self.minutes * (1 - progress))
        right = "" if self.fits else f"{progress:.0%}" + (f" · {rest} min left" if rest else "")
        words = self.note or (self.heading if self._top > TOP else "")
        room = max(0, column - cells.width(right) - 2)
        text = cells.cut(words, room)
        fill = " " * max(1, column - cells.width(text) - cells.width(right))
        line = Strip([*self._margin(left, style), Segment(text + fill + right, style)])
        return line.adjust_cell_length(width, style)

    # -------------------------------------------------------------- the mouse, and what stands where

    def targets(self) -> list[tuple[Spot, int, Look]]:
        """What in view leads somewhere: line, cells from the left edge of the text, look; each target once.

        Of a link it is its number, where that is in view: what covers that covers no word.
        """
        found: dict[tuple[int, str], tuple[Spot, int, Look]] = {}
        for spot in self.window():
            x = 0
            for piece in self._page.line(spot).pieces:
                key = (piece.look.link, piece.look.tag)
                if key != (0, ""):
                    place = found.setdefault(key, (spot, x, piece.look))
                    if piece.look.tone is Tone.NUMBER and place[2].tone is not Tone.NUMBER:
                        found[key] = spot, x, piece.look
                x += cells.width(piece.text)
        return list(found.values())

    def look_at(self, x: int, y: int) -> Look | None:
        """What stands in a cell of the view."""
        spots = self.window()
        if y >= len(spots):
            return None
        x -= self.column[0]
        for piece in self._page.line(spots[y]).pieces:
            width = cells.width(piece.text)
            if 0 <= x < width:
                return piece.look
            x -= width
        return None

    def on_click(self, event: events.Click) -> None:
        """A click on a link or a tag."""
        look = self.look_at(event.x, event.y)
        if look and (look.link or look.tag):
            event.stop()
            self.post_message(self.Clicked(look))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self.move(-3)
