"""The app's part in `tui.pace`: it knows when keys come, and takes them one after the other.

Textual hands a key on to the widget that has the keyboard; where that has no use for it, the key comes back to the app,
which looks for a command. Of keys that arrive in one piece (a paste, a slow line), the second would be on its way to
the list before the first has opened a prompt, and `/s` would star an article.
"""

from __future__ import annotations

import asyncio
from collections import deque

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tui.app.held import BEGUN, COMMAND, LETTER, PASSED_ON, HeldApp, HeldScreen
from tui.pace import Collector, share_heap

EARLY = 3.0
"""Seconds after which keys are let in though no list is there: the library must be slow, or broken."""
OVERDUE = 0.1
"""Seconds after which the next key does not wait any longer: the widget that was to answer is gone."""


class Answered(Message):
    """Follows a key on its way through the widgets back to the app: it is answered by then."""


class PacedApp(HeldApp):
    """Collects garbage while nobody waits; takes a key when there is a list and the key before is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.collector = Collector()
        self._keys: deque[events.Key] = deque()
        """Those that wait for their turn."""
        self._letting_in = False
        self._overdue: asyncio.TimerHandle | None = None
        """What ends the wait for the key that is being answered; None where none is."""
        self._target: Widget | None = None
        """What had the keyboard then."""

    def on_ready(self) -> None:
        """The first frame is there."""
        self.collector.settled()
        share_heap()
        self.set_interval(1.0, self.collector.look)
        self.set_timer(EARLY, self.let_keys_in)

    def refresh_css(self, animate: bool = True) -> None:
        """Before there is a screen, the colours are all there is to change: Textual would read the style sheet twice.

        That is 13 ms of the start.
        """
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def let_keys_in(self) -> None:
        """The list is there: what was typed meanwhile counts now."""
        if not self._letting_in:
            self._letting_in = True
            self.call_later(self._take_key)

    async def on_event(self, event: events.Event) -> None:
        """Notes that a key came."""
        if isinstance(event, events.InputEvent):
            self.collector.key()
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._keys.append(event)
            await self._take_key()
        else:
            await super().on_event(event)

    async def _take_key(self) -> None:
        if not self._keys or not self._letting_in or self._overdue is not None:
            return
        target = self.focused or self.screen
        if isinstance(self.screen, HeldScreen):
            typed = isinstance(target, Input) and self._keys[0].is_printable
            self.hold(LETTER if typed else COMMAND)
            self._target = target
        self._overdue = asyncio.get_running_loop().call_later(OVERDUE, self.call_later, self._key_answered)
        await super().on_event(self._keys.popleft())
        target.post_message(Answered())

    def on_answered(self) -> None:
        """What the key set going in the app itself, such as a change of focus, stands in the queue before the next."""
        self.call_later(self._key_answered)

    async def _key_answered(self) -> None:
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None
        if self._keys:
            await self._take_key()
        else:
            passed_on = isinstance(self._target, Input) or self.focused is not self._target
            self.release(PASSED_ON if passed_on else BEGUN)
