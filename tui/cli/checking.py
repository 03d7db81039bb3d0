"""Commands that check and explain: doctor, config."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import places
from tui.cli.output import put
from tui.config import Config

if TYPE_CHECKING:
    from tui.app.keys import Keymap


def doctor(chosen: argparse.Namespace) -> int:
    """`doctor`: what is there, what is wrong, and what to do about it; 1 where something is wrong."""
    from tui.app import themes
    from tui.cli import diagnosis

    settings = places.config(chosen)
    wrong = False
    problems = (*keymap(settings).problems, *themes.problems(settings))
    for found in diagnosis.everything(settings, places.library(chosen, settings), problems):
        put(f"{'wrong' if found.wrong else found.topic:<10} {found.words}")
        if found.advice:
            put(f"{'':<10} -> {found.advice}")
        wrong = wrong or found.wrong
    return 1 if wrong or settings.problems else 0


def config(chosen: argparse.Namespace) -> int:
    """`config --show`: every setting, its value and where it comes from."""
    settings = places.config(chosen)
    put(settings.describe(), end="")
    put("\n# Commands that `keys` can give other keys, with those they have now:")
    for command in keymap(settings).commands:
        keys = ", ".join(command.keys).replace("\\", "\\\\")
        put(f'# "{command.id}" = "{keys}"  # {command.tip}')
    return 0


def keymap(settings: Config) -> Keymap:
    """Every command of the app with its keys, and what is wrong with those that the config gives."""
    from tui.app.app import Newsread
    from tui.app.keys import Keymap, declared

    return Keymap.of(settings, declared(*Newsread.COMMANDED, Newsread))
