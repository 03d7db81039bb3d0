"""A library of an older version becomes one of today's; nothing in it is lost.

`tests/data/library/version-1.sql` is the dump of a library that the program of 4ad26d7 wrote: three articles, one of
every kind of block, one whose page's text took the place of the feed's, one without a title that was edited.
`version-2.sql` is the same of the program of 1e726b5, with two articles more whose numbers are far from the others'.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.news.cache.made import NOW, draft, paragraph
from tui.news.cache import Cache, schema
from tui.news.cache.files import FileLock
from tui.news.cache.recovery import recover
from tui.news.errors import CacheError
from tui.news.filter import Filter
from tui.news.types import (
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)

SCRIPTS = Path(__file__).parents[2] / "data" / "library"
MADE = datetime(2026, 3, 23, 18, 0, tzinfo=UTC)
RICH = Document(
    title="Trade résumé",
    url="https://site.example/1",
    site="Site",
    section="World",
    authors=("Ann Lee", "Bo Ek"),
    published=MADE - timedelta(hours=2),
    tags=("trade", "north korea"),
    summary="A lead.",
    language="en",
    blocks=(
        Paragraph(
            (
                Span("They met in "),
                Span("Beijing", strong=True),
                Span(", "),
                Span("again", emphasis=True, href="https://site.example/again"),
                Span("."),
            )
        ),
        Heading((Span("Why"),), 2),
        Quote((paragraph("Said so."), paragraph("Twice."))),
        Listing(((paragraph("one"),), (paragraph("two"), paragraph("more"))), True, 3),
        Code("a = 1\nb = 2", "python"),
        Table((((Span("Year"),), (Span("n"),)), ((Span("2024"),), (Span("7"),))), 1, "Counted"),
        Figure("https://site.example/1.jpg", "alt", "A caption", "Ann"),
        Rule(),
        Embed("https://video.example/1", "A film"),
        paragraph("北朝鮮 on air."),
    ),
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The library of version 1."""
    return written(tmp_path, 1)


def written(folder: Path, version: int) -> Path:
    """The library that a program of this version wrote."""
    path = folder / "news.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((SCRIPTS / f"version-{version}.sql").read_text("utf-8"))
    return path


def found(cache: Cache, text: str) -> list[int]:
    """The numbers of the articles that a filter finds, newest first."""
    hits = cache.find(Filter.parse(text), now=NOW)
    return cache.ids(hits, 0, hits.count)


def text(document: Document | None) -> str:
    """A document's text; there must be one."""
    assert document is not None
    return document.text


def test_everything_of_an_old_library_is_there(old: Path) -> None:
    with Cache.open(old) as cache:
        assert cache.check() == []
        assert cache.document(1) == RICH
        assert text(cache.document(2)) == "The whole story of pandas"
        assert text(cache.original(2)) == "Officials met in Beijing."
        assert text(cache.document(3)) == "A short note that has no title."
        assert text(cache.revision(3)) == "A longer note that has no title."
        for words, ids in (
            ('"met in beijing"', [1]), ('"story of"', [2]), ("pandas", [2]), ("朝鮮", [1]), ("beijing", [1]),
            ("short*", [3]), ("is:read", [1]), ("is:starred", [2]), ("#later", [3]), ("is:edited", [3]),
            ("#mine", [2, 1, 3]),
        ):  # fmt: skip
            assert found(cache, words) == ids, words
        assert [act.words for act in cache.journal()] == [
            "tagged 1 article +later", "starred 1 article", "marked 1 article read",
        ]  # fmt: skip
        for _ in range(3):
            cache.undo()
        assert found(cache, "is:unread -is:starred -#later") == [2, 1, 3]
        note = cache.article(3)
        assert note is not None
        assert note.headline == "A short note that has no title.", "shown by how it begins, as today"
        cache.store(1, [draft("4", "A day later", published=None)], now=NOW + timedelta(days=1))
        assert found(cache, "")[0] == 4, "what came from the future stays on top no more"


def test_version_2_keeps_what_was_read(tmp_path: Path) -> None:
    with Cache.open(written(tmp_path, 2)) as cache:
        assert cache.check() == []
        assert found(cache, "is:unread") == [2, 3, 9001]
        assert found(cache, "is:read") == [1, 9002]
        assert cache.document(1) == RICH
        rows = cache.rows(cache.find(Filter()), 0, 5)
        assert [(row.id, row.read) for row in rows] == [(2, False), (1, True), (3, False), (9001, False), (9002, True)]
        cache.undo()
        assert found(cache, "is:unread") == [2, 3, 9001, 9002]
        cache.set_read(cache.find(Filter()))
        assert found(cache, "is:unread") == []
        assert cache.undo()
        assert cache.check() == []
        assert found(cache, "is:read") == [1]


def test_it_is_told_how_far_it_is(old: Path) -> None:
    told: list[tuple[str, float]] = []
    Cache.open(old, told=lambda what, share: told.append((what, share))).close()
    whats = list(dict.fromkeys(what for what, _ in told))
    assert len(whats) >= 3
    assert "keeping a copy" in whats[0]
    for what in whats:
        assert [share for one, share in told if one == what][-1] == 1, what


def test_who_only_reads_renews_it_too(old: Path) -> None:
    with pytest.raises(CacheError, match="older newsread"):
        Cache.open(old, write=False, renew=False)
    with Cache.open(old, write=False) as cache:
        assert cache.read_only
        assert found(cache, "is:read") == [1]


def test_not_while_another_newsread_has_it_open(old: Path) -> None:
    lock = FileLock(old.with_name(f"{old.name}.lock"))
    assert lock.take()
    with pytest.raises(CacheError, match="close the other newsread"):
        Cache.open(old)
    lock.close()
    Cache.open(old).close()


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_its_schema_is_that_of_a_new_one(version: int, tmp_path: Path) -> None:
    old = written(tmp_path, version)
    Cache.open(old).close()
    Cache.open(tmp_path / "new.db").close()
    assert tables(old) == tables(tmp_path / "new.db")


def tables(path: Path) -> set[tuple[str, str]]:
    """What a library's schema says, without its comments."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {(name, " ".join(line.split("--")[0].strip() for line in sql.splitlines())) for name, sql in rows}


def test_a_copy_of_it_stays(old: Path) -> None:
    before = old.read_bytes()
    copy = old.with_name(f"{old.name}.version-1")
    copy.with_name(f"{copy.name}.new").write_bytes(b"a copy that was cut short")
    Cache.open(old).close()
    assert oct(copy.stat().st_mode & 0o777) == "0o600"
    assert {file.name for file in old.parent.glob("*.version-*")} == {copy.name}
    copy.rename(old)
    with closing(sqlite3.connect(old)) as connection:
        assert schema.version(connection) == 1
        assert connection.execute("SELECT length(data) FROM body").fetchall() == [(399,), (69,), (118,)]
    assert len(old.read_bytes()) <= len(before)
    with Cache.open(old) as cache:
        assert cache.document(1) == RICH


def test_version_1_as_it_was_written_last_keeps_what_it_has(tmp_path: Path) -> None:
    path = written(tmp_path, 2)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE common")
        connection.execute("PRAGMA user_version = 1")
        before = connection.execute("SELECT data FROM body").fetchall()
    with Cache.open(path) as cache:
        assert found(cache, '"met in beijing"') == [1]
        assert cache.check() == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT data FROM body").fetchall() == before


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_an_old_library_that_is_damaged_gives_its_texts(version: int, tmp_path: Path) -> None:
    old = written(tmp_path, version)
    recover(old)
    with Cache.open(old) as cache:
        assert cache.document(1) == RICH
        assert found(cache, '"met in beijing"') == [1]
        assert found(cache, "is:read")[0] == 1
        assert cache.check() == []
