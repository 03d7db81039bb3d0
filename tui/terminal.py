"""What the environment tells of the terminal: what it can be trusted with. Standard library only."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

_CONSOLE = re.compile(r"linux|vt\d|cons25|ansi|wsvt25")
"""Terminals whose fonts hold 256 or 512 signs, and few of ours."""


_PART = 240
"""Bytes that GNU screen takes in one string: 256 in its older versions."""


def understands_hyperlinks(environment: Mapping[str, str]) -> bool:
    """Whether OSC 8 is harmless here: terminal emulators obey or ignore it, consoles print it."""
    name = environment.get("TERM", "dumb")
    return name != "dumb" and _CONSOLE.match(name) is None


def shows_glyphs(environment: Mapping[str, str]) -> bool:
    """Whether the terminal can be expected to have our ornaments: no console, and no locale that is not UTF-8.

    A locale without a charset, such as C in a container, says nothing of the terminal.
    """
    if "TEXTUAL_DRIVER" in environment:  # in a web browser
        return True
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    charset = locale.partition(".")[2].partition("@")[0].lower().replace("-", "")
    return charset in ("", "utf8") and _CONSOLE.match(environment.get("TERM", "")) is None


def through_screen(text: str, environment: Mapping[str, str]) -> str:
    """What has GNU screen hand a text on to the clipboard of the terminal it runs in; empty where there is none.

    It takes no OSC 52 itself, but passes on what comes in a device control string, a few hundred bytes at a time.
    """
    if "TMUX" in environment or not environment.get("TERM", "").startswith("screen"):
        return ""
    whole = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    return "".join(f"\x1bP{whole[at : at + _PART]}\x1b\\" for at in range(0, len(whole), _PART))


def draws_ascii(setting: bool | str, environment: Mapping[str, str]) -> bool:
    """Whether to draw with ASCII, by the config's word, or where that is `auto` by the terminal."""
    return setting if isinstance(setting, bool) else not shows_glyphs(environment)
