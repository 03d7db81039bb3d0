"""Malformed feeds, pages, lists and texts: articles or one plain sentence, in time, in bounded memory, never an error.

The long form takes 20,000 of them, in ten parts; what they cost at most is printed (`-s` shows it).
"""

from __future__ import annotations

import asyncio
import mmap
import resource
import time
from collections import Counter
from pathlib import Path

import pytest

from tests import fuzz
from tests.promises.malformed import CASES, malformed
from tui.news import workers as reading
from tui.news.errors import NewsError
from tui.news.extract import fragment
from tui.news.types import Document, ParsedFeed
from tui.news.workers import MEMORY, SECONDS, Workers

SHORT, LONG, PARTS = 400, 20_000, 10
AT_ONCE = 4
URL = "https://site.example/a/"
DEEP = b"<div>" * 100_000 + b"<p>" + b"The text of it. " * 40 + b"</p>"
"""Held a parser for 20 s."""
PATIENCE = 120.0
"""Seconds; a loaded machine takes its time."""


async def outcome(workers: Workers, kind: str, data: bytes) -> tuple[str, float]:
    """What became of one input, `read` or the sentence that was said of it, and the processor's seconds it took."""
    try:
        return await workers._run(NewsError, URL, read, kind, data)
    except NewsError as error:
        return error.message, 0.0


def read(kind: str, data: bytes) -> tuple[str, float]:
    """Reads one input as the app has it read; in a worker."""
    started, words = time.process_time(), "read"
    try:
        match kind:
            case "feed":
                reading._prepare(data, {}, URL)
            case "page":
                reading._extract(data, URL, None)
                reading._discover(data, URL)
            case "opml":
                reading._outlines(data)
            case "text":
                reading._from_text(data, URL)
    except NewsError as error:
        assert str(error).isprintable()
        words = error.message
    return words, time.process_time() - started


def peak() -> int:
    """MiB that this worker had in memory at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


async def run(numbers: range) -> Counter[str]:
    """Reads the inputs of these numbers; what became of them.

    Time is the processor's, so that others' work on the machine does not count; the workers' own limit, which goes by
    the clock, is raised for that.
    """
    kinds = ("feed", "page", "feed", "page", "feed", "page", "opml", "text")
    said: Counter[str] = Counter()
    took: list[tuple[float, str, int]] = []
    turn = asyncio.Semaphore(AT_ONCE)
    async with Workers(seconds=PATIENCE) as workers:

        async def one(number: int) -> None:
            kind = kinds[number % len(kinds)]
            async with turn:
                data = await asyncio.to_thread(malformed, kind, number)
                words, seconds = await outcome(workers, kind, data)
            said[words] += 1
            took.append((seconds, kind, number))
            assert "broken or hostile" not in words or seconds > 0, (kind, number, words)

        await asyncio.gather(*(one(number) for number in numbers))
        most = await workers._run(NewsError, "", peak)
    took.sort()
    print(f"\n{len(numbers)} inputs: {said.most_common(8)}\nslowest (s, kind, number): {took[-4:]}, worker {most} MiB")
    assert took[-1][0] < SECONDS
    assert most <= MEMORY // 1024 // 1024
    return said


async def test_four_hundred_malformed_inputs() -> None:
    said = await run(range(SHORT))
    assert said.total() == SHORT
    assert said["read"] > SHORT // 4, "most accidents leave something to read"
    assert len(said) > 1, "some leave nothing"


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
async def test_twenty_thousand_malformed_inputs(part: int) -> None:
    numbers = range(part * LONG // PARTS, (part + 1) * LONG // PARTS)
    assert (await run(numbers)).total() == len(numbers)


async def test_a_page_that_held_a_parser_for_twenty_seconds_is_read() -> None:
    async with Workers(count=1, seconds=PATIENCE) as workers:
        document = await workers.extract(DEEP, URL)
        assert isinstance(document, Document)
        assert "The text of it." in document.text
    assert fuzz.tried(fuzz.PARSERS["page"], DEEP), "nor does the search for its feeds hang over it"
    assert fuzz.tried(fuzz.Parser(lambda data: fragment(data.decode(), URL), tuple), DEEP), "nor does a feed's article"


NESTED = (
    "a", "b", "blockquote", "button", "center", "code", "details", "div", "dl><dd", "fieldset", "figure", "font",
    "form", "h2", "h2><div", "i", "iframe", "label", "math", "noscript", "object", "ol><li", "p", "picture", "pre", "q",
    "ruby><rt",
    "section", "select", "span", "sup", "svg", "table><tr><td", "template", "ul><li", "video",
)  # fmt: skip


@pytest.mark.parametrize("tags", NESTED)
def test_no_element_nests_too_deep(tags: str) -> None:
    for text in ("The text of it. " * 60, ""):
        markup = f"<title>T</title><article>{f'<{tags}>' * 800}{text}"
        assert fuzz.tried(fuzz.PARSERS["page"], markup.encode())
        fragment(markup, URL)


def eat() -> int:
    """Takes as much memory as it is given; how many MiB that was."""
    taken: list[mmap.mmap] = []
    try:
        while True:
            taken.append(mmap.mmap(-1, 1024 * 1024))
    except OSError:
        return len(taken)


async def test_a_worker_has_its_time_and_its_memory() -> None:
    assert (SECONDS, MEMORY) == (5.0, 500 * 1024 * 1024)
    async with Workers(count=1, seconds=PATIENCE) as workers:
        assert await workers._run(NewsError, "", eat) < 500
        feed = b"<rss version='2.0'><channel><title>T</title><item><title>One</title></item></channel></rss>"
        assert isinstance(await workers.parse(feed, {}, URL), ParsedFeed), "and it is as good as before"


FOUND = sorted(path for kind in fuzz.PARSERS for path in (CASES / kind).glob("*"))


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_what_a_fuzzer_found_once(case: Path) -> None:
    fuzz.tried(fuzz.PARSERS[case.parent.name], case.read_bytes())


ROUNDS = {"feed": 20, "page": 20}
"""The big ones were tried above."""


@pytest.mark.parametrize("name", sorted(fuzz.PARSERS))
def test_a_moment_of_fuzzing(name: str, tmp_path: Path) -> None:
    found = fuzz.run(name, rounds=ROUNDS.get(name, 150), seed=1, folder=tmp_path, learn=name in ("date", "config"))
    assert found.crashes == []


def test_the_fuzzer_would_find_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes) -> None:
        if b"b" in data:
            raise KeyError("b")

    monkeypatch.setitem(fuzz.PARSERS, "date", fuzz.Parser(broken, lambda: (b"a", b"abc")))
    found = fuzz.run("date", rounds=50, seed=1, folder=tmp_path)
    assert found.crashes
    assert all(b"b" in path.read_bytes() for path in (tmp_path / "date").iterdir())
