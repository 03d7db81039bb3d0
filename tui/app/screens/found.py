"""What the main screen keeps of filters, answers and the reader."""

from __future__ import annotations

from tui.app.widgets.tag_panel import Counts
from tui.news.filter import Filter
from tui.news.results import Hits
from tui.news.types import Article, Document
from tui.news.values import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """A filter that was used, and the article the cursor stood on."""

    filter: Filter
    article_id: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """What the cache answers to a filter, as far as the screen needs it at once."""

    hits: Hits
    position: int
    """Where the cursor goes."""
    start: int
    rows: list[Article]
    """Those from `start` on."""
    ways: list[tuple[Filter, str, int]]
    total: int
    """Articles there are in all."""
    removed: int
    """Articles that were taken away with their feeds."""
    following: bool
    """Whether there is a feed; not looked up in a library of some size."""
    counts: Counts | None = None
    """The tag panel's, where they were asked for."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reader showed before a link was opened in it."""

    article: Article
    document: Document | None
    place: int
    notices: tuple[str, ...]
    remembered: bool
