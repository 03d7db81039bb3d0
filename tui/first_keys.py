"""The first keys: what moves the cursor on the first page, while the app behind it is still being loaded.

A thread of its own reads them from the terminal. It answers `j`, `k` and the arrows, as far as the rows on the first
page go; at any other key it ends, and that key and all after it are left to the app, which goes on with the cursor
where it stands. Imports next to nothing, like the first page.
"""

from __future__ import annotations

import _thread
import os
import select

_PLAIN = "\x1b[0m"
STEPS = {b"j": 1, b"k": -1, b"\x1b[B": 1, b"\x1b[A": -1, b"\x1bOB": 1, b"\x1bOA": -1}
"""How far a key moves the cursor; the config may give these keys another meaning, so they are only for who has none."""
_MOST = 4096
"""Bytes read at once."""
_PATIENCE = 1.0
"""Seconds to wait for the thread, which may be held up by a terminal that takes no bytes."""


class Row:
    """One article's row: its lines as they are without the cursor and with it."""

    def __init__(self, id: int, plain: tuple[str, ...], under: tuple[str, ...]) -> None:
        self.id = id
        self.plain = plain
        self.under = under


class FirstKeys:
    """The list of the first page, and the keys that move in it. `at` is its first column and line, from 0."""

    def __init__(self, rows: list[Row], at: tuple[int, int], height: int) -> None:
        self.rows = rows
        self.cursor = 0
        self.top = 0
        self.rest = b""
        """What was typed from the first key on that is the app's."""
        self._x, self._y = at
        self._height = height
        self._deep = len(rows[0].plain)
        self._ended = _thread.allocate_lock()
        self._wake: tuple[int, int] | None = None

    @property
    def article(self) -> int:
        """The id of the article under the cursor."""
        return self.rows[self.cursor].id

    # painting, as the app's list does it

    def painted(self) -> str:
        """The whole list as escapes."""
        shown = range(self.top, min(len(self.rows), self.top + self._height // self._deep + 1))
        return "".join(map(self._row, shown)) + _PLAIN

    def _row(self, number: int) -> str:
        row = self.rows[number]
        first = (number - self.top) * self._deep
        lines = (row.under if number == self.cursor else row.plain)[: max(0, self._height - first)]
        return "".join(f"\x1b[{self._y + first + place + 1};{self._x + 1}H{line}" for place, line in enumerate(lines))

    # keys

    def answer(self, typed: bytes) -> str:
        """What to paint for these keys; from the first one on that is not to be answered here, they are `rest`."""
        before, top = self.cursor, self.top
        while typed and not self.rest:
            key = next((key for key in STEPS if typed.startswith(key)), None)
            if key is None or not self._move(STEPS[key]):
                self.rest = typed
            else:
                typed = typed[len(key) :]
        if self.top != top:
            return self.painted()
        return self._row(before) + self._row(self.cursor) + _PLAIN if self.cursor != before else ""

    def _move(self, step: int) -> bool:
        """Moves the cursor and the view as the list does; False where the rows here end."""
        cursor = max(0, self.cursor + step)
        page = max(1, self._height // self._deep)
        top = min(max(self.top, cursor - page + 1), cursor)
        if cursor >= len(self.rows) or (top > self.top and top + page >= len(self.rows)):
            return False  # the row below the last whole one may be in view by half
        self.cursor, self.top = cursor, top
        return True

    def start(self) -> None:
        """Answers keys from here on."""
        self._wake = os.pipe()
        self._ended.acquire()
        _thread.start_new_thread(self._listen, (self._wake[0],))

    def _listen(self, wake: int) -> None:
        try:
            while not self.rest:
                ready, _, _ = select.select([0, wake], [], [])
                if wake in ready:
                    return
                typed = os.read(0, _MOST)
                if not typed:
                    return
                if painted := self.answer(typed):
                    os.write(2, painted.encode())
        except OSError:
            return  # the terminal is gone: the app will see that too
        finally:
            self._ended.release()

    def stop(self) -> None:
        """Answers no more; the keyboard is the caller's. Twice is once."""
        if self._wake is not None:
            (read, write), self._wake = self._wake, None
            os.write(write, b".")
            if self._ended.acquire(timeout=_PATIENCE):
                os.close(read)
                os.close(write)
