"""kill -9 at random moments of update, star, tag and mark-read: what was acknowledged is there, the file is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.news.cache.made import draft
from tests.promises.terminal import ROOT, environment
from tui.news.cache import Cache

SHORT, LONG, PARTS = 50, 1000, 5
SECONDS = 2.0 + 8.0
"""The next start is promised within two; a loaded machine is given eight more."""


class Acknowledged:
    """What the killed ones said was stored."""

    def __init__(self) -> None:
        self.ids: set[int] = set()
        self.states: dict[tuple[str, int], bool] = {}
        self.tags: set[tuple[int, str]] = set()
        self.unsure: tuple[str, int] | None = None

    def hear(self, line: str) -> None:
        """Takes down one line."""
        match line.split():
            case ["new", id]:
                self.ids.add(int(id))
            case ["will", what, id]:
                self.unsure = (what, int(id))
            case ["starred" | "read" as what, id, on]:
                self.states[what, int(id)] = on == "1"
                self.unsure = None
            case ["tagged", id, name]:
                self.tags.add((int(id), name))

    def missing(self, cache: Cache) -> list[str]:
        """What of it is not in the library; one act may be stored whose program was killed before it could say so."""
        gone = [f"article {id}" for id in self.ids if cache.document(id) is None]
        for (what, id), on in self.states.items():
            article = cache.article(id)
            assert article is not None
            found = article.starred if what == "starred" else article.read
            if (what, id) == self.unsure:
                self.states[what, id] = found
            elif found != on:
                gone.append(f"{what} {id} {on}")
        self.unsure = None
        for id, name in self.tags:
            article = cache.article(id)
            if article is None or name not in article.tags:
                gone.append(f"tag {name} of {id}")
        return gone


class Programs:
    """Starts one program after the other, and kills it."""

    def __init__(self, path: Path) -> None:
        words = [sys.executable, "-m", "tests.promises.killed", str(path)]
        self._forker = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(path.parent)
        )

    def killed(self, seed: int, lines: int, seconds: float) -> list[str]:
        """What a program said that was killed so long after it had said so many lines."""
        assert self._forker.stdin is not None
        assert self._forker.stdout is not None
        self._forker.stdin.write(f"{seed}\n")
        self._forker.stdin.flush()
        said: list[str] = []
        pid = 0
        while not (pid and "open\n" in said and len(said) > lines):
            said.append(self._forker.stdout.readline())
            assert said[-1] != "gone\n", said
            if said[-1].startswith("pid "):
                pid = int(said[-1].split()[1])
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        said += iter(self._forker.stdout.readline, "gone\n")
        return said

    def close(self) -> None:
        """Ends the forker."""
        self._forker.communicate()


def run(folder: Path, kills: int, seed: int) -> None:
    """So many kills, each followed by a look at the library."""
    path = folder / "news.db"
    chance = random.Random(seed)
    told = Acknowledged()
    with Cache.open(path) as cache:
        cache.add_feed("https://site.example/feed", "Wire", typed=True)
        cache.store(1, [draft(str(number), f"Headline {number}") for number in range(40)])
    programs = Programs(path)
    for number in range(kills):
        for line in programs.killed(seed + number, chance.randrange(3, 30), chance.random() * 0.02):
            told.hear(line)
        started = time.monotonic()
        with Cache.open(path, app=True) as cache:
            assert time.monotonic() - started < SECONDS
            assert cache.notice == "", "neither locked nor damaged"
            assert told.missing(cache) == []
            assert cache.check() == []
    programs.close()
    assert len(told.ids) > kills // 2
    assert len(told.states) > 20


def test_fifty_kills(tmp_path: Path) -> None:
    run(tmp_path, SHORT, 1)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_a_thousand_kills(tmp_path: Path, part: int) -> None:
    run(tmp_path, LONG // PARTS, 1000 * (part + 1))
