"""The command that reads pages and keeps nothing: extract."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from tui.cli import places
from tui.cli.output import put, say
from tui.cli.reading import written
from tui.news import clean, render
from tui.news.errors import NewsError, PageError
from tui.news.feeds.kinds import Kind, kind_of
from tui.news.fetch import Fetcher, asking
from tui.news.pages import fetch_page, readable
from tui.news.typed import web_address
from tui.news.types import Document
from tui.news.workers import Workers

AT_ONCE = 8
"""Sources that are read at the same time; addresses of one host still wait for each other."""
_BETWEEN = "\n---\n\n"
"""What parts the texts of several sources."""


def extract(chosen: argparse.Namespace) -> int:
    """`extract`: the clean text of each source, in their order; one that fails is said so and stops none of the others.

    As JSON, one source is an object and several are an array of those that could be read.
    """
    fetcher = Fetcher(credentials=asking(places.config(chosen).password_command))
    return asyncio.run(_all(chosen.sources, chosen.url, chosen.format, fetcher))


async def _all(sources: list[str], url: str | None, form: str, fetcher: Fetcher) -> int:
    several = len(sources) > 1
    found: list[Document] = []
    turn = asyncio.Semaphore(AT_ONCE)
    async with Workers() as workers, asyncio.TaskGroup() as group:

        async def one(source: str) -> Document | NewsError:
            async with turn:
                try:
                    return await _read(source, url, fetcher, workers)
                except NewsError as error:
                    return error

        for task in [group.create_task(one(source)) for source in sources]:
            document = await task
            if isinstance(document, NewsError):
                say(f"newsread: {document}")
                continue
            if document.paywalled:
                say(f"the publisher asks to be paid for all of it: {document.title or document.url}")
            if not several or form != "json":
                put((_BETWEEN if found else "") + written(document, None, form), end="")
            found.append(document)
    if several and form == "json":
        put(json.dumps([render.record(document, None) for document in found], ensure_ascii=False, indent=2))
    return 0 if len(found) == len(sources) else 1


async def _read(source: str, url: str | None, fetcher: Fetcher, workers: Workers) -> Document:
    """The article in a file, at an address or on standard input; NewsError where there is none."""
    path = Path(source).expanduser()
    if source == "-":
        data = await asyncio.to_thread(sys.stdin.buffer.read)
    elif "://" not in source and await asyncio.to_thread(path.exists):
        data = await asyncio.to_thread(_bytes, path)
    else:
        return await fetch_page(web_address(source), fetcher, trusted=True, workers=workers)
    reader = workers.extract if kind_of(data) is Kind.PAGE else workers.from_text
    return readable(await reader(data, clean.address(url)), source)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PageError(f"the file cannot be read: {error.strerror}", str(path)) from error
