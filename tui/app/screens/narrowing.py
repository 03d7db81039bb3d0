"""The faces of the filter: the tag panel, the lines for words and for the filter as text, chips, history, ways out."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui.app.keys import key, numbered
from tui.app.screens.saved import Saved
from tui.app.widgets.filter_bar import FilterBar, Prompt
from tui.app.widgets.tag_panel import TagPanel
from tui.news.filter import Filter, InFeed, Join, Tagged


class Narrowing(Saved):
    """Changes the filter by every way there is; each change can be undone."""

    _came_from: Widget | None = None
    """What had the keyboard before the tag panel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("filter.text", "equals_sign", "edit_filter", "filter as text"),
        key("filter.article_tag", "full_stop", "article_tag", "one of its tags", "Filter by the article's next tag"),
        key("filter.article_feed", "asterisk", "article_feed", "its feed", "Filter by the article's feed"),
        key("filter.back", "left_square_bracket,alt+left", "back", "filter before"),
        key("filter.forward", "right_square_bracket,alt+right", "forward", "filter after"),
        key("filter.drop", "backspace", "drop_chip", "drop the last chip"),
        key("filter.everything", "0", "everything", "show everything"),
        *numbered("filter.recall", "", "recall", "filter", "Show the filter saved under"),
        *numbered("filter.way", "alt+", "way_out", "way out", "Take a way out of an empty list:"),
    ]

    def action_tags(self) -> None:
        """Opens the tag panel."""
        self._came_from = self.focused
        self.start_preview()
        self.panel.open()

    def on_tag_panel_narrowed(self) -> None:
        """Counts again for other letters or another operator, once there is a list beside which to count."""
        if self.answered.is_set():
            self.count_terms()

    def on_tag_panel_more(self) -> None:
        """One goes on below the lines that were counted."""
        self.count_rest(0)

    def on_tag_panel_aimed(self, event: TagPanel.Aimed) -> None:
        """The cursor is on another term."""
        self.aim(event.term)

    def on_tag_panel_picked(self, event: TagPanel.Picked) -> None:
        """A term was picked."""
        self.use_term(event.term)
        if self.preview_from is None:
            self.narrow(self.filter.joined(event.term, event.join))
            return
        self.filter = self.filter.joined(event.term, event.join)
        if not event.stay:
            self._close_panel(keep=True)
            self._return_to(None)

    def on_tag_panel_dropped(self) -> None:
        """The last chip goes."""
        self.filter = self.filter.without(-1)

    def on_tag_panel_left(self) -> None:
        """The filter is as it was."""
        self._close_panel(keep=False)
        self._return_to(self._came_from)

    def _close_panel(self, *, keep: bool) -> None:
        if keep and self.preview_from is not None and self.preview_from != self.filter:
            self.note(self.preview_from)
        self.typing = False
        self.end_preview(keep=keep)
        self.aim(None)
        self.articles.empty_text = self._nothing_found()
        if not self.articles.count:
            self.articles.refresh()
        self.count_terms()

    def _return_to(self, before: Widget | None) -> None:
        """The keyboard goes back to the reader, where it came from there; else to the list, which is shown."""
        if before is self.pane:
            self.pane.focus()
        else:
            self.remove_class("-reading", "-zen")
            self.articles.focus()

    def action_search(self) -> None:
        """Opens the line for the text filter."""
        self.start_preview()
        self.query_one(Prompt).open("search", 'words, prefix*, "a phrase"', self.filter.text)

    def action_edit_filter(self) -> None:
        """Opens the line for the filter as text."""
        self.start_preview()
        self.query_one(Prompt).open(
            "filter", "#china #korea -#sports is:unread", f"{self.filter} " if self.filter else ""
        )

    def on_filter_bar_chip_clicked(self, event: FilterBar.ChipClicked) -> None:
        """A chip was clicked: it goes."""
        self.narrow(self.filter.without(event.place))

    def action_drop_chip(self) -> None:
        """Drops the last chip."""
        if self.there(self.filter.chips, "the filter has no part to drop: everything is shown"):
            self.narrow(self.filter.without(-1))

    def action_everything(self) -> None:
        """Shows everything."""
        if self.there(self.filter.chips, "everything is shown already"):
            self.narrow(Filter())

    def action_article_tag(self) -> None:
        """Narrows by the first of the article's tags that is no chip yet."""
        if self.there() and self.article:
            chips = set(self.filter.chips)
            fresh = [tag for tag in self.article.tags if Tagged(tag) not in chips]
            if self.there(fresh, "this article has no tag that is not in the filter"):
                self.narrow(self.filter.tagged(fresh[0]))

    def action_article_feed(self) -> None:
        """Narrows by the article's feed."""
        if self.article and self.there(self.article.feed, "this article came from no feed"):
            self.narrow(self.filter.joined(InFeed(self.article.feed), Join.AND))

    def action_back(self) -> None:
        """The filter used before."""
        if not self.step_history(self.back, self.forward):
            self.tell("no filter was used before this one")

    def action_forward(self) -> None:
        """The filter used after."""
        if not self.step_history(self.forward, self.back):
            self.tell("no filter was used after this one")

    def action_recall(self, digit: int) -> None:
        """Shows a saved filter."""
        self.recall(digit)

    def action_way_out(self, number: int) -> None:
        """Takes one of the ways out of an empty list; what is being typed ends with it."""
        way = self.ways[number - 1][0]
        if self.preview_from is None:
            self.narrow(way)
            return
        self.filter = way
        self._close_panel(keep=True)
        self.query_one(Prompt).close()
        self._return_to(None)
