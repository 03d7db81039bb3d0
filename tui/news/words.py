"""Words as search knows them: one folding and one splitting, for what is stored, asked for and marked.

Folded: case, compatibility forms, diacritics of Latin, Greek and Cyrillic, Arabic and Hebrew points. Split: a run of
letters and digits is a word; an emoji is a word. Scripts written without spaces (Chinese, Japanese, Korean, Thai, Lao,
Khmer, Burmese) are split into overlapping pairs of characters, as Lucene's CJKBigramFilter does, with the run's last
character once more by itself, so that a single character is found as a prefix. Pure.

Measured against SQLite's own tokenizers, on 20,000 texts of 785 characters put together from 976 sentences of our test
pages in such scripts, twelve words each of one to four characters: pairs find every one, in 2,087 bytes an article;
`trigram` takes 3,244 and finds none of one or two characters; `unicode61` takes 592 and finds 16 to 64 %.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3021-\u302f\u3031-\u30ff\u3100-\u9fff"
    "\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_PICTURES = "\u2190-\u2bff\U0001f000-\U0001faff"
_WORD = re.compile(f"[{_DENSE}]+|[{_PICTURES}]|[^\\W_{_DENSE}{_PICTURES}]+")
_ASCII_WORD = re.compile("[a-z0-9]+")
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
_IS_DENSE = re.compile(f"[{_DENSE}]")
_FIRST_DENSE = "\u0e00"
_TYPOGRAPHY = "\u00a0«»·‐‑‒–—‘’‚“”„•…"
BREAK = "¶"
"""A word that stands between two names, so that no phrase runs from one into the next."""


def fold(text: str) -> str:
    """Text with case, compatibility forms and diacritics folded; its length may change."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text))).casefold()


def words(text: str) -> list[str]:
    """The words of a text as they are indexed, in order."""
    return _split(_plain(text))


def _split(text: str) -> list[str]:
    """The words of a text that is plain already."""
    if text.isascii():
        return _ASCII_WORD.findall(text)
    found: list[str] = []
    for run in _WORD.findall(text):
        if len(run) > 1 and run[0] >= _FIRST_DENSE and _IS_DENSE.match(run):
            found += [run[at : at + 2] for at in range(len(run) - 1)]
            run = run[-1]
        found.append(run)
    return found


def index_text(text: str) -> str:
    """A text as the full-text index takes it: its words, separated by spaces; plain ASCII is split by the index."""
    text = _plain(text)
    return text if text.isascii() else " ".join(_split(text))


def _plain(text: str) -> str:
    """Folded text, with typographic marks as blanks: English prose then is ASCII, which is split ten times as fast."""
    return fold(_untypographic(text))


def _untypographic(text: str) -> str:
    """Each mark of typography as a blank; one by one, a quarter of the time of a regular expression."""
    if not text.isascii():
        for mark in _TYPOGRAPHY:
            text = text.replace(mark, " ")
    return text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side, the last one perhaps only begun."""

    words: tuple[str, ...]
    prefix: bool = False

    @staticmethod
    def parse(text: str, prefix: bool = False) -> Phrase:
        """What a text asks for; no words at all where it holds only punctuation."""
        found = words(text)
        last = found[-1] if found else ""
        if len(last) == 1 and _IS_DENSE.match(last):
            if len(found) > 1 and len(found[-2]) == 2 and _IS_DENSE.match(found[-2]) and found[-2][1] == last:
                return Phrase(tuple(found[:-1]), prefix)
            return Phrase(tuple(found), True)
        return Phrase(tuple(found), prefix)

    @property
    def is_slight(self) -> bool:
        """Whether it ends in a word of which only one or two letters are known: nearly every text holds one."""
        return self.prefix and bool(self.words) and len(self.words[-1]) < 3 and not _IS_DENSE.match(self.words[-1])

    def match(self) -> str:
        """As an FTS5 query for a phrase."""
        return '"' + " ".join(self.words) + '"' + " *" * self.prefix

    def within(self, found: list[str]) -> bool:
        """Whether the phrase stands in a text, given as its `words`."""
        return self.stands_in(spaced(found))

    def stands_in(self, text: str) -> bool:
        """The same of a text given as `spaced` makes it."""
        return bool(self.words) and f" {' '.join(self.words)}{'' if self.prefix else ' '}" in text


def spaced(found: list[str]) -> str:
    """Words in one text, blanks around each."""
    return f" {' '.join(found)} "


def places(text: str, phrases: tuple[Phrase, ...]) -> Iterator[tuple[int, int]]:
    """Where the phrases stand in a text: start and end in characters, in order, none overlapping another."""
    spots = list(_spots(text))
    end = -1
    for at, (_, start, _) in enumerate(spots):
        if start < end:
            continue
        for phrase in phrases:
            stop = at + len(phrase.words)
            run = spots[at:stop]
            if len(run) == len(phrase.words) and run and _same(phrase, [word for word, _, _ in run]):
                end = run[-1][2]
                yield start, end
                break


def _same(phrase: Phrase, found: list[str]) -> bool:
    if phrase.prefix:
        return tuple(found[:-1]) == phrase.words[:-1] and found[-1].startswith(phrase.words[-1])
    return tuple(found) == phrase.words


def _spots(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word with its place in the text as written."""
    prose = _untypographic(text)
    if prose.isascii():
        for match in _ASCII_WORD.finditer(prose.lower()):
            yield match[0], match.start(), match.end()
        return
    folded: list[str] = []
    source: list[int] = []
    for at, char in enumerate(text):
        piece = char.lower() if char < "\x80" else fold(char)
        folded.append(piece)
        source += [at] * len(piece)
    source.append(len(text))
    for match in _WORD.finditer("".join(folded)):
        run, start = match[0], match.start()
        if len(run) > 1 and _IS_DENSE.match(run):
            for step in range(len(run) - 1):
                yield run[step : step + 2], source[start + step], source[start + step + 1] + 1
            yield run[-1], source[match.end() - 1], source[match.end() - 1] + 1
        else:
            yield run, source[start], source[match.end() - 1] + 1
