"""The command palette: every command with its key, every tag and feed, the saved filters, the themes.

Foreign names become `Content`, never markup; Textual's own `Matcher.highlight` would read them as markup.
"""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.style import Style
from textual.types import IgnoreReturnCallbackType

from tui.app.keys import family
from tui.news import cells, clean
from tui.news.filter import Filter, InFeed, InTopic, Tagged
from tui.news.values import dataclass

if TYPE_CHECKING:
    from tui.app.app import Newsread
    from tui.app.screens.main import MainScreen

WIDEST = 76
"""Cells the palette takes at most; newsread.tcss has the same figure."""
MOST_TERMS = 20
"""Tags and feeds offered for the letters typed; the closest ones."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of the palette."""

    text: str
    """What is searched and shown."""
    run: IgnoreReturnCallbackType
    aside: str = ""
    """Shown behind it: a key, a number of articles."""
    help: str = ""
    name: str = ""
    """Another name it is found by: `read.zen`, or `zen` alone."""

    def shown(self, width: int, offsets: Iterable[int] = (), style: Style | None = None) -> Content:
        """The line in so many cells, the letters that were typed marked."""
        room = max(12, width - cells.width(self.aside) - 2)
        content = Content(cells.pad(self.text, room) if self.aside else self.text)
        for at in offsets:
            if style is not None and at < room - 1 and not self.text[at].isspace():
                content = content.stylize(style, at, at + 1)
        return content.append(Content.styled(f"  {self.aside}", "$text-muted")) if self.aside else content


def _unmarked(help: str) -> str | None:
    """Help that is not read as markup: Textual takes `Content` as it is where it says that it wants a string."""
    return cast("str", Content(help)) if help else None


class Offering(Provider):
    """Something the palette offers; each kind says what there is."""

    @property
    def newsread(self) -> Newsread:
        """The app."""
        return cast("Newsread", self.app)

    @property
    def main(self) -> MainScreen:
        """The screen that commands go to, also where the palette was opened over another."""
        return cast("MainScreen", self.app.screen_stack[0])

    @property
    def width(self) -> int:
        """Cells of a line, as the style sheet gives them."""
        return min(WIDEST, self.app.size.width * 96 // 100) - 5

    @abstractmethod
    async def offers(self, query: str) -> list[Offer]:
        """What there is for these letters; all that should be seen at once for none."""

    async def discover(self) -> Hits:
        """Before a letter is typed."""
        for offer in await self.offers(""):
            yield DiscoveryHit(offer.shown(self.width), offer.run, offer.text, _unmarked(offer.help))

    async def search(self, query: str) -> Hits:
        """What holds the letters in order, the closest first."""
        fuzzy = FuzzySearch()
        for offer in await self.offers(query):
            score, offsets = fuzzy.match(query, offer.text)
            if not score and offer.name and query.casefold() in (offer.name, offer.name.rpartition(".")[2]):
                score = 1.0
            if score > 0:
                yield Hit(
                    score,
                    offer.shown(self.width, offsets, self.match_style),
                    offer.run,
                    offer.text,
                    _unmarked(offer.help),
                )


class Commands(Offering):
    """Every command with its key."""

    async def offers(self, query: str) -> list[Offer]:
        """All of them."""
        app = self.newsread
        found = []
        for command in app.keymap.commands:
            if family(command) and not query:
                continue  # nine of a kind: found by typing
            node = next((node for node in (self.main, self.main.pane, app) if isinstance(node, command.owner)), app)
            text = command.tip[:1].upper() + command.tip[1:]
            run = partial(app.run_action, command.action, node)
            found.append(Offer(text, run, command.shown, name=command.id))
        found.append(Offer("Read the config file again", app.read_config))
        return found


class Terms(Offering):
    """Every tag, every feed and every topic, each with its articles; one that is picked joins the filter."""

    async def offers(self, query: str) -> list[Offer]:
        """Those that match the letters."""
        if not query:
            return []
        matching = query.lstrip("#")
        lines = await asyncio.to_thread(self.newsread.cache.counts, Filter(), matching=matching, limit=MOST_TERMS)
        found = []
        for line in lines:
            if isinstance(line.term, Tagged | InFeed | InTopic):
                others = "topic: " if isinstance(line.term, InTopic) else "feed: "
                sign = "#" if isinstance(line.term, Tagged) else others
                text = cells.plain(clean.line(sign + line.label))
                run = partial(self.main.narrow, self.main.filter.joined(line.term))
                found.append(Offer(text, run, f"{line.count:,}", "Show only articles with it"))
        return found


class Saved(Offering):
    """Every saved filter."""

    async def offers(self, query: str) -> list[Offer]:
        """All of them."""
        saved = await asyncio.to_thread(self.newsread.cache.saved_filters)
        return [
            Offer(
                cells.plain(clean.line(f"filter: {one.name}")),
                partial(self.main.recall, one.digit),
                f"{one.digit}  {one.unread:,} unread",
                clean.line(one.filter) or "everything",
            )
            for one in saved
        ]


class Themes(Offering):
    """Our two themes and Textual's."""

    async def offers(self, query: str) -> list[Offer]:
        """All of them, ours first; before a letter is typed only ours."""
        names = sorted(self.app.available_themes, key=lambda name: (not name.startswith("newsread"), name))
        return [
            Offer(f"theme: {name}", partial(setattr, self.app, "theme", name), "now" if name == self.app.theme else "")
            for name in names
            if query or name.startswith("newsread")
        ]


PROVIDERS: frozenset[type[Provider]] = frozenset((Commands, Terms, Saved, Themes))
