"""Taking over the screen on which the first page stands."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from tui import first_page


class ContinuingDriver(LinuxDriver):
    """Does not enter the alternate screen a second time, which would clear it, and knows the terminal as it was before.

    What was typed meanwhile is kept: the terminal's settings are never put back in between.
    """

    def write(self, data: str) -> None:
        """Writes, but for entering the screen that is entered already."""
        page = first_page.shown
        if data == first_page.ENTER and page is not None and not page.taken:
            page.taken = True
        else:
            super().write(data)

    def start_application_mode(self) -> None:
        """Takes over; from here on Textual puts the terminal back."""
        page = first_page.shown
        continuing = page is not None and not page.taken
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if page is not None and continuing:
            self.attrs_before = page.before
