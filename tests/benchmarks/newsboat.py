"""newsboat on the articles of a library of ours, after `ANALYZE` of its cache, in the same terminal."""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
from contextlib import closing
from pathlib import Path

from tests.benchmarks.pty import Answer, Session
from tui.news.cache import Cache

SIZE = (160, 42)
_ITEM = """INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url,
    enclosure_type, flags) VALUES (?, ?, '', ?, ?, ?, ?, ?, '', '', '')"""


def cache_of(path: Path, folder: Path) -> Path:
    """A folder with newsboat's files for the articles of a library; made where it is missing."""
    place = folder / f"newsboat-{path.stem}"
    if (place / "done").exists():
        return place
    place.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as library:
        feeds = library.execute("SELECT id, url, title FROM feed").fetchall()
        rows = library.execute("SELECT id, feed_id, title, ifnull(url, ''), at, read FROM shown").fetchall()
    query = ['"query:all:unread = \\"yes\\""']
    (place / "urls").write_text("\n".join([*query, *(url for _, url, _ in feeds)]) + "\n")
    (place / "config").write_text("show-read-feeds yes\n")
    _run(place, "-x", "print-unread")
    urls = {id: url for id, url, _ in feeds}
    with Cache.open(path, write=False) as opened, closing(sqlite3.connect(place / "cache.db")) as boat:
        boat.executemany("INSERT OR REPLACE INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)",
                         [(url, url, title) for _, url, title in feeds])  # fmt: skip
        for id, feed, title, url, at, read in rows:
            document = opened.document(id)
            text = document.text if document else ""
            boat.execute(_ITEM, (str(id), title, url, urls.get(feed, ""), at, f"<p>{text}</p>", not read))
        boat.execute("ANALYZE")
        boat.commit()
    (place / "done").touch()
    return place


def _words(place: Path) -> list[str]:
    files = {"-u": "urls", "-C": "config", "-c": "cache.db"}
    return ["newsboat", *(word for flag, name in files.items() for word in (flag, str(place / name)))]


def _run(place: Path, *more: str) -> None:
    subprocess.run([*_words(place), *more], env={**os.environ, "HOME": str(place)}, check=True, capture_output=True)


def beside(path: Path, folder: Path, rounds: int, word: str) -> None:
    """Prints newsboat's figures; its files are made below `folder`."""
    place = cache_of(path, folder)
    env = {**os.environ, "HOME": str(place), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    starts: list[float] = []
    for _ in range(rounds):
        with Session(_words(place), SIZE, env) as session:
            starts.append(session.wait_for(_listed) * 1000)
    started = f"newsboat after ANALYZE, ms: list on screen {statistics.median(starts):.0f}"
    try:
        print(f"{started}, {_keys(place, env, word)}")
    except TimeoutError as error:  # a million articles in one list
        print(f"{started}; then {error}")


def _keys(place: Path, env: dict[str, str], word: str) -> str:
    """How long its keys take, and what it holds after them."""
    with Session(_words(place), SIZE, env) as session:
        session.wait_for(_listed)
        session.settle(1.0)
        opened = session.press(b"\r", 2.0)
        moved = [session.press(b"j") for _ in range(20)]
        for letter in f"/{word}":
            session.press(letter.encode())
        searched = session.press(b"\r", 2.0)
        memory = session.private_memory()
    told = f"j {_median(moved)}, all unread in one list {opened.settled:.0f}, search after Enter {searched.settled:.0f}"
    return f"{told}; {memory:.0f} MiB"


def _listed(lines: list[str]) -> bool:
    return "Your feeds (" in lines[0]


def _median(answers: list[Answer]) -> str:
    return f"{statistics.median(answer.settled for answer in answers):.1f}"
