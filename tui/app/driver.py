"""Taking over the screen on which the first page stands."""

from __future__ import annotations

from contextlib import suppress

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui import first_page


class ContinuingDriver(LinuxDriver):
    """Does not enter the alternate screen a second time, which would clear it, and knows the terminal as it was before.

    What was typed meanwhile is kept: the terminal's settings are never put back in between.
    """

    _frame: list[str] | None = None
    """The parts of a frame that is being painted."""

    def write(self, data: str) -> None:
        """Writes, but for entering the screen that is entered already; a frame in one piece.

        The thread that writes would wake up three times for it, and take the interpreter from what makes the frame.
        """
        page = first_page.shown
        if data == first_page.ENTER and page is not None and not page.taken:
            page.taken = True
        elif data == SYNC_START and self._frame is None:
            self._frame = [data]
        elif self._frame is None:
            super().write(data)
        else:
            self._frame.append(data)
            if data == SYNC_END:
                frame, self._frame = self._frame, None
                super().write("".join(frame))

    def start_application_mode(self) -> None:
        """Takes over; from here on Textual puts the terminal back."""
        page = first_page.shown
        continuing = page is not None and not page.taken
        if page is not None:
            page.keys.stop()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if page is not None and continuing:
            self.attrs_before = page.before

    def run_input_thread(self) -> None:
        """Takes what was typed over the first page and not answered there, then what is typed from here on."""
        page = first_page.shown
        if page is not None and page.keys.rest:
            typed, page.keys.rest = page.keys.rest.decode(errors="replace"), b""
            parser = XTermParser(self._debug)
            with suppress(EOFError, ParseError):
                for part in (typed, ""):  # the empty part ends it: a lone Escape is a key then
                    for message in parser.feed(part):
                        self.process_message(message)
        super().run_input_thread()
