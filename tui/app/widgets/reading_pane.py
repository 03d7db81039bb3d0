"""The reading pane: one article, and every key that has to do with reading it.

Shows what it is given and says what was asked for; what needs the library or the network is done by who hears it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.app.keys import key
from tui.app.page.bodies import Drawing
from tui.app.page.finding import asked, by_unit
from tui.app.page.flow import Flow, flow, minutes
from tui.app.page.layout import TOP
from tui.app.page.pieces import Look
from tui.app.widgets.hints import Hints
from tui.app.widgets.page_view import PageView
from tui.app.widgets.searched import Searched
from tui.news.cells import plain
from tui.news.filter import InTitle, Text
from tui.news.types import Article, Document

NARROWEST, WIDEST, STEP = 40, 120, 2
"""Cells: the least and the most the measure can be, and how much a key changes it."""

Mark = Text | InTitle


class Wish(StrEnum):
    """What a key in the pane asks for that needs more than the pane."""

    FULL_TEXT = "full text"
    DIFFERENCE = "difference"


def _told(article: Article) -> tuple[object, ...]:
    """What the head tells that a key can change."""
    return article.id, article.tags, article.starred


class ReadingPane(Searched, can_focus=True):
    """Shows an article. Never fetches, stores or opens anything itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("read.down", "j,down", "move(1)", "down", "One line down"),
        key("read.up", "k,up", "move(-1)", "up", "One line up"),
        key("read.half_down", "ctrl+d", "half(1)", "half page", "Half a page down"),
        key("read.half_up", "ctrl+u", "half(-1)", "half back", "Half a page up"),
        key("read.page_down", "pagedown", "page(1)", "page", "A page down"),
        key("read.page_up", "pageup", "page(-1)", "page back", "A page up"),
        key("read.top", "g,home", "top", "top", "To the top of the article"),
        key("read.end", "G,end", "end", "end", "To the end of the article"),
        key("read.hint", "f", "hint", "links", "Open a link in the browser, by its letter", show=True),
        key("read.follow", "F", "hint(True)", "follow", "Open a link here in the reader, by its letter", show=True),
        key("read.find", "slash", "find", "find", "Find words in the article", show=True),
        key("read.next_hit", "n", "hit(1)", "next hit", "To the next place found", show=True),
        key("read.previous_hit", "N", "hit(-1)", "hit before", "To the place found before"),
        key("read.narrower", "less_than_sign", "measure(-1)", "narrower", "A narrower text"),
        key("read.wider", "greater_than_sign", "measure(1)", "wider", "A wider text"),
        key("read.full_text", "x", "wish('full text')", "full text", "Full text, or as the feed gave it"),
        key("read.difference", "D", "wish('difference')", "changes", "The publisher's newer text"),
    ]
    DEFAULT_CSS = """
    ReadingPane {
        layout: vertical;
        height: 1fr;
        width: 1fr;
    }
    """

    measure: reactive[int] = reactive(70, layout=False, repaint=False)
    """The widest the text gets, in cells."""

    class Moved(Message):
        """The reader moved through the text."""

        def __init__(self, progress: float, place: int, article_id: int | None) -> None:
            super().__init__()
            self.progress = progress
            """0 to 1."""
            self.place = place
            self.article_id = article_id
            """Whose place is to be remembered; None where another text than the stored one is shown."""

    class Opened(Message):
        """An article with its text is shown."""

        def __init__(self, article: Article, document: Document) -> None:
            super().__init__()
            self.article = article
            self.document = document

    class OpenLink(Message):
        """A link was picked."""

        def __init__(self, url: str, *, inside: bool = False) -> None:
            super().__init__()
            self.url = url
            """http or https, without tracking parameters."""
            self.inside = inside
            """To be shown here, not in the browser."""

    class TagClicked(Message):
        """A tag was picked."""

        def __init__(self, tag: str) -> None:
            super().__init__()
            self.tag = tag

    class MeasureChanged(Message):
        """The measure was changed by a key, to be remembered."""

        def __init__(self, cells: int) -> None:
            super().__init__()
            self.cells = cells

    class Wanted(Message):
        """A key asked for something that needs the library, the network or the screen."""

        def __init__(self, wish: Wish, article: Article) -> None:
            super().__init__()
            self.wish = wish
            self.article = article

    def __init__(self, *, hyperlinks: bool = True, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawings: dict[str, Drawing] = {}
        self.article: Article | None = None
        self.document: Document | None = None
        self.notices: tuple[str, ...] = ()
        self.remembered = True
        self._hints: Hints | None = None
        self._before: Widget | None = None
        """What had the keyboard before hints took it."""
        self._inside = False
        self.hyperlinks(hyperlinks)

    def compose(self) -> ComposeResult:
        """The page, and a line to type in."""
        yield self._view
        yield self._prompt

    # -------------------------------------------------------------- what is shown

    def show(
        self,
        article: Article,
        document: Document | None,
        *,
        place: int = 0,
        marks: tuple[Mark, ...] = (),
        notices: tuple[str, ...] = (),
        remembered: bool = True,
    ) -> None:
        """An article from a place on, the words a filter asked for marked.

        Without a document the head and the summary are shown. `notices` are lines of ours below the head. `remembered`
        tells whether it is the stored text, in which places are remembered.
        """
        self.article, self.document = article, document
        self.notices, self.remembered = notices, remembered
        self._forget_pictures()
        self._flow = flow(article, document, notices=notices)
        self._view.heading = plain(article.headline)
        self._view.minutes = minutes(article.words)
        self._leave_modes()
        self._view.show(self._flow, place)
        self._found(asked(self._flow.units, marks) if marks else [])
        if document is not None:
            self.post_message(self.Opened(article, document))

    def amend(self, article: Article) -> None:
        """The same article with other tags or another star: the head says so, and nothing moves."""
        if self.article is not None and _told(article) != _told(self.article):
            self.article = article
            self._reflow()

    def show_picture(self, url: str, drawing: Drawing) -> None:
        """Draws a picture above its caption; places and hits stay."""
        self._drawings[url] = drawing
        self._reflow()

    def hide_pictures(self) -> None:
        """Captions only."""
        self._forget_pictures()
        self._reflow()

    def _forget_pictures(self) -> None:
        for drawing in self._drawings.values():
            drawing.close()
        self._drawings = {}

    def _reflow(self) -> None:
        if self.article is not None:
            self._flow = flow(self.article, self.document, notices=self.notices, drawings=self._drawings)
            self._view.show(self._flow, self.place)
            self._view.mark(by_unit(self._hits))

    def on_unmount(self) -> None:
        """The terminal keeps no picture."""
        self._forget_pictures()

    def clear(self) -> None:
        """Shows nothing."""
        self.article = self.document = None
        self._flow = Flow()
        self._view.heading = ""
        self._leave_modes()
        self._view.show(self._flow)

    def say(self, words: str) -> None:
        """Shows a note of ours in the last line; none takes it away."""
        self._view.note = words
        self._view.refresh()

    def hyperlinks(self, marked: bool) -> None:
        """Whether links carry their address for the terminal; repaints with the next theme or `refresh`."""
        self._view.hyperlinks = marked

    @property
    def place(self) -> int:
        """The character that the view starts at; it survives a change of width."""
        return self._view.place

    @property
    def progress(self) -> float:
        """How far the text was seen, 0 to 1."""
        return self._view.progress

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses of the numbered links, in order."""
        return tuple(link.url for link in self._flow.links)

    def watch_measure(self, measure: int) -> None:
        """Typesets anew; the place stays."""
        self._view.set_measure(measure)

    def validate_measure(self, measure: int) -> int:
        """Within what can be read."""
        return max(NARROWEST, min(WIDEST, measure))

    # -------------------------------------------------------------- where the keyboard is

    def watch_has_focus(self, has_focus: bool) -> None:
        """Shows whether the keyboard is here."""
        super().watch_has_focus(has_focus)
        self._mark_edge()

    def on_resize(self) -> None:
        """Alone on the screen nothing needs to be told."""
        self._mark_edge()

    def _mark_edge(self) -> None:
        if self.region.x == 0:
            edge = ""
        elif self.has_focus:
            edge = "edge"
        else:  # a line that only its colour tells from that one is left out where there are no colours
            edge = "" if self.app.no_color else "border"
        self._view.mark_edge(edge)

    # -------------------------------------------------------------- moving

    def page_down(self) -> bool:
        """A page on, one line kept for the eye. False at the end."""
        return self._view.move(max(1, self._view.text_height - 1))

    def page_up(self) -> bool:
        """A page back. False at the top."""
        return self._view.move(-max(1, self._view.text_height - 1))

    def action_move(self, lines: int) -> None:
        """Lines on or back."""
        self._view.move(lines)

    def action_half(self, step: int) -> None:
        """Half a page."""
        self._view.move(step * max(1, self._view.text_height // 2))

    def action_page(self, step: int) -> None:
        """A page."""
        _ = self.page_down() if step > 0 else self.page_up()

    def action_top(self) -> None:
        """To the top."""
        self._view.go(TOP)

    def action_end(self) -> None:
        """To the end."""
        self._view.go(self._view.last_top)

    def action_measure(self, step: int) -> None:
        """A wider or narrower text."""
        self.measure += step * STEP
        self.post_message(self.MeasureChanged(self.measure))

    def on_page_view_scrolled(self, message: PageView.Scrolled) -> None:
        """Tells how far the reader is."""
        message.stop()
        self._leave_hints()
        known = self.article.id if self.article and self.remembered else None
        self.post_message(self.Moved(self.progress, self.place, known))

    def action_wish(self, wish: str) -> None:
        """Says what was asked for."""
        if self.article:
            self.post_message(self.Wanted(Wish(wish), self.article))

    # -------------------------------------------------------------- links

    def action_hint(self, inside: bool = False) -> None:
        """Letters over every link in view; the number of any link is taken as well."""
        found = Hints(tuple(self._view.targets()), len(self.links))
        if not (found.targets or found.links):
            self.notify("no link here", timeout=2)
            return
        if not self.has_focus:
            self._before = self.screen.focused
            self.focus()
        self._hints, self._inside = found, inside
        self._view.label(found.labels())
        self._view.note = f"open {'here' if inside else 'in the browser'}: type a link's letter or number"

    def on_key(self, event: events.Key) -> None:
        """Letters or a number pick a link while hints are shown; any other key puts them away."""
        if self._hints is None:
            return
        event.stop()
        event.prevent_default()
        typed = self._hints.typing(event.key if len(event.key) == 1 else "?")
        look = self._hints.entered() if event.key == "enter" else typed.picked()
        if look is None and (typed.labels() or typed.numbers()):
            self._hints = typed
            self._view.label(typed.labels())
            return
        self._leave_hints()
        if look is not None:
            self._follow(look, inside=self._inside)

    def on_page_view_clicked(self, message: PageView.Clicked) -> None:
        """A click follows a link or picks a tag."""
        message.stop()
        self._follow(message.look)

    def _follow(self, look: Look, *, inside: bool = False) -> None:
        if look.tag:
            self.post_message(self.TagClicked(look.tag))
        elif look.link:
            self.post_message(self.OpenLink(self.links[look.link - 1], inside=inside))

    def _leave_hints(self) -> None:
        if self._hints:
            self._hints = None
            self._view.note = ""
            self._view.label(())
            self._say_found()
            self._give_back()

    def _give_back(self) -> None:
        if self._before is not None:
            self._before.focus()
            self._before = None

    def _leave_modes(self) -> None:
        self._hints = None
        self._give_back()
        self._view.note = ""
        self._prompt.close()

    def render(self) -> Content:
        """Nothing of its own."""
        return Content("")
