"""What can be seen of each piece of a page: small numbers, each the place of a weight in its table."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from tui.news.extract.container import BAD, LINKED, MAIN, between, container, size_of
from tui.news.extract.lines import is_credit, is_noise
from tui.news.extract.survey import Survey

BEFORE = 60
"""Pieces above the container among which its headline is looked for."""

_SIZES = (4, 10, 20, 35, 60, 100, 160, 250, 400, 700)
_SHARES = (0.01, 0.2, 0.5, 0.9)
_COHORTS = (0.02, 0.1, 0.3, 0.6)
_FAR = (1, 2, 4, 8, 20)
_COUNTS = (2, 4, 8, 20)
_FEW = (2, 4, 10)
_SOME = (1, 2, 4, 8)
_PARTS = (0.01, 0.4, 0.7, 0.95)
FAR = 99
"""Stands for no main paragraph at all."""
_KNOWN_TAGS = "p h1 h2 h3 h4 h5 h6 li td th div blockquote article section dd dt pre header footer aside ul a"
_TAGS = {tag: at for at, tag in enumerate(_KNOWN_TAGS.split(), 1)}
_ENDS = frozenset(".!?…。！？:;\"”»)’'")
"""What a sentence ends with."""
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d\d\b|\d{1,2}:\d\d")
_WORD = re.compile(r"\w+")
TRAITS = (
    "tag, size", "tag, linked", "size, linked", "size, ends", "place, size", "place, linked", "depth, kin",
    "tag, depth", "alike, kin", "place, main before", "place, main after", "piece before", "piece after", "box",
    "box around", "opening words", "said in the head", "said in the body", "bold, size", "date, size", "first letter",
    "last letter", "inside", "inside, size", "named, size", "named, kin",
)  # fmt: skip
"""The names of the traits, in the order of a row."""
Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of its article elsewhere."""

    title: str = ""
    summary: str = ""
    body: str = ""
    """JSON-LD `articleBody` in one line, or nothing."""


class View:
    """The pieces in the container and those between it and its headline, as the traits need them."""

    def __init__(self, page: Survey, said: Said) -> None:
        self.said = said
        self.boxes = page.boxes
        self.title, self.summary = _plain(said.title), _plain(said.summary)
        self.words = set(self.title.split())
        sizes = [size_of(piece.text) for piece in page.pieces]
        self.place, masses = container(page, sizes, said.body)
        box = page.boxes[self.place]
        self.mass = max(1, masses[self.place])
        self.first, self.last = _start(page, box.first, self.title), box.last
        self.pieces = page.pieces[self.first : self.last]
        self.against, self.inside, self.depth = between(page.boxes, self.place, self.first, masses)
        self._measure(sizes[self.first : self.last])

    def _measure(self, sizes: list[int]) -> None:
        """Sizes and shares in steps, and sums that answer for any box."""
        shares = [piece.linked / len(piece.text) for piece in self.pieces]
        self.kinds = [bisect_right(_SIZES, size) for size in sizes]
        self.links = [bisect_right(_SHARES, share) for share in shares]
        self.mains = [
            size >= MAIN and share < LINKED and not self.against[piece.box] & BAD
            for piece, size, share in zip(self.pieces, sizes, shares, strict=True)
        ]
        self.before, self.after = _distances(self.mains), _distances(self.mains[::-1])[::-1]
        self.linked = [0, *accumulate(piece.linked for piece in self.pieces)]
        self.letters = [0, *accumulate(len(piece.text) for piece in self.pieces)]
        self.counted = [0, *accumulate(self.mains)]
        self.alike: dict[tuple[str, int], tuple[int, int]] = {}
        for piece, size in zip(self.pieces, sizes, strict=True):
            box = self.boxes[piece.box]
            mass, count = self.alike.get((box.tag, box.words), (0, 0))
            self.alike[box.tag, box.words] = mass + size, count + 1

    def row(self, at: int) -> Row:
        """The traits of one piece."""
        piece = self.pieces[at]
        text, box = piece.text, self.boxes[piece.box]
        kind, link, tag = self.kinds[at], self.links[at], _TAGS.get(box.tag, 0)
        started, ended = self.before[at] < FAR, self.after[at] < FAR
        where = 3 if self.mains[at] else 1 if started and ended else 2 if started else 0
        mass, count = self.alike[box.tag, box.words]
        kin, depth = bisect_right(_COHORTS, mass / self.mass), self.depth[piece.box]
        against, inside = self.against[piece.box], self.inside[piece.box]
        named = 1 if against & BAD else 2 if against else 0
        return (
            tag * 11 + kind,
            tag * 5 + link,
            kind * 5 + link,
            kind * 2 + (text[-1] in _ENDS),
            where * 11 + kind,
            where * 5 + link,
            depth * 5 + kin,
            tag * 8 + depth,
            bisect_right(_COUNTS, count) * 5 + kin,
            where * 6 + bisect_right(_FAR, self.before[at]),
            where * 6 + bisect_right(_FAR, self.after[at]),
            self._beside(at, at - 1),
            self._beside(at, at + 1),
            self._share(piece.box) * 4 + bisect_right(_FEW, box.last - box.first),
            self._share(box.up) * 5 + self._mains(box.up),
            1 if is_noise(text) else 2 if is_credit(text) else 0,
            self._overlap(text, kind) * 3 + min(where, 2),
            0 if not self.said.body else (1 + (text[:50] in self.said.body)) * 11 + kind,
            (0 if not piece.strong else 1 if piece.strong < 0.95 * len(text) else 2) * 11 + kind,
            (kind < 8 and _DATE.search(text) is not None) * 11 + kind,
            _opening(text),
            _closing(text),
            inside,
            inside * 11 + kind,
            named * 11 + kind,
            named * 5 + kin,
        )

    def is_sure(self, at: int) -> bool:
        """Whether a piece is a paragraph beyond doubt: long, not linked, a whole sentence, no word against it."""
        return self.mains[at] and self.links[at] < 2 and self.pieces[at].text[-1] in _ENDS

    def _beside(self, at: int, other: int) -> int:
        """The size and links of a neighbour, and whether it stands in the same box."""
        if not 0 <= other < len(self.pieces):
            return 110
        one, two = self.pieces[at].box, self.pieces[other].box
        together = one == two or self.boxes[one].up == self.boxes[two].up
        return (self.kinds[other] * 5 + self.links[other]) * 2 + together

    def _range(self, place: int) -> tuple[int, int]:
        box = self.boxes[max(0, place)]
        return max(self.first, box.first) - self.first, min(self.last, box.last) - self.first

    def _share(self, place: int) -> int:
        """How much of a box is links."""
        low, high = self._range(place)
        return bisect_right(
            _SHARES, (self.linked[high] - self.linked[low]) / max(1, self.letters[high] - self.letters[low])
        )

    def _mains(self, place: int) -> int:
        """How many main paragraphs a box holds."""
        low, high = self._range(place)
        return bisect_right(_SOME, self.counted[high] - self.counted[low])

    def _overlap(self, text: str, kind: int) -> int:
        """How much of a piece the title says; 9 and 14 where it is the title or the summary."""
        if kind > 8 or not self.title:
            return 0
        plain = _plain(text)
        if plain == self.title:
            return 9
        if kind > 3 and self.summary and (plain in self.summary or self.summary in plain):
            return 14
        found = plain.split()
        return bisect_right(_PARTS, sum(word in self.words for word in found) / len(found)) if found else 0


def _start(page: Survey, first: int, title: str) -> int:
    """The place after the last headline above the container: a standfirst often stands there."""
    if title:
        for at in range(first - 1, max(-1, first - BEFORE), -1):
            if page.boxes[page.pieces[at].box].tag in ("h1", "h2") and _plain(page.pieces[at].text) == title:
                return at + 1
    return first


def _distances(mains: list[bool]) -> list[int]:
    """How many pieces ago the last main paragraph was; 99 before the first one."""
    found, last = [], 99
    for main in mains:
        found.append(last)
        last = 0 if main else min(99, last + 1) if last < 99 else 99
    return found


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _opening(text: str) -> int:
    char = text[0]
    if char.islower():
        return 1
    if char.isdigit():
        return 2
    if char in "\"'“„«‘”「":
        return 3
    if char in "([*>•|-–—→►▶»#@©+":
        return 4
    return 5 if text.isupper() else 0


def _closing(text: str) -> int:
    char = text[-1]
    return (
        1 if char in ".。" else 2 if char in "!?！？" else 3 if char == ":" else 4 if char in "\"”»’'」" else 5
        if char in ")]" else 6 if char == "…" else 7 if char in ",;|-–»>›" else 8 if char.isdigit() else 0
    )  # fmt: skip
