"""The values newsread speaks in: frozen dataclasses, standard library only.

A page or a feed item comes in as a `Draft`, is kept as an `Article` (the list row) beside its `Document` (clean text
as blocks, loaded on opening). All text in them has passed `clean`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from tui.news.values import dataclass

# ------------------------------------------------------------------ a document: clean text as blocks


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one look."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str | None = None
    """An absolute http(s) address."""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title."""

    spans: Spans
    level: int
    """1 to 6."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a newline in its text is a line break that the author meant."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation or an embedded post's words."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is a run of blocks, so lists nest."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A data table, rows of cells; rows may differ in length."""

    rows: tuple[tuple[Spans, ...], ...]
    headers: int = 0
    """How many of the first rows are headings."""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture."""

    url: str | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Embed:
    """A video, post or frame that the page embeds, kept as a link."""

    url: str
    title: str = ""


Block = Heading | Paragraph | Quote | Listing | Code | Table | Figure | Rule | Embed


class PageKind(StrEnum):
    """What a page turned out to be."""

    ARTICLE = "article"
    HOME = "home page"
    LOGIN = "login wall"
    PAYWALL = "paywall"
    ERROR = "error page"
    CONSENT = "cookie wall"
    PRODUCT = "product page"
    VIDEO = "video page"
    EMPTY = "empty page"
    BINARY = "binary file"


@dataclass(frozen=True)
class Document:
    """What one page or feed item says: its text as blocks, and what it says of itself."""

    blocks: tuple[Block, ...] = ()
    title: str = ""
    url: str | None = None
    """The canonical address, absolute."""
    site: str = ""
    section: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    """Always with an offset; None is unknown, never a guess."""
    updated: datetime | None = None
    tags: tuple[str, ...] = ()
    """As the publisher names topics, cleaned; case-folded by `clean.tag` when stored."""
    summary: str = ""
    credit: str = ""
    """Agency and copyright lines."""
    language: str | None = None
    """A BCP 47 tag such as `en` or `pt-BR`."""
    image: str | None = None
    """The lead picture's address."""
    next_page: str | None = None
    """The next page of a split article."""
    kind: PageKind = PageKind.ARTICLE
    sureness: float = 1.0
    """How sure the extractor is that `blocks` is the article, 0 to 1."""
    paywalled: bool = False

    @cached_property
    def text(self) -> str:
        """The words to read, paragraphs joined by a blank line; no captions and no credits."""
        return "\n\n".join(part for part in block_texts(self.blocks) if part)

    @cached_property
    def prose(self) -> str:
        """`text` with every run of blanks and newlines as one blank: what words are counted in and edits told by."""
        return folded(self.text.replace("\n\n", " "))

    @cached_property
    def words(self) -> int:
        """Words in `text`; in scripts without spaces, half the characters."""
        return _count(self.prose)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every picture, in order."""
        return tuple(block for block in walk(self.blocks) if isinstance(block, Figure))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Every address the text links to, each once, in order of first mention."""
        seen: dict[str, None] = {}
        for block in walk(self.blocks):
            if isinstance(block, Embed):
                seen.setdefault(block.url)
            for span in block.spans if isinstance(block, _WORDED) else block_spans(block):
                if span.href:
                    seen.setdefault(span.href)
        return tuple(seen)


def spans_text(spans: Spans) -> str:
    """The words of a run of spans."""
    return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])


_WORDED = (Heading, Paragraph)
_HOLDERS = frozenset((Quote, Listing))


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, containers before what is in them."""
    if _HOLDERS.isdisjoint(map(type, blocks)):  # as in most texts: half the time
        yield from blocks
        return
    stack = list(reversed(blocks))
    while stack:
        block = stack.pop()
        yield block
        if isinstance(block, Quote):
            stack.extend(reversed(block.blocks))
        elif isinstance(block, Listing):
            stack.extend(inner for item in reversed(block.items) for inner in reversed(item))


def block_spans(block: Block) -> Iterator[Span]:
    """The spans that stand right in a block, not those of blocks inside it."""
    if isinstance(block, _WORDED):
        yield from block.spans
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell


def block_texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The readable text of each block in order; figures, rules and embeds have none."""
    for block in walk(blocks):
        if isinstance(block, _WORDED):
            yield spans_text(block.spans).strip()
        elif isinstance(block, Code):
            yield block.text
        elif isinstance(block, Table):
            yield "\n".join("\t".join(spans_text(cell) for cell in row) for row in block.rows)


_DENSE = re.compile("[\u3040-\u9fff\uac00-\ud7af]")


def folded(text: str) -> str:
    """A text with every run of blanks and newlines as one blank, none at its ends."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # as most are: a quarter of the time of splitting
    return " ".join(text.split())


def count_words(text: str) -> int:
    """Words of a text; a run without spaces counts its CJK characters by two."""
    return _count(folded(text.replace("\n\n", " ")))


def _count(prose: str) -> int:
    """The same of a text that is `folded`."""
    words = prose.count(" ") + bool(prose)
    return words if prose.isascii() else words + len(_DENSE.findall(prose)) // 2


# ------------------------------------------------------------------ what comes in


@dataclass(frozen=True)
class Draft:
    """An article on its way in, from a feed or a page."""

    key: str
    """What it is known by within its feed: guid, canonical link, or a hash (see feeds/identity)."""
    document: Document
    """Title, address, dates, tags and text as the source gave them."""
    full: bool = True
    """False where the source gave a summary only."""


@dataclass(frozen=True)
class ParsedFeed:
    """One feed's bytes, understood."""

    title: str = ""
    site_url: str | None = None
    language: str | None = None
    drafts: tuple[Draft, ...] = ()
    interval: timedelta | None = None
    """How often the feed asks to be read (`ttl`, `sy:update*`)."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day, UTC, in which the feed asks to be left alone."""
    note: str = ""
    """One line where something in the feed was wrong but read."""


# ------------------------------------------------------------------ what is kept

Tag = str
"""A case-folded topic, as `clean.tag` makes it."""


@dataclass(frozen=True, slots=True)
class FetchState:
    """What must be remembered of a feed between two updates."""

    etag: str | None = None
    """`ETag`, byte for byte."""
    modified: str | None = None
    """`Last-Modified`, byte for byte."""
    body_hash: str | None = None
    """SHA-256 of the last body, hex."""
    checked: datetime | None = None
    succeeded: datetime | None = None
    due: datetime | None = None
    """Not before this is it asked again; None is now."""
    failures: int = 0
    """Failures in a row."""
    error: str = ""
    """The last failure in words; empty after a success."""
    moved_to: str | None = None
    """Where a permanent redirect points, until it is adopted."""
    moved_times: int = 0
    moved_since: datetime | None = None
    gone: bool = False
    """410: asked no more."""
    interval: timedelta | None = None
    """How often the feed last asked to be read; remembered, since an unchanged feed is not parsed again."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, UTC, in which the feed last asked to be left alone, sorted."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is followed."""

    id: int
    url: str
    title: str
    site_url: str | None = None
    topic: str = ""
    """The folder or category it is filed under."""
    tags: tuple[Tag, ...] = ()
    """The user's tags, added to each of its articles."""
    paused: bool = False
    full_text: bool = False
    """Fetch and clean each new article's page."""
    pictures: bool = False
    keep_days: int | None = None
    """Retention; None keeps everything."""
    typed: bool = False
    """The user gave this address, so it may lie on this machine or network; one that content chose may not."""
    state: FetchState = FetchState()
    articles: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A list row: everything of a stored article but its text."""

    id: int
    title: str
    url: str | None
    site: str
    feed: str
    """The feed's title; empty for a page that was added by hand."""
    feed_id: int | None
    published: datetime | None
    updated: datetime | None
    added: datetime
    section: str
    authors: tuple[str, ...]
    tags: tuple[Tag, ...]
    """The article's own, then the user's."""
    own_tags: tuple[Tag, ...]
    """Those among `tags` that the user gave."""
    summary: str
    language: str | None
    words: int
    read: bool
    starred: bool
    edited: bool = False
    """The publisher changed it after it was stored; the old text is kept."""
    progress: float = 0.0
    """How far it was read, 0 to 1."""

    @property
    def headline(self) -> str:
        """What stands for it in a list, one line: its title, else how it begins, else its address."""
        return " ".join((self.title or self.summary or self.url or "Untitled").split())

    @property
    def when(self) -> datetime:
        """The time it is sorted by: published; when it was added where that is unknown or still to come."""
        return min(self.published or self.added, self.added)


class Sort(StrEnum):
    """Orders of a list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"
    LONGEST = "longest"
    SHORTEST = "shortest"
    TITLE = "title"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter and its sort under a digit."""

    digit: int
    """1 to 9."""
    name: str
    filter: str
    sort: Sort = Sort.NEWEST
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the journal: something that changed state and can be undone."""

    id: int
    """0 where it changed nothing, and there is no such line."""
    when: datetime
    words: str
    """Such as `marked 42 articles read`."""
    count: int
    undone: bool = False
    title: str = ""
    """Of the article, where it is one alone and what is asked is what was done."""

    @property
    def told(self) -> str:
        """What it did and, where that was to one article alone, to which."""
        return f"{self.words}: {self.title}" if self.title else self.words


# ------------------------------------------------------------------ what an update did


class Outcome(StrEnum):
    """How the visit to one feed ended."""

    NEW = "new"
    UNCHANGED = "unchanged"
    SKIPPED = "not due"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """What became of one feed in an update."""

    feed_id: int
    title: str
    outcome: Outcome
    added: int = 0
    edited: int = 0
    new_ids: tuple[int, ...] = field(default=())
    message: str = ""
    """One line where there is something to say."""
    unreached: str = ""
    """The host, where no way to it was found."""
    seconds: float = 0.0
