"""The network cannot hurt it: whatever a host does is one line in time, and the honest feeds beside it come in."""

from __future__ import annotations

import ast
import asyncio
import random
import time
import webbrowser
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.app.driver import running
from tests.promises import hostile
from tests.promises.terminal import ROOT
from tests.server import HOSTILE, Answer, Reply, Request, Server, bomb
from tui.app import outside
from tui.app.widgets.reading_pane import ReadingPane
from tui.config import Config
from tui.news.cache import Cache
from tui.news.fetch import Fetcher, Limits
from tui.news.types import Document, Draft, Feed, Outcome, Paragraph, Span, UpdateResult
from tui.news.update import update
from tui.news.workers import Workers

WHOLE = 30.0
SLACK = 1.0
LOADED = 30.0
"""Seconds that a loaded machine is given beyond what is promised."""


async def endless_head(request: Request, writer: asyncio.StreamWriter) -> None:
    """Headers without an end, as fast as they go."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X: y\r\n" * 500)
        await writer.drain()


async def informed(request: Request, writer: asyncio.StreamWriter) -> None:
    """Says again and again that it goes on."""
    while True:
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        await writer.drain()
        await asyncio.sleep(0.02)


async def slow_chunks(request: Request, writer: asyncio.StreamWriter) -> None:
    """Chunks of one byte."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"1\r\nx\r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


async def bad_chunks(request: Request, writer: asyncio.StreamWriter) -> None:
    """A chunk that announces more than there is in the world."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"F" * 16 + b"\r\nx\r\n")
    await writer.drain()


async def several_headers(request: Request, writer: asyncio.StreamWriter) -> None:
    """Two thousand short headers, which is within bounds, and no feed."""
    lines = "".join(f"X-{number}: x\r\n" for number in range(2000))
    writer.write(f"HTTP/1.1 200 OK\r\n{lines}Content-Length: 1\r\n\r\nx".encode())
    await writer.drain()


BOMB = bomb(size=100 * 1024 * 1024)


def hostiles(server: Server) -> dict[str, Answer]:
    """Every behaviour, by the path it is played at."""
    found: dict[str, Answer] = {f"/{name.replace(' ', '-')}": answer for name, answer in HOSTILE.items()}
    return found | {
        "/gzip-bomb": BOMB,
        "/brotli-bomb": replace(BOMB, headers={"Content-Encoding": "br"}),
        "/deflate-bomb": replace(BOMB, headers={"Content-Encoding": "deflate"}),
        "/endless-head": endless_head,
        "/informed": informed,
        "/slow-chunks": slow_chunks,
        "/bad-chunks": bad_chunks,
        "/several-headers": several_headers,
        "/loop": Reply(302, headers={"Location": "/loop"}),
        "/longer": lambda request: Reply(302, headers={"Location": f"{request.path}/longer"}),
        "/inside": Reply(302, headers={"Location": server.url("/secret", host="127.9.9.9")}),
        "/metadata": Reply(302, headers={"Location": "http://169.254.169.254/latest/"}),
        "/option": Reply(302, headers={"Location": "http://-oProxyCommand=x/"}),
    }


def rss(number: int) -> bytes:
    """An honest feed of one article."""
    head = f"<rss version='2.0'><channel><title>Wire {number}</title>"
    return f"{head}<item><guid>1</guid><title>News {number}</title></item></channel></rss>".encode()


async def besieged(library: Path, honest: int, limits: Limits) -> tuple[list[UpdateResult], list[Request]]:
    """An update of so many honest feeds and of all the hostile ones: each one's result; what reached this machine."""
    async with Server() as server, Workers() as workers:
        server.at["/secret"] = Reply(body=rss(0))
        bad = hostiles(server)
        good = {f"/honest/{number}": Reply(body=rss(number)) for number in range(honest)}
        server.at |= bad | good
        paths = [*bad, *good]
        random.Random(1).shuffle(paths)
        hosts = [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(len(paths))]
        with Cache.open(library) as cache:
            cache.add_feeds(
                [Feed(0, server.url(path, host), "", typed=True) for path, host in zip(paths, hosts, strict=True)]
            )
            fetcher = Fetcher(limits=limits, credentials=lambda host: None)
            results = [result async for result in update(cache, fetcher=fetcher, workers=workers, force=True)]
            assert cache.check() == []
        return results, server.asked("/secret")


def judged(results: list[UpdateResult], inside: list[Request], honest: int) -> None:
    """Each honest feed has brought its article, each other one has failed in one line."""
    came = [result for result in results if result.outcome is Outcome.NEW]
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    assert len(came) == honest, [result.message for result in failed]
    assert len(failed) == len(results) - honest == len(hostiles(Server()))
    for result in failed:
        assert result.message.isprintable()
        assert 10 < len(result.message) < 300
    assert inside == []


async def test_honest_feeds_come_in_while_hosts_are_hostile(tmp_path: Path) -> None:
    judged(*await besieged(tmp_path / "news.db", 60, Limits(connect=3.0, whole=3.0, spacing=0.0)), 60)


@pytest.mark.long
async def test_450_feeds_come_in_within_the_limits_that_hold(tmp_path: Path) -> None:
    started = time.monotonic()
    results, inside = await besieged(tmp_path / "news.db", 450, Limits())
    judged(results, inside, 450)
    slowest = max(results, key=lambda result: result.seconds)
    print(f"\n{time.monotonic() - started:.1f} s in all; the slowest took {slowest.seconds:.1f} s: {slowest.message}")
    assert slowest.seconds < WHOLE + SLACK + LOADED


def test_nothing_is_run_through_a_shell() -> None:
    for path in (ROOT / "tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                assert not name.endswith(("os.system", "os.popen", "getoutput", "create_subprocess_shell")), path
                assert "shell" not in {keyword.arg for keyword in node.keywords}, path


BAD = (*hostile.ADDRESSES[:-1], "-oProxyCommand=x", "JaVaScRiPt:alert(1)", "\tjavascript:x", "http://-option/", "//x")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command lines by which the app would have opened something."""
    found: list[str] = []
    for name in ("detached", "in_terminal"):
        monkeypatch.setattr(outside, name, lambda command, text=None: found.append(" ".join(command)))
    monkeypatch.setattr(webbrowser, "open", found.append)
    return found


async def test_addresses_of_another_kind_open_nothing(tmp_path: Path, opened: list[str]) -> None:
    """As if they had come past the door: as an article's own address, as a link in its text, and picked there."""
    library, asked = tmp_path / "news.db", []

    def play(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(404)

    with Cache.open(library) as cache:
        for number, bad in enumerate((*BAD, "https://site.example/good")):
            spans = (Span("a link", href=bad), Span(" and another", href="https://site.example/link"))
            cache.store(None, [Draft(str(number), Document((Paragraph(spans),), title=f"Headline {number}", url=bad))])
    fetcher = Fetcher(httpx.MockTransport(play), credentials=lambda host: None)
    config = Config(browser=("firefox", "{url}"), update_minutes=0)
    async with running(library, fetcher=fetcher, config=config) as news:
        for number in range(len(BAD) + 1):
            await news.sees(f"Headline {number}")
            await news.settles()
            await news.press("o", "j")
        for bad in BAD:
            for inside in (False, True):
                news.main.pane.post_message(ReadingPane.OpenLink(bad, inside=inside))
            await news.settles()
    assert opened == ["firefox https://site.example/good"]
    assert asked == []
