"""The update: every due feed is fetched, parsed and stored, and each ends in one result; none stops another.

Deciding is in `schedule` (pure); this does. Bodies become drafts in worker processes, SQL runs in threads one write
at a time, so the loop that answers keys does next to nothing.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tui.news import schedule
from tui.news.errors import CacheError, FeedError, FetchError, NewsError, Unreachable
from tui.news.fetch import Fetcher, HostPaused, Response
from tui.news.fetch.address import host_of
from tui.news.schedule import decide
from tui.news.types import Feed, FetchState, Outcome, ParsedFeed, UpdateResult
from tui.news.workers import Workers
from tui.news.writing import Writing

if TYPE_CHECKING:
    from tui.news.cache import Cache
    from tui.news.cache.ready import Ready

__all__ = ["decide", "update"]

MOST_PAGES = 100
"""Full texts fetched for one feed in one update; the rest is fetched on opening."""
AT_ONCE = 20
"""Visits begun before the loop gets its turn: all 500 at once held it for 50 ms."""
_TOO_OFTEN = (429, 503)


async def update(
    cache: Cache,
    feeds: Iterable[Feed] | None = None,
    *,
    fetcher: Fetcher | None = None,
    workers: Workers | None = None,
    now: datetime | None = None,
    force: bool = False,
    every: timedelta = schedule.HOUR,
) -> AsyncGenerator[UpdateResult, None]:
    """Updates the feeds that are due (all of them, or those given), and yields each one's result as it ends.

    `force` asks before the time. `every` is the usual interval. Leaving the iteration early cancels what is under way.
    """
    chosen = list(feeds) if feeds is not None else await asyncio.to_thread(cache.followed)
    moment = now or datetime.now(UTC)
    async with AsyncExitStack() as stack:
        if workers is None:
            workers = await stack.enter_async_context(Workers())
        decisions = [(feed, decide(feed, moment, force=force)) for feed in chosen]
        writing = Writing(cache, moment, expected=sum(decision.ask for _, decision in decisions))
        run = _Run(cache, fetcher or Fetcher(), workers, moment, every, writing)
        tasks: list[asyncio.Task[UpdateResult]] = []
        starting = None
        for feed, decision in decisions:
            if not decision.ask:
                yield UpdateResult(feed.id, feed.title, Outcome.SKIPPED, message=decision.why)
                continue
            if starting is None and feed.state.body_hash is None:
                starting = asyncio.create_task(workers.start())
            tasks.append(asyncio.create_task(run.visit(feed)))
            if len(tasks) % AT_ONCE == 0:
                await asyncio.sleep(0)
        results = []
        try:
            for ended in asyncio.as_completed(tasks):
                results.append(await ended)
                yield results[-1]
            if schedule.is_offline(results):
                await run.writing.run(lambda: _as_before(cache, chosen, results))
            if tasks:
                await run.writing.run(lambda: _tidied(cache, chosen, moment, came=run.came))
            if run.paused:
                await run.writing.run(lambda: _put_off(cache, run.paused, moment))
        finally:
            for task in (*tasks, *([starting] if starting else [])):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@dataclass(frozen=True)
class _Run:
    """One update under way."""

    cache: Cache
    fetcher: Fetcher
    workers: Workers
    now: datetime
    every: timedelta
    writing: Writing
    paused: dict[str, timedelta] = field(default_factory=dict)
    """Hosts that asked for peace, and for how long."""
    came: list[int] = field(default_factory=list)
    """Articles that are new or edited."""

    async def visit(self, feed: Feed) -> UpdateResult:
        """One feed from its address into the cache."""
        started = time.monotonic()
        try:
            result = await self._visit(feed)
        except HostPaused as error:
            state = schedule.put_off(feed.state, self.now, error.seconds)
            await self.writing.remember(feed.id, state)
            result = UpdateResult(feed.id, feed.title, Outcome.SKIPPED, message=error.message)
        except (FetchError, FeedError) as error:
            lost = host_of(feed.url) if isinstance(error, Unreachable) else ""
            state = schedule.after_failure(feed.state, str(error), self.now, chance=random.random())
            await self.writing.remember(feed.id, state)
            result = UpdateResult(feed.id, feed.title, Outcome.FAILED, message=str(error), unreached=lost)
        except NewsError as error:
            result = UpdateResult(feed.id, feed.title, Outcome.FAILED, message=str(error))
        return replace(result, seconds=time.monotonic() - started)

    async def _visit(self, feed: Feed) -> UpdateResult:
        response = await self.fetcher.get(feed.url, state=feed.state, trusted=feed.typed)
        if not response.ok:
            return await self._refused(feed, response)
        same = response.not_modified or response.body_hash == feed.state.body_hash
        if same:
            state, moved = self._state(feed, response, None)
            await self.writing.remember(feed.id, state)
            told = await self._adopt(feed, moved)
            return UpdateResult(feed.id, feed.title, Outcome.UNCHANGED, message=told)
        parsed, ready = await self.workers.prepare(response.body, response.headers, response.url)
        return await self._store(feed, response, parsed, ready)

    async def _refused(self, feed: Feed, response: Response) -> UpdateResult:
        """An answer that is no feed: gone for good, asked too often, or failed."""
        reason = response.reason()
        if response.status == 410:
            await self.writing.remember(feed.id, schedule.after_gone(feed.state, reason, self.now))
            return UpdateResult(feed.id, feed.title, Outcome.GONE, message=reason)
        wait = schedule.retry_after(response.headers, self.now)
        if response.status == 429 or (response.status in _TOO_OFTEN and wait):
            wait = wait or schedule.HOUR
            self.fetcher.manners.pause(host_of(response.url), wait.total_seconds())
            self.paused[host_of(response.url)] = wait
        state = schedule.after_failure(feed.state, reason, self.now, wait=wait, chance=random.random())
        await self.writing.remember(feed.id, state)
        return UpdateResult(feed.id, feed.title, Outcome.FAILED, message=reason)

    async def _store(
        self, feed: Feed, response: Response, parsed: ParsedFeed, ready: tuple[Ready, ...]
    ) -> UpdateResult:
        """New and edited articles into the cache, then their full texts where the feed asks for them."""
        from tui.news.cache.ready import Visit  # on first use: where nothing is new, none of it is needed

        state, moved = self._state(feed, response, parsed)
        named = _named(feed, parsed)
        stored = await self.writing.store(Visit(feed.id, ready, state, named.title, named.site_url))
        told = await self._adopt(named, moved)
        new, edited = stored.new, stored.edited
        self.came.extend((*new, *edited))
        if feed.full_text:
            await self._full_texts(new)
        outcome = Outcome.NEW if new or edited else Outcome.UNCHANGED
        return UpdateResult(
            feed.id,
            named.title,
            outcome,
            added=len(new),
            edited=len(edited),
            new_ids=new,
            message="; ".join(filter(None, [parsed.note, told])),
        )

    async def _adopt(self, feed: Feed, moved: str | None) -> str:
        """Reads a feed where it moved to from now on; what there is to say of that."""
        if not moved:
            return ""
        try:
            await self.writing.run(lambda: self.cache.change_feed(replace(feed, url=moved)))
        except CacheError:
            return f"moved for good to {moved}, which is another of your feeds; leave one of the two"
        return f"moved for good, now read at {moved}"

    async def _full_texts(self, ids: tuple[int, ...]) -> None:
        """The pages of new articles; one that cannot be had keeps what the feed gave."""
        from tui.news.pages import full_text  # as above

        for article_id in ids[:MOST_PAGES]:
            try:
                await full_text(self.cache, article_id, self.fetcher, workers=self.workers)
            except NewsError:
                continue

    def _state(self, feed: Feed, response: Response, parsed: ParsedFeed | None) -> tuple[FetchState, str | None]:
        """What to remember, and the address to adopt."""
        state = schedule.after_success(
            feed.state,
            response.headers,
            self.now,
            body_hash=response.body_hash or None,
            parsed=parsed,
            every=self.every,
            chance=random.random(),
        )
        return schedule.after_move(state, feed.url, response.moved_to, self.now)


def _as_before(cache: Cache, feeds: Iterable[Feed], results: Iterable[UpdateResult]) -> None:
    """Without a network no feed has failed: each is asked again by the next update, not hours after it is back."""
    lost = {one.feed_id for one in results if one.unreached}
    cache.set_fetch_states({feed.id: feed.state for feed in feeds if feed.id in lost})


def _tidied(cache: Cache, feeds: Iterable[Feed], now: datetime, *, came: Sequence[int]) -> None:
    """What an update leaves in order: old articles gone where a feed says so, the index folded where any came."""
    if any(feed.keep_days is not None for feed in feeds):
        cache.expire(now=now)
    if came:
        cache.settle()


def _put_off(cache: Cache, paused: Mapping[str, timedelta], now: datetime) -> None:
    """Every feed of a host that asked for peace waits, also in the next run, which may be another process's."""
    states = {}
    for feed in cache.followed():
        wait = paused.get(host_of(feed.url))
        if wait and (feed.state.due is None or feed.state.due < now + wait):
            states[feed.id] = schedule.put_off(feed.state, now, wait.total_seconds())
    cache.set_fetch_states(states)


def _named(feed: Feed, parsed: ParsedFeed) -> Feed:
    """The feed with the title and site it gives itself, where it has none yet."""
    untitled = not feed.title or feed.title == feed.url
    return replace(
        feed,
        title=(parsed.title or host_of(feed.url)) if untitled else feed.title,
        site_url=feed.site_url or parsed.site_url,
    )
