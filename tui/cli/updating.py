"""The command that fetches what is due: update. Reads no feed itself, so it imports no parser: workers do."""

from __future__ import annotations

import argparse
import asyncio
import sys

from tui.cli import places
from tui.cli.output import articles, say
from tui.news.apart import calm_collector
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.fetch import Fetcher, asking
from tui.news.schedule import is_offline
from tui.news.types import Feed, Outcome, UpdateResult
from tui.news.update import update as update_feeds


def update(chosen: argparse.Namespace) -> int:
    """`update`: one line for each feed that was asked, on a terminal a bar and those that matter.

    1 where every feed that was asked failed.
    """
    settings = places.config(chosen)
    calm_collector()
    with places.cache(chosen, write=True, settings=settings) as opened:
        feeds = _chosen(opened.followed(), chosen.feeds)
        fetcher = Fetcher(credentials=asking(settings.password_command), library=opened.path)
        if not feeds:
            say("no feeds; `newsread add ADDRESS` follows one")
            return 0
        results = asyncio.run(_update(opened, feeds, chosen.force, fetcher))
        _sum_up(results)
        if settings.update_hook and (new := [number for result in results for number in result.new_ids]):
            from tui.news.hook import records, run_hook

            asyncio.run(run_hook(settings.update_hook, records(opened, new)))
    failed = [one for one in results if one.outcome is Outcome.FAILED]
    return 1 if failed and len(failed) == sum(one.outcome is not Outcome.SKIPPED for one in results) else 0


async def _update(opened: Cache, feeds: list[Feed], force: bool, fetcher: Fetcher) -> list[UpdateResult]:
    results: list[UpdateResult] = []
    held: list[UpdateResult] = []
    bar = sys.stderr.isatty()
    async for result in update_feeds(opened, feeds, fetcher=fetcher, force=force):
        results.append(result)
        if bar:
            sys.stderr.write("\r\x1b[K")
        held.append(result)  # while none is reached: it may be one sentence for all of them
        if not all(one.unreached or one.outcome is Outcome.SKIPPED for one in held):
            _tell(held, all=not bar)
            held = []
        if bar:
            done = 30 * len(results) // len(feeds)
            sys.stderr.write(f"{'━' * done}{'─' * (30 - done)} {len(results)}/{len(feeds)}")
            sys.stderr.flush()
    if bar:
        sys.stderr.write("\r\x1b[K")
    if not is_offline(results):
        _tell(held, all=not bar)
    return results


def _tell(results: list[UpdateResult], *, all: bool) -> None:
    """A line for each feed that was asked, or for those alone of which there is something to say."""
    for one in results:
        if one.outcome is not Outcome.SKIPPED and (all or one.added or one.edited or one.message):
            say(f"{one.title}: {_told(one)}")


def _sum_up(results: list[UpdateResult]) -> None:
    """What came in all, in one line."""
    asked = [one for one in results if one.outcome is not Outcome.SKIPPED]
    if is_offline(results):
        say(f"none of {len(asked)} feeds could be reached; is this machine offline? The next update asks them again")
        return
    failed = sum(one.outcome is Outcome.FAILED for one in asked)
    count = sum(one.added for one in results)
    feeds = "1 feed" if len(asked) == 1 else f"{len(asked)} feeds"
    say(f"{articles(count)} new from {feeds}, {failed} failed, {len(results) - len(asked)} not due")


def _told(result: UpdateResult) -> str:
    """What became of one feed, in words."""
    came = [f"{result.added} new"] if result.added else []
    came += [f"{result.edited} edited"] if result.edited else []
    return ": ".join(filter(None, [", ".join(came) or result.outcome.value, result.message]))


def _chosen(feeds: list[Feed], names: list[str]) -> list[Feed]:
    """The feeds of these numbers, addresses or parts of titles; all of them where none is named."""
    if not names:
        return feeds
    found: dict[int, Feed] = {}
    for name in names:
        exact = [feed for feed in feeds if name in (str(feed.id), feed.url)]
        matching = exact or [feed for feed in feeds if name.casefold() in feed.title.casefold()]
        if not matching:
            raise NewsError("there is no such feed; `newsread feeds` lists them", name)
        found.update((feed.id, feed) for feed in matching)
    return list(found.values())
