"""A filter as plain SQL: the truth that the index is held to, and what answers before the index is loaded."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from urllib.parse import urlsplit

from tui.news.cache.clock import Now
from tui.news.cache.schema import is_unread
from tui.news.filter import (
    Age,
    Both,
    ByAuthor,
    Either,
    Filter,
    Has,
    InFeed,
    InLanguage,
    InTitle,
    Is,
    Not,
    Part,
    Since,
    State,
    Tagged,
    Term,
    Text,
    Until,
    Words,
)
from tui.news.types import Sort
from tui.news.words import Phrase, words

LONG_WORDS = 1000
"""`is:long`: about four minutes of reading."""

PARTS = {
    Part.FIGURE: "figures > 0",
    Part.TEXT: "words > 0",
    Part.SUMMARY: "summary <> ''",
    Part.AUTHOR: "authors <> ''",
    Part.LINK: "links > 0",
}
STATES = {
    State.UNREAD: is_unread("article.id"),
    State.READ: f"NOT {is_unread('article.id')}",
    State.STARRED: "article.id IN (SELECT id FROM starred)",
    State.LONG: f"words >= {LONG_WORDS}",
    State.UNTAGGED: "NOT EXISTS (SELECT 1 FROM tagging WHERE article = article.id AND source > 0)",
    State.HALFREAD: "progress > 0 AND progress < 1",
    State.EDITED: "edited",
}
ORDERS = {
    Sort.NEWEST: "at DESC, article.id DESC",
    Sort.OLDEST: "at, article.id",
    Sort.LONGEST: "words DESC, at DESC, article.id DESC",
    Sort.SHORTEST: "words, at DESC, article.id DESC",
    Sort.TITLE: "title COLLATE NOCASE, at DESC, article.id DESC",
    Sort.FEED: "(SELECT title FROM feed WHERE id = feed_id) COLLATE NOCASE, at DESC, article.id DESC",
}
SHOWN = "article.id NOT IN (SELECT id FROM removed)"


@dataclass(frozen=True)
class Sql:
    """A condition on `article` and the values for its question marks."""

    text: str
    values: tuple[object, ...] = ()


def tag_key(tag: str) -> str:
    """What a tag is known by, however it is spelled: `north-korea`, `north korea` and `northkorea` are one."""
    return tag.translate(_NO_KEY) or tag


_NO_KEY = dict.fromkeys(map(ord, " -_'’‐‑‒–—"), None)


def feed_matches(name: str, title: str, url: str, site_url: str | None) -> bool:
    """Whether `feed:name` means this feed: its title or a host of its addresses contains the name, case folded."""
    wanted = name.casefold()
    return wanted in title.casefold() or any(wanted in host for host in feed_hosts(url, site_url))


def feed_hosts(url: str, site_url: str | None) -> tuple[str, ...]:
    """The hosts of a feed's addresses."""
    return tuple(urlsplit(address).hostname or "" for address in (url, site_url or ""))


class Plain:
    """Turns filters into conditions, over one connection and at one moment."""

    def __init__(self, connection: sqlite3.Connection, now: Now) -> None:
        self._connection = connection
        self._now = now

    def condition(self, filter: Filter) -> Sql:
        """What a shown article must fulfil."""
        return _joined("AND", [Sql(SHOWN), *map(self._term, filter.chips)])

    def _term(self, term: Term) -> Sql:
        match term:
            case Not(inner):
                sql = self._term(inner)
                return Sql(f"NOT {sql.text}", sql.values)
            case Either(terms):
                return _joined("OR", [self._term(inner) for inner in terms])
            case Both(terms):
                return _joined("AND", [self._term(inner) for inner in terms])
            case Text() | InTitle() | ByAuthor():
                return self._text(term)
            case Age() | Since() | Until() | Is(State.TODAY):
                low, high = moments(term, self._now)
                return Sql("(at >= ? AND at < ?)", (low, high))
            case Is(state):
                return Sql(f"({STATES[state]})")
            case Has(part):
                return Sql(f"({PARTS[part]})")
            case Words(compare, amount):
                return Sql(f"(words {compare} ?)", (amount,))
            case InLanguage(code):
                return Sql(
                    "(lower(ifnull(language, '')) = ? OR lower(ifnull(language, '')) LIKE ? || '-%')", (code, code)
                )
            case Tagged(tag):
                return Sql(
                    "article.id IN (SELECT article FROM tagging JOIN tag ON tag.id = tag WHERE key = ? AND source > 0)",
                    (tag_key(tag),),
                )
            case InFeed(name):
                rows = self._connection.execute("SELECT id, title, url, site_url FROM feed")
                return _member("feed_id", [row[0] for row in rows if feed_matches(name, *row[1:])])

    def _text(self, term: Text | InTitle | ByAuthor) -> Sql:
        prefix = not isinstance(term, ByAuthor) and term.prefix
        phrase = Phrase.parse(term.name if isinstance(term, ByAuthor) else term.words, prefix)
        if not phrase.words:
            return Sql("0")
        titles = "article.id IN (SELECT rowid FROM title_index WHERE title_index MATCH ?)"
        if isinstance(term, InTitle):
            return Sql(titles, (f"title : {phrase.match()}",))
        if isinstance(term, ByAuthor):
            return Sql(titles, (f"authors : {phrase.match()}",))
        text = "article.id IN (SELECT rowid FROM text_index WHERE text_index MATCH ?)"
        match = (phrase.match(),)
        parts = [Sql(titles, match), self._tags(phrase)]
        return _joined("OR", parts if phrase.is_slight else [*parts, Sql(text, match)])

    def _tags(self, phrase: Phrase) -> Sql:
        rows = self._connection.execute("SELECT id, name FROM tag")
        ids = ",".join(str(row[0]) for row in rows if phrase.within(words(row[1])))
        return Sql(f"article.id IN (SELECT article FROM tagging WHERE source > 0 AND tag IN ({ids}))")


def moments(term: Age | Since | Until | Is, now: Now) -> tuple[int, int]:
    """The span of time a term means: from, up to but without."""
    far = 1 << 60
    match term:
        case Since(day):
            return now.day_start(day), far
        case Until(day):
            return -far, now.day_end(day)
        case Is():
            return now.day_start(now.today), now.day_end(now.today)
        case Age(compare, _, _):
            edge = now.at - int(term.span.total_seconds())
            return {"<": (edge + 1, far), "<=": (edge, far), ">": (-far, edge), ">=": (-far, edge + 1)}[compare]


def _member(column: str, ids: list[int]) -> Sql:
    return Sql(f"ifnull({column} IN ({','.join(map(str, ids))}), 0)")


def _joined(word: str, parts: list[Sql]) -> Sql:
    text = f" {word} ".join(part.text for part in parts)
    return Sql(f"({text})", tuple(value for part in parts for value in part.values))
