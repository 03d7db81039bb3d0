"""How the list is looked at: its order, its density, its width, and a day to jump to."""

from __future__ import annotations

import asyncio
import re
from datetime import date, datetime, time, timedelta

from textual import work

from tui.app.screens.finding import Finding
from tui.app.widgets.filter_bar import Prompt
from tui.news.errors import FilterError
from tui.news.filter import Age, Filter, Since
from tui.news.types import Sort

ORDERS = (Sort.NEWEST, Sort.OLDEST, Sort.RELEVANCE, Sort.LONGEST, Sort.TITLE, Sort.FEED)

USUAL, NARROWEST, WIDEST, STEP = 40, 20, 70, 5
"""Hundredths of the width for the list: about the stylesheet's, the least, the most, and what a key adds or takes."""

_AGE = re.compile(r"(\d+)\s*([mhdwy])(?:(?<=m)inutes?|(?<=h)ours?|(?<=d)ays?|(?<=w)eeks?|(?<=y)ears?)?")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def moment(text: str, order: Sort, now: datetime) -> datetime | None:
    """The moment that a day or an age means, as the first of it from the top of an order by date; None for neither.

    A day is written as in `since:`, or is `yesterday` or `friday`, the last one; an age as in `age:`, such as `7d`, or
    `2 weeks`. Newest first, a day begins with its last moment.
    """
    text = text.strip().casefold()
    age = _AGE.fullmatch(text)
    try:
        day = _named(text, now.date())
        term = Since(day) if day else Filter.parse(f"age:<{age[1]}{age[2]}" if age else f"since:{text}").chips[0]
    except (FilterError, IndexError):
        return None
    if isinstance(term, Age):
        return now - term.span
    if not isinstance(term, Since):
        return None
    begins = datetime.combine(term.day, time()).astimezone()
    return begins + timedelta(days=1, seconds=-1) if order is Sort.NEWEST else begins


def _named(name: str, today: date) -> date | None:
    """The day that is called so: today, yesterday, or the last day of the week with that name, in full or its start."""
    ago = {"today": 0, "yesterday": 1}.get(name)
    if ago is None and len(name) > 1:
        ago = next(((today.weekday() - place) % 7 for place, one in enumerate(_WEEK) if one.startswith(name)), None)
    return today - timedelta(days=ago) if ago is not None else None


class Viewing(Finding):
    """Order, density, width, jumps."""

    def action_next_sort(self) -> None:
        """The next order; the cursor stays on its article."""
        self._stay()
        self.sort = ORDERS[(ORDERS.index(self.sort) + 1) % len(ORDERS)]

    def action_density(self) -> None:
        """One or two lines a row, also after the next start."""
        self.articles.dense = not self.articles.dense
        self.keep_density(dense=self.articles.dense)

    @work(exclusive=True, group="density")
    async def keep_density(self, *, dense: bool) -> None:
        """Keeps the density in the library."""
        if not self.cache.read_only:
            await asyncio.to_thread(self.cache.set_setting, "density", "one line" if dense else "two lines")

    def action_columns(self, step: int) -> None:
        """A wider or a narrower list beside the reader, also after the next start."""
        if self.has_class("-narrow"):
            self.tell("list and reader stand side by side from 90 columns on")
            return
        self.share_out(min(WIDEST, max(NARROWEST, (self.columns or USUAL) + step * STEP)))
        self.keep_columns(self.columns)
        self.note_look()

    @work(exclusive=True, group="columns")
    async def keep_columns(self, columns: int) -> None:
        """Keeps the width of the list in the library."""
        if not self.cache.read_only:
            await asyncio.to_thread(self.cache.set_setting, "columns", str(columns))

    def action_jump(self) -> None:
        """Opens the line for a day."""
        self.query_one(Prompt).open(
            "jump", "a day such as 2024-03-01, yesterday or friday; or how long ago, such as 7d", ""
        )

    def cannot_jump(self, text: str) -> str:
        """Why what was typed leads nowhere; empty where it does, or where nothing was typed."""
        if not text.strip():
            return ""
        if self.sort not in (Sort.NEWEST, Sort.OLDEST):
            return "the list is not in the order of dates; S changes its order"
        if moment(text, self.sort, datetime.now().astimezone()) is None:
            return "a day is written like 2024-03-01, yesterday or friday, and how long ago like 7d or 2 weeks"
        return ""

    @work(exclusive=True, group="move")
    async def jump(self, text: str) -> None:
        """Puts the cursor on the first article of a day, or on what comes next to it."""
        when = moment(text, self.sort, datetime.now().astimezone())
        if when is None:
            return
        await self.answered.wait()
        if self.hits is not None and self.hits.count:
            self.articles.go(await asyncio.to_thread(self.cache.position_at, self.hits, when))
