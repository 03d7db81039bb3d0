"""Pictures of an article, fetched when it is open and kept a while in the platform's cache folder.

No picture is asked for unless someone looks at its article with pictures on. What is kept is bounded; the pictures
looked at least recently go first. Losing the folder loses nothing but time.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path

import platformdirs

from tui.news.errors import FetchError
from tui.news.fetch import Fetcher, redact
from tui.news.private import make_folder

MOST_BYTES = 8 * 1024 * 1024
"""Of one picture."""
WHOLE = 100 * 1024 * 1024
"""Bytes of all that are kept."""
_KINDS = ((b"\xff\xd8\xff", 0), (b"\x89PNG\r\n\x1a\n", 0), (b"GIF8", 0), (b"WEBP", 8))
"""How JPEG, PNG, GIF and WebP begin, and at which byte."""


def default_folder() -> Path:
    """Where pictures are kept on this platform."""
    return Path(platformdirs.user_cache_path("newsread", appauthor=False)) / "pictures"


async def picture(url: str, fetcher: Fetcher, folder: Path) -> bytes:
    """The bytes of a picture, from the folder or the network; FetchError where there is none that can be shown."""
    path = folder / hashlib.sha256(url.encode()).hexdigest()
    kept = await asyncio.to_thread(_kept, path)
    if kept is not None:
        return kept
    body = (await fetcher.get(url, trusted=False)).checked().body
    if len(body) > MOST_BYTES:
        raise FetchError(f"the picture is larger than {MOST_BYTES // 1024 // 1024} MB", redact(url))
    if not any(body[at : at + len(mark)] == mark for mark, at in _KINDS):
        raise FetchError("this is no picture that can be shown", redact(url))
    await asyncio.to_thread(_keep, path, body)
    return body


def _kept(path: Path) -> bytes | None:
    """What is kept under a name; looking at it makes it young again."""
    try:
        os.utime(path)
        return path.read_bytes()
    except OSError:
        return None


def _keep(path: Path, body: bytes) -> None:
    """Keeps a picture, and makes room; a disk that is full or read-only is no reason not to show it."""
    try:
        make_folder(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(body)
        os.replace(file.name, path)
        _make_room(path.parent)
    except OSError:
        return


def _make_room(folder: Path) -> None:
    found = sorted((stat.st_mtime, stat.st_size, path) for path in folder.iterdir() if (stat := path.stat()))
    left = sum(size for _, size, _ in found)
    for _, size, path in found:
        if left <= WHOLE:
            return
        path.unlink(missing_ok=True)
        left -= size
