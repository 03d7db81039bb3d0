"""What the first frame shows, read from the library before there is an app to show it."""

from __future__ import annotations

from collections.abc import Sequence

from tui import first_page
from tui.news.cache import Cache
from tui.news.filter import Filter
from tui.news.types import Article, SavedFilter
from tui.news.values import dataclass

ROWS = 120
"""Articles that are read for the first frame: more than any screen has rows."""


@dataclass(frozen=True, slots=True)
class First:
    """The beginning of the list, and what else has its place on the screen from the first frame on."""

    articles: Sequence[Article] = ()
    """The newest; none where the list begins with a filter, or where the cache is to be asked."""
    saved: Sequence[SavedFilter] = ()
    """The saved filters, not counted yet."""
    dense: bool = False
    """Whether a row has one line."""
    columns: int = 0
    """What of the width beside the tags is the list's, in hundredths; 0 as the stylesheet has it."""

    @classmethod
    def read(cls, cache: Cache, filter: Filter) -> First:
        """What a library has for the first frame; nothing of the index is needed for it."""
        articles = [] if filter else cache.newest(ROWS)
        columns = cache.setting("columns", "")
        return cls(
            articles,
            cache.saved_filters(counted=False),
            cache.setting("density", "") == "one line",
            int(columns) if columns.isdecimal() and 0 < int(columns) < 100 else 0,
        )

    def cursor(self) -> tuple[int, int]:
        """The positions of the cursor and of the top row, as the keys on the first page have left them."""
        page = first_page.shown
        if page is not None:
            for position, article in enumerate(self.articles):
                if article.id == page.keys.article:
                    return position, max(0, position - (page.keys.cursor - page.keys.top))
        return 0, 0
