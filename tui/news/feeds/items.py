"""What every kind of feed says of an item, before it is cleaned: RSS, Atom, RDF and JSON Feed all end here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the feed gave it."""

    value: str
    html: bool = False
    """True where markup and entities in `value` still stand for themselves."""
    base: str | None = None
    """What relative addresses in it start from."""


NO_TEXT = Text("")


@dataclass(frozen=True, slots=True)
class Media:
    """A file or picture that belongs to an item."""

    url: str
    kind: str = ""
    """A media type such as `audio/mpeg`, or only `image`."""
    title: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item, raw."""

    guid: str = ""
    link: str = ""
    """The item's page; may be relative."""
    base: str | None = None
    title: Text = NO_TEXT
    content: Text = NO_TEXT
    """The text in full, where the feed gives one beside the summary."""
    summary: Text = NO_TEXT
    authors: tuple[str, ...] = ()
    published: str = ""
    """As written: dates are parsed strictly, from these words only."""
    updated: str = ""
    tags: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    credit: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """The feed itself, raw, with its items."""

    title: Text = NO_TEXT
    link: str = ""
    language: str = ""
    credit: str = ""
    authors: tuple[str, ...] = ()
    interval: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    items: tuple[Item, ...] = ()
    note: str = ""
