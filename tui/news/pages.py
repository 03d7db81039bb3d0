"""Pages: the whole text of an article from its own address."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.news import clean
from tui.news.errors import PageError
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
    await asyncio.to_thread(cache.store_full_text, article_id, document)
    return document


async def fetch_page(url: str, fetcher: Fetcher, *, trusted: bool, workers: Workers | None = None) -> Document:
    """The article at an address, with the further pages of a split one."""
    async with AsyncExitStack() as stack:
        if workers is None:
            workers = await stack.enter_async_context(Workers())
        response = (await fetcher.get(url, trusted=trusted)).checked()
        document = readable(await workers.extract(response.body, response.url, response.charset), url)
        parts, seen = [document], {url, response.url}
        while (following := parts[-1].next_page) and following not in seen and len(parts) < MOST_PARTS:
            seen.add(following)
            if not same_place(response.url, following):
                break
            response = (await fetcher.get(following, trusted=trusted)).checked()
            part = await workers.extract(response.body, response.url, response.charset)
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
