"""Pictures: off, fetched only for the open article, kept within limits, drawn as the terminal can."""

from __future__ import annotations

import io
import os
import re
import select
import sys
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.app.driver import running
from tui.app.asking import UNTOLD, Answer, ask, question, understood
from tui.app.leaving import LeavingApp
from tui.app.pictures import MOST_ROWS, Means, Picture, Way, colors_first, fitted
from tui.config import Config
from tui.news import pictures
from tui.news.cache import Cache
from tui.news.errors import FetchError, NewsError
from tui.news.fetch import Fetcher
from tui.news.types import Document, Draft, Figure, Paragraph, Span

URL = "https://pictures.example/quay.png"


def png(size: tuple[int, int] = (64, 32)) -> bytes:
    """A picture, red above and blue below."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, size[1] // 2, *size))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


class Web:
    """Answers with a picture and counts who asked for what."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fetcher = Fetcher(httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        return httpx.Response(200, content=b"<html>" if request.url.path == "/broken" else png())


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two articles with a picture each, the first with a broken one as well."""
    path = tmp_path / "library.db"
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://harbour.example/feed", "Harbour Courier")
        for number, url in enumerate((URL, "https://pictures.example/other.png")):
            blocks = (
                Paragraph((Span(f"Article {number}."),)),
                Figure("https://pictures.example/broken", "", "A broken one"),
                Figure(url, "A quay", "The quay at dawn", "Ada Quill"),
            )
            cache.store(feed.id, [Draft(str(number), Document(blocks, title=f"Title {number}"))])
    return path


async def test_pictures_are_off_and_a_key_shows_those_of_the_open_article(library: Path) -> None:
    web = Web()
    async with running(library, fetcher=web.fetcher) as news:
        await news.sees("The quay at dawn")
        await news.settles()
        assert web.asked == []
        await news.press("enter", "i")
        await news.sees("▀▀▀▀")
        await news.sees("The quay at dawn")
        await news.sees("A broken one")
        open_one = news.main.pane.document
        assert open_one is not None
        assert set(web.asked) == {figure.url for figure in open_one.figures}
        place = news.main.pane.place
        await news.press("i")
        await news.no_longer_sees("▀▀▀▀")
        assert news.main.pane.place == place


async def test_once_on_they_stay_on_and_are_fetched_once(library: Path) -> None:
    web = Web()
    async with running(library, fetcher=web.fetcher) as news:
        await news.sees("The quay at dawn")
        await news.press("i")
        await news.sees("▀▀▀▀")
        await news.settles()
    before = len(web.asked)
    async with running(library, fetcher=web.fetcher) as again:
        await again.sees("▀▀▀▀")
        await again.settles()
    assert [url for url in web.asked[before:] if not url.endswith("broken")] == []


async def test_pictures_can_be_on_for_one_feed(library: Path) -> None:
    with Cache.open(library) as cache:
        cache.change_feed(replace(cache.feeds()[0], pictures=True))
    async with running(library, fetcher=Web().fetcher) as news:
        await news.sees("▀▀▀▀")


async def test_pictures_can_be_on_by_the_config_and_never_without_colours(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = Web()
    async with running(library, config=Config(pictures=True), fetcher=web.fetcher) as news:
        await news.sees("▀▀▀▀")
    web.asked.clear()
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(library, config=Config(pictures=True), fetcher=web.fetcher) as news:
        await news.sees("The quay at dawn")
        await news.settles()
        assert web.asked == []


@pytest.mark.parametrize("width", [1, 7, 40, 120])
@pytest.mark.parametrize("size", [(64, 32), (10, 900), (1600, 9), (1, 1)])
def test_a_picture_keeps_to_its_room(size: tuple[int, int], width: int) -> None:
    columns, rows = fitted(size, width, 2.0)
    assert 1 <= columns <= width and 1 <= rows <= MOST_ROWS
    lines = Picture(png(size), Means(Way.BLOCKS)).lines(width)
    assert all(line.cells <= width for line in lines)
    assert len(lines) <= MOST_ROWS


def test_half_blocks_hold_two_colours_each() -> None:
    lines = Picture(png((2, 4)), Means(Way.BLOCKS)).lines(2)
    assert [[piece.look.paint for piece in line.pieces] for line in lines] == [
        ["#ff0000 on #ff0000"] * 2,
        ["#0000ff on #0000ff"] * 2,
    ]


def test_sixels_are_sent_line_by_line_over_blanks() -> None:
    lines = Picture(png(), Means(Way.SIXEL)).lines(12)
    assert {line.text for line in lines} == {" " * 12}
    assert all(line.over.startswith("\x1b7\x1b[12D\x1bP") and line.over.endswith("\x1b\\\x1b8") for line in lines)


def test_a_sixel_picture_defines_its_colours_before_it_paints() -> None:
    for line in Picture(png((300, 200)), Means(Way.SIXEL)).lines(20):
        colors = [match.end() for match in re.finditer(r"#\d+;2;\d+;\d+;\d+", line.over)]
        painted = re.search(r"[?-~]", line.over[line.over.index("#") :])
        assert colors and painted and max(colors) <= line.over.index("#") + painted.start()
    assert colors_first('\x1bP0;0;0q"1;1;9;6#2;2;1;2;3!9~$#0;2;4;5;6@@#2A-') == (
        '\x1bP0;0;0q"1;1;9;6#2;2;1;2;3#0;2;4;5;6#2!9~$#0@@#2A-'
    )


def test_a_terminal_has_as_many_colours_as_it_says() -> None:
    few = Picture(png(), Means(Way.SIXEL, 2))
    assert all(int(number) < 2 for line in few.lines(12) for number in re.findall(r"#(\d+)", line.over))


ANSWERS = {
    "xterm -ti 340": ("\x1bP>|XTerm(379)\x1b\\\x1b[?1;0;1024S\x1b[?63;1;2;4;6;9;15;16;22;28c",
                      Answer(sixel=True, cell=(6, 13))),
    "a VT340 of sixteen": ("\x1b[6;20;10t\x1b[?1;0;16S\x1b[?63;1;2;4c", Answer(sixel=True, colors=16, cell=(10, 20))),
    "kitty": ("\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.35.2)\x1b\\\x1b[6;18;9t\x1b[?62;c", Answer(kitty=True, cell=(9, 18))),
    "an old kitty": ("\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.26.5)\x1b\\\x1b[6;18;9t\x1b[?62;c", Answer(cell=(9, 18))),
    "ghostty": ("\x1b_Gi=31;OK\x1b\\\x1bP>|ghostty 1.1.3\x1b\\\x1b[6;36;18t\x1b[?62;22c",
                Answer(kitty=True, cell=(18, 36))),
    "wezterm": ("\x1b_Gi=31;OK\x1b\\\x1bP>|WezTerm 20240203\x1b\\\x1b[6;20;10t\x1b[?1;0;256S\x1b[?65;4;6;18;22c",
                Answer(sixel=True, cell=(10, 20))),
    "foot": ("\x1bP>|foot(1.16.2)\x1b\\\x1b[6;21;10t\x1b[?1;0;1024S\x1b[?62;4;22;28c",
             Answer(sixel=True, cell=(10, 21))),
    "tmux": ("\x1bP>|tmux 3.3a\x1b\\\x1b[?1;2c", Answer(cell=(6, 13))),
    "screen": ("\x1b[?1;2c", Answer(cell=(6, 13))),
    "a terminal that is silent": ("", Answer(cell=(6, 13))),
    "one without an answer for colours": ("\x1b[?1;3;0S\x1b[?64;4c", Answer(sixel=True, cell=(6, 13))),
}  # fmt: skip
"""What terminals send, recorded of xterm, an old kitty, tmux and screen; else as their manuals have it."""


@pytest.mark.parametrize("terminal", ANSWERS)
def test_what_terminals_answer_is_understood(terminal: str) -> None:
    text, meant = ANSWERS[terminal]
    assert understood(text, (6, 13)) == meant
    assert understood(text).cell == (meant.cell if "[6;" in text else UNTOLD)


def test_late_answers_are_waited_for_and_not_left_to_be_taken_for_keys() -> None:
    ours, theirs = os.openpty()
    answers = ANSWERS["kitty"][0].encode()

    def terminal() -> None:
        asked = b""
        while not asked.endswith(b"\x1b[c"):
            asked += os.read(ours, 100)
        for at in range(0, len(answers), 9):  # a slow line: in pieces, the last one after longer than 0.1 s
            time.sleep(0.05)
            os.write(ours, answers[at : at + 9])

    thread = threading.Thread(target=terminal)
    thread.start()
    said = ask(theirs, theirs)
    thread.join()
    assert understood(said).kitty
    assert select.select([theirs], [], [], 0)[0] == []
    for file in (ours, theirs):
        os.close(file)


@pytest.mark.parametrize(
    ("environment", "asked"),
    [({"TERM": "xterm-kitty"}, True), ({"TERM": "tmux-256color"}, False), ({"TERM": "xterm", "TMUX": "x"}, False)],
)
def test_a_multiplexer_is_not_asked_by_what_it_takes_for_a_title(environment: dict[str, str], asked: bool) -> None:
    assert ("\x1b_G" in question(environment)) is asked


def test_kitty_draws_with_characters_that_stand_for_the_picture() -> None:
    sent: list[str] = []
    picture = Picture(png(), Means(Way.KITTY), sent.append)
    lines = picture.lines(12)
    assert all(line.cells == 12 and line.text.startswith("\U0010eeee") for line in lines)
    assert all(piece.look.paint.startswith("#") for line in lines for piece in line.pieces)
    number = re.findall(r"\x1b_Gi=(\d+),m=0", sent[0])[-1]
    assert f"\x1b_Ga=p,i={number},c=12,r=3,U=1,q=2\x1b\\" in sent[0]
    picture.lines(12)
    assert len(sent) == 1
    picture.close()
    picture.close()
    assert sent[1:] == [f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n broken", png()[:60], b"GIF89a"])
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(NewsError, match="the picture is broken"):
        Picture(data, Means(Way.BLOCKS))


async def test_only_pictures_are_kept_and_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    web, folder = Web(), tmp_path / "pictures"
    monkeypatch.setattr(pictures, "WHOLE", 2 * len(png()))
    with pytest.raises(FetchError, match="no picture that can be shown"):
        await pictures.picture("https://a.example/broken", web.fetcher, folder)
    for number in range(3):
        await pictures.picture(f"https://{number}.example/p.png", web.fetcher, folder)
        for path in folder.iterdir():
            stat = path.stat()
            os.utime(path, (stat.st_atime - 10, stat.st_mtime - 10))
    assert len(list(folder.iterdir())) == 2
    web.asked.clear()
    await pictures.picture("https://2.example/p.png", web.fetcher, folder)
    assert web.asked == []
    await pictures.picture("https://0.example/p.png", web.fetcher, folder)
    assert web.asked == ["https://0.example/p.png"]


async def test_a_picture_that_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    with pytest.raises(FetchError, match="larger than"):
        await pictures.picture(URL, Web().fetcher, tmp_path)
    assert list(tmp_path.iterdir()) == []


async def test_without_the_package_the_key_says_what_to_install(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_image", None)
    async with running(library) as news:
        await news.press("i")
        await news.sees("pip install")
        await news.press("j", "k")
        assert news.main.cache.setting("pictures", "off") == "off"


def test_an_error_while_the_app_steps_aside_comes_out_after_it_is_back() -> None:
    done = []

    class Terminal:
        can_suspend = True

        def suspend_application_mode(self) -> None:
            done.append("aside")

        def resume_application_mode(self) -> None:
            done.append("back")

        def no_automatic_restart(self) -> AbstractContextManager[None]:
            return nullcontext()

    app = LeavingApp()
    app._driver = Terminal()  # type: ignore[assignment]
    with pytest.raises(NewsError), app.suspend():
        raise NewsError("it went wrong")
    assert done == ["aside", "back"]
