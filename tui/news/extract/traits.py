"""What can be seen of each piece of a page: small numbers, each the place of a weight in its table.

Few traits, most of them relative to the page's own main paragraphs: with 26 finer tables that crossed traits with
each other, pages of hosts that were not learned from scored .957 (scrapinghub) and .965 (fundus); with these, and with
what `body` rules out before anything is weighed, .975 and .964. Where pictures stand, which tells captions, added .001
and .003 (means of three ways to leave hosts out). Neighbours' scores as traits of a second pass, the shares of digits
and of small words, commas, and words said elsewhere on the page added nothing.
"""

from __future__ import annotations

from bisect import bisect_right as step
from dataclasses import dataclass
from itertools import accumulate

from tui.news.extract.container import BAD, LINKED, MAIN, OUTSIDE, between, container, size_of
from tui.news.extract.lines import is_about, leads_elsewhere
from tui.news.extract.region import alike, plain
from tui.news.extract.survey import Survey

BEFORE = 60
"""Pieces above the container among which its headline is looked for."""
TITLE_SIZE = 300
"""Size of a piece up to which it is compared with the title."""

_SIZES = (4, 15, 40, 80, 145, 240, 400)
_BESIDE = (14, 38, 80, 145, 240)
_LINKS = (0.005, 0.15, 0.5, 0.9)
_BOX_LINKS = (0.001, 0.01, 0.05, 0.18, 0.5)
_CAPITALS = (0.07, 0.14, 0.25, 0.375, 0.625, 0.9)
_FAR = (2, 3, 6, 12, 40)
_PAST = (1, 2, 4, 10)
_GONE = (0.02, 0.25, 0.5, 0.72, 0.93)
_TITLE = (0.01, 0.15, 0.4, 0.7)
_COVER = (0.01, 0.1, 0.3, 0.6)
_DEEPER = (-2, -1, 0, 1, 2, 4)
_KIN = (0.001, 0.3, 0.75, 0.95)
_MAINS = (1, 3, 8, 13, 22)
_LENGTHS = (26, 72, 130, 176, 260)
_COUNTS = (2, 3, 8, 20, 40)
_SENTENCES = (0.01, 0.33, 0.63, 0.8, 0.97)
_SINCE_ABOUT = (6, 20)
_SHOWN = (1, 2, 4)
_WITH = (2, 3, 4, 7, 15)
OVERTURN = 1.5
"""Times the text above a headline that must stand below it for all above it to go."""
NEAR = 5
"""Boxes around a piece among which one with a picture is looked for."""
NEVER = 40
"""Pieces; stands for more, and for no such piece at all."""
SURE_KIN = 0.5
"""Share of the main text in elements of a paragraph's tag and class from which on the paragraph is sure."""
_TAGS = {"p": 1, "h1": 2, "h2": 3, "h3": 4, "h4": 4, "h5": 4, "h6": 4, "li": 5, "div": 6, "blockquote": 7, "td": 8}
_TAGS["th"] = 8
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS = frozenset(".!?…。！？:;\"”»)’'")
"""What a sentence ends with."""
_CLOSING = {
    char: at
    for at, chars in enumerate((".。", "!?！？", "\"”»’'」", ":", ")]", "…", ",;|-–»>›", "0123456789"), 1)
    for char in reversed(chars)
}
_CLOSING["»"] = 3
_OPENING = {char: 2 for char in "0123456789"} | {char: 3 for char in "\"'“„«‘”「"}
_OPENING |= {char: 4 for char in "([*>•|-–—→►▶»#@©+"}
TRAITS: dict[str, int] = {
    "size": 8, "linked": 5, "last letter": 9, "first letter": 5, "capitals": 7,
    "main before": 6, "main after": 6, "past the last": 5, "before the first": 5, "between mains": 2,
    "text before": 6, "size before": 7, "size after": 7, "tag before": 10, "tag after": 10, "beside before": 3,
    "beside after": 3, "title in it": 6, "it in title": 5, "since about": 3,
    "tag": 9, "deeper": 7, "own kin": 5, "named kin": 5, "kin in its like": 5, "outside": 2,
    "links around": 6, "mains around": 6, "lengths around": 6, "count around": 6, "sentences around": 6,
    "links further": 6, "mains further": 6, "picture before": 4, "picture after": 4, "with picture": 6,
}  # fmt: skip
"""The names of the traits in the order of a row, and how many values each has."""
NOMINAL = frozenset(("last letter", "first letter", "tag before", "tag after", "beside before", "beside after", "tag"))
"""Traits whose values have no order."""
Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of its article elsewhere."""

    title: str = ""
    summary: str = ""
    body: str = ""
    """JSON-LD `articleBody` in one line, or nothing."""
    names: tuple[str, ...] = ()
    """What the site is called, casefolded: by its name and by its host."""


class View:
    """The pieces in the container and those between it and its headline, as the traits need them."""

    def __init__(self, page: Survey, said: Said) -> None:
        self.said = said
        self.boxes = page.boxes
        self.title = plain(said.title)
        self.words = set(self.title.split())
        sizes = [size_of(piece.text) for piece in page.pieces]
        self.place, masses = container(page, sizes, said.body)
        box = page.boxes[self.place]
        self.first, self.last = _start(page, box.first, self.title), box.last
        if self.first == box.first:
            self.first = max(self.first, self._headline(page, sizes) + 1)
        self.pieces = page.pieces[self.first : self.last]
        self.against, self.inside, self.depth = between(page.boxes, self.place, self.first, masses)
        self.sizes = sizes[self.first : self.last]
        self._measure()
        self._compare()
        self._find_pictures(page.pictures)
        self._around: dict[int, tuple[Row, Row]] = {}
        self._leading: dict[int, bool] = {}

    def _measure(self) -> None:
        """Sums that answer for any box, and where the main paragraphs are."""
        pieces, sizes, against = self.pieces, self.sizes, self.against
        self.shares = [piece.linked / len(piece.text) for piece in pieces]
        ends = [piece.text[-1] in _ENDS for piece in pieces]
        self.mains = [
            size >= MAIN
            and end
            and share < LINKED
            and not against[piece.box] & BAD
            and self.boxes[piece.box].tag not in HEADINGS
            for piece, size, share, end in zip(pieces, sizes, self.shares, ends, strict=True)
        ]
        self.linked = [0, *accumulate(piece.linked for piece in pieces)]
        self.letters = [0, *accumulate(len(piece.text) for piece in pieces)]
        self.counted = [0, *accumulate(self.mains)]
        self.ended = [0, *accumulate(ends)]
        self.masses = [size if main else 0 for size, main in zip(sizes, self.mains, strict=True)]
        self.gone = [0, *accumulate(self.masses)]
        self.mass = max(1, self.gone[-1])
        self.before, self.after = _distances(self.mains), _distances(self.mains[::-1])[::-1]
        places = [at for at, main in enumerate(self.mains) if main]
        self.front, self.back = (places[0], places[-1]) if places else (len(pieces), -1)
        depths = sorted(self.depth[pieces[at].box] for at in places)
        self.usual = depths[len(depths) // 2] if depths else 2
        self.tags = [_TAGS.get(self.boxes[piece.box].tag, 0) for piece in pieces]
        self.abouts = _since([size < 70 and is_about(piece.text) for piece, size in zip(pieces, sizes, strict=True)])

    def _compare(self) -> None:
        """How much of the main text stands in elements alike."""
        self.kin: dict[object, int] = {}
        kin, boxes = self.kin, self.boxes
        for piece, mass in zip(self.pieces, self.masses, strict=True):
            if mass:
                box = boxes[piece.box]
                up = boxes[max(0, box.up)]
                own = (box.tag, box.words)
                for key in (own, (box.tag, box.names), (own, up.tag, up.words)):
                    kin[key] = kin.get(key, 0) + mass

    def is_sure(self, at: int) -> bool:
        """Whether a piece is a paragraph beyond doubt: long, a whole sentence, not linked, in an element like most."""
        if not self.mains[at]:
            return False
        box = self.boxes[self.pieces[at].box]
        return self.kin[box.tag, box.names] >= SURE_KIN * self.mass

    def _headline(self, page: Survey, sizes: list[int]) -> int:
        """The place of the headline below which most of the text stands; -1 where there is none."""
        heads = [at for at in range(self.first, self.last) if page.boxes[page.pieces[at].box].tag in HEADINGS]
        tops = [at for at in heads if page.boxes[page.pieces[at].box].tag == "h1"]
        titled = [at for at in heads if self._is_title(page.pieces[at].text)]
        found = next((at for at in tops if at in titled), titled[0] if titled else tops[0] if len(tops) == 1 else -1)
        if found < 0:
            return -1
        texts = [
            size if size >= MAIN and piece.linked < LINKED * len(piece.text) else 0
            for size, piece in zip(sizes[self.first : self.last], page.pieces[self.first : self.last], strict=True)
        ]
        above = sum(texts[: found - self.first])
        return found if sum(texts) - above > OVERTURN * above else -1

    def _is_title(self, text: str) -> bool:
        return bool(self.title) and len(text) < TITLE_SIZE and plain(text) == self.title

    def is_listed_elsewhere(self, at: int) -> bool:
        """Whether a piece stands in a list below a line which says that the list leads to other pages."""
        place = self.pieces[at].box
        for _ in range(NEAR):
            if self.boxes[place].tag in ("ul", "ol"):
                break
            place = max(0, self.boxes[place].up)
        else:
            return False
        known = self._leading.get(place)
        if known is None:
            before = self.boxes[place].first - self.first - 1
            known = self._leading[place] = before >= 0 and leads_elsewhere(self.pieces[before].text)
        return known

    def row(self, at: int) -> Row:
        """The traits of one piece."""
        piece = self.pieces[at]
        text, box, size = piece.text, self.boxes[piece.box], self.sizes[at]
        words = text.split()
        before, after = self.before[at], self.after[at]
        title, cover = self._overlap(text) if size < TITLE_SIZE and self.words else (0, 0)
        own = (box.tag, box.words)
        up = self.boxes[max(0, box.up)]
        kin, mass = self.kin.get, self.mass
        return (
            step(_SIZES, size),
            step(_LINKS, self.shares[at]),
            _CLOSING.get(text[-1], 0),
            _OPENING.get(text[0], 0) or text[0].islower(),
            step(_CAPITALS, sum([word[0].isupper() for word in words]) / len(words)),
            step(_FAR, before),
            step(_FAR, after),
            step(_PAST, at - self.back) if self.back >= 0 else 0,
            step(_PAST, self.front - at) if self.back >= 0 else 0,
            before < NEVER and after < NEVER,
            step(_GONE, self.gone[at] / mass),
            *self._beside(at),
            title,
            cover,
            step(_SINCE_ABOUT, self.abouts[at]),
            self.tags[at],
            step(_DEEPER, self.depth[piece.box] - self.usual),
            step(_KIN, kin(own, 0) / mass),
            step(_KIN, kin((box.tag, box.names), 0) / mass),
            step(_KIN, kin((own, up.tag, up.words), 0) / mass),
            self.depth[piece.box] == OUTSIDE,
            *self.around(box.up)[0],
            *self.around(up.up)[1],
            step(_SHOWN, self.shown[at]),
            step(_SHOWN, self.coming[at]),
            self._with_picture(piece.box),
        )

    def _find_pictures(self, pictures: list[tuple[int, int]]) -> None:
        """How many pieces ago the last picture was, how many ahead the next one is, and which boxes hold one."""
        before = {place - self.first for place, _ in pictures}
        slots = [at in before for at in range(len(self.pieces) + 1)]
        self.shown, self.coming = _since(slots), _since(slots[::-1])[::-1][1:]
        self.pictured: set[int] = set()
        for _, place in pictures:
            while place >= 0 and place not in self.pictured:
                self.pictured.add(place)
                place = self.boxes[place].up

    def _with_picture(self, place: int) -> int:
        """How many pieces the smallest box near a piece holds that has a picture too."""
        for _ in range(NEAR):
            if place in self.pictured:
                return step(_WITH, self.boxes[place].last - self.boxes[place].first)
            place = max(0, self.boxes[place].up)
        return len(_WITH)

    def _beside(self, at: int) -> Row:
        """The neighbours' sizes and tags, and whether they stand in the same box."""
        found = []
        for other in (at - 1, at + 1):
            if 0 <= other < len(self.pieces):
                one, two = self.pieces[at].box, self.pieces[other].box
                same = 2 if one == two or self.boxes[one].up == self.boxes[two].up else 1
                found.append((1 + step(_BESIDE, self.sizes[other]), 1 + self.tags[other], same))
            else:
                found.append((0, 0, 0))
        before, after = found
        return before[0], after[0], before[1], after[1], before[2], after[2]

    def links_in(self, place: int) -> float:
        """Which share of a box's text is in links."""
        low, high = self._range(place)
        return (self.linked[high] - self.linked[low]) / max(1, self.letters[high] - self.letters[low])

    def _range(self, place: int) -> tuple[int, int]:
        box = self.boxes[max(0, place)]
        return max(self.first, box.first) - self.first, min(self.last, box.last) - self.first

    def around(self, place: int) -> tuple[Row, Row]:
        """The traits of a box as the one around a piece, and as the one around that."""
        known = self._around.get(place)
        if known is None:
            low, high = self._range(place)
            letters, count = self.letters[high] - self.letters[low], max(1, high - low)
            links = step(_BOX_LINKS, self.links_in(place))
            mains = step(_MAINS, self.counted[high] - self.counted[low])
            sentences = step(_SENTENCES, (self.ended[high] - self.ended[low]) / count)
            near = (links, mains, step(_LENGTHS, letters / count), step(_COUNTS, count), sentences)
            known = self._around[place] = (near, (links, mains))
        return known

    def _overlap(self, text: str) -> tuple[int, int]:
        """How much of a piece the title says, 5 where it says nothing else, and how much of the title the piece."""
        folded = plain(text)
        if folded == self.title:
            return 5, 4
        found = folded.split()
        if not found:
            return 0, 0
        said = sum([word in self.words for word in found]) / len(found)
        return step(_TITLE, said), step(_COVER, len(self.words.intersection(found)) / len(self.words)) if said else 0


def _start(page: Survey, first: int, title: str) -> int:
    """The place after the headline above the container: a standfirst often stands there.

    The highest one that is the title, else the nearest that says much the same: titles for search engines differ.
    """
    words, near = set(title.split()), -1
    found = -1
    for at in range(first - 1, max(-1, first - BEFORE), -1) if title else ():
        if page.boxes[page.pieces[at].box].tag in ("h1", "h2"):
            folded = plain(page.pieces[at].text)
            if folded == title:
                found = at
            elif near < 0 and alike(words, set(folded.split())):
                near = at
    found = found if found >= 0 else near
    return found + 1 if found >= 0 else first


def _distances(mains: list[bool]) -> list[int]:
    """How many pieces ago the last main paragraph was, from 1 on; `NEVER` before the first one."""
    found: list[int] = []
    last = NEVER
    for main in mains:
        last = min(NEVER - 1, last + 1) if last < NEVER else NEVER
        found.append(last)
        last = 0 if main else last
    return found


def _since(marks: list[bool]) -> list[int]:
    """How many pieces ago the last marked one was; 0 for itself."""
    found: list[int] = []
    last = NEVER
    for mark in marks:
        last = 0 if mark else min(NEVER, last + 1)
        found.append(last)
    return found
