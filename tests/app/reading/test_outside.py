"""Programs outside: argument lists, never a shell; what they say is cleaned."""

from __future__ import annotations

import os
import sys
import threading
import time
import webbrowser
from pathlib import Path

import pytest

from tui.app import outside
from tui.news.errors import NewsError

URL = "https://harbour.example/a?b=1&c=$(touch owned)"


async def test_a_command_reads_the_text_and_what_it_says_is_kept() -> None:
    ended = await outside.captured((sys.executable, "-c", "print(input().upper())"), "ferries\nmore")
    assert ended == outside.Ended(0, "FERRIES")


async def test_what_a_command_says_is_cleaned() -> None:
    code = r"print('\x1b]52;c;aGk=\x07\x1b[31mred \u202etxt  two')"
    ended = await outside.captured((sys.executable, "-c", code), "")
    assert "\x1b" not in ended.output and "\u202e" not in ended.output
    assert ended.output.endswith("red txt  two")


async def test_a_command_that_reads_nothing_and_one_that_talks_on_come_to_their_end() -> None:
    assert (await outside.captured(("true",), "x" * 1_000_000)).code == 0
    talker = await outside.captured((sys.executable, "-c", "print('y' * 3_000_000)"), "")
    assert (talker.code, len(talker.output)) == (0, outside.MOST_OUTPUT)


async def test_a_command_that_does_not_end_is_ended(tmp_path: Path) -> None:
    code = f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    with pytest.raises(NewsError, match="did not end within 3 s and was stopped"):
        await outside.captured((sys.executable, "-c", code), "", seconds=3)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


async def test_a_command_that_is_not_there_is_named() -> None:
    with pytest.raises(NewsError, match="no-such-program: this program cannot be started"):
        await outside.captured(("no-such-program",), "")
    with pytest.raises(NewsError, match="cannot be started"):
        outside.in_terminal(("no-such-program",))
    with pytest.raises(NewsError, match="cannot be started"):
        outside.detached(("no-such-program",))


async def test_no_shell_sees_an_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command = outside.filled(("printf", "%s", "{url}"), {"url": URL})
    assert (await outside.captured(command, "")).output == URL
    assert list(tmp_path.iterdir()) == []


def test_a_title_becomes_no_option() -> None:
    values = {"title": "-rf / {url}", "url": "https://a.example/"}
    assert outside.filled(("mail", "-s", "{title}", "--to={url}"), {"title": "-rf /"}) == (
        "mail",
        "-s",
        " -rf /",
        "--to={url}",
    )
    assert outside.filled(("echo", "{url}"), values) == ("echo", "https://a.example/")


def test_the_browser_of_the_config_gets_the_address_as_one_argument() -> None:
    assert outside.browser(("firefox", "{url}"), URL).command == ("firefox", URL)
    assert outside.browser(("firefox", "--new-tab"), URL).command == ("firefox", "--new-tab", URL)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (webbrowser.GenericBrowser("w3m"), outside.Browser(("w3m", URL), terminal=True)),
        (webbrowser.BackgroundBrowser("xdg-open"), outside.Browser(("xdg-open", URL))),
        (webbrowser.Mozilla("firefox"), outside.Browser(())),
    ],
)
def test_the_browser_of_the_system(
    found: webbrowser.BaseBrowser, wanted: outside.Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: found)
    assert outside.browser((), URL) == wanted


def test_no_browser_at_all_is_said_with_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> webbrowser.BaseBrowser:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    with pytest.raises(NewsError, match="no browser was found") as said:
        outside.browser((), URL)
    assert URL in str(said.value)


async def test_a_browser_goes_on_by_itself(tmp_path: Path) -> None:
    before = threading.active_count()
    outside.detached((sys.executable, "-c", f"open({str(tmp_path / 'here')!r}, 'w')"))
    end = time.monotonic() + 60
    while threading.active_count() > before and time.monotonic() < end:
        time.sleep(0.02)
    assert (tmp_path / "here").exists()
