"""An article and its document as units, in reading order, with every link numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from tui.app.page import glyphs
from tui.app.page.bodies import Drawing, Pictured, Preformatted, Prose, Rule
from tui.app.page.pieces import Look, Piece, Run, Tone, Unit
from tui.app.page.tables import Grid
from tui.news import types as news
from tui.news.cells import plain
from tui.news.cells import width as cell_width
from tui.news.tracking import host, stripped
from tui.news.types import Article, Block, Document, Figure, Spans

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction by adults (Brysbaert 2019, a meta-analysis of 190 studies)."""
DEEPEST = 6
"""Levels of quotes and lists that are indented; deeper ones stand at this depth."""

BLANK = Piece(" ")
_NUMBERED = re.compile(r"\s*\[?(\d{1,3})\]?\s*")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WAYS_BACK = "↩↵⏎↑^⤴ \ufe0e\ufe0f"


class Link(NamedTuple):
    """A link of the page."""

    number: int
    """From 1, in order of first mention."""
    url: str
    """Without tracking parameters."""
    words: str
    """What it is called in the text."""


@dataclass
class Flow:
    """What typesetting starts from."""

    units: list[Unit] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def flow(
    article: Article,
    document: Document | None,
    *,
    notices: Iterable[str] = (),
    drawings: Mapping[str, Drawing] = MappingProxyType({}),
) -> Flow:
    """The whole page of an article: head, text, credit, links. Without a document its summary stands for the text."""
    builder = _Builder(article, drawings)
    builder.head(notices)
    if document is None:
        builder.prose((Run(plain(article.summary), Look(Tone.META)),)) if article.summary else None
        return builder.flow
    blocks = document.blocks
    if blocks and isinstance(blocks[0], news.Heading) and _same(news.spans_text(blocks[0].spans), article.title):
        blocks = blocks[1:]
    builder.blocks(blocks, ())
    builder.tail(document)
    return builder.flow


def minutes(words: int) -> int:
    """Minutes to read so many words; at least one, 0 for none."""
    return max(1, round(words / WORDS_A_MINUTE)) if words else 0


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _tells(name: str, host: str) -> bool:
    """Whether a site's name says which host its articles are on."""
    letters, parts = "".join(filter(str.isalnum, name.casefold())), host.split(".")[:-1]
    return not parts or letters in host.replace(".", "").replace("-", "") or max(parts, key=len) in letters


def _noted(text: str, look: Look) -> Iterator[Run]:
    """A footnote's number raised, the sign of a way back left out, other words as they are."""
    if number := _NUMBERED.fullmatch(text):
        yield Run(number[1].translate(_RAISED), look._replace(tone=Tone.NUMBER))
    elif text.strip(_WAYS_BACK):
        yield Run(text, look)


class _Builder:
    """Walks the blocks once and gathers units and links."""

    def __init__(self, article: Article, drawings: Mapping[str, Drawing]) -> None:
        self.flow = Flow()
        self.article = article
        self.drawings = drawings
        self.home = host(article.url or "")
        self.numbers: dict[str, int] = {}

    # -------------------------------------------------------------- head and tail

    def head(self, notices: Iterable[str]) -> None:
        article = self.article
        self.prose((Run(plain(article.title) or "Untitled", Look(Tone.TITLE)),), gap=1)
        meta = Look(Tone.META)
        name = article.site or article.feed or self.home
        facts = [name, "" if _tells(name, self.home) else self.home, article.section]
        facts.append(f"{article.when.astimezone():%-d %b %Y, %H:%M}")
        facts.append(f"{minutes(article.words)} min" if article.words else "")
        facts.append(f"{glyphs.STAR} starred" if article.starred else "")
        shown = [plain(fact).replace(" ", "\xa0") for fact in facts if fact]
        self.prose((Run(f" {glyphs.DOT}\xa0".join(shown), meta),), gap=0)  # no line ends with a dot
        if article.authors:
            self.prose((Run("by " + plain(", ".join(article.authors)), meta),), gap=0)
        if article.tags:
            runs: list[Run] = []
            for tag in article.tags:
                runs += [Run("  ")] if runs else []
                runs.append(Run(f"#{plain(tag)}".replace(" ", "\xa0"), Look(Tone.TAG, tag=tag)))
            self.prose(tuple(runs), gap=0)
        for number, notice in enumerate(notices):
            self.prose((Run(notice, Look(Tone.NOTICE)),), gap=0 if number else 1)

    def tail(self, document: Document) -> None:
        if document.credit:
            self.prose((Run(plain(document.credit), Look(Tone.CREDIT)),))
        self.add(Unit(Rule(glyphs.END, short=True)))
        links = list(self.flow.links)
        if not links:
            return
        self.prose((Run("Links", Look(Tone.META, strong=True)),))
        width = len(str(len(links)))
        for link in links:
            label = Piece(f"{link.number:>{width}}  ", Look(Tone.NUMBER, link=link.number))
            runs = [Run(host(link.url), Look(Tone.LINK, link=link.number))]
            words = " ".join(link.words.split())
            if words and not _same(words, host(link.url)):
                runs.append(Run(f"  {words}", Look(Tone.META, link=link.number)))
            hang = Piece(" " * (width + 2))
            self.add(Unit(Prose(tuple(runs)), (label,), (hang,), gap=0))

    # -------------------------------------------------------------- blocks

    def blocks(
        self, blocks: tuple[Block, ...], prefix: tuple[Piece, ...], *, quoted: bool = False, depth: int = 0
    ) -> None:
        for number, block in enumerate(blocks):
            nested = depth > 0 and not quoted and (number == 0 or isinstance(block, news.Listing))
            self.block(block, prefix, quoted, depth, gap=0 if nested else 1)

    def block(self, block: Block, prefix: tuple[Piece, ...], quoted: bool, depth: int, gap: int) -> None:
        match block:
            case news.Heading(spans, level):
                tone = Tone.HEADING if level < 3 else Tone.SUBHEADING
                self.prose(self.runs(spans, Look(tone, strong=level < 4, emphasis=level > 3)), prefix, gap=gap)
            case news.Paragraph(spans):
                self.prose(self.runs(spans, Look(Tone.QUOTE if quoted else Tone.TEXT)), prefix, gap=gap)
            case news.Quote(inner):
                self.quote(inner, prefix, depth, gap)
            case news.Listing():
                self.listing(block, prefix, quoted, depth, gap)
            case news.Code(text, language):
                self.add(Unit(Preformatted(plain(text), language), prefix, prefix, prefix, gap))
            case news.Table():
                self.table(block, prefix, gap)
            case news.Figure():
                self.figure(block, prefix, gap)
            case news.Rule():
                self.add(Unit(Rule(" ".join(glyphs.DOT * 3), short=True), prefix, prefix, prefix, gap))
            case news.Embed(url, title):
                look = Look(Tone.CAPTION)
                runs = (Run(f"{glyphs.EMBED} {plain(title) or 'Embedded'} ", look), *self.link(url, title, look))
                self.prose(runs, prefix, gap=gap)

    def quote(self, blocks: tuple[Block, ...], prefix: tuple[Piece, ...], depth: int, gap: int) -> None:
        if depth >= DEEPEST:
            self.blocks(blocks, prefix, quoted=True, depth=depth)
            return
        inner = (*prefix, Piece(glyphs.BAR, Look(Tone.ORNAMENT)), BLANK)
        first = len(self.flow.units)
        self.blocks(blocks, inner, quoted=True, depth=depth + 1)
        if len(self.flow.units) > first:
            unit = self.flow.units[first]
            self.flow.units[first] = Unit(unit.body, unit.lead, unit.hang, prefix, gap)

    def listing(self, block: news.Listing, prefix: tuple[Piece, ...], quoted: bool, depth: int, gap: int) -> None:
        loose = any(len(item) > 1 and not isinstance(item[1], news.Listing) for item in block.items)
        last = str(block.start + len(block.items) - 1)
        for number, item in enumerate(block.items):
            mark = f"{block.start + number}." if block.ordered else glyphs.BULLETS[depth % len(glyphs.BULLETS)]
            label = f"{mark:>{len(last) + 1}} " if block.ordered else f"{mark} "
            hang = (*prefix, Piece(" " * cell_width(label))) if depth < DEEPEST else prefix
            lead = (*prefix, Piece(label, Look(Tone.ORNAMENT))) if depth < DEEPEST else prefix
            first = len(self.flow.units)
            self.blocks(item, hang, quoted=quoted, depth=depth + 1)
            if len(self.flow.units) > first:
                unit = self.flow.units[first]
                space = gap if number == 0 else int(loose)
                own = lead + unit.lead[len(hang) :] if unit.lead[: len(hang)] == hang else unit.lead
                self.flow.units[first] = Unit(unit.body, own, unit.hang, prefix, space)

    def table(self, block: news.Table, prefix: tuple[Piece, ...], gap: int) -> None:
        columns = max(map(len, block.rows), default=0)
        if block.caption:
            self.prose((Run(plain(block.caption), Look(Tone.CAPTION)),), prefix, gap=gap)
            gap = 0
        if not columns:
            return
        rows = []
        for number, row in enumerate(block.rows):
            look = Look(Tone.HEAD, strong=True) if number < block.headers else Look()
            cells = [self.runs(cell, look) for cell in row]
            rows.append((*cells, *[()] * (columns - len(cells))))
        grid = Grid(tuple(rows), min(block.headers, len(rows)))
        self.add(Unit(grid, prefix, prefix, prefix, gap))

    def figure(self, block: Figure, prefix: tuple[Piece, ...], gap: int) -> None:
        look = Look(Tone.CAPTION)
        words = plain(block.caption or block.alt) or "Picture"
        runs = [Run(f"{glyphs.PICTURE} ", Look(Tone.ORNAMENT)), Run(words, look)]
        if block.credit:
            runs.append(Run(f" {glyphs.DOT} {plain(block.credit)}", Look(Tone.CREDIT)))
        if block.url:
            runs += [Run(" ", look), *self.link(block.url, words, look)]
        drawing = self.drawings.get(block.url or "")
        body = Prose(tuple(runs)) if drawing is None else Pictured(tuple(runs), drawing)
        self.add(Unit(body, prefix, prefix, prefix, gap))

    # -------------------------------------------------------------- runs and links

    def runs(self, spans: Spans, base: Look) -> tuple[Run, ...]:
        return tuple(self._runs(spans, base))

    def _runs(self, spans: Spans, base: Look) -> Iterator[Run]:
        for number, span in enumerate(spans):
            text = plain(span.text)
            tone = Tone.INLINE_CODE if span.code else base.tone
            look = base._replace(tone=tone, strong=base.strong or span.strong, emphasis=base.emphasis or span.emphasis)
            if not span.href:
                yield Run(text, look)
                continue
            if self.within(span.href):
                yield from _noted(text, look)
                continue
            follows = spans[number + 1].href if number + 1 < len(spans) else None
            url = stripped(span.href)
            link = self.number(url, text)
            yield Run(text, look._replace(tone=look.tone if span.code else Tone.LINK, link=link))
            if follows is None or stripped(follows) != url:
                yield self.mark(link, url)

    def within(self, url: str) -> bool:
        """Whether an address is a place in this very page: a footnote, or the way back from one."""
        page, mark, _ = url.partition("#")
        return bool(mark) and page == (self.article.url or "").partition("#")[0]

    def link(self, url: str, words: str, look: Look) -> tuple[Run, ...]:
        url = stripped(url)
        return (self.mark(self.number(url, plain(words)), url),)

    def number(self, url: str, words: str) -> int:
        number = self.numbers.setdefault(url, len(self.numbers) + 1)
        if number > len(self.flow.links):
            self.flow.links.append(Link(number, url, words))
        return number

    def mark(self, number: int, url: str) -> Run:
        """The number behind a link, with the host where it leads away from the article's own."""
        name = host(url)
        away = "" if name == self.home else f"\xa0{name}"
        return Run(f"[{number}{away}]", Look(Tone.NUMBER, link=number))

    def prose(self, runs: Iterable[Run], prefix: tuple[Piece, ...] = (), *, gap: int = 1) -> None:
        self.add(Unit(Prose(tuple(runs)), prefix, prefix, prefix, gap))

    def add(self, unit: Unit) -> None:
        self.flow.units.append(unit)
