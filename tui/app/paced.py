"""The app's part in `tui.pace`: it knows when keys come."""

from __future__ import annotations

from textual import events
from textual.app import App

from tui.pace import Collector


class PacedApp(App[None]):
    """Collects garbage while nobody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.collector = Collector()

    def on_ready(self) -> None:
        """The first frame is there."""
        self.collector.settled()
        self.set_interval(1.0, self.collector.look)

    async def on_event(self, event: events.Event) -> None:
        """Notes that a key came."""
        if isinstance(event, events.InputEvent):
            self.collector.key()
        await super().on_event(event)
