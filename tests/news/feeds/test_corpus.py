"""599 real, broken and hostile feeds and lists: each ends in articles or in one line."""

import asyncio
import csv
import html
import io
import re
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest

from tests.news.feeds.conftest import CORPUS, FILES, data_of
from tests.news.feeds.expectations import Check, checks_of, headers_of, ours, words
from tui.news.errors import FeedError
from tui.news.feeds import opml, parsing
from tui.news.feeds.drafts import headline
from tui.news.feeds.items import Channel
from tui.news.types import Document, ParsedFeed, block_spans, walk
from tui.news.workers import Workers

MANIFEST = {row["file"]: row for row in csv.DictReader((CORPUS / "MANIFEST.csv").read_text("utf-8").splitlines())}
URL = "http://127.0.0.1:8097/"
Read = dict[str, ParsedFeed | FeedError]


@pytest.fixture(scope="module")
def read() -> Read:
    """Every file's outcome by its name, read in worker processes side by side; nothing else may come out of them."""

    async def all_of_them() -> Read:
        async with Workers(seconds=30) as workers:  # on a busy machine no feed is called hostile
            turn = asyncio.Semaphore(4)

            async def one(path: Path) -> ParsedFeed | FeedError:
                async with turn:
                    try:
                        return await workers.parse(data_of(path), {}, "https://h.example/feed")
                    except FeedError as error:
                        return error

            answers = await asyncio.gather(*map(one, FILES))
        return {str(path.relative_to(CORPUS)): answer for path, answer in zip(FILES, answers, strict=True)}

    return asyncio.run(all_of_them())


def test_every_file_ends_in_articles_or_in_one_line(read: Read) -> None:
    assert len(read) == len(FILES) > 500
    for name, answer in read.items():
        if isinstance(answer, FeedError):
            assert str(answer).isprintable(), name


def test_what_feedparser_finds_articles_in_has_articles(read: Read) -> None:
    """But for items without title, text and address, which are nothing to read, and for hostile files."""
    lost = []
    for name, answer in read.items():
        if name.startswith("newsread-lab"):
            continue
        found = MANIFEST[name]["fp_entries"]
        if found.isdecimal() and int(found) and not (isinstance(answer, ParsedFeed) and answer.drafts):
            lost.append(name)
    for name in lost:
        channel = parsing.read(data_of(CORPUS / name), {})
        assert not any(headline(item.title) or item.link for item in channel.items), name


def texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.summary, document.credit, document.section, *document.authors, *document.tags)
    for block in walk(document.blocks):
        yield from (span.text for span in block_spans(block))
        yield from (
            value for name in ("text", "alt", "caption", "credit", "title") if (value := getattr(block, name, ""))
        )


def test_no_control_reaches_a_shown_string_and_only_web_addresses_are_links(read: Read) -> None:
    for name, answer in read.items():
        if isinstance(answer, FeedError):
            continue
        for draft in answer.drafts:
            for text in (answer.title, answer.note, *texts(draft.document)):
                bad = {char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"}
                bad |= set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
                assert not bad, (name, text[:80])
            for url in (draft.document.url, draft.document.image, answer.site_url, *draft.document.links):
                assert url is None or url.startswith(("http://", "https://")), (name, url)


def test_an_impossible_date_is_unknown(read: Read) -> None:
    """Among them `2024-56-23` and `2020/1/10 14:33`, which feedparser itself reads as 1 November 2024 and 2020."""
    names = [f"newsread-lab/date-{number:02}.xml" for number in range(12)]
    for name in (*names, "Ranchero-Software__NetNewsWire/kc0011.rss"):
        answer = read[name]
        assert isinstance(answer, ParsedFeed) and answer.drafts, name
        assert {draft.document.published for draft in answer.drafts} == {None}, name


def test_expectations_hold_at_least_as_often_as_with_feedparser_itself() -> None:
    right, theirs, total = 0, 0, 0
    for path in sorted((CORPUS / "kurtmckee__feedparser").iterdir()):
        data = data_of(path)
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace").replace(
            "\0", ""
        )
        headers = headers_of(text)
        try:
            channel = parsing.read(data, headers)
        except FeedError:
            channel = Channel()
        for check in checks_of(text):
            answer = ours(channel, check, URL)
            if answer is not None:
                total, right, theirs = total + 1, right + answer, theirs + by_feedparser(data, headers, check)
    assert (right, theirs, total) == (83, 83, 83)


def by_feedparser(data: bytes, headers: dict[str, str], check: Check) -> bool:
    """Whether feedparser, used as it comes, gets the value of a check; dates are ours and need no rival here."""
    root, path, value = check
    if isinstance(value, tuple):
        return True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = feedparser.parse(io.BytesIO(data), response_headers={"content-location": URL, **headers})[root]
        try:
            for step in path:
                found = found[step]
        except (LookupError, TypeError):
            return False
    return bool(found == value) or words(found) == words(value)


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.name.removesuffix(".gz").endswith(".opml")], ids=lambda path: path.name
)
def test_every_web_address_of_a_list_is_found(path: Path) -> None:
    data = data_of(path)
    text = re.sub(r"<!--.*?-->", "", data.decode("utf-8", "replace"), flags=re.DOTALL)
    raw = re.findall(r"""xmlUrl\s*=\s*["'](https?://[^"'\s<]+)["']""", text, re.IGNORECASE)
    found = {outline.url for outline in opml.read(data)}
    assert {html.unescape(url) for url in raw} <= found
    assert all(url.startswith(("http://", "https://")) for url in found)
