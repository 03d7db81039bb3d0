"""Real and hostile files, each served on loopback and added: articles or a one-line reason, never a traceback.

The files lie beside the repository, where they are there at all; nothing of them is ours to keep.
"""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

from tests.conftest import SHARED
from tests.server import Reply, Server
from tui.news.add import Added, add
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.fetch import Fetcher, Limits
from tui.news.workers import Workers

SUFFIXES = {".xml", ".json", ".opml", ".atom", ".rss", ".rdf", ".gz", ".html", ".htm", ".txt"}
SOURCES = [
    path
    for part in ("seeds", "corpus/feeds", "corpus/html", "extraction")
    for path in sorted((SHARED / part).rglob("*"))
    if path.suffix in SUFFIXES and path.name != "truth.json"
]
AT_ONCE = 6


async def outcome(server: Server, number: int, path: Path, cache: Cache, fetcher: Fetcher, workers: Workers) -> str:
    """What became of one file: nothing wrong, or what was."""
    data = path.read_bytes()
    place = f"/{number}/page"
    server.at[place] = Reply(body=gzip.decompress(data) if path.suffix == ".gz" else data)
    host = f"127.2.{number // 250}.{number % 250 + 1}"
    try:
        added = await add(cache, server.url(place, host), fetcher=fetcher, workers=workers)
    except NewsError as error:
        return "" if str(error).isprintable() else f"{path}: the reason is no plain line: {error!r}"
    finally:
        del server.at[place]
    return f"{path}: neither articles nor a reason" if added == Added() else ""


async def test_every_file_ends_as_articles_or_as_a_reason(tmp_path: Path) -> None:
    fetcher = Fetcher(limits=Limits(spacing=0.0), credentials=lambda host: None)
    gate = asyncio.Semaphore(AT_ONCE)
    with Cache.open(tmp_path / "library.db") as cache:
        async with Server() as server, Workers() as workers:

            async def one(number: int, path: Path) -> str:
                async with gate:
                    return await outcome(server, number, path, cache, fetcher, workers)

            wrong = await asyncio.gather(*(one(number, path) for number, path in enumerate(SOURCES)))
        assert not [words for words in wrong if words]
        assert cache.check() == []
