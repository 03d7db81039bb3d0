"""No byte of theirs reaches the terminal: hostile text in every field, in the app, on the command line, in exports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.promises import hostile
from tests.promises.terminal import ROOT, Terminal, environment
from tui.__main__ import main
from tui.news.cache import Cache
from tui.news.filter import Filter
from tui.news.types import SavedFilter

ARTICLES = 6
CORPUS = SHARED / "corpus"
LAB = sorted(CORPUS.glob("*/newsread-lab"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of hostile articles, as if the door had stood open."""
    path = tmp_path_factory.mktemp("hostile") / "news.db"
    with Cache.open(path) as cache:
        bad = hostile.text(99)
        feed = cache.add_feed("https://feeds.example/1", bad, topic=bad, tags=[bad])
        cache.store(feed.id, hostile.drafts(ARTICLES))
        cache.tag([1], add=[bad])
        cache.save_filter(SavedFilter(1, bad, "plain"))
    return path


def test_the_test_knows_an_attack() -> None:
    """What Textual writes too, such as colours, is told from an attack by nothing but the doors before it."""
    for bad in (*hostile.OBEYED, *hostile.UNSEEN):
        own = bad == "\r" or bad.startswith(("\x1b[", "\x1bP", "\x1b_", "\x1b]8"))
        assert own or hostile.attacks(f"before {bad} after".encode())


def test_in_the_app(library: Path, tmp_path: Path) -> None:
    with Terminal("--library", str(library), home=tmp_path, size=(160, 42)) as terminal:
        terminal.sees("Plain")
        for _ in range(ARTICLES):  # every article is opened, read, starred, left
            for keys in ("\r", " ", " ", "s", "h", "j"):
                terminal.does(keys, 0.05)
        terminal.does("t")
        terminal.does("wo", 0.2)  # the panel: tags, feeds
        terminal.does("\x1b", 0.2)
        terminal.does("/word", 0.3)  # rows with snippets, hits in the reader
        terminal.does("\r")
        terminal.does("1")  # a saved filter
        terminal.does("A")  # a toast
        terminal.does("u")
        terminal.does("\x10plain", 0.3)  # the palette
        terminal.does("\x1b", 0.2)
        terminal.press("q")
        terminal.ended()
        assert terminal.process.returncode == 0
    assert hostile.attacks(terminal.output) == []


@pytest.mark.parametrize(
    "words",
    [
        ["list"], ["list", "--json"], ["tags"], ["feeds"], ["show", "1"], ["show", "1", "--format", "markdown"],
        ["show", "1", "--format", "html"], ["show", "1", "--format", "json"], ["export", "json"],
        ["export", "markdown"], ["export", "opml"], ["doctor"], ["list", hostile.text(3)], [hostile.text(4)],
    ],
    ids=lambda words: " ".join(words)[:20].encode("ascii", "ignore").decode(),
)  # fmt: skip
def test_on_the_command_line(library: Path, tmp_path: Path, words: list[str]) -> None:
    command = [sys.executable, "-m", "tui", "--library", str(library), *(word.replace("\0", "") for word in words)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment(tmp_path), check=False)
    assert b"Traceback" not in done.stderr
    assert hostile.attacks(done.stdout) == []
    assert hostile.attacks(done.stderr) == []


needs_the_lab = pytest.mark.skipif(not LAB, reason="the corpus lies beside the repository, where it is there at all")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A library of all saved pages and feeds of the lab, and what was said while they came in."""
    folder = tmp_path_factory.mktemp("lab")
    command = [sys.executable, "-m", "tui", "--library", str(folder / "lab.db"), "add", *map(str, LAB)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment(folder), check=False)
    return folder / "lab.db", done.stdout + done.stderr


@needs_the_lab
def test_of_saved_pages_and_feeds(lab: tuple[Path, bytes], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    library, said = lab
    for words in (["export", "markdown"], ["export", "json"], ["list"], ["tags"]):
        main(["--library", str(library), *words])
    out, err = capfdbinary.readouterr()
    assert said
    assert out
    assert hostile.attacks(said) == []
    assert hostile.attacks(out) == []
    assert hostile.attacks(err) == []


@needs_the_lab
def test_every_article_of_the_lab_in_the_app(lab: tuple[Path, bytes], tmp_path: Path) -> None:
    """Opened, read, starred, searched, in toasts and in the palette."""
    library = lab[0]
    with Cache.open(library, write=False) as cache:
        count = cache.find(Filter()).count
    assert count > 50
    with Terminal("--library", str(library), home=tmp_path, size=(160, 42)) as terminal:
        terminal.sees(f"{count} of {count}")
        for _ in range(count):
            terminal.does("sj", 0.03)
        terminal.does("t")
        terminal.does("\x1b", 0.2)
        terminal.does("/a", 0.3)
        for keys in ("\r", "A", "u", "U"):
            terminal.does(keys)
        terminal.does("\x1b", 0.2)
        terminal.does("\x10a", 0.3)
        terminal.does("\x1b", 0.2)
        terminal.press("q", 0.2)
        terminal.press("qq")
        terminal.ended()
    assert hostile.attacks(terminal.output) == []
    with Cache.open(library, write=False) as cache:
        assert cache.find(Filter.parse("is:starred")).count == count, "each of them was under the cursor"
