"""The part of the reading pane that finds words in the article."""

from __future__ import annotations

from textual import events, on
from textual.widgets import Input

from tui.app.page.finding import Hit, by_unit, find
from tui.app.page.flow import Flow
from tui.app.widgets.find_line import FindLine
from tui.app.widgets.kept import Covered
from tui.app.widgets.page_view import PageView


class Searched(Covered):
    """A page and a line to type in: what is typed is marked, and one steps from place to place."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._flow = Flow()
        self._view = PageView()
        self._prompt = FindLine()
        self._hits: list[Hit] = []
        self._hit = -1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`n` and `N` are for hits while there are any, and left to others otherwise; typed keys are letters."""
        return not self._prompt.has_focus and (bool(self._hits) if action == "hit" else True)

    def action_find(self) -> None:
        """Opens the line to type in."""
        self._prompt.open()

    @on(Input.Changed)
    def find_as_typed(self, event: Input.Changed) -> None:
        """Marks every hit while it is typed and shows the first one from here on."""
        event.stop()
        if self._prompt.is_open:
            self._found(find(self._flow.units, event.value))
            if self._hits:
                self._stand(self._next_from_view())

    @on(Input.Submitted)
    def find_done(self, event: Input.Submitted) -> None:
        """Back to the text, the hits stay marked."""
        event.stop()
        self._leave_prompt()

    def _leave_prompt(self) -> None:
        self._prompt.close()
        self.focus()

    @on(FindLine.Left)
    def find_given_up(self, event: FindLine.Left) -> None:
        """Back to the text, without marks."""
        event.stop()
        self._leave_prompt()
        self._found([])

    @on(FindLine.Stepped)
    def find_stepped(self, event: FindLine.Stepped) -> None:
        """To another hit while words are typed."""
        event.stop()
        self.action_hit(event.step)

    def key_escape(self, event: events.Key) -> None:
        """Takes marks away. Where there are none, the key is left to others."""
        if self._hits and self.has_focus:
            event.stop()
            event.prevent_default()
            self._found([])

    def action_hit(self, step: int) -> None:
        """To the next hit, round and round."""
        if self._hits:
            self._stand((self._hit + step) % len(self._hits) if self._hit >= 0 else self._next_from_view())

    def _found(self, hits: list[Hit]) -> None:
        other_keys = bool(hits) != bool(self._hits)
        self._hits, self._hit = hits, -1
        self._view.mark(by_unit(hits))
        self._say_found()
        if other_keys:
            self.refresh_bindings()

    def _next_from_view(self) -> int:
        page = self._view.page
        place = self._view.place
        return next((at for at, hit in enumerate(self._hits) if page.unit_start(hit[0]) + hit[1] >= place), 0)

    def _stand(self, number: int) -> None:
        self._hit = number
        unit, start, _ = self._hits[number]
        self._view.mark(by_unit(self._hits), (unit, start))
        self._view.reveal(unit, start)
        self._say_found()

    def _say_found(self) -> None:
        typing = self._prompt.is_open and bool(self._prompt.value)
        if self._hits:
            at = f"{self._hit + 1} of " if self._hit >= 0 else ""
            self._view.note = f"{at}{len(self._hits)} found"
        else:
            self._view.note = "nothing found" if typing else ""
        self._view.refresh()
