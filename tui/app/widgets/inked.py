"""What each part of a page looks like in the theme of now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style

from tui.app.page.flow import Link
from tui.app.page.pieces import Look, Tone
from tui.app.widgets.kept import Kept
from tui.news import clean


class Inked(Kept):
    """Knows the style of every look; made once per theme and text."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"page--{tone}" for tone in Tone} | {
        "page--mark",
        "page--here",
        "page--hint",
        "page--foot",
        "page--edge",
        "page--border",
    }
    DEFAULT_CSS = """
    Inked {
        height: 1fr;
        & > .page--title { text-style: bold; }
        & > .page--heading { color: $accent; }
        & > .page--subheading { color: $foreground; }
        & > .page--meta, & > .page--caption, & > .page--comment, & > .page--foot { color: $text-muted; }
        & > .page--caption { text-style: italic; }
        & > .page--credit { color: $text-muted; }
        & > .page--tag { color: $secondary; }
        & > .page--notice { color: $text-warning; }
        & > .page--quote { color: $foreground; text-style: italic; }
        & > .page--ornament { color: $text-disabled; }
        & > .page--edge { color: $accent; }
        & > .page--border { color: $border-blurred; }
        & > .page--link { color: $accent; text-style: underline; }
        & > .page--number { color: $text-muted; }
        & > .page--inline-code { background: $panel; }
        & > .page--code { background: $panel; }
        & > .page--keyword { background: $panel; color: $accent; }
        & > .page--string { background: $panel; color: $text-success; }
        & > .page--comment { background: $panel; text-style: italic; }
        & > .page--name { background: $panel; color: $secondary; }
        & > .page--head { text-style: bold; }
        & > .page--added { color: $text-success; text-style: underline; }
        & > .page--dropped { color: $text-error; text-style: strike; }
        & > .page--mark { background: $accent 25%; text-style: underline; }
        & > .page--here { background: $accent; color: $background; text-style: bold; }
        & > .page--hint { background: $accent; color: $background; text-style: bold; }
        &:nocolor > .page--mark { text-style: reverse; }
        &:nocolor > .page--here { text-style: bold reverse underline; }
        &:nocolor > .page--hint { text-style: bold reverse; }
        &:nocolor > .page--inline-code { text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.hyperlinks = True
        """Whether links carry their address for the terminal (OSC 8)."""
        self._links: Sequence[Link] = ()
        self._styles_of: dict[Look, Style] = {}

    def ink(self, links: Sequence[Link]) -> None:
        """Another text, with these links."""
        self._links = links
        self._styles_of.clear()

    def notify_style_update(self) -> None:
        """Another theme: styles are made anew."""
        self._styles_of.clear()
        super().notify_style_update()

    def style_of(self, look: Look) -> Style:
        """The style of a look in this theme."""
        style = self._styles_of.get(look)
        if style is None:
            style = self.get_visual_style(f"page--{look.tone}").rich_style
            if look.strong or look.emphasis:
                style += Style(bold=look.strong or None, italic=look.emphasis or None)
            if look.link and self.hyperlinks:
                style += Style(link=clean.address(self._links[look.link - 1].url))
            if look.paint:
                style += Style.parse(look.paint)
            self._styles_of[look] = style
        return style
