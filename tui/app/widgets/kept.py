"""Widgets whose lines are kept until something of them changes.

Textual asks every widget on the screen for all of its lines whenever one line of any of them is painted anew: the
crop is compared with where a widget is clipped, not with where it is. With one screen of articles, a panel and a reader
that was most of what a key cost (`tests.benchmarks.keys`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self, TypeVar

from rich.style import Style
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Widget):
    """Gives the same lines again until it is refreshed, resized or styled anew; what is painted is up to a subclass.

    Beside another widget class it is the last base: Textual takes styles from the first one only.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)
    """Textual would lay the whole screen out anew, and paint it, after each layout that gave the widget its size."""
    _kept: tuple[Region, list[Strip]] | None = None

    def refresh(self, *regions: Region, **what: Any) -> Self:
        """Something changed: the lines are made anew when they are asked for."""
        self._kept = None
        return super().refresh(*regions, **what)

    def notify_style_update(self) -> None:
        """Another look."""
        self._kept = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region."""
        if self._kept is None or self._kept[0] != crop:
            self._kept = (crop, self.paint_lines(crop))
        return self._kept[1]

    def paint_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, made."""
        return super().render_lines(crop)


class Whole(Strip):
    """A line as wide as its widget.

    Textual cuts a line where widgets meet, and keeps what came of it in the line; where nothing was to be cut, the line
    then holds itself. Each such line of 2 kB waited for the collector of cyclic garbage, which runs when no key comes.
    """

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Parts of the line; itself where there is nothing to cut."""
        places = list(cuts)
        return [self] if places == [self.cell_length] else super().divide(places)


class Latest(dict[Key, Value]):
    """What was made last; forgotten as a whole when it would grow beyond `most`.

    Textual's own cache is a ring of lists, which only the collector of cyclic garbage frees, with all that is in it.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: Key, value: Value) -> None:
        if len(self) >= self._most:
            self.clear()
        super().__setitem__(key, value)


class Looked(Kept):
    """Rows whose strips are kept: all until the width or the theme changes, those under the cursor until its look does.

    The keyboard going elsewhere changes that look alone; to work the styles out for each line would cost 6 ms a key.
    """

    _looks: Mapping[str, Style] = MappingProxyType({})
    _outdated = True
    _width = 0

    def looks(self) -> dict[str, Style]:
        """The styles of all parts of a row, by name; those under the cursor begin with `cursor-`."""
        raise NotImplementedError

    def look(self, name: str) -> Style:
        """One of them, as it was when `forget_outdated` was last called."""
        return self._looks[name]

    def notify_style_update(self) -> None:
        """The styles may be others: they are looked at when something is painted."""
        self._outdated = True
        super().notify_style_update()

    def forget_outdated(self, width: int, strips: dict[Key, Value], under: Callable[[Key, Value], bool]) -> None:
        """Drops from what is kept what is not so any more; `under` tells whether a row is under the cursor."""
        changed: set[str] = set()
        if self._outdated:
            before, self._looks, self._outdated = self._looks, self.looks(), False
            changed = {name for name, style in self._looks.items() if before.get(name) != style}
        if width != self._width or not all(name.startswith("cursor-") for name in changed):
            self._width = width
            strips.clear()
        elif changed:
            for key in [key for key, value in strips.items() if under(key, value)]:
                del strips[key]


class Covered(Widget):
    """A widget that its children cover: paints nothing. Where they should leave a gap, what is below shows."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)

    def render_lines(self, crop: Region) -> list[Strip]:
        """None."""
        return []


class OneLine(Input):
    """A line to type in that has its place: Textual would lay the whole screen out anew at every letter.

    It looks the same with the keyboard and without; to work its styles out anew took 2 ms.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing but the cursor, which is painted with the line, tells where the keyboard is."""


class Columns(Horizontal, Covered):
    """What stands side by side and fills the whole width."""
