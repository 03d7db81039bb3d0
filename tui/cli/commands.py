"""Each command's name and what runs it; only what a command needs is imported."""

from __future__ import annotations

import argparse
from collections.abc import Callable

Command = Callable[[argparse.Namespace], int]


def command(name: str) -> Command:
    """What runs the command of this name, one of those in `arguments`."""
    if name == "open":
        from tui.cli.opening import open_app

        return open_app
    if name == "add":
        from tui.cli.adding import add

        return add
    if name == "update":
        from tui.cli.updating import update

        return update
    if name == "extract":
        from tui.cli.extracting import extract

        return extract
    if name in ("feed", "leave"):
        from tui.cli import following

        return {"feed": following.feed, "leave": following.leave}[name]
    if name == "catalogue":
        from tui.cli.adding import catalogue

        return catalogue
    if name in ("acts", "undo", "redo"):
        from tui.cli import acting

        return {"acts": acting.acts, "undo": acting.undo, "redo": acting.redo}[name]
    from tui.cli import changing, checking, reading

    rest: dict[str, Command] = {
        "list": reading.articles,
        "show": reading.show,
        "tags": reading.tags,
        "feeds": reading.feeds,
        "export": reading.export,
        "tag": changing.tag,
        "mark": changing.mark,
        "demo": changing.demo,
        "doctor": checking.doctor,
        "config": checking.config,
    }
    return rest[name]
