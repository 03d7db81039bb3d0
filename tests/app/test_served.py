"""The app in a web browser, by `textual serve`: it speaks in packets over pipes, with no terminal at either end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tests.gallery import fill
from tui.news.cache import Cache

HELLO = b"__GANGLION__\n"


def packets(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Kind (`D` for the screen, `M` for what the server is asked) and words of each packet."""
    while len(head := stream.read(5)) == 5:
        yield head[:1], stream.read(int.from_bytes(head[1:], "big"))


def packet(kind: bytes, words: bytes) -> bytes:
    """A packet to the app."""
    return kind + len(words).to_bytes(4, "big") + words


def until(stream: Iterator[tuple[bytes, bytes]], kind: bytes, words: bytes) -> bytes:
    """The first packet of a kind in which words stand."""
    return next(said for what, said in stream if what == kind and words in said)


def test_the_app_runs_in_a_web_browser_and_opens_links_in_that_one(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    with Cache.open(library) as cache:
        fill(cache)
    environment = os.environ | {
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "COLUMNS": "120", "ROWS": "40",
        "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path),
    }  # fmt: skip
    words = [sys.executable, "-m", "tui", "--library", str(library)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment) as app:
        assert app.stdin and app.stdout
        assert app.stdout.readline() == HELLO
        said = packets(app.stdout)
        until(said, b"D", b"port office")
        app.stdin.write(packet(b"D", b"o"))
        app.stdin.flush()
        asked = json.loads(until(said, b"M", b"open_url"))
        assert asked["url"] == "https://harbour.example/ferries"
        app.stdin.write(packet(b"D", b"q"))
        app.stdin.flush()
        assert {kind for kind, _ in said} <= {b"D", b"M"}
        assert app.wait(20) == 0
