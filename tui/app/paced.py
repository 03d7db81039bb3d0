"""The app's part in `tui.pace`: it knows when keys come."""

from __future__ import annotations

from textual import events
from textual.app import App

from tui.pace import Collector

EARLY = 3.0
"""Seconds after which keys are let in though no list is there: the library must be slow, or broken."""


class PacedApp(App[None]):
    """Collects garbage while nobody waits; keeps keys that are typed before there is a list, until it is there."""

    def __init__(self) -> None:
        super().__init__()
        self.collector = Collector()
        self._early: list[events.Key] | None = []
        """Keys typed over the first page; None once there is a list."""

    def on_ready(self) -> None:
        """The first frame is there."""
        self.collector.settled()
        self.set_interval(1.0, self.collector.look)
        self.set_timer(EARLY, self.let_keys_in)

    def let_keys_in(self) -> None:
        """The list is there: what was typed meanwhile counts now."""
        early, self._early = self._early, None
        for event in early or ():
            self.post_message(event)

    async def on_event(self, event: events.Event) -> None:
        """Notes that a key came."""
        if isinstance(event, events.InputEvent):
            self.collector.key()
        if isinstance(event, events.Key) and self._early is not None:
            self._early.append(event)
        else:
            await super().on_event(event)
