"""The command that brings sources in: add."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, unquote

from tui.cli import places
from tui.cli.output import articles, put, say
from tui.news import clean
from tui.news.add import Added, everything
from tui.news.add import add as add_source
from tui.news.cache import Cache
from tui.news.clipboard import clipboard
from tui.news.errors import NewsError
from tui.news.feeds import Candidate
from tui.news.feeds.opml import Outline
from tui.news.fetch import Fetcher, asking
from tui.news.sites import MOST_LATEST
from tui.news.typed import pasted
from tui.news.workers import Workers

FEW = 5
"""Up to so many articles that were here already are named one by one."""


def add(chosen: argparse.Namespace) -> int:
    """`add`: each source in turn; one that fails is said so and stops none of the others."""
    if not chosen.sources and not chosen.clipboard:
        say("newsread: name a source: an address, a file, a folder, or - for standard input")
        return 2
    settings = places.config(chosen)
    library = None if chosen.preview else places.library(chosen, settings)
    fetcher = Fetcher(credentials=asking(settings.password_command), library=library)
    if not chosen.preview:
        with places.cache(chosen, write=True, settings=settings) as opened:
            return asyncio.run(_add(opened, chosen, fetcher))
    with TemporaryDirectory() as folder, Cache.open(Path(folder) / "preview.db") as opened:
        return asyncio.run(_add(opened, chosen, fetcher))


def catalogue(chosen: argparse.Namespace) -> int:
    """`catalogue`: address, name, topic and language of each source that fits, with tabs between."""
    from tui.news.feeds.catalogue import languages, search, topics

    for given, known, what in ((chosen.topic, topics(), "topic"), (chosen.language, languages(), "language")):
        if given and given not in known:
            raise NewsError(f"the catalogue has no such {what}; it has {', '.join(known)}", given)
    found = search(" ".join(chosen.words), topic=chosen.topic or "", language=chosen.language or "")
    for one in found:
        put(f"{one.url}\t{one.name}\t{one.topic}\t{one.language}")
    if not found:
        say("no source of that name, topic or language; `newsread add` follows any address")
    return 0


async def _add(opened: Cache, chosen: argparse.Namespace, fetcher: Fetcher) -> int:
    failed = 0
    tags, choose = tuple(chosen.tag), _preview if chosen.preview else _all if chosen.all else everything
    async with Workers() as workers:
        for source in [*chosen.sources, *([None] if chosen.clipboard else [])]:
            try:
                given = await _given(source)
                added = await add_source(
                    opened, given, tags=tags, url=chosen.url, choose=choose, fetcher=fetcher, workers=workers
                )
            except NewsError as error:
                say(f"newsread: {error}")
                failed += 1
                continue
            failed += not (_tell_preview(opened, added) if chosen.preview else _tell(opened, added))
    return 1 if failed else 0


async def _given(source: str | None) -> str | bytes:
    """What a word of the command line stands for; None is the clipboard.

    An address may come from standard input too: a password in it then stands in no list of processes.
    """
    if source is None:
        return pasted(await clipboard())
    given = pasted(await asyncio.to_thread(sys.stdin.buffer.read)) if source == "-" else source
    return _completed(given) if isinstance(given, str) else given


def _completed(address: str) -> str:
    """An address that has a name and no password gets the one that is typed at the terminal, unseen."""
    scheme, _, rest = address.partition("://")
    place, slash, path = rest.partition("/")
    name, at, host = place.rpartition("@")
    if scheme not in ("http", "https") or not (at and name) or ":" in name or not sys.stdin.isatty():
        return address
    typed = getpass(f"password of {clean.line(unquote(name), limit=60)} at {clean.line(host, limit=100)}: ")
    return f"{scheme}://{name}:{quote(typed, safe='')}@{host}{slash}{path}"


async def _all(offered: Sequence[Candidate | Outline]) -> Sequence[Candidate | Outline]:
    return offered


async def _preview(offered: Sequence[Candidate | Outline]) -> Sequence[Candidate | Outline]:
    """Lists what is offered: address, title, topic or latest articles, with tabs between."""
    for one in offered:
        more = one.topic if isinstance(one, Outline) else " · ".join(one.latest)
        put(f"{one.url}\t{one.title}\t{more}".rstrip())
    return ()


def _tell_preview(opened: Cache, added: Added) -> bool:
    """Lists the one feed or the articles that a source turned out to be."""
    found = [opened.article(number) for number in added.articles]
    for feed in added.feeds:
        put(f"{feed.url}\t{feed.title}\t{' · '.join(one.title for one in found[:MOST_LATEST] if one)}")
    for article in () if added.feeds else found:
        put(f"{article.url or ''}\t{article.title}" if article else "")
    return True


def _tell_known(added: Added) -> None:
    """Says which articles were here already; those of a whole feed only how many."""
    if len(added.known) > FEW:
        whole = f"; {len(added.completed):,} of them have the whole text of their page now" if added.completed else ""
        say(f"{articles(len(added.known))} were here already{whole}")
        return
    for number in added.known:
        whole = "; it has the whole text of its page now" if number in added.completed else ""
        say(f"article {number} was here already{whole}")


def _tell(opened: Cache, added: Added) -> bool:
    """Says what was added, the numbers of articles on standard output; whether it was anything."""
    for feed in added.feeds:
        say(f"following {feed.title or feed.url} ({feed.url})")
    if len(added.feeds) == 1:
        say(f"{articles(len(added.articles))} from it now; `newsread update` brings the next")
    elif added.feeds:
        say(f"{len(added.feeds):,} feeds followed; `newsread update` brings their articles")
    for number in () if added.feeds else added.articles:
        article = opened.article(number)
        put(f"{number}  {article.headline if article else ''}")
    _tell_known(added)
    for note in added.notes:
        say(f"newsread: {note}")
    if added.candidates:
        say("this site has several feeds, so nothing was added; add the one you want:")
        for one in added.candidates:
            put(f"{one.url}  {one.title}".rstrip())
    return bool(added.feeds or added.articles or added.known)
