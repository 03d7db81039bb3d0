"""The terms a filter is made of, and how each is written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from tui.news.values import dataclass


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
class InTopic:
    """`topic:world`: its feed is filed under this topic, or under one within it; names are whole, case folded."""

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
    """A bare word, `prefix*` or `"exact phrase"`: found in title, text, authors or tags, diacritics folded.

    A beginning of one or two letters is not looked for in texts, of which nearly every one holds it.
    """

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


Leaf = Tagged | InFeed | InTopic | InTitle | ByAuthor | InLanguage | Is | Has | Age | Since | Until | Words | Text
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
        case InTopic(name):
            return "topic:" + _value(name)
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
