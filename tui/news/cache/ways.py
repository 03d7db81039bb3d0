"""Ways out of a filter that finds nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.news.filter import Filter, Join, Tagged, term_text

if TYPE_CHECKING:
    from tui.news.cache.clock import Now
    from tui.news.cache.engine import Engine

Way = tuple[Filter, str, int]
"""Another filter, what it does in words, and its hits."""
_FAR = 2
"""Letters by which a tag that was meant may be longer or shorter than what was typed."""
_LIKE = 0.75
"""How much alike the two must be: `diplomcy` and `diplomacy` are by 0.94, `talks` and `tanks` by 0.8."""
_LOOKED_AT = 50


def ways_out(engine: Engine, filter: Filter, now: Now) -> Iterator[Way]:
    """See Cache.ways_out."""
    drops = []
    for place, chip in enumerate(filter.chips):
        wider = filter.without(place)
        if isinstance(chip, Tagged) and not engine.count(Filter((chip,)), now):
            yield from _instead(engine, filter, place, chip, now)
        if count := engine.count(wider, now):
            drops.append((wider, f"drop {term_text(chip)}", count))
    yield from drops


def _instead(engine: Engine, filter: Filter, place: int, chip: Tagged, now: Now) -> Iterator[Way]:
    """The filter with a tag in the place of one that no article has, if there is one like it that helps."""
    for name in _like(engine, chip.tag, now):
        other = Filter((*filter.chips[:place], Tagged(name), *filter.chips[place + 1 :]))
        if count := engine.count(other, now):
            yield other, f"{term_text(Tagged(name))} in the place of {term_text(chip)}", count
            return


def _like(engine: Engine, typed: str, now: Now) -> Iterator[str]:
    """Tags that may have been meant, the likeliest first: those that go on from what was typed, then those spelt so."""
    lines = engine.counts(Filter(), Join.AND, typed, _LOOKED_AT, now)
    yield from (line.label for line in lines if isinstance(line.term, Tagged) and line.label.startswith(typed))
    near = (
        name for name in engine.index.tags.values() if name[:1] == typed[:1] and abs(len(name) - len(typed)) <= _FAR
    )
    yield from difflib.get_close_matches(typed, near, cutoff=_LIKE)
