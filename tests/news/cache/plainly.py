"""Filters as plain SQL over the rows: slow, short, and what the index is held against."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tui.news.cache.clock import Now
from tui.news.cache.plain import LONG_WORDS, PARTS, feed_matches, moments, tag_key, topic_matches
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
    InTopic,
    Is,
    Not,
    Since,
    State,
    Tagged,
    Term,
    Text,
    Until,
    Words,
)  # fmt: skip
from tui.news.words import Phrase, words

STATES = {
    State.UNREAD: is_unread("article.id"),
    State.READ: f"NOT {is_unread('article.id')}",
    State.STARRED: "article.id IN (SELECT id FROM starred)",
    State.LONG: f"words >= {LONG_WORDS}",
    State.UNTAGGED: "NOT EXISTS (SELECT 1 FROM tagging WHERE article = article.id AND source > 0)",
    State.HALFREAD: "progress > 0 AND progress < 1",
    State.EDITED: "edited",
}
SHOWN = "article.id NOT IN (SELECT id FROM removed)"


@dataclass(frozen=True)
class Sql:
    """A condition on `article` and the values for its question marks."""

    text: str
    values: tuple[object, ...] = ()


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

            case InTopic(name):
                rows = self._connection.execute("SELECT id, topic FROM feed")
                return _member("feed_id", [row[0] for row in rows if topic_matches(name, row[1])])

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


def _member(column: str, ids: list[int]) -> Sql:
    return Sql(f"ifnull({column} IN ({','.join(map(str, ids))}), 0)")


def _joined(word: str, parts: list[Sql]) -> Sql:
    text = f" {word} ".join(part.text for part in parts)
    return Sql(f"({text})", tuple(value for part in parts for value in part.values))
