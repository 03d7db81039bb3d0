"""What goes wrong beside the usual ways is one sentence that says what to do, and what is odd is no fault."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.news.cache.made import draft
from tests.server import Reply, Server
from tui.news import add as adding
from tui.news import clipboard, tracking
from tui.news.cache import Cache, files
from tui.news.cache.connections import explain
from tui.news.errors import CacheError, FeedError, NewsError, PageError
from tui.news.fetch import Fetcher, Limits, Response, redact, same_place
from tui.news.fetch.address import host_of, is_public
from tui.news.filter import Filter
from tui.news.pages import full_text, joined
from tui.news.sites import look
from tui.news.words import Phrase, places
from tui.news.workers import Workers

FETCHER = Fetcher(limits=Limits(spacing=0.0), credentials=lambda host: None)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """A library of two pages, the first without an address."""
    with Cache.open(tmp_path / "news.db") as cache:
        cache.store(None, [draft("1", "One", url=None), draft("2", "Two")])
        yield cache


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers() -> AsyncIterator[Workers]:
    """Workers for all tests: they take a moment to start."""
    async with Workers(count=1) as started:
        yield started


# ------------------------------------------------------------------ the library


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        ("interrupted", "gave way to a newer one"),
        ("database disk image is malformed", "start newsread again and it is mended"),
        ("database or disk is full", "make room and try again"),
        ("database is locked", "another program keeps the library locked"),
        ("attempt to write a readonly database", "check who may write the file"),
        ("disk I/O error", "check the disk and the folder's rights"),
        ("unable to open database file", "check the disk and the folder's rights"),
        ("no such table: x", "run `newsread doctor`"),
    ],
)
def test_what_sqlite_says_is_told_with_what_to_do(raised: str, words: str, tmp_path: Path) -> None:
    told = explain(sqlite3.OperationalError(raised), tmp_path / "news.db")
    assert words in str(told)
    assert str(tmp_path / "news.db") in str(told)


def test_a_closed_library_answers_nothing(cache: Cache) -> None:
    cache.close()
    cache.close()
    for ask in (cache.total, lambda: cache.article(1), lambda: cache.set_starred([1])):
        with pytest.raises(CacheError, match="the library is closed"):
            ask()


def test_a_library_is_closed_though_threads_go_on_asking(cache: Cache) -> None:
    path = cache.path
    for _ in range(20):  # as often as made SQLite crash each time
        library = Cache.open(path)
        library.find(Filter())
        ends: list[str] = []

        def ask(library: Cache = library, ends: list[str] = ends) -> None:
            try:
                while True:
                    library.find(Filter())
            except CacheError as error:
                ends.append(str(error))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        library.close()
        for thread in threads:
            thread.join()
        assert len(ends) == 4 and all("the library is closed" in end for end in ends)


def test_nothing_is_written_into_a_file_that_took_its_place(cache: Cache) -> None:
    cache.path.rename(cache.path.with_name("moved.db"))
    cache.path.write_bytes(b"another")
    with pytest.raises(CacheError, match="another file has taken the library's place"):
        cache.set_starred([1])
    assert cache.path.read_bytes() == b"another"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("file/news.db", "no library can be made in this folder"),
        ("file/folder/news.db", "its folder cannot be made"),
        ("folder", "it cannot be opened"),
        ("foreign.db", "a file of another program"),
    ],
)
def test_where_no_library_can_be_it_says_so_and_changes_nothing(tmp_path: Path, place: str, words: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    with sqlite3.connect(tmp_path / "foreign.db") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    for write in (True, False):
        with pytest.raises(CacheError, match=words):
            Cache.open(tmp_path / place, write=write)
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before


def test_a_copy_that_cannot_be_written_says_so(cache: Cache) -> None:
    cache.path.with_name("news.db.copies").write_bytes(b"in the way")
    with pytest.raises(CacheError, match="its daily copy cannot be written"):
        cache.keep_copy()


def test_where_no_mounts_are_told_a_disk_counts_as_local(tmp_path: Path) -> None:
    assert not files.is_remote(tmp_path / "news.db", tmp_path / "missing")


def test_stars_that_mostly_go_leave_the_others(tmp_path: Path) -> None:
    with Cache.open(tmp_path / "many.db") as cache:
        cache.store(None, [draft(str(number), f"Headline {number}", text="") for number in range(1300)])
        cache.set_starred(range(1, 1201))
        cache.set_starred(range(1, 1001), False)
        starred = cache.find(Filter.parse("is:starred"))
        assert sorted(cache.ids(starred, 0, starred.count)) == list(range(1001, 1201))
        cache.set_starred(range(1, 1301), False)
        assert cache.find(Filter.parse("is:starred")).count == 0
        for _ in range(3):
            cache.undo()
        assert cache.check() == []


# ------------------------------------------------------------------ addresses and answers


def test_an_address_that_cannot_be_read_is_no_place() -> None:
    broken = "http://[::1/x"
    assert redact(broken) == "(an address that cannot be read)"
    assert not same_place(broken, "http://a.example/")
    assert host_of(broken) == tracking.host(broken) == ""
    assert tracking.host(f"https://{'ü' * 70}.example/") == f"{'ü' * 70}.example"
    assert tracking.host("https://www.bücher.example/") == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("::ffff:10.0.0.1", False),
        ("no address", False),
    ],
)
def test_an_address_within_an_address_is_judged_by_what_it_stands_for(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_status_that_nobody_knows_is_said() -> None:
    with pytest.raises(NewsError, match="the server answered 499 a status nobody knows"):
        Response(499, "https://a.example/", {}).checked()


async def test_an_empty_answer_is_said(workers: Workers) -> None:
    async with Server() as server:
        server.at["/"] = Reply(body=b" ")
        with pytest.raises(PageError, match="the answer is empty"):
            await look(server.url("/"), FETCHER, workers)


async def test_an_article_without_an_address_has_no_full_text(cache: Cache) -> None:
    for id in (1, 99):
        with pytest.raises(PageError, match="no address to fetch its text from"):
            await full_text(cache, id, FETCHER)


async def test_further_pages_end_at_another_host_at_what_is_no_article_and_at_the_same_again(workers: Workers) -> None:
    text = "".join(f"<p>{'Some words of the article, and more of them. ' * 8}{number}</p>" for number in range(5))
    async with Server() as server:
        server.at["/same"] = Reply(body=f"<title>T</title><article>{text}</article>".encode())
        server.at["/home"] = Reply(body=b"<html><body></body></html>")
        first = await workers.extract(server.at["/same"].body, server.url("/same"))  # type: ignore[union-attr]
        for following in (server.url("/same", host="127.0.0.2"), server.url("/home"), server.url("/same?2")):
            start = replace(first, next_page=following)
            server.at["/same?2"] = server.at["/same"]
            whole = await joined(start, server.url("/same"), FETCHER, workers, trusted=True)
            assert (whole.blocks, whole.next_page) == (first.blocks, None)
    assert [request.path for request in server.requests] == ["/home", "/same?2"], "no other host was asked"


# ------------------------------------------------------------------ sources


async def test_a_file_that_is_too_large_or_missing_says_so(
    cache: Cache, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "MOST_BYTES", 10)
    (tmp_path / "large.html").write_bytes(b"x" * 11)
    with pytest.raises(PageError, match="the file is larger than"):
        await adding.add(cache, str(tmp_path / "large.html"), fetcher=FETCHER, workers=workers)
    with pytest.raises(PageError, match="there is no such file here"):
        await adding.add(cache, "missing.opml", fetcher=FETCHER, workers=workers)


async def test_a_folder_gives_so_many_files_and_no_hidden_ones(
    cache: Cache, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "MOST_FILES", 2)
    folder = tmp_path / "saved"
    (folder / ".hidden").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "c.txt", ".hidden/d.txt"):
        (folder / name).write_text(f"Headline {name}\n\n" + f"Some words of {name}, which go on for a while. " * 20)
    added = await adding.add(cache, str(folder), fetcher=FETCHER, workers=workers)
    assert len(added.articles) == 2


async def test_workers_that_end_at_once_are_tried_twice_and_then_said(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Workers(count=1) as workers:
        started = []

        class Broken:
            def schedule(self, *given: object, **more: object) -> None:
                started.append(1)
                raise RuntimeError("the pool is closed")

        async def start() -> Broken:
            return Broken()

        monkeypatch.setattr(workers, "_started", start)
        with pytest.raises(FeedError, match="could not be started; try again"):
            await workers.parse(b"<rss/>", {}, "https://a.example/")
        assert len(started) == 2


def _command(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


async def test_the_clipboard_is_asked_of_each_program_until_one_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    fails, hangs, empty = (
        _command("raise SystemExit(1)"),
        _command("input()\nimport time; time.sleep(60)"),
        _command(""),
    )
    slow = _command("import time; time.sleep(60)")
    missing, broken = ("/no/such/program",), (os.devnull,)
    works = _command("print(' https://a.example/ ')")
    monkeypatch.setattr(clipboard, "COMMANDS", (missing, broken, fails, hangs, empty, works))
    assert await clipboard.clipboard() == b"https://a.example/"
    monkeypatch.setattr(clipboard, "COMMANDS", (slow, fails))
    monkeypatch.setattr(clipboard, "SECONDS", 0.2)
    with pytest.raises(clipboard.ClipboardError, match="the clipboard is empty, or there is no wl-paste"):
        await clipboard.clipboard()


@pytest.mark.parametrize(
    ("text", "wanted", "marked"),
    [
        ("Talks and talks", "talks", ["Talks", "talks"]),
        ("北朝鮮の話", "朝鮮", ["朝鮮"]),
        ("über Straße", "strasse", ["Straße"]),
        ("a b a b", "b a", ["b a"]),
    ],
)
def test_the_words_that_were_asked_for_are_found_where_they_stand(text: str, wanted: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, (Phrase.parse(wanted, False),))] == marked
