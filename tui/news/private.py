"""Folders that only their owner may enter."""

from __future__ import annotations

from pathlib import Path


def make_folder(folder: Path) -> None:
    """Makes a folder, and what is missing above it, with 0700, as the XDG base directory specification wants it."""
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
