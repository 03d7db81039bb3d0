"""How long `newsread update` takes: 500 feeds of 20 articles, new and unchanged, beside newsboat on the same server.

    python -m tests.benchmarks.update [--feeds 500] [--rounds 3] [--delay 120] [--keys 1]

Each feed has an address of its own in 127.0.0.0/8, so that the manners per host stay on. The server is a process of
its own; newsread and newsboat are timed as whole commands, from their start to their end. With `--delay`, answers wait
as real servers do (log-normal, this median in ms), and the wall time is set against the network's floor: the same
delays waited for by nothing but timers, 20 at a time. Last, the app runs in a terminal, and keys are typed while it
updates.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import multiprocessing.connection
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.keys import HEAD, Figure, environment, newsread, on_row
from tests.benchmarks.pty import Answer
from tests.server import Reply, Request, Server
from tui.news.cache import Cache
from tui.news.demo import build
from tui.news.fetch import Fetcher
from tui.news.fetch.limits import USUAL
from tui.news.types import Outcome
from tui.news.update import update
from tui.news.workers import Workers

WORDS = [
    "talks",
    "border",
    "trade",
    "river",
    "council",
    "report",
    "after",
    "market",
    "storm",
    "election",
    "minister",
    "harbour",
    "village",
    "water",
    "price",
    "court",
    "health",
    "school",
    "energy",
    "north",
    "south",
    "agreement",
    "budget",
    "strike",
    "railway",
    "island",
    "farmers",
    "forecast",
    "museum",
    "league",
    "airport",
]


def host(number: int) -> str:
    """The address of one feed's own host."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def rss(feed: int, articles: int) -> bytes:
    """A feed of made-up articles of 3 KB each."""
    chance = random.Random(feed)
    items = []
    for number in range(articles):
        words = [chance.choice(WORDS) for _ in range(420)]
        body = "".join(f"<p>{' '.join(words[at : at + 60])} <a href='/{at}'>more</a>.</p>" for at in range(0, 420, 60))
        tags = "".join(f"<category>{chance.choice(WORDS)}</category>" for _ in range(5))
        items.append(
            f"<item><title>{' '.join(words[:8]).title()}</title><link>https://f{feed}.example/{number}</link>"
            f"<guid isPermaLink='false'>{feed}-{number}</guid>"
            f"<pubDate>Sat, 23 Mar 2024 {number % 24:02}:00:00 GMT</pubDate>"
            f"{tags}<description><![CDATA[{body}]]></description></item>"
        )
    head = f"<rss version='2.0'><channel><title>Feed {feed}</title><link>https://f{feed}.example/</link>"
    return f"<?xml version='1.0'?>{head}{''.join(items)}</channel></rss>".encode()


def serve(pipe: multiprocessing.connection.Connection, feeds: int, articles: int) -> None:
    """The server's process: tells its port, then takes each new median delay (s) that is sent."""

    async def run() -> None:
        bodies = {f"/feed/{number}": rss(number, articles) for number in range(feeds)}
        delays: dict[str, float] = {}

        def play(request: Request) -> Reply:
            etag = f'"{request.path}"'
            headers = {"ETag": etag, "Content-Type": "application/rss+xml"}
            delay = delays.get(request.path, 0.0)
            if request.header("if-none-match") == etag.encode():
                return Reply(304, headers=headers, delay=delay)
            return Reply(body=bodies[request.path], headers=headers, delay=delay)

        async with Server() as server:
            server.at |= dict.fromkeys(bodies, play)
            pipe.send(server.port)
            while True:
                median = await asyncio.to_thread(pipe.recv)
                delays.update(zip(bodies, delays_of(feeds, median), strict=True))
                pipe.send(True)

    asyncio.run(run())


def delays_of(feeds: int, median: float) -> list[float]:
    """Waiting times of real servers, seconds: log-normal, sigma 0.8, the same for each run."""
    chance = random.Random(7)
    return [median * chance.lognormvariate(0.0, 0.8) if median else 0.0 for _ in range(feeds)]


@dataclass(frozen=True)
class Run:
    """One update."""

    wall: float
    cpu: float
    """Of this process and its workers that ended, seconds."""
    stall: float
    """The longest the loop was busy with one thing, seconds."""


def command(library: Path, urls: list[str], home: Path) -> Run:
    """`newsread update` as a whole; its workers are no children of ours, so their processor time is not in it.

    `home` keeps the byte code, which pip makes when it installs.
    """
    with Cache.open(library) as cache:
        for url in urls:
            cache.add_feed(url, typed=True)
    cpu, started = cpu_seconds(), time.perf_counter()
    words = [sys.executable, "-m", "tui", "--library", str(library), "update", "--force"]
    subprocess.run(words, check=True, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True)
    run = Run(time.perf_counter() - started, cpu_seconds() - cpu, 0.0)
    with Cache.open(library) as cache:
        bad = [feed.url for feed in cache.feeds() if not feed.articles or feed.state.error]
        assert not bad, bad[:3]
    return run


async def ours(library: Path, urls: list[str]) -> Run:
    """One update of a library by newsread."""
    loop, longest, done = asyncio.get_running_loop(), 0.0, False

    async def tick() -> None:
        nonlocal longest
        last = loop.time()
        while not done:
            await asyncio.sleep(0.001)
            now = loop.time()
            longest, last = max(longest, now - last - 0.001), now

    with Cache.open(library) as cache:
        for url in urls:
            cache.add_feed(url, typed=True)
        ticking = asyncio.create_task(tick())
        await asyncio.sleep(0.05)
        started, cpu = time.perf_counter(), cpu_seconds()
        async with Workers() as workers:
            fetcher = Fetcher(credentials=lambda host: None)
            results = [one async for one in update(cache, fetcher=fetcher, workers=workers, force=True)]
            wall = time.perf_counter() - started
        done = True
        await ticking
    bad = [result for result in results if result.outcome not in (Outcome.NEW, Outcome.UNCHANGED)]
    assert not bad, bad[:3]
    return Run(wall, cpu_seconds() - cpu, longest)


def cpu_seconds() -> float:
    """Processor time of this process and its ended children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


class Newsboat:
    """newsboat on the same feeds, with a folder of its own."""

    def __init__(self, folder: Path, urls: list[str]) -> None:
        self._folder = folder
        (folder / "urls").write_text("\n".join(urls) + "\n")
        (folder / "config").write_text("reload-threads 20\nshow-read-feeds yes\n")

    def reload(self) -> Run:
        """`newsboat -x reload`."""
        cpu, started = cpu_seconds(), time.perf_counter()
        files = {"-u": "urls", "-C": "config", "-c": "cache.db"}
        places = [word for flag, name in files.items() for word in (flag, str(self._folder / name))]
        env = {**os.environ, "HOME": str(self._folder)}
        subprocess.run(["newsboat", *places, "-x", "reload"], check=True, env=env, stdout=subprocess.DEVNULL)
        return Run(time.perf_counter() - started, cpu_seconds() - cpu, 0.0)

    def analyze(self) -> None:
        """Mends its query plans: as shipped, it keeps the statistics of an empty file."""
        with sqlite3.connect(self._folder / "cache.db") as connection:
            connection.execute("ANALYZE")


def show(name: str, runs: list[Run]) -> float:
    """Prints the median of some runs, and returns its wall time."""
    wall, cpu, stall = (statistics.median(getattr(run, key) for run in runs) for key in ("wall", "cpu", "stall"))
    spread = f"{min(run.wall for run in runs):.2f}-{max(run.wall for run in runs):.2f}"
    print(
        f"{name:<34}{wall:>7.2f} s ({spread}) {cpu:>7.2f} s CPU" + (f"  stall {stall * 1000:.0f} ms" if stall else "")
    )
    return float(wall)


def compare(folder: Path, urls: list[str], rounds: int) -> None:
    """Cold and unchanged, newsread and newsboat by turns."""
    kinds = ("cold", "unchanged")
    mine: dict[str, list[Run]] = {kind: [] for kind in kinds}
    command(folder / "first.db", urls[:1], folder)  # compiles, and is not counted
    theirs: dict[str, list[Run]] = {kind: [] for kind in kinds}
    for number in range(rounds):
        place = folder / str(number)
        place.mkdir()
        for kind in kinds:
            mine[kind].append(command(place / "library.db", urls, folder))
        if shutil.which("newsboat"):
            boat = Newsboat(place, urls)
            theirs["cold"].append(boat.reload())
            for _ in range(2):  # as shipped, an unchanged update took it 18 to 64 s, the first one after ANALYZE 6
                boat.analyze()
                last = boat.reload()
            theirs["unchanged"].append(last)
    walls = {kind: show(f"newsread, {kind}", runs) for kind, runs in mine.items()}
    rivals = {kind: show(f"newsboat, {kind}", runs) for kind, runs in theirs.items() if runs}
    if rivals:
        print(f"cold: {walls['cold'] / rivals['cold']:.2f} of newsboat's time")
        print(f"unchanged: {walls['unchanged'] / rivals['unchanged']:.2f} of newsboat's time after ANALYZE")


async def floor(delays: list[float]) -> float:
    """What the delays alone take, so many at once as we connect to."""
    turn, started = asyncio.Semaphore(USUAL.connections), time.perf_counter()

    async def wait(delay: float) -> None:
        async with turn:
            await asyncio.sleep(delay)

    await asyncio.gather(*map(wait, delays))
    return time.perf_counter() - started


def delayed(folder: Path, urls: list[str], rounds: int, median: float) -> None:
    """Cold and unchanged against servers with real delays, beside the network's floor."""
    least = asyncio.run(floor(delays_of(len(urls), median)))
    print(f"network's floor, median delay {median * 1000:.0f} ms: {least:.2f} s")
    runs: dict[str, list[Run]] = {"cold": [], "unchanged": []}
    for number in range(rounds):
        for kind in runs:
            runs[kind].append(asyncio.run(ours(folder / f"delayed{number}.db", urls)))
    for kind, some in runs.items():
        print(f"  {show(f'newsread, {kind}, delayed', some) / least:.2f} times the floor")


def keys_meanwhile(folder: Path, urls: list[str]) -> None:
    """How the app answers `j` through a terminal: at rest, and while all the feeds come in for the first time."""
    library, home = folder / "app.db", folder / "home"
    build(library, articles=2_000)
    with Cache.open(library) as cache:
        for url in urls:
            cache.add_feed(url, typed=True)
    (home / ".config" / "newsread").mkdir(parents=True)
    (home / ".config" / "newsread" / "config.toml").write_text("update_minutes = 0\n")
    with newsread(library, home) as app:
        app.wait_for(on_row(0))
        time.sleep(2.0)
        app.settle()
        print(HEAD)
        print(Figure("j at rest", tuple(app.press(b"j") for _ in range(100))).line())
        app.send(b"R")
        pressed: list[Answer] = []
        while not any(b" visited," in part for _, part in app.chunks) and len(pressed) < 2_000:
            pressed.append(app.press(b"j", quiet=0.02))
        print(Figure("j while feeds come in", tuple(pressed)).line())
        print(f"the longest wait: {max(one.painted for one in pressed):.0f} ms")


def options() -> Iterator[tuple[str, int, str]]:
    """Name, default and meaning of each number that can be given."""
    yield "feeds", 500, "how many feeds"
    yield "articles", 20, "articles in each"
    yield "rounds", 3, "how often all is run; medians are shown"
    yield "keys", 1, "0 leaves out the keys in the app meanwhile"
    yield "delay", 120, "median delay in ms of the second part; 0 leaves it out"


def main() -> None:
    """Runs it and prints a line for each figure."""
    parser = argparse.ArgumentParser(description="Measure an update beside newsboat.")
    for name, default, words in options():
        parser.add_argument(f"--{name}", type=int, default=default, help=words)
    given = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there, given.feeds, given.articles))
    server.start()
    try:
        port = here.recv()
        urls = [f"http://{host(number)}:{port}/feed/{number}" for number in range(given.feeds)]
        # What the app started may still be ending, and writing, when the app itself has gone.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            if given.rounds:
                compare(Path(folder), urls, given.rounds)
            if given.keys:
                keys_meanwhile(Path(folder), urls)
            if given.delay and given.rounds:
                here.send(given.delay / 1000)
                here.recv()
                delayed(Path(folder), urls, given.rounds, given.delay / 1000)
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
