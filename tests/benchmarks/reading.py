"""Long articles in the reader, beside Textual's Markdown widget showing the same text, through a real terminal.

    python -m tests.benchmarks.reading [--keys 100] [--rounds 5] [--text 2]

Each article has 300,000 characters: English in paragraphs, Chinese in paragraphs, Chinese in one paragraph. `open` is
from the key that asks for the article to the last byte of the screen that shows it; in newsread that holds the move in
the list and the reading from the library. `line` and `page` are from a scrolling key to the end of the frame it caused.
Milliseconds; medians, and the 99th percentile also less the time the program waited for a processor (`net`).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from tests.benchmarks.keys import environment, worst
from tests.benchmarks.pty import Answer, Session
from tui.news.cache import Cache
from tui.news.types import Document, Draft, Paragraph, Span

SIZE = (160, 42)
CHARACTERS = 300_000
ENGLISH = "The ferry leaves the harbour at seven and comes back with the evening tide, weather and crew permitting. "
CHINESE = "三条渡轮航线将于五月恢复，港务局星期五宣布。「我们等了很久」，船长说，票价九年未变，儿童免费乘坐。"
SLOW = 60.0
"""Seconds that the Markdown widget may take for its first byte."""
DOWN, PAGE = b"\x1b[B", b"\x1b[6~"
ENOUGH = 0.7
"""Seconds without a byte and without work after which a long text counts as shown."""


@dataclass(frozen=True)
class Text:
    """An article to open."""

    name: str
    sentence: str
    paragraphs: int

    @property
    def parts(self) -> list[str]:
        """Its paragraphs."""
        length = CHARACTERS // self.paragraphs
        return [(self.sentence * (length // len(self.sentence) + 1))[:length]] * self.paragraphs

    @property
    def document(self) -> Document:
        """The article as newsread stores it."""
        return Document(tuple(Paragraph((Span(part),)) for part in self.parts), title=self.name)


TEXTS = (
    Text("English, 600 paragraphs", ENGLISH, 600),
    Text("Chinese, 600 paragraphs", CHINESE, 600),
    Text("Chinese, one paragraph", CHINESE, 1),
)


class Peer(App[None]):
    """Textual's Markdown widget in a scrolling container."""

    CSS = "Screen { align: center top; } VerticalScroll { width: 72; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """A word at first, by which one sees that keys are heard."""
        with VerticalScroll():
            yield Markdown("Short.")

    async def key_o(self) -> None:
        """Shows the text."""
        await self.query_one(Markdown).update(self.text)
        self.query_one(VerticalScroll).focus()


def library(path: Path, text: Text) -> None:
    """A library of two articles: a short one on top, the long one below it."""
    now = datetime(2024, 3, 23, tzinfo=UTC)
    short = Document((Paragraph((Span("Short."),)),), title="Short", published=now)
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://example.org/feed", "Example")
        cache.store(feed.id, [Draft("1", short)], now=now)
        cache.store(feed.id, [Draft("2", text.document)], now=now - timedelta(hours=1))


def scrolled(session: Session, keys: int) -> tuple[list[Answer], list[Answer]]:
    """Lines and pages down from where it stands."""
    return [session.press(DOWN) for _ in range(keys)], [session.press(PAGE) for _ in range(keys)]


def ours(text: Text, folder: Path, keys: int, rounds: int) -> str:
    """newsread: `j` and `k` open the long and the short article, then the long one is scrolled."""
    path = folder / f"{text.name}.db"
    library(path, text)
    words = [sys.executable, "-m", "tui", "--library", str(path)]
    with Session(words, SIZE, environment(folder)) as session:
        session.wait_for(lambda lines: any("Short." in line for line in lines))
        session.rest(ENOUGH)
        opened = []
        for _ in range(rounds):
            opened.append(session.press(b"j", ENOUGH).settled)
            session.press(b"k", ENOUGH)
        session.press(b"j", ENOUGH)
        session.press(b"\r", ENOUGH)
        return row(f"newsread, {text.name}", opened, *scrolled(session, keys), session.private_memory())


def peer(text: Text, folder: Path, keys: int, rounds: int) -> str:
    """The widget, started anew for each opening."""
    path = folder / "text.md"
    path.write_text("\n\n".join(text.parts), "utf-8")
    opened: list[float] = []
    for round in range(rounds):
        words = [sys.executable, "-m", "tests.benchmarks.reading", "--peer", str(path)]
        with Session(words, SIZE, environment(folder) | {"TEXTUAL_ANIMATIONS": "none"}) as session:
            session.wait_for(lambda lines: any("Short." in line for line in lines))
            session.rest(ENOUGH)
            started = session.now
            session.press(b"o", ENOUGH, patience=SLOW)
            opened.append((session.rest(ENOUGH) - started) * 1000)
            if round + 1 == rounds:
                return row(f"Markdown, {text.name}", opened, *scrolled(session, keys), session.private_memory())
    raise ValueError("at least one round is needed")


def row(name: str, opened: list[float], lines: list[Answer], pages: list[Answer], memory: float) -> str:
    """One line of the table."""
    cells = [f"{statistics.median(opened):>9.0f}"]
    for answers in (lines, pages):
        painted = [one.painted for one in answers]
        net = worst([one.net for one in answers])
        cells.append(f"{statistics.median(painted):>10.1f}{worst(painted):>8.1f}{net:>8.1f}")
    return f"{name:<36}{''.join(cells)}{memory:>9.0f}"


def main(words: list[str]) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--text", type=int, choices=range(1, len(TEXTS) + 1), help="only the text of this number")
    parser.add_argument("--peer", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(words)
    if chosen.peer:
        Peer(chosen.peer.read_text("utf-8")).run()
        return 0
    print(f"{SIZE[0]}x{SIZE[1]}, {CHARACTERS:,} characters, {chosen.keys} keys, load {os.getloadavg()[0]:.1f}")
    heads = ["open", "line", "p99", "net p99", "page", "p99", "net p99", "MiB"]
    print(
        f"{'ms':<36}"
        + "".join(f"{head:>{width}}" for head, width in zip(heads, (9, 10, 8, 8, 10, 8, 8, 9), strict=True))
    )
    with tempfile.TemporaryDirectory() as folder:
        for text in TEXTS if chosen.text is None else TEXTS[chosen.text - 1 : chosen.text]:
            print(ours(text, Path(folder), chosen.keys, chosen.rounds), flush=True)
            print(peer(text, Path(folder), chosen.keys, min(chosen.rounds, 3)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
