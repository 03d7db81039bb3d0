"""The element that holds a page's article, with everything in it that is none of the article taken out."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.news.extract.captions import LONGEST, MOST, is_frame, is_named
from tui.news.extract.container import BAD, OUTSIDE
from tui.news.extract.lines import is_caption, is_credit, is_promo, is_stray, leads_elsewhere
from tui.news.extract.moments import is_date
from tui.news.extract.names import BIT, JUNK
from tui.news.extract.region import plain, region
from tui.news.extract.survey import Survey, survey
from tui.news.extract.traits import HEADINGS, Said, View
from tui.news.extract.weights import AGAINST, BIAS, INSIDE, OWN, TABLES

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

THRESHOLD = -0.2
"""Logits from which on a piece is kept: 0.45 as a chance; chosen on pages of hosts that were not learned from."""
LENIENT = ((3, -6.0), (12, -1.0))
"""Containers of so few pieces hold little boilerplate: the thresholds for those without links or bad names."""
SHORT = 250
"""Size under which a piece goes for its first or last words, or for being a link and nothing else."""
SIGNED = 100
"""Size of a line below a quotation that says whose it is."""
ALL_LINKED, LEAST_LINK, LINK_LIST = 0.95, 20, 0.9
"""Share of links that makes a piece one; its size, where it is no item; and the same share of an item's list."""
SILENT = ["script", "style", "noscript", "template"]
"""Elements whose text is none, also inside a run of text."""
PAGES = "a[rel=next], a[rel=prev]"
"""Links to the other pages of a split article."""
_CELLS = frozenset(("td", "th"))
TAIL = 6
"""Pieces after a heading such as `About Example Ltd` that are the publisher's and not the article's."""
TAIL_FROM = 0.3
"""Share of the main text behind which such a heading ends an article."""
REPEATED = 60
"""Characters from which on a second piece of the same words is a repetition."""
BLOB = 400
"""Characters of a piece that may hold the whole article once more, without its paragraphs."""
OPENING = 50
"""Characters by which a paragraph is known in it."""
MANY = 3
"""Paragraphs in it from which on it is the whole article."""
_FOREIGN = sum(BIT[name] for name in ("comment", "related", "share", "signup", "author", "ad"))
"""Words around a picture or code by which it is none of the article's."""
LITTLE = 1000
"""Characters of text in the part of a page that was walked under which the rest is looked at as well."""
_bits: dict[tuple[int, int, int], float] = {}


@dataclass(frozen=True, slots=True)
class Body:
    """Where the article is."""

    node: LexborNode
    credits: tuple[str, ...]
    """Agency and copyright lines that were taken out."""
    captions: frozenset[int]
    """The elements, by `mem_id`, whose words are said of a picture, in them or before them."""


def find_body(tree: LexborHTMLParser, said: Said) -> Body | None:
    """The element that holds the article; changes the tree. None where nothing reads."""
    if tree.body is None:
        return None
    tree.strip_tags(SILENT)
    for node in tree.css(PAGES):
        node.decompose()
    page = walked(tree.body, said)
    if not page.pieces:
        return None
    view = View(page, said)
    keep = verdicts(view)
    place = view.place
    while page.boxes[place].first > view.first:
        place = page.boxes[place].up
    captions = _captions(page, view, keep)
    if any(keep):
        _take_out(page, view, keep, captions, place)
    credits = tuple(
        piece.text for piece, kept in zip(view.pieces, keep, strict=True) if not kept and is_credit(piece.text)
    )
    marked = frozenset(page.boxes[at].node.mem_id for at in captions.values())
    return Body(page.boxes[place].node, credits, marked)


def walked(body: LexborNode, said: Said) -> Survey:
    """What the part of a page holds that may be its article; the whole page where that part says little."""
    part = region(body, plain(said.title))
    page = survey(body, part)
    if part.path[-1].mem_id != body.mem_id and sum(len(piece.text) - piece.linked for piece in page.pieces) < LITTLE:
        return survey(body)
    return page


def verdicts(view: View) -> list[bool]:
    """Which pieces are the article's."""
    least = next((lower for most, lower in LENIENT if len(view.pieces) <= most), THRESHOLD)
    few = len(view.pieces) <= LENIENT[0][0]
    kept = [
        not is_ruled_out(view, at)
        and (
            view.is_sure(at)
            or _is_code(view, at)
            or score(view, at) > (THRESHOLD if view.against[piece.box] & BAD or (piece.linked and not few) else least)
        )
        for at, piece in enumerate(view.pieces)
    ]
    _keep_tables_whole(view, kept)
    _keep_words_with_meanings(view, kept)
    _keep_posts_signed(view, kept)
    return _without_repeats([(piece.text, view.boxes[piece.box].up) for piece in view.pieces], kept)


def _is_code(view: View, at: int) -> bool:
    """Whether a piece is code within the article; nothing but articles has any."""
    place = view.pieces[at].box
    return view.boxes[place].tag == "pre" and view.depth[place] != OUTSIDE and not view.against[place] & _FOREIGN


def _keep_tables_whole(view: View, kept: list[bool]) -> None:
    """Cells stay or go with most of their table's text."""
    tables: dict[int, list[int]] = {}
    for at, piece in enumerate(view.pieces):
        if view.boxes[piece.box].tag in _CELLS:
            place = piece.box
            while place > 0 and view.boxes[place].tag != "table":
                place = view.boxes[place].up
            tables.setdefault(place, []).append(at)
    for cells in tables.values():
        said = sum(view.sizes[at] for at in cells)
        stays = 2 * sum(view.sizes[at] for at in cells if kept[at]) > said
        for at in cells:
            kept[at] = stays


def _keep_words_with_meanings(view: View, kept: list[bool]) -> None:
    """A word that a list explains stays where its explanation does, which is longer."""
    for at in range(len(kept) - 2, -1, -1):
        if kept[at + 1] and view.boxes[view.pieces[at].box].tag == "dt":
            place = view.pieces[at + 1].box
            while place > 0 and view.boxes[place].tag not in ("dd", "dl"):
                place = view.boxes[place].up
            kept[at] = kept[at] or view.boxes[place].tag == "dd"


def _keep_posts_signed(view: View, kept: list[bool]) -> None:
    """Who said what is quoted stays behind it: `— Ann Lee (@annlee) 3 May 2024`."""
    for at in range(1, len(kept)):
        if kept[at - 1] and not kept[at] and view.sizes[at] < SIGNED and view.pieces[at].text[0] in "—–":
            quote = _quote(view, view.pieces[at].box)
            kept[at] = quote > 0 and quote == _quote(view, view.pieces[at - 1].box)


def _quote(view: View, place: int) -> int:
    """The place of the quotation around a box; not above 0 where there is none."""
    while place > 0 and view.boxes[place].tag != "blockquote":
        place = view.boxes[place].up
    return place


def is_ruled_out(view: View, at: int) -> bool:
    """Whether a piece is none of the article's whatever it weighs."""
    text, box = view.pieces[at].text, view.pieces[at].box
    return (
        view.boxes[box].tag == "h1"
        or _is_tail(view, at)
        or _is_stray(view, at)
        or ((view.sizes[at] < SHORT or view.shown[at] == 0) and is_caption(text))
        or (bool(view.said.names) and is_promo(text, view.said.names))
        or view.is_listed_elsewhere(at)
        or (leads_elsewhere(text) if view.boxes[box].tag in HEADINGS else is_date(text))
    )


def _is_stray(view: View, at: int) -> bool:
    """Whether a short piece says by its words, or by being one link, that it leads elsewhere."""
    piece, size = view.pieces[at], view.sizes[at]
    if size < SHORT and is_stray(piece.text):
        return True
    if view.shares[at] <= ALL_LINKED or size >= SHORT or piece.text.startswith("http"):
        return False
    box = view.boxes[piece.box]
    return view.links_in(box.up) > LINK_LIST if box.tag == "li" else size > LEAST_LINK


def _is_tail(view: View, at: int) -> bool:
    """Whether a piece stands below a heading with which publishers begin to speak of themselves."""
    return view.abouts[at] < TAIL and view.gone[at] > TAIL_FROM * view.mass


def score(view: View, at: int) -> float:
    """How likely a piece is the article's, in logits: the sum of what each of its traits weighs."""
    box = view.pieces[at].box
    key = view.against[box], view.boxes[box].words, view.inside[box]
    named = _bits.get(key)
    if named is None:
        if len(_bits) > 50_000:
            _bits.clear()
        named = _bits[key] = sum(
            weight
            for weights, bits in zip((AGAINST, OWN, INSIDE), key, strict=True)
            for place, weight in enumerate(weights)
            if bits >> place & 1
        )
    return BIAS + named + sum([table[value] for table, value in zip(TABLES, view.row(at), strict=True)])


def _without_repeats(texts: list[tuple[str, int]], kept: list[bool]) -> list[bool]:
    """The verdicts, without what stands once more in another place, whole or as one piece without paragraphs.

    `texts` are the pieces' words, each with the place it stands in.
    """
    seen: dict[str, int] = {}
    openings = [text[:OPENING] for (text, _), keep in zip(texts, kept, strict=True) if keep and len(text) >= REPEATED]
    done = []
    for (text, place), keep in zip(texts, kept, strict=True):
        if keep and len(text) >= REPEATED:
            keep = seen.setdefault(text, place) == place
            if keep and len(text) > BLOB and sum(opening in text for opening in openings) > MANY:
                keep = False
        done.append(keep)
    return done


def _take_out(page: Survey, view: View, keep: list[bool], captions: Container[int], place: int) -> None:
    """Removes from the box what is not kept: whole elements where nothing in them is, else their runs of text."""
    boxes, box = page.boxes, page.boxes[place]
    for node in page.frame:
        node.decompose()
    counted = [0]
    for at in range(box.first, box.last):
        inside = view.first <= at < view.last
        counted.append(counted[-1] + ((inside and keep[at - view.first]) or at in captions))
    gone: set[int] = set()
    for at in range(place + 1, len(boxes)):
        one = boxes[at]
        if one.up in gone:
            gone.add(at)
            continue
        if one.first < box.first or one.last > box.last:
            break
        if counted[one.last - box.first] == counted[one.first - box.first] and _is_nothing(page, view, at):
            gone.add(at)
            one.node.decompose()
    for at in range(box.first, box.last):
        around = page.pieces[at].box
        stays = counted[at - box.first] < counted[at + 1 - box.first] or around in gone
        if not stays and not _is_caption(page, around):
            for node in page.pieces[at].nodes:
                node.decompose()


def _captions(page: Survey, view: View, keep: list[bool]) -> dict[int, int]:
    """The places of rejected pieces that say something of the picture before them, each with the box made for that."""
    found: dict[int, int] = {}
    for place, holder in page.pictures:
        if not view.first <= place < view.last or keep[place - view.first] or place in found:
            continue
        piece = page.pieces[place]
        own, frame = page.boxes[piece.box], _common(page, holder, piece.box)
        held = range(page.boxes[frame].first, page.boxes[frame].last)
        if view.against.get(frame, 0) & _FOREIGN or _around(page, piece.box, "figure") > 0:
            continue
        letters = sum(len(page.pieces[at].text) for at in held[: MOST + 1])
        alone = held[0] == place and place + len(held) <= min(view.last, place + MOST)
        alone = alone and not any(keep[at - view.first] for at in held)
        if alone and letters <= LONGEST and _is_said(page, piece.box, frame):
            found.update(dict.fromkeys(held, frame))
        elif 2 * piece.linked < len(piece.text) <= LONGEST and is_named(own.names):
            found[place] = piece.box
    return found


def _is_said(page: Survey, place: int, frame: int) -> bool:
    """Whether an element between words and the box they share with a picture is named as made for the two."""
    while place > frame and not is_named(page.boxes[place].names):
        place = page.boxes[place].up
    return place > frame or is_frame(page.boxes[frame].names)


def _common(page: Survey, one: int, other: int) -> int:
    """The smallest box around two boxes."""
    while one != other:
        if one > other:
            one = page.boxes[one].up
        else:
            other = page.boxes[other].up
    return one


def _is_caption(page: Survey, at: int) -> bool:
    """Whether a box is in the caption of a picture; its words become the figure's and not the text's."""
    caption = _around(page, at, "figcaption")
    figure = _around(page, caption, "figure") if caption > 0 else 0
    return figure > 0 and page.boxes[figure].node.css_first("img") is not None


def _around(page: Survey, at: int, tag: str) -> int:
    """The place of the nearest box of a tag around a box, or the box itself; not above 0 where there is none."""
    while at > 0 and page.boxes[at].tag != tag:
        at = page.boxes[at].up
    return at


def _is_nothing(page: Survey, view: View, at: int) -> bool:
    """Whether an element without any kept piece goes; pictures of the article stay, with their captions."""
    box = page.boxes[at]
    if _is_caption(page, at):
        return False
    if view.depth.get(at, OUTSIDE) == OUTSIDE:
        return box.tag != "figure"
    if view.against[at] & JUNK and box.tag != "figure":
        return True
    return box.first < box.last and not (box.tag in ("figure", "figcaption") or box.node.css_first("figure img"))
