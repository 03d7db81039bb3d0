"""Pages: the whole text of an article from its own address."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.news import clean
from tui.news.errors import FetchError, PageError
from tui.news.fetch import Fetcher, same_place
from tui.news.types import Document, PageKind
from tui.news.workers import Workers

if TYPE_CHECKING:
    from tui.news.cache import Cache

MOST_PARTS = 8
"""Pages of one split article that are followed."""


async def full_text(cache: Cache, article_id: int, fetcher: Fetcher, *, workers: Workers | None = None) -> Document:
    """Fetches, cleans and stores the whole text of an article; PageError or FetchError where it cannot be had."""
    article = await asyncio.to_thread(cache.article, article_id)
    if article is None or article.url is None:
        raise PageError("this article has no address to fetch its text from")
    feed = await asyncio.to_thread(cache.feed, article.feed_id) if article.feed_id is not None else None
    trusted = feed is None or (feed.typed and same_place(feed.url, article.url))
    document = await fetch_page(article.url, fetcher, trusted=trusted, workers=workers)

    def store() -> Document:
        known = without_repeats(cache, document)
        cache.store_full_text(article_id, known)
        return known

    return await asyncio.to_thread(store)


def without_repeats(cache: Cache, document: Document) -> Document:
    """A page's document without the lines that its host repeats on other pages, as far as the library has seen them.

    The page itself is remembered for the next one. Writes to the library; call it in a thread.
    """
    from tui.news.extract.memory import host_of, unpacked

    host = host_of(document.url)
    if not host:
        return document
    memory = unpacked(cache.setting(f"host:{host}", ""))
    cache.set_setting(f"host:{host}", memory.learned(document).packed())
    return memory.without_repeats(document)


async def fetch_page(url: str, fetcher: Fetcher, *, trusted: bool, workers: Workers | None = None) -> Document:
    """The article at an address, with the further pages of a split one."""
    async with AsyncExitStack() as stack:
        if workers is None:
            workers = await stack.enter_async_context(Workers())
        response = (await fetcher.get(url, trusted=trusted)).checked()
        document = readable(await workers.extract(response.body, response.url, response.charset), url)
        return await joined(document, response.url, fetcher, workers, trusted=trusted)


async def joined(document: Document, url: str, fetcher: Fetcher, workers: Workers, *, trusted: bool) -> Document:
    """The document of the page at `url` with the further pages of a split article, all of the same host."""
    parts, seen = [document], {url}
    while (following := parts[-1].next_page) and following not in seen and len(parts) < MOST_PARTS:
        seen.add(following)
        if not same_place(url, following):
            break
        try:
            response = (await fetcher.get(following, trusted=trusted)).checked()
            part = await workers.extract(response.body, response.url, response.charset)
        except (FetchError, PageError):
            break  # what there is, is worth more than nothing
        if part.kind is not PageKind.ARTICLE or part.blocks == document.blocks:
            break
        parts.append(part)
    return replace(document, blocks=tuple(block for part in parts for block in part.blocks), next_page=None)


def readable(document: Document, where: str) -> Document:
    """The document if it is an article with words in it, else PageError saying what the page is instead."""
    if document.kind is not PageKind.ARTICLE or not document.words:
        kind = document.kind if document.kind is not PageKind.ARTICLE else PageKind.EMPTY
        raise PageError(
            f"there is no article in it: the page is {'an' if kind.value[0] in 'aeiou' else 'a'} {kind.value}",
            clean.line(where, limit=200),
        )
    return document
