"""Adding a source of any kind: what it is, is found out; what can be followed is followed, what can be read is stored.

An address may be a feed, a site, an article's page, a list of feeds, a channel or a subreddit; a file a saved page, a
page saved as text, a list, a feed; a folder holds files; bytes are any of these.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.news import clean
from tui.news.errors import FeedError, NewsError, PageError
from tui.news.feeds import Candidate, identity, opml
from tui.news.feeds.kinds import Kind, kind_of
from tui.news.fetch import Fetcher
from tui.news.fetch.address import host_of, same_place
from tui.news.pages import readable, without_repeats
from tui.news.sites import Found, look
from tui.news.typed import web_address
from tui.news.types import Act, Document, Draft, Feed, ParsedFeed
from tui.news.workers import Workers

if TYPE_CHECKING:
    from tui.news.cache import Cache

MOST_BYTES = 16 * 1024 * 1024
"""Of a file."""
MOST_FILES = 10_000
"""Of a folder."""
_SUFFIXES = {".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".opml", ".xml", ".rss", ".atom", ".rdf", ".json"}
_FILES_ONLY = _SUFFIXES - {".md"}
"""Those that end no host name."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a source."""

    feeds: tuple[Feed, ...] = ()
    """Feeds that are followed now."""
    articles: tuple[int, ...] = ()
    """Ids of articles that are new in the library, or back in it."""
    known: tuple[int, ...] = ()
    """Ids of articles that were there already, named by this source."""
    completed: tuple[int, ...] = ()
    """Those of them that had only what their feed gave, and have the page's whole text now."""
    candidates: tuple[Candidate, ...] = ()
    """Feeds to choose from, where a site has several and none was added."""
    notes: tuple[str, ...] = ()
    """One line for each part that could not be added."""
    acts: int = 0
    """How many acts of the journal it is."""

    def __add__(self, other: Added) -> Added:
        return Added(
            self.feeds + other.feeds,
            self.articles + other.articles,
            self.known + other.known,
            self.completed + other.completed,
            self.candidates + other.candidates,
            self.notes + other.notes,
            self.acts + other.acts,
        )


Choose = Callable[[Sequence[Candidate | opml.Outline]], Awaitable[Sequence[Candidate | opml.Outline]]]
"""Asks the user which feeds of a site or a list to follow; those chosen."""


async def everything(offered: Sequence[Candidate | opml.Outline]) -> Sequence[Candidate | opml.Outline]:
    """Follows a whole list; of a site's feeds none is chosen, they are only named."""
    return [one for one in offered if isinstance(one, opml.Outline)]


async def add(
    cache: Cache,
    source: str | bytes,
    *,
    tags: tuple[str, ...] = (),
    url: str | None = None,
    choose: Choose = everything,
    fetcher: Fetcher | None = None,
    workers: Workers | None = None,
    now: datetime | None = None,
) -> Added:
    """Adds an address, a file, a folder or bytes; `url` is the address that a saved page came from.

    The user's `tags` go on the feed or on the article; where there are several feeds, `choose` is asked. Adding a
    thing twice gives it once. FetchError, FeedError or PageError where it is nothing that can be read; in a folder or
    a list such parts become notes.
    """
    async with AsyncExitStack() as stack:
        if workers is None:
            workers = await stack.enter_async_context(Workers())
        adding = _Adding(
            cache,
            tuple(dict.fromkeys(filter(None, map(clean.tag, tags)))),
            fetcher or Fetcher(),
            workers,
            now or datetime.now(UTC),
            choose,
        )
        if isinstance(source, bytes):
            return await adding.data(source, url, "the input")
        path = Path(source).expanduser() if source and "\0" not in source and "://" not in source else None
        if path is not None and await asyncio.to_thread(path.exists):
            return await adding.path(path, url)
        if path is not None and not path.is_absolute() and "/" not in source and path.suffix.lower() in _FILES_ONLY:
            raise PageError("there is no such file here", clean.line(source, limit=200))
        return await adding.address(web_address(source))


def store_page(cache: Cache, document: Document, *, now: datetime | None = None) -> Added:
    """Keeps a page that was read already, as an article of its own. Waits for the disk: not for the event loop."""
    stored, act = cache.keep([Draft(_page_key(document), document)], now=now or datetime.now(UTC))
    known = stored.same + stored.edited
    completed = tuple(id for id in known if _complete(cache, id, document))
    return Added(articles=stored.new, known=known, completed=completed, acts=int(act is not None))


def _complete(cache: Cache, id: int, document: Document) -> bool:
    """Gives an article of a feed the whole text of its page, where the feed gave less; what it gave is kept."""
    article = cache.article(id)
    if article is None or article.feed_id is None or article.words >= document.words or cache.original(id):
        return False
    cache.store_full_text(id, document)
    return True


@dataclass(frozen=True)
class _Adding:
    """One call of `add` under way."""

    cache: Cache
    tags: tuple[str, ...]
    fetcher: Fetcher
    workers: Workers
    now: datetime
    choose: Choose

    async def path(self, path: Path, url: str | None) -> Added:
        """A file, or every readable file of a folder."""
        if not await asyncio.to_thread(path.is_dir):
            return await self.data(await asyncio.to_thread(_read, path), url, str(path))
        added = Added()
        for file in await asyncio.to_thread(_files, path):
            try:
                added += await self.data(await asyncio.to_thread(_read, file), None, str(file))
            except NewsError as error:
                added += Added(notes=(str(error),))
        if added == Added():
            raise PageError("there is no page, text or list of feeds in this folder", str(path))
        return added

    async def data(self, data: bytes, url: str | None, where: str) -> Added:
        """A list of feeds, a feed, a page or a text that was saved."""
        kind = kind_of(data)
        if kind is Kind.EMPTY:
            raise PageError("there is nothing in it", where)
        if kind is Kind.OPML:
            return await self.outlines(await self.workers.outlines(data))
        if kind is Kind.FEED:
            parsed = await self.workers.parse(data, {}, url or "")
            return await self.feed_file(parsed, url, where)
        document = await (self.workers.extract if kind is Kind.PAGE else self.workers.from_text)(data, url)
        return await self.article(readable(document, where))

    async def outlines(self, outlines: list[opml.Outline]) -> Added:
        """The feeds of a list; they are fetched by the next update."""
        if not outlines:
            raise FeedError("there is no feed with a web address in this list")
        wanted = [
            Feed(0, one.url, one.title, one.site_url, one.topic, _joined(one.tags, self.tags))
            for one in await self.choose(outlines)
            if isinstance(one, opml.Outline)
        ]
        return _followed(*await asyncio.to_thread(self.cache.follow, wanted))

    async def candidates(self, found: tuple[Candidate, ...], page: str) -> Added:
        """The feeds of a site that are chosen; they are fetched by the next update."""
        chosen = await self.choose(found)
        if not chosen:
            return Added(candidates=found)
        wanted = [Feed(0, one.url, one.title, tags=self.tags, typed=same_place(page, one.url)) for one in chosen]
        return _followed(*await asyncio.to_thread(self.cache.follow, wanted))

    async def feed_file(self, parsed: ParsedFeed, url: str | None, where: str) -> Added:
        """A feed's bytes without an answer behind them: followed at `url`, else its articles alone are kept."""
        if url:
            return await self.follow(Found(url, parsed, typed=True))
        if not parsed.drafts:
            raise FeedError("this feed has no articles; give its address to follow it", where)
        drafts = [replace(draft, key=_page_key(draft.document)) for draft in parsed.drafts]
        return await asyncio.to_thread(self._keep, drafts)

    async def address(self, url: str) -> Added:
        """Whatever there is at an address that the user typed."""
        found = await look(url, self.fetcher, self.workers)
        if isinstance(found, Found):
            return await self.follow(found)
        if isinstance(found, Document):
            return await self.article(found)
        if not found or isinstance(found[0], opml.Outline):
            return await self.outlines([one for one in found if isinstance(one, opml.Outline)])
        return await self.candidates(tuple(one for one in found if isinstance(one, Candidate)), url)

    async def follow(self, found: Found) -> Added:
        """Follows a feed that has just been read, and stores its articles."""

        def write() -> Added:
            title = found.parsed.title or host_of(found.url)
            wanted = Feed(0, found.url, title, found.parsed.site_url, tags=self.tags, typed=found.typed)
            [feed], followed = self.cache.follow([wanted])
            merged = replace(feed, tags=_joined(feed.tags, self.tags), paused=False)
            edited = self.cache.edit_feed(merged)
            stored = self.cache.store(feed.id, found.parsed.drafts, now=self.now)
            self.cache.set_fetch_state(feed.id, found.state(feed.state, self.now))
            acts = sum(act is not None for act in (followed, edited))
            here = stored.new + (stored.same if followed and followed.count else ())  # some came back with their feed
            return Added(feeds=(self.cache.feed(feed.id) or merged,), articles=here, acts=acts)

        return await asyncio.to_thread(write)

    async def article(self, document: Document) -> Added:
        """One page or text as an article of its own."""

        def store() -> Added:
            added = store_page(self.cache, without_repeats(self.cache, document), now=self.now)
            return added + self._tagged(added.articles)

        return await asyncio.to_thread(store)

    def _keep(self, drafts: list[Draft]) -> Added:
        """Articles that belong to no feed here, with the user's tags; runs in a thread."""
        stored, act = self.cache.keep(drafts, now=self.now)
        added = Added(articles=stored.new, known=stored.same + stored.edited, acts=int(act is not None))
        return added + self._tagged(stored.new)

    def _tagged(self, new: tuple[int, ...]) -> Added:
        """Gives the user's tags to what is new, which is an act of its own."""
        if not (self.tags and new):
            return Added()
        return Added(acts=int(self.cache.tag(new, add=self.tags).id > 0))


def _page_key(document: Document) -> str:
    """The key of an article that belongs to no feed: its address, else its words."""
    return identity.keys([("", document.url, document.title, document.text)])[0]


def _followed(feeds: tuple[Feed, ...], act: Act | None) -> Added:
    return Added(feeds=feeds, acts=int(act is not None))


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one + other))


def _read(path: Path) -> bytes:
    """A file's bytes; PageError where it cannot be read."""
    try:
        if not path.is_file():
            raise PageError("this is no ordinary file", str(path))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PageError(f"the file cannot be read: {error.strerror}", str(path)) from error
    if len(data) > MOST_BYTES:
        raise PageError(f"the file is larger than {MOST_BYTES // 1024 // 1024} MB", str(path))
    return data


def _files(folder: Path) -> list[Path]:
    """The readable files of a folder and those below it, sorted; hidden ones are left alone."""
    found = []
    for path in folder.rglob("*"):
        inner = path.relative_to(folder)
        if path.suffix.lower() in _SUFFIXES and not any(part.startswith(".") for part in inner.parts):
            found.append(path)
            if len(found) == MOST_FILES:
                break
    return sorted(found)
