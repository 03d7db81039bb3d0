"""An update in a process of its own, for a program whose screen must not wait: what came of each feed is told to it.

Fetching, unpacking and storing hold Python's lock for milliseconds at a time; in the app's own process one key in a
hundred waited 84 ms for them. The process has less right to the processor than the app, writes into the library as
`newsread update` beside an open app does, and ends when its input does: with whoever started it.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import sys
from collections.abc import AsyncGenerator, Iterable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from tui.news.errors import NewsError
from tui.news.types import Outcome, UpdateResult

NICE = 10
"""Added to the niceness of the process and of its workers."""
PATIENCE = 3.0
"""Seconds it gets to end by itself once its input is closed."""
_START = (
    "import json, sys; wish = json.loads(sys.stdin.readline()); sys.path[:] = wish.pop('path');"
    " from tui.news.apart import serve; sys.exit(serve(**wish))"
)
_LONGEST_LINE = 16 * 1024 * 1024


async def update_apart(
    library: Path,
    feeds: Iterable[int] | None = None,
    *,
    force: bool = False,
    every: timedelta = timedelta(hours=1),
    password_command: Iterable[str] = (),
) -> AsyncGenerator[UpdateResult, None]:
    """`update` of the feeds with these numbers (None: of all) in another process; yields each one's result.

    Leaving the iteration early ends the process. Raises NewsError where it could not be done.
    """
    wish = {
        "path": sys.path,
        "library": str(library),
        "feeds": None if feeds is None else list(feeds),
        "force": force,
        "seconds": every.total_seconds(),
        "password_command": list(password_command),
    }
    pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", _START,
            stdin=pipe, stdout=pipe, stderr=nowhere, start_new_session=True, limit=_LONGEST_LINE,
        )  # fmt: skip
    except OSError as error:
        raise NewsError(f"the update could not be started ({error.strerror})") from error
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps(wish).encode() + b"\n")
        with contextlib.suppress(ConnectionError):
            await process.stdin.drain()
        async for line in process.stdout:
            yield _result(json.loads(line))
        if await process.wait():
            raise NewsError("the update broke off; what had come is kept, try again")
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ends it; what it is about to write may be written."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        async with asyncio.timeout(PATIENCE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _result(told: dict[str, Any]) -> UpdateResult:
    """A line of the other process; NewsError where it tells of one."""
    if "error" in told:
        raise NewsError(told["error"])
    return UpdateResult(**told | {"outcome": Outcome(told["outcome"]), "new_ids": tuple(told["new_ids"])})


def calm_collector() -> None:
    """Lets the collector of cyclic garbage look seldom, for a process that only updates: a tenth of its time."""
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


# What runs in the other process.


def serve(library: str, feeds: list[int] | None, force: bool, seconds: float, password_command: list[str]) -> int:
    """Updates, and prints each result as a line of JSON."""
    os.nice(NICE)
    calm_collector()
    try:
        asyncio.run(_serve(Path(library), feeds, force, timedelta(seconds=seconds), password_command))
    except NewsError as error:
        _tell({"error": str(error)})
    except (BrokenPipeError, asyncio.CancelledError):
        return 1
    return 0


async def _serve(
    library: Path, feeds: list[int] | None, force: bool, every: timedelta, password_command: list[str]
) -> None:
    from tui.news.cache import Cache
    from tui.news.fetch import Fetcher, asking
    from tui.news.update import update

    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), task.cancel)  # nothing more comes but its end
    with Cache.open(library) as cache:
        chosen = [feed for feed in cache.followed() if feeds is None or feed.id in set(feeds)]
        fetcher = Fetcher(credentials=asking(password_command), library=library)
        async for result in update(cache, chosen, fetcher=fetcher, force=force, every=every):
            _tell(asdict(result))


def _tell(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
