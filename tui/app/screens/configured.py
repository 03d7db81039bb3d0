"""What a config that is read again changes while the app runs."""

from __future__ import annotations

from collections.abc import Set
from os import environ

from tui.app import rows
from tui.app.screens.incoming import Incoming
from tui.app.screens.picturing import Picturing
from tui.app.screens.reading import Reading
from tui.config import Config
from tui.terminal import draws_ascii, understands_hyperlinks


class Configured(Reading, Picturing, Incoming):
    """Takes up another config. What the library keeps is changed only by what is new in the file."""

    def take(self, config: Config, changed: Set[str]) -> None:
        """A config of which these settings changed since it was read last."""
        self.config = config
        if "measure" in changed:
            self.pane.measure = config.measure
            self.remember_measure(config.measure)
        if "pictures" in changed:
            self.turn_pictures(on=config.pictures)
        if "update_minutes" in changed:
            self.keep_updating()
        if {"ascii", "hyperlinks"} & changed:
            self.articles.marks = rows.ASCII if draws_ascii(config.ascii, environ) else rows.UNICODE
            self.panel.rows.bar = self.articles.marks["bar"]
            self.pane.hyperlinks(config.hyperlinks and understands_hyperlinks(environ))
            for widget in self.walk_children():
                widget.notify_style_update()
                widget.refresh()
            self.note_look()
