"""The update: due feeds in, one result each, whatever their servers do."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.server import HOSTILE, Reply, Server, in_turn, validated
from tui.news.cache import Cache
from tui.news.fetch import Fetcher, Limits
from tui.news.filter import Filter
from tui.news.schedule import is_offline
from tui.news.types import Feed, FetchState, Outcome, UpdateResult
from tui.news.update import update
from tui.news.workers import Workers

NOW = datetime(2024, 3, 23, 15, 56, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FREE = Limits(spacing=0.0)


def rss(*titles: str, guids: str = "g", text: str = "words", extra: str = "") -> bytes:
    items = "".join(
        f"<item><title>{title}</title><guid isPermaLink='false'>{guids}-{title}</guid>"
        f"<link>https://a.example/{title}</link><description>{text}</description></item>"
        for title in titles
    )
    head = "<rss version='2.0'><channel><title>Wire</title><link>https://a.example/</link>"
    return f"{head}{extra}{items}</channel></rss>".encode()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache.open(tmp_path / "library.db") as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def server() -> AsyncIterator[Server]:
    async with Server() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers() -> AsyncIterator[Workers]:
    async with Workers(count=1) as running:
        yield running


class Reader:
    """A user of one library who updates at given times."""

    def __init__(self, cache: Cache, server: Server, workers: Workers) -> None:
        self.cache, self.server, self.workers = cache, server, workers

    def follow(self, path: str, host: str = "127.0.0.1", **settings: object) -> Feed:
        feed = self.cache.add_feed(self.server.url(path, host), typed=True)
        changed = replace(feed, **settings)  # type: ignore[arg-type]
        self.cache.change_feed(changed)
        return changed

    async def update(self, now: datetime = NOW, *, force: bool = False, fetcher: Fetcher | None = None) -> UpdateResult:
        (result,) = await self.update_all(now, force=force, fetcher=fetcher)
        return result

    async def update_all(
        self, now: datetime = NOW, *, force: bool = False, fetcher: Fetcher | None = None
    ) -> list[UpdateResult]:
        fetcher = fetcher or Fetcher(limits=FREE, credentials=lambda host: None)
        running = update(self.cache, fetcher=fetcher, workers=self.workers, now=now, force=force)
        return [result async for result in running]

    def state(self, feed: Feed) -> FetchState:
        found = self.cache.feed(feed.id)
        assert found is not None
        return found.state

    def titles(self) -> list[str]:
        hits = self.cache.find(Filter())
        return sorted(article.title for article in self.cache.rows(hits, 0, hits.count))


@pytest.fixture
def reader(cache: Cache, server: Server, workers: Workers) -> Reader:
    return Reader(cache, server, workers)


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_new_articles_come_in_and_the_feed_gets_its_name(reader: Reader) -> None:
    feed = reader.follow("/feed", tags=("world",))
    reader.server.at["/feed"] = Reply(body=rss("One", "Two"))
    result = await reader.update()
    assert (result.outcome, result.added, len(result.new_ids)) == (Outcome.NEW, 2, 2)
    assert (result.title, reader.cache.feeds()[0].title, reader.titles()) == ("Wire", "Wire", ["One", "Two"])
    article = reader.cache.article(result.new_ids[0])
    assert article is not None and article.tags == ("world",)
    assert reader.state(feed).succeeded == NOW


async def test_an_unchanged_feed_is_asked_with_its_validators_and_not_parsed(reader: Reader) -> None:
    reader.follow("/feed")
    reader.server.at["/feed"] = validated(rss("One"), '"1"', "Sat, 23 Mar 2024 15:56:00 GMT")
    assert (await reader.update()).outcome is Outcome.NEW
    for hour in range(1, 100):
        assert (await reader.update(NOW + 2 * hour * HOUR)).outcome is Outcome.UNCHANGED
    first, *others = reader.server.requests
    assert (first.header("if-none-match"), first.header("if-modified-since")) == (None, None)
    sent = {(request.header("if-none-match"), request.header("if-modified-since")) for request in others}
    assert (len(others), sent) == (99, {(b'"1"', b"Sat, 23 Mar 2024 15:56:00 GMT")})


async def test_the_same_body_without_validators_is_unchanged(reader: Reader) -> None:
    feed = reader.follow("/feed")
    reader.server.at["/feed"] = Reply(body=rss("One"))
    await reader.update()
    assert (await reader.update(NOW + 2 * HOUR)).outcome is Outcome.UNCHANGED
    assert reader.state(feed).checked == NOW + 2 * HOUR


async def test_a_feed_is_left_alone_until_it_is_due(reader: Reader) -> None:
    reader.follow("/feed")
    reader.server.at["/feed"] = Reply(body=rss("One", extra="<ttl>300</ttl>"))
    await reader.update()
    assert (await reader.update(NOW + 4 * HOUR)).outcome is Outcome.SKIPPED
    assert len(reader.server.requests) == 1
    assert (await reader.update(NOW + 4 * HOUR, force=True)).outcome is Outcome.UNCHANGED
    assert (await reader.update(NOW + 12 * HOUR)).outcome is Outcome.UNCHANGED


async def test_an_edited_article_is_told_and_not_doubled(reader: Reader) -> None:
    reader.follow("/feed")
    reader.server.at["/feed"] = in_turn(Reply(body=rss("One", text="old")), Reply(body=rss("One", text="new words")))
    await reader.update()
    result = await reader.update(NOW + 2 * HOUR)
    assert (result.outcome, result.added, result.edited, reader.titles()) == (Outcome.NEW, 0, 1, ["One"])


async def test_guids_that_change_bring_nothing_twice(reader: Reader) -> None:
    reader.follow("/feed")
    reader.server.at["/feed"] = in_turn(Reply(body=rss("One", guids="a")), Reply(body=rss("One", guids="b")))
    await reader.update()
    assert (await reader.update(NOW + 2 * HOUR)).added == 0
    assert reader.titles() == ["One"]


async def test_leaving_the_feed_deletes_nothing(reader: Reader) -> None:
    reader.follow("/feed")
    reader.server.at["/feed"] = in_turn(Reply(body=rss("One")), Reply(body=rss("Two")), Reply(body=rss()))
    for hour in (0, 2, 4):
        await reader.update(NOW + hour * HOUR)
    assert reader.titles() == ["One", "Two"]


async def test_what_is_gone_says_so_and_is_asked_no_more(reader: Reader) -> None:
    reader.follow("/feed")
    reader.server.at["/feed"] = Reply(410)
    result = await reader.update()
    assert (result.outcome, "gone for good" in result.message) == (Outcome.GONE, True)
    assert (await reader.update(NOW + 30 * DAY)).outcome is Outcome.SKIPPED
    assert len(reader.server.requests) == 1


@pytest.mark.parametrize("wish", ["7200", "Sat, 23 Mar 2024 17:56:00 GMT"])
async def test_a_host_that_wants_peace_gets_it(reader: Reader, wish: str) -> None:
    feeds = [reader.follow(f"/{name}") for name in "abc"]
    reader.server.at |= {f"/{name}": Reply(429, headers={"Retry-After": wish}) for name in "abc"}
    other = reader.follow("/other", host="127.0.0.2")
    reader.server.at["/other"] = Reply(body=rss("One"))
    alone = Fetcher(limits=replace(FREE, per_host=1), credentials=lambda host: None)
    results = {result.feed_id: result.outcome for result in await reader.update_all(fetcher=alone)}
    assert sorted(results[feed.id] for feed in feeds) == [Outcome.FAILED, Outcome.SKIPPED, Outcome.SKIPPED]
    assert results[other.id] is Outcome.NEW
    assert len(reader.server.requests) == 2
    for feed in feeds:
        due = reader.state(feed).due
        assert due is not None and NOW + 119 * timedelta(minutes=1) <= due <= NOW + 3 * HOUR


async def test_a_host_that_wants_peace_has_it_from_feeds_that_were_not_due_and_in_the_next_run(reader: Reader) -> None:
    asked, spared = reader.follow("/asked"), reader.follow("/spared")
    reader.server.at |= {"/asked": Reply(429, headers={"Retry-After": "7200"}), "/spared": Reply(body=rss("One"))}
    reader.cache.set_fetch_state(spared.id, FetchState(due=NOW + timedelta(minutes=10)))
    await reader.update_all()
    assert not reader.server.asked("/spared")
    outcomes = {result.feed_id: result.outcome for result in await reader.update_all(NOW + HOUR)}
    assert outcomes == {asked.id: Outcome.SKIPPED, spared.id: Outcome.SKIPPED}
    outcomes = {result.feed_id: result.outcome for result in await reader.update_all(NOW + 3 * HOUR)}
    assert outcomes[spared.id] is Outcome.NEW


async def test_failures_wait_longer_each_time_and_end_with_a_success(reader: Reader) -> None:
    feed = reader.follow("/feed")
    reader.server.at["/feed"] = in_turn(Reply(500), Reply(body=b"<html>oops"), Reply(body=rss("One")))
    first = await reader.update()
    assert (first.outcome, "500 Internal Server Error" in first.message) == (Outcome.FAILED, True)
    assert "no feed" in (await reader.update(NOW + 2 * HOUR)).message
    assert reader.state(feed).failures == 2
    assert (await reader.update(NOW + 3 * HOUR)).outcome is Outcome.SKIPPED
    assert (await reader.update(NOW + 9 * HOUR)).outcome is Outcome.NEW
    assert (reader.state(feed).failures, reader.state(feed).error) == (0, "")


async def test_one_failing_feed_stops_nothing(reader: Reader) -> None:
    for number, (name, play) in enumerate(sorted(HOSTILE.items())):
        reader.server.at[f"/bad{number}"] = play
        reader.follow(f"/bad{number}", host=f"127.0.1.{number + 1}", title=name)
    for number in range(30):
        reader.server.at[f"/{number}"] = Reply(body=rss(f"Of {number}"))
        reader.follow(f"/{number}", host=f"127.0.2.{number + 1}")
    results = await reader.update_all()
    assert sum(result.outcome is Outcome.NEW for result in results) == 30
    assert sum(result.outcome is Outcome.FAILED for result in results) == len(HOSTILE)
    assert all("\n" not in result.message and result.message for result in results if result.outcome is Outcome.FAILED)


async def test_a_permanent_redirect_is_followed_and_adopted_after_two_days(reader: Reader) -> None:
    feed = reader.follow("/old")
    reader.server.at["/old"] = Reply(301, headers={"Location": "/new"})
    reader.server.at["/new"] = Reply(body=rss("One"))
    for hours in (0, 3, 20):
        assert (await reader.update(NOW + hours * HOUR)).outcome is not Outcome.FAILED
        assert reader.cache.feeds()[0].url == feed.url
    assert "now read at" in (await reader.update(NOW + 50 * HOUR)).message
    assert reader.cache.feeds()[0].url == reader.server.url("/new")
    await reader.update(NOW + 60 * HOUR)
    assert reader.server.requests[-1].path == "/new"


async def test_a_feed_that_moves_to_another_of_ones_feeds_stays_polite_and_says_so(reader: Reader) -> None:
    feed = reader.follow("/old")
    reader.follow("/new")
    reader.server.at["/old"] = Reply(301, headers={"Location": "/new"})
    reader.server.at["/new"] = Reply(body=rss("One"))
    for hours in (0, 20, 50):
        results = await reader.update_all(NOW + hours * HOUR)
    told = next(result for result in results if result.feed_id == feed.id)
    assert (told.outcome, "another of your feeds" in told.message) == (Outcome.UNCHANGED, True)
    assert [one.url for one in reader.cache.feeds()] == [reader.server.url("/old"), reader.server.url("/new")]
    due = reader.state(feed).due
    assert due is not None and due > NOW + 50 * HOUR


def no_network(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("") from socket.gaierror(-3, "Temporary failure in name resolution")


async def test_without_a_network_no_feed_has_failed(reader: Reader) -> None:
    feeds = [reader.cache.add_feed(f"https://{name}.example/feed") for name in ("a", "b")]
    before = FetchState(etag='"1"', failures=2, error="the server answered 500")
    reader.cache.set_fetch_state(feeds[0].id, before)
    away = Fetcher(httpx.MockTransport(no_network), limits=FREE, credentials=lambda host: None)
    results = await reader.update_all(fetcher=away)
    assert is_offline(results) and [one.outcome for one in results] == [Outcome.FAILED] * 2
    assert [reader.state(feed) for feed in feeds] == [before, FetchState()]


async def test_a_host_that_is_gone_has_failed_where_others_answer(reader: Reader) -> None:
    lost = reader.cache.add_feed("https://lost.example/feed")
    reader.follow("/feed")

    def answers(request: httpx.Request) -> httpx.Response:
        return no_network(request) if request.url.host == "lost.example" else httpx.Response(404)

    results = await reader.update_all(fetcher=Fetcher(httpx.MockTransport(answers), limits=FREE))
    assert not is_offline(results)
    assert reader.state(lost).failures == 1


async def test_a_redirect_to_something_else_is_never_adopted(reader: Reader) -> None:
    feed = reader.follow("/old")
    reader.server.at["/old"] = Reply(301, headers={"Location": "/login"})
    reader.server.at["/login"] = Reply(body=b"<html><p>Log in")
    for days in (0, 2, 4, 6, 8):
        assert (await reader.update(NOW + days * DAY)).outcome is Outcome.FAILED
    assert reader.cache.feeds()[0].url == feed.url


async def test_a_feed_that_content_chose_never_reaches_this_machine(reader: Reader) -> None:
    reader.cache.add_feed(reader.server.url("/feed"), "Imported")
    assert "on this machine or network; `newsread add` it" in (await reader.update()).message
    assert reader.server.requests == []


async def test_full_texts_are_fetched_for_a_feed_that_asks_for_them(reader: Reader, cache: Cache) -> None:
    page = "<html><head><title>One</title></head><body><article><h1>One</h1>%s</article></body></html>"
    text = "<p>" + "The talks went on for a long day, and both sides said they were of use to all. " * 6 + "</p>"
    body = rss("One").replace(b"https://a.example/One", reader.server.url("/one").encode())
    reader.follow("/feed", full_text=True)
    reader.server.at["/feed"] = Reply(body=body)
    reader.server.at["/one"] = Reply(body=(page % (text * 3)).encode(), headers={"Content-Type": "text/html"})
    result = await reader.update()
    document, original = cache.document(result.new_ids[0]), cache.original(result.new_ids[0])
    assert document is not None and "The talks went on" in document.text
    assert original is not None and original.text == "words"


async def test_the_full_text_is_searched_and_the_feeds_pages_are_bounded(
    reader: Reader, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.news.update.MOST_PAGES", 2)
    page = f"<html><head><title>T</title></head><body><article>{'<p>The harbour froze over in March.</p>' * 20}"
    body = rss(*"abcd").replace(b"https://a.example/", reader.server.url("/page/").encode())
    reader.follow("/feed", full_text=True)
    reader.server.at["/feed"] = Reply(body=body)
    reader.server.at |= {f"/page/{name}": Reply(body=page.encode()) for name in "abcd"}
    assert len((await reader.update()).new_ids) == 4
    assert len(reader.server.requests) == 3
    assert cache.find(Filter.parse("harbour")).count == 2


async def test_hours_and_pauses_that_a_feed_asks_for_are_kept(reader: Reader) -> None:
    feed = reader.follow("/feed")
    extra = "<skipHours><hour>16</hour><hour>17</hour><hour>18</hour></skipHours>"
    reader.server.at["/feed"] = Reply(body=rss("One", extra=extra), headers={"Cache-Control": "max-age=999999"})
    await reader.update()
    due = reader.state(feed).due
    assert due is not None and timedelta(hours=24) <= due - NOW <= timedelta(hours=28)
    reader.server.at["/feed"] = Reply(body=rss("One", "Two", extra=extra))
    await reader.update(NOW, force=True)
    due = reader.state(feed).due
    assert due is not None and (due.hour, due.day) == (19, NOW.day)


async def test_old_articles_go_where_a_feed_says_so_and_stay_read_when_they_come_back(reader: Reader) -> None:
    dated = rss("Old", "New").replace(b"<guid", b"<pubDate>Fri, 01 Mar 2024 00:00:00 GMT</pubDate><guid", 1)
    feed = reader.follow("/feed")
    reader.server.at["/feed"] = in_turn(Reply(body=dated), Reply(body=dated + b" "), Reply(body=dated + b"  "))
    first = await reader.update()
    reader.cache.set_read(first.new_ids)
    reader.cache.change_feed(replace(feed, title="Wire", keep_days=7))
    assert (await reader.update(NOW + 2 * HOUR)).outcome is Outcome.UNCHANGED
    assert reader.titles() == ["New"]
    reader.cache.change_feed(replace(feed, title="Wire", keep_days=None))
    assert (await reader.update(NOW + 4 * HOUR)).added == 1
    assert (reader.titles(), reader.cache.find(Filter.parse("is:unread")).count) == (["New", "Old"], 0)


async def test_a_certificate_that_proves_nothing_is_refused(reader: Reader) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parents[1] / "data" / "fetch" / "self-signed.pem")
    secret = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0, ssl=context)
    async with secret:
        port = secret.sockets[0].getsockname()[1]
        reader.cache.add_feed(f"https://127.0.0.1:{port}/feed", typed=True)
        result = await reader.update()
    assert result.outcome is Outcome.FAILED
    assert "its certificate is not valid" in result.message


async def test_leaving_early_cancels_what_is_under_way(reader: Reader) -> None:
    reader.server.at |= {"/slow": HOSTILE["silent"], "/feed": Reply(body=rss("One"))}
    reader.follow("/slow", host="127.0.0.2")
    reader.follow("/feed")
    running = update(reader.cache, fetcher=Fetcher(credentials=lambda host: None), workers=reader.workers, now=NOW)
    async for result in running:
        assert result.outcome is Outcome.NEW
        break
    await running.aclose()
    assert len(asyncio.all_tasks()) <= 1 + len(reader.server._open)


async def test_an_app_can_bring_its_own_transport(cache: Cache, workers: Workers) -> None:
    cache.add_feed("https://a.example/feed")
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=rss("One")))
    fetcher = Fetcher(transport, credentials=lambda host: None)
    results = [result async for result in update(cache, fetcher=fetcher, workers=workers)]
    assert [result.outcome for result in results] == [Outcome.NEW]
