"""The command that a user has run after an update: new articles go in as JSON, nothing comes back but an exit code."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.news import clean, render
from tui.news.errors import NewsError

if TYPE_CHECKING:
    from tui.news.cache import Cache

SECONDS = 60.0


class HookError(NewsError):
    """The command could not be run, failed, or took too long."""


def records(cache: Cache, ids: Iterable[int]) -> str:
    """Articles as one JSON array, as `newsread list --json` gives them; reads the cache, so it belongs in a thread."""
    found = [(cache.document(id), cache.article(id)) for id in ids]
    return json.dumps([render.record(document, one) for document, one in found if document and one], ensure_ascii=False)


async def run_hook(command: Sequence[str], articles: str, *, seconds: float = SECONDS) -> None:
    """Runs the command (an argument list, never a shell) with `articles`, one JSON document, on standard input.

    Raises HookError where it cannot be run, ends with a code other than 0, or takes more than `seconds`.
    """
    where = clean.line(command[0] if command else "", limit=200)
    if not command:
        raise HookError("the config names no command for after an update")
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
    except (OSError, ValueError) as error:
        raise HookError("this command of the config cannot be run; check its name and place", where) from error
    try:
        async with asyncio.timeout(seconds):
            _, complaint = await process.communicate(articles.encode())
    except TimeoutError as error:
        raise HookError(f"this command of the config took more than {seconds:.0f} s and was ended", where) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        words = clean.line(complaint.decode("utf-8", "replace"), limit=200)
        raise HookError(f"this command of the config ended with {process.returncode}: {words}".rstrip(": "), where)
