"""What Textual does to every line of a widget, for widgets that paint their lines themselves."""

from __future__ import annotations

from textual.color import BLACK
from textual.filter import NoColor
from textual.strip import Strip
from textual.widget import Widget

from tui.app.terminal import Ascii


def filtered(widget: Widget, strip: Strip) -> Strip:
    """A line as the app's filters have it: without colours, or in ASCII, where that was asked for."""
    for one in widget.get_line_filters():
        if isinstance(one, NoColor | Ascii):  # Textual's own change nothing here: our colours are true ones
            strip = strip.apply_filter(one, BLACK)
    return strip
