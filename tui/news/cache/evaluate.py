"""A filter by the index: sets of articles, and only for words a look into the full-text tables."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable

from tui.news.cache import common
from tui.news.cache.clock import Now
from tui.news.cache.connections import Connections
from tui.news.cache.ids import Ids
from tui.news.cache.index import Index
from tui.news.cache.plain import LONG_WORDS, feed_hosts, feed_matches, moments, tag_key, topic_matches, topics
from tui.news.cache.sets import PREFIX, WORD_BITS
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
)
from tui.news.words import Phrase, spaced, words

_Row = tuple[int, str, str, str | None, int, str]
"""Of a feed: number, title, address, site, whether it was left, topic."""
_KEPT = 8
"""Answers of the full-text tables that are kept: the words typed so far need not be asked for again."""


class Evaluator:
    """Turns filters into sets of ids."""

    def __init__(self, connections: Connections, index: Index) -> None:
        self._connections = connections
        self._index = index
        self._keeping = threading.Lock()
        self._found: OrderedDict[tuple[int, object], Ids] = OrderedDict()
        self._feeds: tuple[int, list[_Row]] = (-2, [])
        self._tag_keys: tuple[int, dict[str, int]] = (-1, {})
        self._tag_words: tuple[int, list[tuple[int, str]]] = (-1, [])

    def find(self, filter: Filter, now: Now, *, titles_only: bool = False) -> Ids:
        """The articles that a filter shows. Raises Interrupted."""
        self._index.refresh()
        shown = self._index.get("all")
        for chip in filter.chips:
            if not shown:
                return shown
            shown = shown & self.term(chip, now, titles_only=titles_only)
        return shown

    def term(self, term: Term, now: Now, *, titles_only: bool = False) -> Ids:
        """The articles of which a term holds; also such as were removed."""
        match term:
            case Not(inner):
                return self._index.get("all") - self.term(inner, now, titles_only=titles_only)
            case Either(terms):
                return Ids.union(*(self.term(inner, now, titles_only=titles_only) for inner in terms))
            case Both(terms):
                return Ids.intersection(*(self.term(inner, now, titles_only=titles_only) for inner in terms))
            case Text() | InTitle() | ByAuthor():
                return self._text(term, titles_only)
            case Age() | Since() | Until() | Is(State.TODAY):
                return self._index.dates.between(*moments(term, now), self._short_span)
            case Tagged(tag):
                number = self.tag_numbers().get(tag_key(tag))
                return self._index.get(f"tag:{number}")
            case InFeed(name):
                return self._kept(("feed", name), lambda: self._feed(name))
            case InTopic(name):
                found = (row[0] for row in self._feed_rows() if topic_matches(name, row[5]))
                return self._index.together(tuple(f"feed:{number}" for number in found))
            case InLanguage(code):
                names = [name for name in self._index.named("lang:") if _speaks(name[5:], code)]
                return self._union(names)
            case Has(part):
                return self._index.get(f"has:{part}")
            case Words(compare, amount):
                return self._kept(("words", compare, amount), lambda: self._length(compare, amount))
            case Is(state):
                return self._state(state)

    def _state(self, state: State) -> Ids:
        if state is State.READ:
            return self._index.get("all") - self._index.get("unread")
        if state is State.LONG:
            return self._kept(("words", ">=", LONG_WORDS), lambda: self._length(">=", LONG_WORDS))
        return self._index.get(state.value)

    def _union(self, names: Iterable[str]) -> Ids:
        found = [self._index.get(name) for name in names]
        return Ids.union(*found) if found else Ids()

    def _length(self, compare: str, amount: int) -> Ids:
        """Longer than a length, from the most significant bit down (O'Neil and Quass, 1997, algorithm 4.2)."""
        above, equal = Ids(), self._index.get("all")
        if amount >= 1 << WORD_BITS:
            return equal if compare in ("<", "<=") else above
        for bit in reversed(range(WORD_BITS)):
            ones = self._index.get(f"words:{bit}")
            if amount >> bit & 1:
                equal = equal & ones
            else:
                above = above | (equal & ones)
                equal = equal - ones
        match compare:
            case ">":
                return above
            case ">=":
                return above | equal
            case "<":
                return self._index.get("all") - above - equal
            case _:
                return self._index.get("all") - above

    def _short_span(self, low: int, high: int) -> array[int]:
        with self._connections.read() as connection:
            rows = connection.execute("SELECT id FROM article WHERE at >= ? AND at < ?", (low, high))
            return array("I", (row[0] for row in rows))

    def tag_numbers(self) -> dict[str, int]:
        """Tags' numbers by key."""
        if self._tag_keys[0] != len(self._index.tags):
            self._tag_keys = (
                len(self._index.tags),
                {tag_key(name): number for number, name in self._index.tags.items()},
            )
        return self._tag_keys[1]

    def _feed(self, name: str) -> Ids:
        return self._union(f"feed:{row[0]}" for row in self._feed_rows() if feed_matches(name, *row[1:4]))

    def feed_sets(self) -> dict[str, tuple[str, ...]]:
        """The titles of the feeds that are followed, each with the names of the sets that `feed:title` means.

        Of feeds that have articles: each title is looked for in each feed's words, and a list of feeds that was taken
        in whole may bring 100,000 that never answered.
        """
        filled = set(self._index.named("feed:"))
        rows = [row for row in self._feed_rows() if f"feed:{row[0]}" in filled]
        texts = [(f"feed:{row[0]}", "\n".join((row[1].casefold(), *feed_hosts(row[2], row[3])))) for row in rows]
        titles = {row[1]: row[1].casefold() for row in rows if not row[4]}
        return {title: tuple(name for name, text in texts if folded in text) for title, folded in titles.items()}

    def topic_sets(self) -> dict[str, tuple[str, ...]]:
        """The topics that feeds are filed under and those around them, each with the sets that `topic:name` means.

        Of feeds that have articles, and are followed; of two spellings the first one stands for both.
        """
        filled = set(self._index.named("feed:"))
        rows = [
            (f"feed:{row[0]}", row[5], row[4]) for row in self._feed_rows() if row[5] and f"feed:{row[0]}" in filled
        ]
        names = {name.casefold(): name for _, topic, left in reversed(rows) if not left for name in topics(topic)}
        return {name: tuple(one for one, topic, _ in rows if topic_matches(name, topic)) for name in names.values()}

    def _feed_rows(self) -> list[_Row]:
        if self._feeds[0] != self._index.feed_stamp:
            with self._connections.read() as connection:
                rows = connection.execute("SELECT id, title, url, site_url, removed, topic FROM feed").fetchall()
            self._feeds = (self._index.feed_stamp, rows)
        return self._feeds[1]

    def _kept(self, what: tuple[object, ...], find: Callable[[], Ids]) -> Ids:
        """An answer that holds until articles, tags or feeds change."""
        key = (self._index.stamp, what)
        with self._keeping:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
                return found
        found = find()
        with self._keeping:
            self._found[key] = found
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)
        return found

    def _text(self, term: Text | InTitle | ByAuthor, titles_only: bool) -> Ids:
        prefix = not isinstance(term, ByAuthor) and term.prefix
        phrase = Phrase.parse(term.name if isinstance(term, ByAuthor) else term.words, prefix)
        if not phrase.words:
            return Ids()
        if isinstance(term, ByAuthor):
            return self._kept(("author", phrase), lambda: self._titles(f"authors : {phrase.match()}"))
        if isinstance(term, InTitle) or titles_only:
            return self._kept(("title", phrase), lambda: self._in_titles(phrase))
        return self._kept(("text", phrase), lambda: self._anywhere(phrase))

    def _in_titles(self, phrase: Phrase) -> Ids:
        """A short beginning has a set of its own; the rest is asked of the title index."""
        first = phrase.words[0]
        if len(phrase.words) == 1 and phrase.prefix and len(first) <= PREFIX:
            return self._index.get(f"title:{first}")
        return self._titles(f"title : {phrase.match()}")

    def _titles(self, match: str) -> Ids:
        return self._matching("title_index", match)

    def _matching(self, table: str, match: str) -> Ids:
        """By a word index, as JSON: two thirds of what a row each takes, and the interpreter is free meanwhile."""
        sql = f"SELECT json_group_array(rowid) FROM {table} WHERE {table} MATCH ?"
        with self._connections.read(search=True) as connection:
            return Ids.listed(connection.execute(sql, (match,)).fetchone()[0])

    def _anywhere(self, phrase: Phrase) -> Ids:
        """In title, authors, tags or text; what is slight not in text."""
        found = self._union(f"tag:{number}" for number, words in self._words_of_tags() if phrase.stands_in(words))
        if len(phrase.words) == 1 and not phrase.prefix:
            return found | self._word(phrase.words[0])
        found |= self._kept(("title", phrase), lambda: self._in_titles(phrase))
        found |= self._titles(f"authors : {phrase.match()}")
        if not phrase.is_slight:
            found |= self._matching("text_index", phrase.match())
        return found

    def _word(self, word: str) -> Ids:
        shown = self._index.get("all")
        with self._connections.read(search=True) as connection:
            return common.find(connection, word, shown.max()) if shown else Ids()

    def _words_of_tags(self) -> list[tuple[int, str]]:
        """Tags by number, each as its words: kept, since splitting 5,000 took 5 ms at every question."""
        tags = self._index.tags
        if self._tag_words[0] != len(tags):
            self._tag_words = (len(tags), [(number, spaced(words(name))) for number, name in tags.items()])
        return self._tag_words[1]


def _speaks(language: str, code: str) -> bool:
    return language == code or language.startswith(code + "-")
