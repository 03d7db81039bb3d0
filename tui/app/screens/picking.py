"""A list to pick from before anything is followed: the feeds of a site, or those of a list of feeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.app.screens.listed import Listed
from tui.news import cells
from tui.news.feeds import Candidate
from tui.news.feeds.opml import Outline

Offer = Candidate | Outline


class PickScreen(Listed[list[Offer]], ModalScreen[list[Offer]]):
    """Shows what is offered; gives what is picked, or none where it was left."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "close"),
        Binding("space,tab", "pick", "pick", priority=True),
        Binding("enter", "take", "follow", priority=True),
        Binding("a", "all", "all or none", priority=True),
        Binding("j,down", "move(1)", "down", priority=True),
        Binding("k,up", "move(-1)", "up", priority=True),
    ]
    """All at once or none by priority: else a key typed fast would overtake the one before it."""

    def __init__(self, offered: Sequence[Offer], *, picked: bool) -> None:
        super().__init__()
        self.offered = list(offered)
        self.picked = set(range(len(offered))) if picked else set()

    def compose(self) -> ComposeResult:
        """What can be done, above the feeds."""
        with Vertical(id="pick", classes="dialog"):
            yield Static(id="pick-words", markup=False)
            yield OptionList(id="pick-feeds", markup=False, compact=True)

    def on_mount(self) -> None:
        """Shows what is offered."""
        self._redraw()
        self.query_one(OptionList).highlighted = 0

    def _say(self) -> None:
        count = len(self.picked)
        words = f"{count} of {len(self.offered)} feeds picked: " if self.picked else f"{len(self.offered)} feeds: "
        self.query_one("#pick-words", Static).update(
            Content(f"{words}Space picks, a picks all or none, Enter follows, Esc closes")
        )

    def _line(self, number: int) -> Content:
        """A feed's title, and under it where it is and what is in it."""
        one = self.offered[number]
        latest = one.latest if isinstance(one, Candidate) else (one.topic,)
        line = Content(f" {'✓' if number in self.picked else ' '} {cells.cut(one.title or one.url, 66)}")
        for more in (one.url, *latest):
            if more:
                line = line.append("\n").append(Content.styled(f"     {cells.cut(more, 66)}", "$text-muted"))
        return line

    def _redraw(self) -> None:
        listed = self.query_one(OptionList)
        place = listed.highlighted
        listed.clear_options()
        listed.add_options([Option(self._line(number)) for number in range(len(self.offered))])
        listed.highlighted = place
        self._say()

    def action_pick(self) -> None:
        """Picks the feed under the cursor, or drops it, and moves on."""
        place = self.query_one(OptionList).highlighted
        if place is not None:
            self.picked ^= {place}
            self.query_one(OptionList).replace_option_prompt_at_index(place, self._line(place))
            self._say()
            self.action_move(1)

    def action_all(self) -> None:
        """Picks all, or none where all are picked."""
        everything = set(range(len(self.offered)))
        self.picked = set() if self.picked == everything else everything
        self._redraw()

    def action_take(self) -> None:
        """Follows what is picked; with nothing picked, the feed under the cursor."""
        place = self.query_one(OptionList).highlighted
        chosen = sorted(self.picked) or ([] if place is None else [place])
        self.dismiss([self.offered[number] for number in chosen])

    def on_option_list_option_selected(self) -> None:
        """A click picks."""
        self.action_pick()

    def action_leave(self) -> None:
        """Follows nothing."""
        self.dismiss([])
