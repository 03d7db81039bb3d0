"""What the cache answers with, besides the values of `types`: hits, counts, what was stored."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from tui.news.values import dataclass

if TYPE_CHECKING:
    from tui.news.filter import Filter, Term
    from tui.news.types import Sort


@dataclass(frozen=True, eq=False)
class Hits:
    """The articles a filter found, frozen: what is read or arrives later changes nothing in it.

    Positions count from 0 in its order. Ask the cache that made it for its rows.
    """

    filter: Filter
    sort: Sort
    count: int
    selection: object = field(repr=False)
    """Which articles and in what order; the cache's own, not to be looked into."""


@dataclass(frozen=True, slots=True)
class TermCount:
    """One line of the tag panel: a term, and how many hits there are if it joins the filter now."""

    term: Term
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of the drafts of one feed."""

    new: tuple[int, ...] = ()
    """Ids of the articles that were not here before."""
    edited: tuple[int, ...] = ()
    """Ids of those whose publisher changed them."""
    same: tuple[int, ...] = ()
    """Ids of those that were here and are as they were."""
