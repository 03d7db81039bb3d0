"""Programs outside: a browser for an address, a command for an article. Argument lists only, never a shell.

What a program says is cleaned before it is shown. One that takes over the terminal (a pager, a browser for the
terminal) runs while the app has stepped aside; any other has no terminal at all and cannot disturb the screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import threading
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType

from tui.config import Command
from tui.news import clean
from tui.news.errors import NewsError

MOST_OUTPUT = 200_000
"""Bytes of what a command says that are kept."""
MOST_SECONDS = 120.0
"""After which a command that gives no end is ended."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    output: str = ""
    """What it said on both of its streams, cleaned."""


def filled(command: Command, values: Mapping[str, str]) -> Command:
    """The command with `{url}`, `{title}` and the like filled in.

    Each value stays within its argument, and none becomes an option: where one would begin an argument with `-`, a
    blank stands before it.
    """
    found = []
    for part in command:
        argument = part
        for name, value in values.items():
            argument = argument.replace(f"{{{name}}}", value)
        found.append(f" {argument}" if argument.startswith("-") and not part.startswith("-") else argument)
    return tuple(found)


async def captured(command: Command, text: str, *, seconds: float = MOST_SECONDS) -> Ended:
    """Runs a command with a text as its input; NewsError where it cannot be started or does not end."""
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.STDOUT, start_new_session=True
        )
    except (OSError, ValueError) as error:
        raise _cannot_start(command, error) from error
    try:
        async with asyncio.timeout(seconds):
            output, _ = await asyncio.gather(_read(process), _write(process, text))
            code = await process.wait()
    except TimeoutError as error:
        raise NewsError(f"it did not end within {seconds:.0f} s and was stopped", clean.line(command[0])) from error
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    return Ended(code, clean.verbatim(output.decode("utf-8", "replace")))


async def _read(process: asyncio.subprocess.Process) -> bytes:
    """The start of what it says; the rest is read and forgotten, so that the command can come to its end."""
    assert process.stdout is not None
    kept = bytearray()
    while part := await process.stdout.read(65_536):
        kept += part[: MOST_OUTPUT - len(kept)]
    return bytes(kept)


async def _write(process: asyncio.subprocess.Process, text: str) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it needs no more of the text
        process.stdin.write(text.encode())
        await process.stdin.drain()
    process.stdin.close()


def in_terminal(command: Command, text: str | None = None) -> Ended:
    """Runs a command that takes over the terminal; the app must have stepped aside. NewsError where it cannot start."""

    def ignore(number: int, frame: FrameType | None) -> None:
        """^c is for the command; a handler, unlike SIG_IGN, is not handed down to it."""

    before = signal.signal(signal.SIGINT, ignore)
    try:
        done = subprocess.run(command, input=None if text is None else text.encode(), check=False)
    except (OSError, ValueError) as error:
        raise _cannot_start(command, error) from error
    finally:
        signal.signal(signal.SIGINT, before)
    return Ended(done.returncode)


def detached(command: Command) -> None:
    """Starts a program of its own, such as a browser, that outlives the app; NewsError where it cannot start."""
    none = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdin=none, stdout=none, stderr=none, start_new_session=True)
    except (OSError, ValueError) as error:
        raise _cannot_start(command, error) from error
    threading.Thread(target=process.wait, daemon=True).start()  # or it stays a zombie until the app ends


@dataclass(frozen=True, slots=True)
class Browser:
    """How an address is opened."""

    command: Command
    """Empty where the system's own way is to be used."""
    terminal: bool = False
    """It takes over the terminal."""


def browser(configured: Command, url: str) -> Browser:
    """The browser for an address: the config's, else the system's; NewsError where there is none."""
    if configured:
        named = any("{url}" in part for part in configured)
        return Browser(filled(configured if named else (*configured, "{url}"), {"url": url}))
    try:
        found = webbrowser.get()
    except webbrowser.Error as error:
        raise NewsError(f"no browser was found; name one in the config. The address is {url}") from error
    if isinstance(found, webbrowser.GenericBrowser):
        command = (found.name, *(part.replace("%s", url) for part in found.args))
        return Browser(command, terminal=not isinstance(found, webbrowser.BackgroundBrowser))
    return Browser(())


def _cannot_start(command: Command, error: Exception) -> NewsError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return NewsError(f"this program cannot be started: {clean.line(reason)}", clean.line(command[0] if command else ""))
