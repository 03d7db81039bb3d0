"""A damaged library is set aside, never deleted; what its user cares about comes back; nothing ends in a traceback."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.news.cache.made import document, draft
from tui.news.cache import Cache
from tui.news.cache.copies import copies
from tui.news.errors import NewsError
from tui.news.filter import Filter
from tui.news.types import SavedFilter, Sort

PAGE = 4096
MANY = 600
ASIDE = "*.damaged-????????-??????"


def fill(path: Path) -> None:
    """A library with everything in it that nobody could fetch again."""
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://site.example/feed", "Example Wire", tags=["mine"], typed=True)
        cache.store(feed.id, [draft(str(n), f"Title {n}", f"Words about {n}. " * 20) for n in range(MANY)])
        cache.store(None, [draft("page", "By hand", "A page that was saved")])
        cache.set_read(range(1, 301))
        cache.set_starred([7, 400])
        cache.tag([8], add=["later"])
        cache.save_filter(SavedFilter(3, "Later", "#later"))
        cache.keep_copy()


def cared_for(cache: Cache) -> dict[str, object]:
    """What must come back."""
    return {
        "feeds": [(feed.url, feed.title, feed.tags, feed.typed) for feed in cache.feeds()],
        "stars": titles(cache, "is:starred"),
        "tags": titles(cache, "#later"),
        "saved": cache.saved_filters(),
        "by hand": titles(cache, '"saved"'),
    }


def titles(cache: Cache, text: str) -> list[str]:
    """The titles a filter finds, in order."""
    hits = cache.find(Filter.parse(text), Sort.TITLE)
    return [article.title for article in cache.rows(hits, 0, hits.count)]


def scribble(path: Path, pages: int, seed: int) -> None:
    """Fills random pages with noise."""
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(pages):
        at = chance.randrange(len(data) // PAGE) * PAGE
        data[at : at + PAGE] = chance.randbytes(PAGE)
    path.write_bytes(data)


def flip(path: Path, flips: int, seed: int) -> None:
    """Flips single bits, each in a page of its own."""
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(flips):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(path: Path, pages: int, seed: int) -> None:
    """Cuts the file off."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled library, to be copied before it is damaged."""
    path = tmp_path_factory.mktemp("whole") / "news.db"
    fill(path)
    return path


def copied(whole: Path, folder: Path) -> Path:
    """The library and its copies, in a folder of their own."""
    shutil.copytree(whole.parent, folder / "library")
    return folder / "library" / whole.name


def test_the_copy_of_the_day_is_kept_and_renewed(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    now = datetime.now(UTC)
    with Cache.open(path) as cache:
        cache.add_feed("https://site.example/feed")
        assert cache.keep_copy(now=now)
        assert not cache.keep_copy(now=now), "nothing has changed"
        cache.save_filter(SavedFilter(1, "One", "#one"))
        assert not cache.keep_copy(now=now + timedelta(minutes=5)), "not so soon again"
        assert cache.keep_copy(now=now + timedelta(hours=2, seconds=1))
        for day in range(1, 10):
            cache.keep_copy(now=now + timedelta(days=day))
    kept = copies(path)
    assert len(kept) == 7
    assert {oct(file.stat().st_mode & 0o777) for file in (*kept, path)} == {"0o600"}
    assert oct(kept[0].parent.stat().st_mode & 0o777) == "0o700"


@pytest.mark.parametrize("harm", [b"", b"\0" * 8192, b"news" * 4096], ids=["empty", "zeros", "noise"])
def test_a_file_that_is_gone_comes_back_from_the_copy(whole: Path, tmp_path: Path, harm: bytes) -> None:
    path = copied(whole, tmp_path)
    with Cache.open(path) as cache:
        before = cared_for(cache)
    path.write_bytes(harm)
    with Cache.open(path) as cache:
        assert cared_for(cache) == before
        assert "came back" in cache.notice
        assert cache.check() == []
        feed = cache.feeds()[0]
        stored = cache.store(feed.id, [draft(str(n), f"Title {n}", f"Words about {n}. " * 20) for n in range(MANY)])
        assert len(stored.new) == MANY - 3, "the starred and the tagged ones are here"
        assert len(titles(cache, "is:read")) == 300, "read state comes back with its articles"
    assert [file.read_bytes() for file in path.parent.glob(ASIDE)] == [harm]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("harm", [scribble, flip, cut])
def test_what_can_be_read_comes_back(
    whole: Path, tmp_path: Path, harm: Callable[[Path, int, int], None], seed: int
) -> None:
    path = copied(whole, tmp_path)
    with Cache.open(path) as cache:
        before = cared_for(cache)
    harm(path, 10, seed)
    damaged = path.read_bytes()
    path.with_name(path.name + ".suspect").touch()
    with Cache.open(path) as cache:
        assert cared_for(cache) == before
        assert cache.check() == []
        cache.set_read([1], False)
    aside = list(path.parent.glob(ASIDE))
    assert [file.read_bytes() for file in aside] == ([damaged] if aside else [])


def use(path: Path) -> None:
    """Everything a reader does with a library, each thing by itself."""

    def everything(cache: Cache) -> None:
        hits = cache.find(Filter())
        rows = cache.rows(hits, 0, 100)
        tried: list[Callable[[], object]] = [
            lambda: [cache.document(article.id) for article in rows],
            lambda: titles(cache, "words*"),
            lambda: titles(cache, '"words about 17"'),
            lambda: titles(cache, "title:title"),
            lambda: titles(cache, "is:unread -#later"),
            lambda: cache.counts(Filter()),
            cache.feeds,
            cache.saved_filters,
            cache.journal,
            lambda: cache.set_starred([5]),
            cache.undo,
            lambda: cache.tag([5], add=["new"]),
            lambda: cache.store(1, [draft("new", "New")]),
            lambda: cache.store_full_text(9, document("T", "Other words")),
            cache.check,
            cache.rebuild,
            lambda: [titles(cache, f"is:read {sort}") for sort in Sort],
        ]
        for one in tried:
            try:
                one()
            except NewsError as error:
                assert str(error)

    try:
        with Cache.open(path) as cache:
            everything(cache)
    except NewsError as error:
        assert str(error)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("harm", [scribble, flip])
def test_a_damaged_file_never_ends_in_a_traceback(
    whole: Path, tmp_path: Path, harm: Callable[[Path, int, int], None], seed: int
) -> None:
    path = copied(whole, tmp_path)
    with Cache.open(path) as cache:
        before = cared_for(cache)
    harm(path, 100, seed)
    use(path)
    with Cache.open(path) as cache:
        cache.check()
    path.with_name(path.name + ".suspect").touch()
    with Cache.open(path) as cache:
        assert cared_for(cache)["feeds"] == before["feeds"]
        assert cache.check() == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 400))
def test_many_damaged_files(whole: Path, tmp_path: Path, seed: int) -> None:
    test_a_damaged_file_never_ends_in_a_traceback(whole, tmp_path, scribble if seed % 2 else flip, seed)


@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_never_was_a_library_is_left_alone(tmp_path: Path, write: bool) -> None:
    page, other = tmp_path / "page.html", tmp_path / "other.db"
    page.write_bytes(b"<p>news" * 2000)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    for path in (page, other):
        path.chmod(0o644)
        before = path.read_bytes()
        with pytest.raises(NewsError, match="another program"):
            Cache.open(path, write=write, app=write)
        assert (path.read_bytes(), path.stat().st_mode & 0o777) == (before, 0o644)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["other.db", "page.html"]
