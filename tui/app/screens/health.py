"""The feeds and how each is doing: those in trouble first, and what can be done about it at one key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.app.screens.listed import Listed
from tui.app.widgets.filter_bar import Prompt
from tui.app.widgets.key_line import KeyLine
from tui.news import cells, clean
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.health import Health, Order, health
from tui.news.types import Act, Feed

Update = Callable[[Sequence[Feed]], Any]
WIDE = 100
"""Cells from which on a line has all its figures."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a line has room for."""

    name: int
    """Cells of the feed's name."""
    all: bool
    """Whether there are all the figures, and not only what is unread and what comes in a week."""

    @classmethod
    def within(cls, width: int) -> Columns:
        """On a screen so wide; most of what the figures leave is for the trouble."""
        return cls(38, True) if width >= WIDE else cls(max(12, min(38, (width - 20) * 2 // 5)), False)

    def heading(self) -> str:
        """What stands above the feeds."""
        more = [f"{'all':>7} ", f"{'opened':>7} "] if self.all else ["", ""]
        return f" {'feed':<{self.name}} {'unread':>7} {more[0]}{'a week':>7} {more[1]} last answer and trouble"

    def line(self, one: Health, now: datetime, *, filed: bool) -> Content:
        """A feed in one line, with its topic where they are in that order (`filed`)."""
        feed, state = one.feed, one.feed.state
        mark = "✗" if state.gone else "!" if state.error else "‖" if feed.paused else " "
        opened = "" if one.opened is None else f"{one.opened:.0%}"
        more = [f"{feed.articles:>7,} ", f"{opened:>7} "] if self.all else ["", ""]
        figures = f"{feed.unread:>7,} {more[0]}{one.rate:>7} {more[1]} "
        line = Content(f"{mark}{cells.pad(feed.title or feed.url, self.name)} {figures}")
        if filed:
            line = line.append(f"{feed.topic} · " if feed.topic else "no topic · ")
        return line.append(Content.styled(one.told(now), "$text-error" if state.error else "$text-muted"))


def _address(text: str) -> str | None:
    """What was typed, if it is a web address; one with a password is for the command line, since keyrings may wait."""
    from tui.news.typed import web_address  # the parsers come with it

    try:
        return None if "@" in text.rpartition("://")[2].partition("/")[0] else web_address(text)
    except NewsError:
        return None


class RemoveScreen(ModalScreen[bool | None]):
    """Asks what becomes of a feed's articles: True deletes them, False keeps them, None was a mistake."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "dismiss(False)", "keep"),
        Binding("d", "dismiss(True)", "delete"),
        Binding("escape,q", "dismiss(None)", "close"),
    ]

    def __init__(self, feed: Feed) -> None:
        super().__init__()
        self.feed = feed

    def compose(self) -> ComposeResult:
        """The question."""
        with Vertical(id="remove", classes="dialog"):
            yield Static(Content(f"Leave {self.feed.title or self.feed.url}?"), markup=False)
            yield Static(Content(f"k keeps its {self.feed.articles:,} articles, d removes those that are neither"))
            yield Static(Content("starred nor tagged by you, Esc does nothing. u takes either back."))


class HealthScreen(Listed[None]):
    """One line for each feed."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "close", tooltip="Back to the articles"),
        Binding("j", "move(1)", "down", show=False),
        Binding("k", "move(-1)", "up", show=False),
        Binding("r", "retry", "retry", tooltip="Ask the feed now, also a paused one"),
        Binding("p", "pause", "pause", tooltip="Ask the feed no more; again with the next p"),
        Binding("e", "ask('title')", "rename", tooltip="Give it another name"),
        Binding("t", "ask('tags')", "tag", tooltip="Tags for all its articles"),
        Binding("m", "ask('topic')", "move", tooltip="File it under a topic"),
        Binding("A", "ask('url')", "address", tooltip="Read it from another address"),
        Binding("x", "full_text", "full text", tooltip="Fetch the page of each new article, or no longer"),
        Binding("K", "ask('keep')", "keep for", tooltip="How many days its articles are kept"),
        Binding("d", "remove", "remove", tooltip="Leave it; what becomes of its articles is asked"),
        Binding("u", "undo", "undo", tooltip="Take back what was done last"),
        Binding("S", "sort", "order", tooltip="The next order"),
    ]

    def __init__(self, cache: Cache, update: Update) -> None:
        super().__init__()
        self.cache = cache
        self.update_feeds = update
        self.order = self.shown_order = Order.TROUBLE
        self.changed = 0
        """How many acts were done here and not taken back."""
        self.rows: list[Health] = []
        self.listed = OptionList(id="health-feeds", markup=False, compact=True)

    def compose(self) -> ComposeResult:
        """The heading, the feeds, what there is to know about the one under the cursor."""
        yield Static(id="health-order", markup=False)
        yield Static(id="health-heading", markup=False)
        yield self.listed
        yield Static(id="health-detail", markup=False)
        yield Prompt(id="prompt")
        yield KeyLine(rows=2)

    def on_mount(self) -> None:
        """Shows the feeds, and now and then how they changed."""
        self.show()
        self.set_interval(2, self.show)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While one types, keys are letters."""
        return not isinstance(self.focused, Input) and super().check_action(action, parameters)

    def on_resize(self) -> None:
        """Another width: other columns."""
        self.rows = []
        self.show()

    @work(exclusive=True, group="health")
    async def show(self) -> None:
        """Reads the figures; the cursor stays on its feed."""
        rows = await asyncio.to_thread(lambda: health(self.cache, order=self.order))
        if rows == self.rows and self.listed.option_count and self.shown_order is self.order:
            return
        feed = self.feed
        self.rows, self.shown_order = rows, self.order
        self.listed.clear_options()
        columns, now = Columns.within(self.size.width), datetime.now(UTC)
        self.query_one("#health-heading", Static).update(Content(columns.heading()))
        self.listed.add_options([Option(columns.line(one, now, filed=self.order is Order.TOPIC)) for one in rows])
        places = [place for place, one in enumerate(rows) if feed is not None and one.feed.id == feed.id]
        self.listed.highlighted = places[0] if places else (0 if rows else None)
        troubled = sum(bool(one.feed.state.error or one.feed.state.gone) for one in rows)
        feeds = "1 feed" if len(rows) == 1 else f"{len(rows)} feeds"
        words = f" {feeds}, {troubled} in trouble; by {self.order.value}, S changes the order"
        self.query_one("#health-order", Static).update(
            Content(words if rows else " no feeds yet: Esc, then a adds one and c picks some from the catalogue")
        )
        self._tell_detail()

    @property
    def feed(self) -> Feed | None:
        """The feed under the cursor."""
        place = self.listed.highlighted
        return self.rows[place].feed if place is not None and place < len(self.rows) else None

    def on_option_list_option_highlighted(self) -> None:
        """Tells of the feed under the cursor."""
        self._tell_detail()

    def _tell_detail(self) -> None:
        place = self.listed.highlighted
        if place is None or place >= len(self.rows):
            return
        one = self.rows[place]
        feed = one.feed
        facts = [feed.url, f"topic {feed.topic}" if feed.topic else "", "full text" if feed.full_text else ""]
        facts += [" ".join(f"#{tag}" for tag in feed.tags), f"kept {feed.keep_days} days" if feed.keep_days else ""]
        told = Content(f" {one.told(datetime.now(UTC))}\n ").append(" · ".join(filter(None, facts)))
        self.query_one("#health-detail", Static).update(told)

    def action_sort(self) -> None:
        """The next order."""
        orders = list(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.show()

    def action_retry(self) -> None:
        """Asks the feed now, also one that is paused or gone."""
        if self.feed:
            self.update_feeds([self.feed])

    def action_pause(self) -> None:
        """Asks the feed no more until the next p."""
        if self.feed:
            self.change(replace(self.feed, paused=not self.feed.paused))

    def action_full_text(self) -> None:
        """Fetches the page of each new article, or no longer."""
        if self.feed:
            self.change(replace(self.feed, full_text=not self.feed.full_text))

    def action_ask(self, what: str) -> None:
        """Opens the line for a title, tags, a topic or days."""
        feed = self.feed
        if feed is None:
            return
        asked = {
            "title": ("what it is called", feed.title),
            "tags": ("tags for all its articles, commas between", ", ".join(feed.tags)),
            "topic": ("what it is filed under", feed.topic),
            "url": ("where it is read from", feed.url),
            "keep": ("days its articles are kept; nothing keeps them for ever", str(feed.keep_days or "")),
        }
        self.query_one(Prompt).open(what, *asked[what])

    def on_prompt_entered(self, event: Prompt.Entered) -> None:
        """Takes what was typed."""
        feed, text = self.feed, clean.line(event.text, limit=200)
        days = int(text) if text.isdecimal() and len(text) < 6 and int(text) else None
        if event.purpose == "keep" and text and days is None:
            self.query_one(Prompt).say("a number of days, or nothing")
            return
        url = _address(text) if event.purpose == "url" else None
        if event.purpose == "url" and url is None:
            self.query_one(Prompt).say("a web address, without a password in it")
            return
        self.on_prompt_left()
        if feed is None:
            return
        tags = tuple(dict.fromkeys(filter(None, (clean.tag(part.strip().lstrip("+")) for part in text.split(",")))))
        changed = {
            "title": replace(feed, title=text or feed.title),
            "tags": replace(feed, tags=tags),
            "topic": replace(feed, topic=text),
            "keep": replace(feed, keep_days=days),
            "url": replace(feed, url=url or feed.url, typed=True),
        }
        self.change(changed[event.purpose])

    def on_prompt_left(self) -> None:
        """Gives the keyboard back."""
        self.query_one(Prompt).close()
        self.listed.focus()

    @work(group="act")
    async def change(self, feed: Feed) -> None:
        """Writes what was changed of a feed."""
        if feed != self.feed:
            await self._act(lambda: self.cache.edit_feed(feed))

    @work(group="act")
    async def action_remove(self) -> None:
        """Leaves the feed, once it is clear what becomes of its articles."""
        feed = self.feed
        if feed is None:
            return
        delete = await self.app.push_screen_wait(RemoveScreen(feed))
        if delete is not None:
            await self._act(lambda: self.cache.remove_feed(feed.id, keep_articles=not delete))

    @work(group="act")
    async def action_undo(self) -> None:
        """Takes back the latest act."""
        act = await self._done(self.cache.undo)
        self._say(f"undone: {act.words}" if act else "there is nothing to undo")
        self.changed = max(0, self.changed - (act is not None))

    async def _act(self, do: Callable[[], Act | None]) -> None:
        if act := await self._done(do):
            self._say(f"{act.words} (u undoes it)")
            self.changed += 1

    async def _done(self, do: Callable[[], Act | None]) -> Act | None:
        """Does it off the event loop, and shows what became of the feeds."""
        try:
            return await asyncio.to_thread(do)
        except NewsError as error:
            self._say(str(error))
            return None
        finally:
            self.show()

    def _say(self, words: str) -> None:
        self.app.notify(clean.line(words), markup=False, timeout=4)
