"""What lives at an address: a feed, an article, a list of feeds, or a site with feeds to choose from."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from tui.news import schedule
from tui.news.errors import FeedError, FetchError, PageError
from tui.news.feeds import Candidate, opml
from tui.news.feeds.discovery import guesses, public_feeds
from tui.news.feeds.kinds import Kind, kind_of
from tui.news.fetch import Fetcher, Response, redact, same_place
from tui.news.pages import joined
from tui.news.types import Document, FetchState, PageKind, ParsedFeed
from tui.news.workers import Workers

MOST_TRIED = 8
"""Candidates of one site that are fetched to show what is in them."""
MOST_LATEST = 3
SURE_ENOUGH = 0.5
"""How sure the extractor must be before a page with feeds in its head counts as an article."""


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that was fetched and read."""

    url: str
    parsed: ParsedFeed
    typed: bool = False
    """The user gave this very address."""
    response: Response = field(default_factory=lambda: Response(200, "", {}))

    def state(self, before: FetchState, now: datetime) -> FetchState:
        """What to remember of this first visit."""
        if not self.response.url:
            return before
        return schedule.after_success(
            before, self.response.headers, now, body_hash=self.response.body_hash, parsed=self.parsed
        )


async def look(url: str, fetcher: Fetcher, workers: Workers) -> Found | Document | list[Candidate] | list[opml.Outline]:
    """What there is at an address that the user typed; FetchError, FeedError or PageError where nothing of use is."""
    for public in public_feeds(url):
        return await read_feed(public, fetcher, workers, typed=False)
    response = (await fetcher.get(url, trusted=True)).checked()
    kind = kind_of(response.body)
    if kind is Kind.EMPTY:
        raise PageError("the answer is empty", redact(url))
    if kind is Kind.OPML:
        return await workers.outlines(response.body)
    if kind is Kind.FEED:
        parsed = await workers.parse(response.body, response.headers, response.url)
        return Found(url, parsed, typed=True, response=response)
    document: Document | None = None
    if urlsplit(response.url).path.strip("/"):
        document = await _article(response, kind, workers)
        if document and document.sureness >= SURE_ENOUGH:
            return await joined(document, response.url, fetcher, workers, trusted=True)
    return await _feeds_of(response, document, fetcher, workers)


async def read_feed(url: str, fetcher: Fetcher, workers: Workers, *, typed: bool) -> Found:
    """The feed at an address; FetchError or FeedError where there is none."""
    response = (await fetcher.get(url, trusted=typed)).checked()
    parsed = await workers.parse(response.body, response.headers, response.url)
    return Found(url, parsed, typed=typed, response=response)


async def _article(response: Response, kind: Kind, workers: Workers) -> Document | None:
    """The article on a page, if it is one."""
    try:
        if kind is Kind.PAGE:
            document = await workers.extract(response.body, response.url, response.charset)
        else:
            document = await workers.from_text(response.body, response.url)
    except PageError:
        return None
    return document if document.kind is PageKind.ARTICLE and document.words else None


async def _feeds_of(
    response: Response, document: Document | None, fetcher: Fetcher, workers: Workers
) -> Found | Document | list[Candidate]:
    """The one feed of a site, or its feeds to choose from; without any, the page itself if it can be read."""
    named = await workers.discover(response.body, response.url)
    found = await _read_all(named, response.url, fetcher, workers)
    if not found and document is None:
        found = await _read_first(guesses(response.url), response.url, fetcher, workers)
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        return [_shown(candidate, feed) for candidate, feed in found.items()]
    if document is None:
        document = await _article(response, Kind.PAGE, workers)
    if document is None:
        raise FeedError("there is neither a feed nor an article at this address", redact(response.url))
    return await joined(document, response.url, fetcher, workers, trusted=True)


async def _read_all(
    candidates: list[Candidate], page: str, fetcher: Fetcher, workers: Workers
) -> dict[Candidate, Found]:
    """Those candidates that are feeds, in order; what a page names in its head comes before what it links to."""
    sure = [candidate for candidate in candidates if candidate.sure] or candidates
    chosen = sure[:MOST_TRIED]
    answers = await asyncio.gather(*(_try(candidate, page, fetcher, workers) for candidate in chosen))
    return {candidate: feed for candidate, feed in zip(chosen, answers, strict=True) if feed}


async def _read_first(
    candidates: list[Candidate], page: str, fetcher: Fetcher, workers: Workers
) -> dict[Candidate, Found]:
    """The first candidate that is a feed."""
    for candidate in candidates:
        if feed := await _try(candidate, page, fetcher, workers):
            return {candidate: feed}
    return {}


async def _try(candidate: Candidate, page: str, fetcher: Fetcher, workers: Workers) -> Found | None:
    """A candidate's feed; it may lie on this machine only where the page that the user typed does."""
    try:
        return await read_feed(candidate.url, fetcher, workers, typed=same_place(page, candidate.url))
    except (FetchError, FeedError):
        return None


def _shown(candidate: Candidate, feed: Found) -> Candidate:
    """A candidate with its own title and its latest articles."""
    latest = tuple(draft.document.title for draft in feed.parsed.drafts[:MOST_LATEST])
    return replace(candidate, title=feed.parsed.title or candidate.title, latest=latest)
