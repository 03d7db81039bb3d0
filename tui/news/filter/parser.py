"""A filter's text, read into terms."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from datetime import date

from tui.news import clean
from tui.news.errors import FilterError
from tui.news.filter.terms import (
    Age,
    ByAuthor,
    Has,
    InFeed,
    InLanguage,
    InTitle,
    InTopic,
    Is,
    Part,
    Since,
    State,
    Tagged,
    Term,
    Text,
    Until,
    Words,
    both,
    either,
    negate,
)

_BLANK = re.compile(r"\s*")
_NAME = re.compile(r"([a-zA-Z]+):")
_WORD = re.compile(r'[^\s"()|*]+')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_AGE = re.compile(r"(<=?|>=?)?\s*(\d{1,6})(m|h|d|w|y)")
_COUNT = re.compile(r"(<=?|>=?)?(\d{1,9})")
_MOST_DEPTH = 50
FIELDS = ("feed", "topic", "title", "author", "lang", "is", "has", "age", "since", "until", "words")
"""The names that may stand before a colon."""


class Parser:
    """Reads one text from left to right; every error says where."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def terms(self) -> list[Term]:
        """The terms that the whole text puts side by side."""
        terms = self._terms()
        if self.at < len(self.text):
            raise self._error("this ) closes nothing")
        return terms

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
            raise self._error("* goes right behind a word or a text, and behind title:")
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
        found = _QUOTED.match(self.text, self.at)
        if not found:
            raise self._error('this " is never closed')
        self.at = found.end()
        return _ESCAPED.sub(r"\1", found[1])

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
        if self._peek() == "*":
            raise self._error("a tag is written whole; * goes behind words alone")
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
            case "topic":
                return InTopic(value)
            case "author":
                return ByAuthor(value)
            case "lang":
                return InLanguage(value.casefold())
            case "is":
                return Is(State(self._one_of(name, value, tuple(State), at)))
            case "has":
                return Has(Part(self._one_of(name, value, tuple(Part), at)))
            case "age":
                return self._age(value, at)
            case "words":
                return self._count(value, at)
            case _:
                return self._day(name, value, at)

    def _one_of(self, name: str, value: str, known: tuple[str, ...], at: int) -> str:
        if value.lower() in known:
            return value.lower()
        raise self._error(f"{name}: can be {', '.join(known[:-1])} or {known[-1]}", at)

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
