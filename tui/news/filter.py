"""The filter: one immutable value, its text, and how the two turn into each other.

    filter  := either+                         side by side is AND
    either  := piece ("|" piece)*              OR binds tighter than AND
    piece   := "-" piece | "(" filter ")" | "#" tag | name ":" value | '"' phrase '"' | word | word "*"

`#china #korea` `#a|#b` `-#sports` `(#a #b)|#c` `#"north korea"` `feed:reuters` `title:"beijing talks"` `author:`
`lang:` `is:unread` `has:figure` `age:<7d` `since:` `until:2024-03-31` `words:>800` `"exact phrase"` `prefix*`.

`str(filter)` parses back to the same filter. Pure: no clock, no library.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Literal

from tui.news import clean
from tui.news.errors import FilterError

# ------------------------------------------------------------------ terms


class State(StrEnum):
    """What `is:` can ask: the virtual tags."""

    UNREAD = "unread"
    READ = "read"
    STARRED = "starred"
    TODAY = "today"
    LONG = "long"
    UNTAGGED = "untagged"
    HALFREAD = "halfread"
    EDITED = "edited"


class Part(StrEnum):
    """What `has:` can ask."""

    FIGURE = "figure"
    TEXT = "text"
    SUMMARY = "summary"
    AUTHOR = "author"
    LINK = "link"


Compare = Literal["<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Tagged:
    """`#tag`: filed under exactly this tag."""

    tag: str


@dataclass(frozen=True, slots=True)
class InFeed:
    """`feed:name`: the feed's title or host contains these words, case folded."""

    name: str


@dataclass(frozen=True, slots=True)
class InTitle:
    """`title:words`: the words stand in the title, side by side and in order."""

    words: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class ByAuthor:
    """`author:name`: an author's name contains these words."""

    name: str


@dataclass(frozen=True, slots=True)
class InLanguage:
    """`lang:en`: the language, with or without region (`en` also finds `en-GB`)."""

    code: str


@dataclass(frozen=True, slots=True)
class Is:
    """`is:unread` and the like."""

    state: State


@dataclass(frozen=True, slots=True)
class Has:
    """`has:figure` and the like."""

    part: Part


@dataclass(frozen=True, slots=True)
class Age:
    """`age:<7d`: how long ago it was published."""

    compare: Compare
    amount: int
    unit: Literal["m", "h", "d", "w", "y"]

    @property
    def span(self) -> timedelta:
        """The age as a span of time; a year is 365 days."""
        hours = {"h": 1, "d": 24, "w": 168, "y": 8760}
        return timedelta(minutes=self.amount) if self.unit == "m" else timedelta(hours=self.amount * hours[self.unit])


@dataclass(frozen=True, slots=True)
class Since:
    """`since:2024-03-01`: published on that local day or later."""

    day: date


@dataclass(frozen=True, slots=True)
class Until:
    """`until:2024-03-31`: published on that local day or earlier."""

    day: date


@dataclass(frozen=True, slots=True)
class Words:
    """`words:>800`: how long its text is."""

    compare: Compare
    amount: int


@dataclass(frozen=True, slots=True)
class Text:
    """A bare word, `prefix*` or `"exact phrase"`: found in title, text, authors or tags, diacritics folded."""

    words: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """`-term`."""

    term: Term


@dataclass(frozen=True, slots=True)
class Either:
    """`a|b`: at least two terms, none of them an Either."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """`(a b)`: at least two terms, none of them a Both; the top level of a filter is not a Both but its chips."""

    terms: tuple[Term, ...]


Leaf = Tagged | InFeed | InTitle | ByAuthor | InLanguage | Is | Has | Age | Since | Until | Words | Text
Term = Leaf | Not | Either | Both


def negate(term: Term) -> Term:
    """NOT; twice is nothing."""
    return term.term if isinstance(term, Not) else Not(term)


def either(*terms: Term) -> Term:
    """OR, flattened, each term once."""
    flat = dict.fromkeys(inner for term in terms for inner in (term.terms if isinstance(term, Either) else (term,)))
    return next(iter(flat)) if len(flat) == 1 else Either(tuple(flat))


def both(*terms: Term) -> Term:
    """AND, flattened, each term once."""
    flat = dict.fromkeys(inner for term in terms for inner in (term.terms if isinstance(term, Both) else (term,)))
    return next(iter(flat)) if len(flat) == 1 else Both(tuple(flat))


class Join(StrEnum):
    """How a picked term joins the filter: the tag panel's armed operator."""

    AND = "and"
    OR = "or"
    NOT = "not"


# ------------------------------------------------------------------ the filter


@dataclass(frozen=True)
class Filter:
    """What is shown: every chip must hold. The empty filter shows everything."""

    chips: tuple[Term, ...] = ()

    @staticmethod
    def parse(text: str) -> Filter:
        """The filter a text means. Raises FilterError, with the position, where it means none."""
        return _Parser(text).filter()

    def __str__(self) -> str:
        return " ".join(term_text(chip) for chip in self.chips)

    def __bool__(self) -> bool:
        return bool(self.chips)

    def joined(self, term: Term, join: Join = Join.AND) -> Filter:
        """With one more term: a chip of its own, in OR with the last chip, or excluded."""
        if join is Join.OR and self.chips:
            return Filter((*self.chips[:-1], *_chips(either(self.chips[-1], term))))
        term = negate(term) if join is Join.NOT else term
        return Filter(tuple(dict.fromkeys((*self.chips, *_chips(term)))))

    def tagged(self, tag: str) -> Filter:
        """Narrowed by a tag."""
        return self.joined(Tagged(clean.tag(tag)))

    def without(self, place: int) -> Filter:
        """With the chip at `place` (from 0, or from the end below 0) dropped; unchanged where there is none."""
        if not -len(self.chips) <= place < len(self.chips):
            return self
        place %= len(self.chips)
        return Filter(self.chips[:place] + self.chips[place + 1 :])

    def with_text(self, text: str, *, typing: bool = False) -> Filter:
        """With its free text replaced by `text`; while `typing`, the last bare word counts as a prefix.

        Raises FilterError where the text has a hole in it.
        """
        kept = Filter(tuple(chip for chip in self.chips if not isinstance(chip, Text)))
        added = Filter.parse(text).chips
        if typing and added and isinstance(added[-1], Text) and text[-1:] not in ('"', "*", " ", ")"):
            added = (*added[:-1], replace(added[-1], prefix=True))
        return Filter(tuple(dict.fromkeys((*kept.chips, *added))))

    @cached_property
    def text(self) -> str:
        """Its free text, as `with_text` takes it."""
        return " ".join(term_text(chip) for chip in self.chips if isinstance(chip, Text))

    @cached_property
    def marks(self) -> tuple[Text | InTitle, ...]:
        """The words that were asked for (never those excluded), to be marked where they are shown."""
        return tuple(_wanted(self.chips))


def _chips(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Both) else (term,)


def _wanted(terms: tuple[Term, ...]) -> Iterator[Text | InTitle]:
    for term in terms:
        if isinstance(term, Text | InTitle):
            yield term
        elif isinstance(term, Either | Both):
            yield from _wanted(term.terms)


# ------------------------------------------------------------------ printing

_PLAIN_VALUE = re.compile(r'[^\s"()|*]+')
_PLAIN_WORD = re.compile(r'[^\s"()|*:#\\-][^\s"()|*:]*')


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(text: str) -> str:
    return text if _PLAIN_VALUE.fullmatch(text) else _quoted(text)


def term_text(term: Term) -> str:
    """One term as the language writes it."""
    match term:
        case Tagged(tag):
            return "#" + _value(tag)
        case InFeed(name):
            return "feed:" + _value(name)
        case InTitle(words, prefix):
            return "title:" + _value(words) + "*" * prefix
        case ByAuthor(name):
            return "author:" + _value(name)
        case InLanguage(code):
            return "lang:" + _value(code)
        case Is(state):
            return f"is:{state}"
        case Has(part):
            return f"has:{part}"
        case Age(compare, amount, unit):
            return f"age:{compare}{amount}{unit}"
        case Since(day):
            return f"since:{day.isoformat()}"
        case Until(day):
            return f"until:{day.isoformat()}"
        case Words(compare, amount):
            return f"words:{compare}{amount}"
        case Text(words, prefix):
            return (words if _PLAIN_WORD.fullmatch(words) else _quoted(words)) + "*" * prefix
        case Not(inner):
            text = term_text(inner)
            return f"-({text})" if isinstance(inner, Either) else f"-{text}"
        case Either(terms):
            return "|".join(term_text(inner) for inner in terms)
        case Both(terms):
            return "(" + " ".join(term_text(inner) for inner in terms) + ")"


# ------------------------------------------------------------------ parsing

_BLANK = re.compile(r"\s*")
_NAME = re.compile(r"([a-zA-Z]+):")
_WORD = re.compile(r'[^\s"()|*]+')
_AGE = re.compile(r"(<=?|>=?)?\s*(\d{1,6})(m|h|d|w|y)")
_COUNT = re.compile(r"(<=?|>=?)?(\d{1,9})")
_MOST_DEPTH = 50
FIELDS = ("feed", "title", "author", "lang", "is", "has", "age", "since", "until", "words")
"""The names that may stand before a colon."""


class _Parser:
    """Reads one text from left to right; every error says where."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def filter(self) -> Filter:
        terms = self._terms()
        if self.at < len(self.text):
            raise self._error("this ) closes nothing")
        chips = [chip for term in terms for chip in _chips(term)]
        return Filter(tuple(dict.fromkeys(chips)))

    def _error(self, message: str, at: int | None = None) -> FilterError:
        return FilterError(message, self.text, self.at if at is None else at)

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _skip(self) -> None:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _terms(self) -> list[Term]:
        terms: list[Term] = []
        self._skip()
        while self._peek() not in ("", ")"):
            terms.append(self._either())
            self._skip()
        return terms

    def _either(self) -> Term:
        terms = [self._piece()]
        while True:
            here = self.at
            self._skip()
            if self._peek() != "|":
                self.at = here
                return either(*terms)
            self.at += 1
            self._skip()
            if self._peek() in ("", ")", "|"):
                raise self._error("something must stand after |")
            terms.append(self._piece())

    def _piece(self) -> Term:
        char = self._peek()
        if char == "-":
            self.at += 1
            if self._peek() in ("", ")", "|") or self._peek().isspace():
                raise self._error("something must stand right after -")
            return negate(self._nested(self._piece))
        if char == "(":
            return self._nested(self._group)
        if char == "|":
            raise self._error("something must stand before |")
        if char == "#":
            return self._tag()
        if char == '"':
            start = self.at
            return self._text(self._quoted(), start)
        if char == "*":
            raise self._error("a word must stand before *")
        name = _NAME.match(self.text, self.at)
        return self._field(name) if name else self._bare()

    def _nested(self, read: Callable[[], Term]) -> Term:
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise self._error(f"nested deeper than {_MOST_DEPTH}")
        term = read()
        self.depth -= 1
        return term

    def _group(self) -> Term:
        start = self.at
        self.at += 1
        terms = self._terms()
        if self._peek() != ")":
            raise self._error("this ( is never closed", start)
        self.at += 1
        if not terms:
            raise self._error("nothing stands between ( and )", start)
        return both(*terms)

    def _quoted(self) -> str:
        start = self.at
        self.at += 1
        chars: list[str] = []
        while self._peek() != '"':
            if self._peek() == "\\" and self.at + 1 < len(self.text):
                self.at += 1
            if self._peek() == "":
                raise self._error('this " is never closed', start)
            chars.append(self._peek())
            self.at += 1
        self.at += 1
        return "".join(chars)

    def _star(self) -> bool:
        if self._peek() != "*":
            return False
        self.at += 1
        return True

    def _text(self, raw: str, start: int) -> Text:
        words = clean.line(raw)
        if not words:
            raise self._error("nothing to look for stands here", start)
        return Text(words, self._star())

    def _bare(self) -> Term:
        match = _WORD.match(self.text, self.at)
        assert match  # every character that starts no word was handled by _piece
        start, self.at = self.at, match.end()
        return self._text(match[0], start)

    def _raw_value(self, what: str) -> str:
        if self._peek() == '"':
            return self._quoted()
        match = _WORD.match(self.text, self.at)
        if not match:
            raise self._error(f"{what} is missing here")
        self.at = match.end()
        return match[0]

    def _tag(self) -> Term:
        start = self.at
        self.at += 1
        tag = clean.tag(self._raw_value("a tag"))
        if not tag:
            raise self._error("a tag is missing here", start)
        return Tagged(tag)

    def _field(self, match: re.Match[str]) -> Term:
        name, start = match[1].lower(), self.at
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, 1)
            hint = f"did you mean {near[0]}:" if near else f'put it in quotes to look for the text "{match[0]}"'
            raise self._error(f"there is no {name}: to filter by; {hint}")
        self.at = match.end()
        value_at = self.at
        raw = self._raw_value(f"what {name}: should be")
        value = clean.line(raw)
        if not value:
            raise self._error(f"what {name}: should be is missing here", start)
        if name == "title":
            return InTitle(value, self._star())
        return self._leaf(name, value, value_at)

    def _leaf(self, name: str, value: str, at: int) -> Term:
        match name:
            case "feed":
                return InFeed(value)
            case "author":
                return ByAuthor(value)
            case "lang":
                return InLanguage(value.casefold())
            case "is":
                return Is(State(self._one_of(value, tuple(State), at)))
            case "has":
                return Has(Part(self._one_of(value, tuple(Part), at)))
            case "age":
                return self._age(value, at)
            case "words":
                return self._count(value, at)
            case _:
                return self._day(name, value, at)

    def _one_of(self, value: str, known: tuple[str, ...], at: int) -> str:
        if value.lower() in known:
            return value.lower()
        raise self._error(f"this can be {', '.join(known[:-1])} or {known[-1]}", at)

    def _age(self, value: str, at: int) -> Term:
        found = _AGE.fullmatch(value)
        if not found:
            raise self._error("an age is written like <7d or >12h (m, h, d, w, y)", at)
        compare, amount, unit = found.groups()
        return Age(compare or "<", int(amount), unit)  # type: ignore[arg-type]

    def _count(self, value: str, at: int) -> Term:
        found = _COUNT.fullmatch(value)
        if not found:
            raise self._error("a length is written like >800 or <=200", at)
        return Words(found[1] or ">=", int(found[2]))  # type: ignore[arg-type]

    def _day(self, name: str, value: str, at: int) -> Term:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise self._error("a day is written like 2024-03-23, and it must exist", at) from None
        return Since(day) if name == "since" else Until(day)
