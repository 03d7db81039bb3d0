"""A draft made ready for the library: all that can be worked out before it is known whether the article is new.

Pure, so that worker processes do it while one process writes: of what storing 20 articles cost, half was this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tui.news import clean
from tui.news.cache import clock
from tui.news.cache.sets import document_sets, summary, title_prefixes
from tui.news.codec import Laid, pack
from tui.news.types import Document, Draft, FetchState, folded
from tui.news.words import BREAK, index_text

COLUMNS = (
    "feed_id", "at", "added", "key", "url", "title", "site", "section", "authors", "summary", "language", "published",
    "published_zone", "updated", "updated_zone", "words", "figures", "links", "hash",
)  # fmt: skip
INSERT = f"INSERT INTO article ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


@dataclass(frozen=True, slots=True)
class Ready:
    """An article's values for every table, but for who it is and when it came."""

    key: str
    url: str | None
    title: str
    published: int | None
    """Seconds since 1970."""
    digest: bytes
    facts: tuple[object, ...]
    """The columns of `article` from `key` on."""
    body: bytes
    index: tuple[str, str, str]
    """Title, authors and text as the indexes take them."""
    tags: tuple[str, ...]
    """As `clean.tag` makes them, each once."""
    sets: tuple[str, ...]
    """The sets of `sets.py` that its words decide."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit to a feed brought."""

    feed_id: int
    ready: tuple[Ready, ...]
    state: FetchState
    """What to remember until the next one."""
    title: str
    """What the feed is called from now on."""
    site_url: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is worked out of a document's words, or known already where they are made up of parts."""

    title: str
    authors: str
    text: str
    """All three as the indexes take them."""
    prefixes: frozenset[str]
    """The sets that the title's words put it into."""
    tags: tuple[str, ...]
    """As `clean.tag` makes them, each once."""
    laid: Laid
    """The blocks as they are packed."""

    @staticmethod
    def of(document: Document) -> Known:
        """All of it, worked out."""
        return Known(
            index_text(document.title), author_text(document.authors), index_text(document.text),
            title_prefixes(document.title),
            tuple(dict.fromkeys(name for tag in document.tags if (name := clean.tag(tag)))),
            Laid.of(document.blocks),
        )  # fmt: skip


def ready(draft: Draft, known: Known | None = None) -> Ready:
    """A draft's values; `known` is what is known of its words already."""
    document = draft.document
    known = known or Known.of(document)
    published, digest = clock.split(document.published), content_hash(document)
    facts = (
        draft.key, document.url, document.title, document.site, document.section, "\n".join(document.authors),
        summary(document), document.language, *published, *clock.split(document.updated),
        document.words, len(document.figures), len(document.links), digest,
    )  # fmt: skip
    return Ready(
        draft.key, document.url, document.title, published[0], digest, facts, pack(document, known.laid),
        (known.title, known.authors, known.text), known.tags, tuple(document_sets(document, known.prefixes)),
    )  # fmt: skip


def article_row(feed_id: int | None, article: Ready, now: datetime) -> tuple[object, ...]:
    """The values of `COLUMNS`."""
    added = clock.seconds(now)
    at = added if article.published is None else min(article.published, added)
    return (feed_id, at, added, *article.facts)


def content_hash(document: Document) -> bytes:
    """What tells an edit: title and words of the text, blanks aside (8 bytes)."""
    raw = f"{folded(document.title)} {document.prose}".strip()
    return hashlib.blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def author_text(authors: Iterable[str]) -> str:
    """Authors as the title index takes them: no phrase runs from one name into the next."""
    return f" {BREAK} ".join(index_text(author) for author in authors)
