"""What the system's clipboard holds, by the commands that systems have for it; a terminal program cannot ask for it."""

from __future__ import annotations

import asyncio
import shutil

from tui.news.errors import NewsError

COMMANDS = (
    ("wl-paste", "--no-newline"),
    ("xclip", "-selection", "clipboard", "-out"),
    ("xsel", "--clipboard", "--output"),
    ("pbpaste",),
    ("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard"),
    ("termux-clipboard-get",),
)
SECONDS = 3.0


class ClipboardError(NewsError):
    """The clipboard cannot be read, or is empty."""


async def clipboard() -> bytes:
    """What was copied last; ClipboardError where that cannot be known."""
    for command in COMMANDS:
        if shutil.which(command[0]) and (held := await _asked(command)):
            return held
    raise ClipboardError("the clipboard is empty, or there is no wl-paste, xclip, xsel or pbpaste to read it with")


async def _asked(command: tuple[str, ...]) -> bytes:
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return b""
    try:
        async with asyncio.timeout(SECONDS):
            held, _ = await process.communicate()
    except TimeoutError:
        return b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return held.strip() if process.returncode == 0 else b""
