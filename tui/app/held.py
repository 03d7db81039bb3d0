"""One frame a key: what a key changes is painted together with its answer, as soon as both are there.

Without that the letter, the key line and the cursor were painted in a frame each, 3 to 4 ms of processor time, while
the thread that looks for the answer wanted the processor too; and each waited for the next tick of a timer, 1 ms.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from tui.app.widgets.kept import Kept

LETTER, COMMAND = 0.012, 0.03
"""Seconds after a key until what there is by then is painted, where one types, for the letter is not to wait for a
slow answer, and elsewhere, where there is nothing to see but the answer."""
PASSED_ON, BEGUN = 10, 3
"""Turns of the event loop, 0.02 ms each where nothing is to be done, in which widgets pass on what a key set going,
such as a change of focus, and in which at least an answer begins to be looked for."""


class HeldApp(App[None]):
    """Paints nothing from a key until its answer."""

    def __init__(self) -> None:
        super().__init__()
        self._batch = ExitStack()
        self._limit: asyncio.TimerHandle | None = None
        """What ends the wait; None where nothing is held back."""
        self._answers = 0
        """Answers that are being looked for."""

    @property
    def held(self) -> bool:
        """Whether frames are held back."""
        return self._limit is not None

    def hold(self, seconds: float) -> None:
        """A key comes: no frame until it is answered, or for so long."""
        if self._limit is None:
            self._batch.enter_context(self.batch_update())
            self._limit = asyncio.get_running_loop().call_later(seconds, self.let_go)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While an answer is looked for, it is waited for."""
        self._answers += 1
        try:
            yield
        finally:
            self._answers -= 1
            self.release(0)

    def release(self, turns: int) -> None:
        """Paints what there is, after so many turns of the event loop, unless an answer is on its way by then."""
        if self._limit is None or self._answers:
            return
        if turns:
            asyncio.get_running_loop().call_soon(self.release, turns - 1)
        else:
            self.let_go()

    def let_go(self) -> None:
        """Paints what there is, at once."""
        if self._limit is None:
            return
        self._limit.cancel()
        self._limit = None
        self._batch.close()
        if self.screen_stack:
            if isinstance(self.screen, HeldScreen):
                self.screen.paint()
            self.screen.check_idle()


class HeldScreen(Screen[None], Kept):
    """A screen that paints at once what was held back, and does nothing "after the frame" before that."""

    def paint(self) -> None:
        """Paints what has changed, as the timer would that widgets set by three messages each."""
        for widget in self.walk_children(Widget):
            if widget._repaint_required and not widget._layout_required:
                widget._repaint_required = False
                if widget.display:
                    self._dirty_widgets.add(widget)
        self._on_timer_update()

    def on_idle(self, event: events.Idle) -> None:
        """Nothing more came."""
        if isinstance(self.app, HeldApp) and self.app.held:
            event.prevent_default()
