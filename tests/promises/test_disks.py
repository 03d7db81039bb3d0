"""Disks fail: they fill up, cannot be written, hold a library of another version, or are on the network."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.app.driver import running
from tests.news.cache.made import draft
from tests.promises.terminal import ROOT, Terminal, environment
from tui.__main__ import main
from tui.app.widgets.key_line import KeyLine
from tui.news.cache import Cache, connections, files, schema
from tui.news.cache.telling import Told
from tui.news.errors import CacheError
from tui.news.filter import Filter
from tui.news.types import Draft

MOUNTED = ("unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=3m none "$0" && exec "$@"')
"""Gives a command a disk of 3 MB of its own."""
DISKS = ["tmpfs"] if shutil.which("unshare") and subprocess.run([*MOUNTED, "/mnt", "true"]).returncode == 0 else []


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of ten articles."""
    path = tmp_path / "folder" / "news.db"
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://site.example/feed", "Wire")
        cache.store(feed.id, [draft(str(number), f"Headline {number}") for number in range(10)])
    return path


def big(number: int) -> Draft:
    """An article that needs room."""
    return draft(f"big {number}", "Big", " ".join(f"word{number}x{part * 7919}" for part in range(20_000)))


def fill(cache: Cache) -> None:
    """Lets the library grow no more, as a full disk does."""
    with cache.connections.write() as connection:
        connection.execute("PRAGMA max_page_count = 1")


@pytest.mark.parametrize("disk", DISKS)
def test_a_disk_that_is_really_full(tmp_path: Path, disk: str) -> None:
    done = subprocess.run(
        [*MOUNTED, str(tmp_path), sys.executable, "-m", "tests.promises.full_disk", str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert "the disk is full, so nothing was written" in found["said"]
    assert found["stored"] > 10
    assert found["there"] == found["stored"], "what was acknowledged is there, and nothing half"
    assert (found["read"], found["check"], found["starred"], found["check again"]) == (True, [], 1, [])
    assert found["left over"] == []


def test_a_full_disk_stores_nothing_half(library: Path) -> None:
    with Cache.open(library) as cache:
        fill(cache)
        with pytest.raises(CacheError, match="the disk is full, so nothing was written"):
            cache.store(1, [big(1), big(2)])
        assert cache.find(Filter()).count == 10
        assert cache.check() == []


def test_a_long_log_is_written_back_after_the_answer(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_WAL_PAGES", 20)
    with Cache.open(library) as cache:
        before = library.stat().st_size
        cache.store(1, [big(1), big(2)])
        until = time.monotonic() + 30
        while library.stat().st_size < before + 200_000:
            assert time.monotonic() < until, "the library's own file has not grown"
            time.sleep(0.01)
        assert cache.find(Filter()).count == 12
    assert not library.with_name("news.db-wal").exists()


async def test_reading_goes_on_when_the_disk_is_full(library: Path) -> None:
    async with running(library) as news:
        await news.sees("Headline 9")
        fill(news.app.cache)
        news.main.act(lambda: news.app.cache.store(None, [big(1)]) and None)
        line = news.main.query_one(KeyLine)  # not the screen: the library's path before it may break the line anywhere
        await news.comes_to(lambda: any("the disk is full" in one.words for one in line._said))
        await news.press("j", "j", "enter")
        await news.sees("Headline 7")


@pytest.fixture
def unwritable(library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library in a folder that cannot be written; root may write everywhere, so it is told apart."""
    library.chmod(0o400)
    library.parent.chmod(0o500)
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **more: not mode & os.W_OK and real(path, mode, **more))
    return library


def test_what_cannot_be_written_is_open_for_reading(unwritable: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Cache.open(unwritable) as cache:
        assert cache.read_only
        assert "open for reading only" in cache.notice
        assert cache.find(Filter()).count == 10
        with pytest.raises(CacheError, match="reading only"):
            cache.set_starred([1])
        assert not cache.keep_copy()
    assert main(["--library", str(unwritable), "list"]) == 0
    assert main(["--library", str(unwritable), "mark", "star", "1"]) == 1
    assert "reading only" in capsys.readouterr().err


async def test_the_app_says_so_and_goes_on(unwritable: Path) -> None:
    async with running(unwritable) as news:
        await news.sees("The library cannot be written here")
        await news.press("j", "enter")
        await news.sees("Some words.")
        await news.press("s")
        await news.sees("changed")


def running_script(script: str) -> Callable[[sqlite3.Connection, Told], bool]:
    """A migration that runs a script."""

    def migration(connection: sqlite3.Connection, told: Told) -> bool:
        for statement in schema.statements(script):
            connection.execute(statement)
        return False

    return migration


def test_an_old_library_is_migrated_after_a_copy(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(library)
    version = schema.VERSION
    more = "ALTER TABLE feed ADD COLUMN colour TEXT;\nCREATE TABLE hue (name TEXT);\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, running_script(more)))
    monkeypatch.setattr(schema, "VERSION", version + 1)
    with Cache.open(library) as cache:
        assert cache.find(Filter()).count == 10
    with closing(sqlite3.connect(library)) as connection:
        assert schema.version(connection) == version + 1
        assert connection.execute("SELECT colour FROM feed").fetchall() == [(None,)]
    copy = library.with_name(f"{library.name}.version-{version}")
    assert oct(copy.stat().st_mode & 0o777) == "0o600"
    assert dump(copy) == before


def test_a_migration_that_fails_changes_nothing(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(library)
    more = "CREATE TABLE hue (name TEXT);\nINSERT INTO hue VALUES ('red');\nINSERT INTO nowhere VALUES (1);\n"
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, running_script(more)))
        patched.setattr(schema, "VERSION", schema.VERSION + 1)
        with pytest.raises(CacheError):
            Cache.open(library)
    assert dump(library) == before
    with Cache.open(library) as cache:
        assert cache.check() == []


def dump(library: Path) -> list[str]:
    """Every table of a library that SQL can print."""
    with closing(sqlite3.connect(library)) as connection:
        names = ("feed", "article", "body", "unread", "tagging", "counter", "act")
        return [repr(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in names]


def test_a_newer_library_is_refused_and_left_as_it_is(library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = library.read_bytes()
    for write in (True, False):
        with pytest.raises(CacheError, match="written by a newer newsread; update newsread"):
            Cache.open(library, write=write)
    assert library.read_bytes() == before


MOUNTS = """22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 22 0:35 / /home/ann rw,relatime - nfs4 server:/home rw
41 40 0:36 / /home/ann/local\\040disk rw,relatime - ext4 /dev/vdb rw
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [("/home/ann/news.db", True), ("/home/ann/local disk/news.db", False), ("/home/anna/news.db", False)],
)
def test_a_network_disk_is_known(tmp_path: Path, path: str, remote: bool) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS)
    assert files.is_remote(Path(path), tmp_path / "mountinfo") is remote


def test_on_a_network_disk_the_journal_is_another(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "is_remote", lambda path: True)
    with Cache.open(library) as cache:
        assert "network disk" in cache.notice
        cache.set_starred([1])
        with cache.connections.read() as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone()[0] in ("truncate", "delete")
        assert not library.with_name("news.db-wal").exists()
        assert cache.find(Filter.parse("is:starred")).count == 1


def test_there_is_one_app_and_the_command_line_beside_it(library: Path, tmp_path: Path) -> None:
    words = ("--library", str(library))
    with ExitStack() as stack:
        first = stack.enter_context(Terminal(*words, home=tmp_path))
        first.sees("Headline 9")
        second = stack.enter_context(Terminal(*words, home=tmp_path))
        second.showed("Another newsread has this library open")
        second.sees("Headline 9")
        second.press("s")
        second.showed("changed")
        assert main([*words, "mark", "star", "3"]) == 0
        assert main([*words, "list", "is:starred"]) == 0
        first.process.kill()
        first.ended()
        second.showed("The other newsread has ended")
        assert "read only" not in second.screen().splitlines()[0]
        second.press("j")
        second.press("s")
        second.wait_for(lambda: "★" in second.screen(), "a star")
        with Cache.open(library, app=True) as third:
            assert third.second, "the second one has the library now"
        second.press("q")
        second.ended()
    with Cache.open(library, app=True) as cache:
        assert not cache.read_only, "the kernel freed the lock"
        assert cache.find(Filter.parse("is:starred")).count == 2


def test_a_write_waits_for_its_turn(library: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tui", "--library", str(library), "mark", "star", "1"]
    with Cache.open(library) as cache:
        with cache.connections.write() as connection:
            connection.execute("INSERT INTO starred (id) VALUES (2)")
            waiting = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL, env=environment(tmp_path))
            with pytest.raises(subprocess.TimeoutExpired):
                waiting.wait(2)
        assert waiting.wait(60) == 0
        with cache.connections.read() as connection:
            assert connection.execute("SELECT id FROM starred ORDER BY id").fetchall() == [(1,), (2,)]


def test_what_is_made_is_the_owners_alone(library: Path) -> None:
    with Cache.open(library) as cache:
        cache.keep_copy()
        modes = {file.name: oct(file.stat().st_mode & 0o777) for file in library.parent.rglob("*")}
    assert oct(library.parent.stat().st_mode & 0o777) == "0o700"
    assert {name: mode for name, mode in modes.items() if mode != "0o600"} == {"news.db.copies": "0o700"}
