"""Honest about itself: `newsread doctor` finds what is wrong, and says what to do about each."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.news.cache.made import draft
from tui.cli import diagnosis, run
from tui.config import Config, parse
from tui.news.cache import Cache, schema
from tui.news.cache.condition import condition
from tui.news.types import FetchState

GOOD = {"TERM": "xterm-256color"}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of three articles and a feed in trouble."""
    path = tmp_path / "own" / "news.db"
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://site.example/feed", "Example Wire")
        cache.store(feed.id, [draft(str(n), f"Headline {n}") for n in range(3)])
        cache.set_fetch_state(feed.id, FetchState(error="the server answered 404", failures=5))
        cache.keep_copy()
    return path


def told(library: Path, capsys: pytest.CaptureFixture[str], code: int) -> str:
    """What doctor says."""
    assert run(["--library", str(library), "doctor"]) == code
    out = capsys.readouterr().out
    for line in out.splitlines():
        assert line.isprintable()
    return " ".join(out.split())


def test_a_library_in_order(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(library, capsys, 0)
    for words in (
        "articles: 3, feeds: 1", "integrity ok", f"version {schema.VERSION}", "lock free", "daily copies: 1", "clock",
        "Example Wire: the server answered 404", "-> H in the app", "textual 8", "newsread.log",
    ):  # fmt: skip
        assert words in said
    assert "wrong" not in said


def test_before_there_is_a_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "not made yet" in told(tmp_path / "none.db", capsys, 0)
    assert not (tmp_path / "none.db").exists()


def rows(library: Path, sql: str) -> None:
    with closing(sqlite3.connect(library, isolation_level=None)) as connection:
        connection.execute(sql)


def test_rows_and_sets_that_differ(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows(library, "UPDATE unread SET bits = zeroblob(length(bits))")
    assert "wrong the index differs from the articles" in told(library, capsys, 1)


def test_a_damaged_file(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(library.read_bytes())
    data[4096 : len(data) // 2] = bytes(len(data) // 2 - 4096)
    library.write_bytes(data)
    said = told(library, capsys, 1)
    assert "wrong" in said
    assert "mended" in said
    assert bytes(data) == library.read_bytes(), "it only looked"


def test_a_newer_one(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows(library, f"PRAGMA user_version = {schema.VERSION + 3}")
    said = told(library, capsys, 1)
    assert f"version {schema.VERSION + 3}, this newsread writes {schema.VERSION}" in said
    assert "update newsread" in said


def test_what_lies_beside_it(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library.with_name("news.db.suspect").touch()
    library.with_name("news.db.damaged-20240323-155600").write_bytes(b"x" * 100)
    library.chmod(0o644)
    said = told(library, capsys, 1)
    for words in ("damage was met", "set aside news.db.damaged-20240323-155600", f"chmod 600 {library}"):
        assert words in said


def test_who_has_it_open(library: Path) -> None:
    assert condition(library).holder is None
    with library.with_name("news.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert condition(library).holder == os.getpid()
    [finding] = [one for one in diagnosis.file(library, condition(library)) if one.topic == "lock"]
    assert finding.words == "free"


@pytest.mark.parametrize(
    ("environment", "size", "encoding", "words"),
    [
        (GOOD, (80, 24), "UTF-8", []),
        ({}, (80, 24), "UTF-8", ["cannot move its cursor"]),
        (GOOD, (80, 24), "ANSI_X3.4-1968", ["set LANG to a UTF-8 locale"]),
        (GOOD, (30, 24), "utf8", ["40 x 10"]),
    ],
)
def test_terminals(environment: dict[str, str], size: tuple[int, int], encoding: str, words: list[str]) -> None:
    _, *found = diagnosis.terminal(environment, size, encoding)
    assert len(found) == len(words)
    for one, word in zip(found, words, strict=True):
        assert word in f"{one.words} {one.advice}"


def test_clocks(library: Path) -> None:
    now = datetime.now(UTC)
    with Cache.open(library) as cache:
        written = cache.last_written()
        assert written is not None
        assert abs(now - written) < timedelta(hours=1)
        cache.store(1, [draft("late")], now=now + timedelta(days=9))
        assert len([one for one in diagnosis.clock(now, cache.last_written()) if one.wrong]) == 1
    assert not [one for one in diagnosis.clock(now, written) if one.wrong]
    assert [one.wrong for one in diagnosis.clock(datetime(1970, 1, 2, tzinfo=UTC), None)] == [False, True]


def test_configs_and_passwords(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('password_command = ["/nowhere/at/all"]\n')
    path.chmod(0o666)
    settings = parse(path.read_text(), path)
    assert [one.wrong for one in diagnosis.config(settings, ())] == [False, True]
    assert [one.wrong for one in diagnosis.passwords(settings)] == [True]
    assert [one.wrong for one in diagnosis.passwords(Config(password_command=("sh",)))] == [False]
    assert [one.wrong for one in diagnosis.passwords(Config())] == [False]
