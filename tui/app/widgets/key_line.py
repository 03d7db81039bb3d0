"""The last line: the keys that work now, as many as there is room for; for a while, in their place, what is to be said.

Textual's own footer is a widget for each key and composes all of them anew whenever one changes; with the layout that
follows, that took 25 ms of the 45 that a cursor key cost. This one is a line of text, painted when it has changed.
"""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.geometry import Region
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.strip import Strip

from tui.app.widgets.filtering import filtered
from tui.app.widgets.kept import Kept, Whole
from tui.app.widgets.said import Said, added, left, paragraphs
from tui.news import cells
from tui.news.values import dataclass


@dataclass(frozen=True, slots=True)
class Offered:
    """One key in the line."""

    keys: str
    words: str
    binding: Binding
    node: DOMNode
    enabled: bool

    @property
    def text(self) -> str:
        """As it stands in the line."""
        return f" {self.keys} {self.words} "


class KeyLine(Kept):
    """Names keys and what they do; a click does it. What is said stands here until it is old or clicked away."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-line--key",
        "key-line--words",
        "key-line--off",
        "key-line--information",
        "key-line--warning",
        "key-line--error",
    }
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        background: $footer-background;
        & > .key-line--key { color: $footer-key-foreground; text-style: bold; }
        & > .key-line--words { color: $footer-description-foreground; }
        & > .key-line--off { color: $text-disabled; }
        & > .key-line--information { background: $panel; color: $text; }
        & > .key-line--warning { background: $panel; color: $text-warning; }
        & > .key-line--error { background: $panel; color: $text-error; }
    }
    """

    def __init__(self, last: str = "", rows: int = 1) -> None:
        super().__init__()
        self._last = last
        """The id of the command that is named also where there is no room for all."""
        self._rows = rows
        """Lines that the keys may take where one has no room for them."""
        self._offered: tuple[Offered, ...] = ()
        self._said: tuple[Said, ...] = ()
        self._strips: list[Strip] = []

    def on_mount(self) -> None:
        """Hears when keys change; those of a dialog over the screen are the ones that work then."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.app.screen_change_signal.subscribe(self, self._screen_changed)

    def _screen_changed(self, screen: Screen[object]) -> None:
        if screen is not self.screen and screen.is_modal:
            screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._bindings_changed(screen)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if screen is self.app.screen and self.app.app_focus:
            offered = tuple(_offered(self.app, screen))
            if offered != self._offered:
                self._offered = offered
                self._fit()

    def on_resize(self) -> None:
        """Another width."""
        self._fit()

    def say(self, words: str, severity: SeverityLevel, seconds: float) -> None:
        """Says something for so long; the keys come back after it."""
        self._said = added(self._said, Said(words, severity, monotonic() + seconds))
        self.set_timer(seconds + 0.05, self._forget)
        self._fit()

    def _forget(self) -> None:
        """What is old goes."""
        self._said = left(self._said, monotonic())
        self._fit()

    def _fit(self) -> None:
        """Takes as many lines as what is said needs: what is above gives way, and nothing of it is covered."""
        self.styles.height = max(1, len(self._lines()) or len(self.shown()))
        self._repaint()

    def _lines(self) -> list[tuple[str, SeverityLevel]]:
        """What is said, line by line, each with the name of its style."""
        return paragraphs(self._said, self.size.width or self.app.size.width, max(1, self.app.size.height // 3))

    def notify_style_update(self) -> None:
        """Another theme."""
        self._strips = []
        super().notify_style_update()

    def _repaint(self) -> None:
        self._strips = []
        self.refresh()

    def shown(self) -> list[list[Offered]]:
        """Those there is room for, line by line, the last command always among them."""
        last = [one for one in self._offered if one.binding.id == self._last]
        width = self.size.width or self.app.size.width
        room = width - sum(cells.width(one.text) for one in last)
        found: list[list[Offered]] = [[]]
        for one in self._offered:
            if one not in last:
                room -= cells.width(one.text)
                if room < 0 and len(found) < self._rows:
                    found.append([])
                    room = width - cells.width(one.text)
                if room < 0:
                    break
                found[-1].append(one)
        found[-1] += last
        return found

    def paint_lines(self, crop: Region) -> list[Strip]:
        """The line, or what is said."""
        if not self._strips:
            lines = [self._paint_said(*line) for line in self._lines()] or list(map(self._paint_keys, self.shown()))
            self._strips = [filtered(self, line) for line in lines]
        blank = Strip.blank(self.size.width, self.rich_style)
        shown = [*self._strips, *[blank] * crop.bottom][crop.y : crop.bottom]
        return [line.crop(crop.x, crop.right) for line in shown]

    def _paint_said(self, words: str, severity: str) -> Strip:
        style = self.get_component_rich_style(f"key-line--{severity}")
        return Whole([Segment(cells.pad(words, self.size.width), style)], self.size.width)

    def _paint_keys(self, offered: list[Offered]) -> Strip:
        ground = self.rich_style
        key, words, off = (
            ground + Style(color=style.color, bold=style.bold)
            for style in map(self.get_component_rich_style, ("key-line--key", "key-line--words", "key-line--off"))
        )
        segments = []
        for one in offered:
            segments.append(Segment(f" {one.keys} ", key if one.enabled else off))
            segments.append(Segment(f"{one.words} ", words if one.enabled else off))
        line = Strip(segments).adjust_cell_length(self.size.width, ground)
        return Whole(line, line.cell_length)

    async def on_click(self, event: events.Click) -> None:
        """Does what the key under the pointer would do; what is said goes."""
        if self._said:
            self._said = ()
            self._fit()
            return
        at = 0
        for one in self.shown()[min(event.y, len(self.shown()) - 1)]:
            at += cells.width(one.text)
            if event.x < at:
                await self.app.run_action(one.binding.action, one.node)
                return


def _offered(app: App[object], screen: Screen[object]) -> list[Offered]:
    found: dict[str, Offered] = {}
    for node, binding, enabled, _ in screen.active_bindings.values():
        if binding.show and binding.action not in found:
            found[binding.action] = Offered(app.get_key_display(binding), binding.description, binding, node, enabled)
    return list(found.values())
