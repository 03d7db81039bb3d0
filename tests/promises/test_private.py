"""Private: nobody is asked but whom the user named, who learns nothing of them, and no password is written anywhere."""

from __future__ import annotations

import asyncio
import base64
import os
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.promises.terminal import ROOT, Terminal, environment
from tests.server import Reply, Request, Server
from tui import hiding
from tui.__main__ import main
from tui.cli import run
from tui.news.cache import Cache

NAME, PASSWORD = "ann.reader", "hunter2 Ünsägbar/+"
SECRETS = tuple(
    part.encode()
    for part in (
        PASSWORD,
        quote(PASSWORD),
        quote(PASSWORD, safe=""),
        base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode(),
        "hunter2",
        "swordfish",
    )
)
"""The password of the feed in each form it may take, and the one that a feed's own links hold."""
KEYRING = """
import json, pathlib
from types import SimpleNamespace
FILE = pathlib.Path(__file__).with_name("the-system's")
def get_credential(service, name):
    found = json.loads(FILE.read_text()).get(service) if FILE.exists() else None
    return found and SimpleNamespace(username=found[0], password=found[1])
def set_password(service, name, password):
    FILE.write_text(json.dumps({service: [name, password]}))
"""


READING = (
    "list --json", "show 1 --format json", "show 1 --format html", "show 1 --format markdown", "export opml",
    "export markdown", "feeds --json", "config --show", "doctor",
)  # fmt: skip


def feed(server: Server, tracker: Server) -> bytes:
    """A feed that would like to be told who reads it, and whose links hold a password."""
    spy = tracker.url("/spy")
    inside = server.url("/article").replace("http://", "http://bob:swordfish@")
    return f"""<?xml version="1.0"?><?xml-stylesheet href="{spy}/style.css"?><rss version="2.0"
      xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Wire</title><link>{server.url("/")}</link>
    <atom:link rel="hub" href="{spy}/hub"/><cloud domain="127.0.0.1" port="{tracker.port}" path="/spy/cloud"/>
    <image><url>{spy}/logo.png</url></image><item><guid>1</guid><title>Talks</title><link>{inside}</link>
    <enclosure url="{spy}/sound.mp3" type="audio/mpeg" length="1"/><description><![CDATA[<p>Long talks, with
    <a href="{inside}">a link</a>.<img src="{spy}/pixel.gif" width="1" height="1"><img src="{spy}/picture.jpg">
    <iframe src="{spy}/frame"></iframe><script src="{spy}/script.js"></script><link rel="prefetch" href="{spy}/next">
    </p>]]></description></item></channel></rss>""".encode()


class Home:
    """A user's home folder, and newsread run in it; every process that it starts is watched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = b""
        """All that was written to standard output and standard error."""
        self.command_lines: set[bytes] = set()
        modules = folder.parent / "modules"
        (modules / "keyring").mkdir(parents=True)
        (modules / "keyring" / "__init__.py").write_text(KEYRING)
        (modules / "keyring" / "errors.py").write_text("class KeyringError(Exception): pass\n")
        self.environment = environment(folder, PYTHONPATH=f"{ROOT}{os.pathsep}{modules}", TMPDIR=str(folder))

    async def newsread(self, *words: str, given: str = "") -> int:
        """Runs a command to its end."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tui", *words, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, env=self.environment
        )
        watching = asyncio.create_task(self._watch())
        out, err = await process.communicate(given.encode())
        watching.cancel()
        self.said += out + err
        assert b"Traceback" not in err, err
        assert process.returncode is not None
        return process.returncode

    async def _watch(self) -> None:
        """Notes the command lines of everything that runs, as anybody on the machine may."""
        while True:
            for one in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    self.command_lines.add(one.read_bytes())
                except OSError:
                    continue
            await asyncio.sleep(0.03)

    def files(self) -> Iterator[Path]:
        """Every file that was made."""
        return (path for path in self.folder.rglob("*") if path.is_file())


@asynccontextmanager
async def served() -> AsyncIterator[tuple[Server, Server]]:
    """A server with a feed behind a password, and one that nobody asked for."""
    wanted = b"Basic " + base64.b64encode(f"{NAME}:{PASSWORD}".encode())

    async with Server() as server, Server() as tracker:
        body = feed(server, tracker)

        def play(request: Request) -> Reply:
            if request.header("authorization") != wanted:
                return Reply(401, headers={"WWW-Authenticate": 'Basic realm="x"', "Set-Cookie": "who=you; Path=/"})
            return Reply(body=body, headers={"Set-Cookie": "who=you; Path=/"})

        server.at["/feed"] = play
        server.at["/moved"] = Reply(301, headers={"Location": server.url("/feed").replace("//", "//x:swordfish@")})
        tracker.at |= {"/spy/hub": Reply(body=b"x")}
        yield server, tracker


def held(data: bytes) -> list[bytes]:
    """Which of the secrets are in there."""
    return [secret for secret in SECRETS if secret in data]


async def test_a_whole_run_leaves_no_password_and_asks_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    for name, value in home.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("XDG_STATE_HOME")
    async with served() as (server, tracker):
        address = server.url("/feed").replace("//", f"//{quote(NAME)}:{quote(PASSWORD, safe='')}@")
        moved = server.url("/moved", host="127.0.0.2").replace("//", f"//me:{quote(PASSWORD, safe='')}@")
        listed = f'<opml><body><outline text="A" xmlUrl="{address}"/><outline xmlUrl="{moved}"/></body></opml>'
        assert await home.newsread("-v", "add", "-", given=address) == 0
        assert await home.newsread("-v", "add", "-", given=listed) == 0
        assert await home.newsread("-v", "add", "-", given=moved) == 1, "the new place wants another password"
        assert await home.newsread("add", "-", given=address.replace("/feed", "/nothing")) == 1
        assert await home.newsread("-v", "update", "--force") == 0
        for words in READING:
            assert run(words.split()) == 0, words
        home.said += b"".join(capfdbinary.readouterr())
        with Terminal(home=home.folder, PYTHONPATH=home.environment["PYTHONPATH"]) as terminal:
            await asyncio.to_thread(terminal.sees, "Talks")
            for keys in ("\r", " ", "H", "\x1b", "q"):
                await asyncio.to_thread(terminal.does, keys, 0.1)
            await asyncio.to_thread(terminal.press, "q")
            await asyncio.to_thread(terminal.ended)
        home.said += terminal.output
        with Cache.open(next(path for path in home.files() if path.name == "library.db"), write=False) as cache:
            stored = repr([cache.document(article.id) for article in cache.newest(9)] + [cache.feeds()]).encode()
        assert b"Long talks" in stored
        assert held(home.said) == []
        assert held(stored) == []
        assert {str(path): found for path in home.files() if (found := held(path.read_bytes()))} == {}
        assert [line for line in home.command_lines if held(line)] == []
        assert len([line for line in home.command_lines if b"forkserver" in line]) > 0, "the workers were seen as well"
        assert tracker.requests == []
        assert {request.path for request in server.requests} == {"/feed", "/moved", "/nothing"}
        names = {name for request in server.requests for name, _ in request.headers}
        assert names <= {
            "host", "user-agent", "accept", "accept-encoding", "connection", "authorization", "if-none-match",
            "if-modified-since",
        }  # fmt: skip
        assert len([request for request in server.requests if request.header("authorization")]) >= 2
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in home.folder.rglob("*") if "newsread" in str(path)}
    assert modes
    assert {str(path) for path, mode in modes.items() if mode & 0o077} == set()


async def test_a_password_in_an_argument_is_gone_from_the_list_of_processes(tmp_path: Path) -> None:
    # A password of its own: another run on this machine may look at every process just now.
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    async with served() as (server, _):
        server.at["/slow"] = Reply(body=b"<rss/>", delay=60.0)
        address = server.url("/slow").replace("//", "//bert:open-sesame@")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tui", "add", address, stderr=asyncio.subprocess.PIPE, env=home.environment
        )
        while not server.asked("/slow"):
            await asyncio.sleep(0.02)
        shown = {one.read_bytes() for one in Path("/proc").glob("[0-9]*/cmdline") if one.parent.is_dir()}
        process.kill()
        _, said = await process.communicate()
    [own] = [line for line in shown if f"{server.port}/slow".encode() in line]
    assert own.rstrip(b"\0").endswith(f"add\0http://***@127.0.0.1:{server.port}/slow".encode())
    assert [line for line in shown if b"open-sesame" in line] == []
    assert b"your shell may remember it" in said
    assert b"open-sesame" not in said


def test_where_it_cannot_be_taken_out_it_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(hiding, "_OWN", tmp_path / "no-proc")
    monkeypatch.setattr(sys, "argv", ["newsread", "add", "https://ann:hunter2@site.example/feed"])
    assert main() == 2
    assert "nothing was done; `newsread add -` takes" in capsys.readouterr().err


async def test_a_name_alone_has_its_password_asked_for_unseen(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    async with served() as (server, _):
        address = server.url("/feed").replace("//", f"//{quote(NAME)}@")
        with Terminal("add", address, home=home.folder, PYTHONPATH=home.environment["PYTHONPATH"]) as terminal:
            await asyncio.to_thread(terminal.sees, f"password of {NAME} at 127.0.0.1:{server.port}:")
            terminal.press(f"{PASSWORD}\n")
            await asyncio.to_thread(terminal.ended)
        assert terminal.process.returncode == 0, terminal.output
    assert b"following Wire" in terminal.output
    assert held(terminal.output) == []


async def test_a_command_of_the_config_gives_the_password(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    (home.folder / "secrets").write_text(f"{NAME}\n{PASSWORD}\n")
    config = home.folder / "config.toml"
    config.write_text(f'password_command = ["sh", "-c", "cat {home.folder}/secrets"]\n')
    async with served() as (server, _):
        assert await home.newsread("--config", str(config), "add", server.url("/feed")) == 0
        assert await home.newsread("--config", str(config), "update", "--force") == 0
    assert held(home.said) == []
    assert {path.name for path in home.files() if held(path.read_bytes())} == {"secrets"}


async def test_without_a_keyring_the_password_is_refused_and_not_repeated(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    blocked = home.folder.parent / "none"
    blocked.mkdir()
    (blocked / "keyring.py").write_text("raise ImportError\n")
    home.environment["PYTHONPATH"] = f"{ROOT}{os.pathsep}{blocked}"
    assert await home.newsread("add", "-", given="https://ann:hunter2@site.example/feed") == 1
    assert b"password_command" in home.said
    assert held(home.said) == []
    assert [path for path in home.files() if held(path.read_bytes())] == []
