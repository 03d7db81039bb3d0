"""Asks the terminal what it can draw, and waits for all of its answers.

What comes late would be taken for keys: `^[[?62;4c` holds a `?` and a `c`. textual-image waits 0.1 s for each answer,
which is less than some connections take. So everything is asked at once, and last what every terminal answers; what
was asked before that has been answered by then, or never will be.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

PATIENCE = 2.0
"""Seconds until a terminal that says nothing at all is let be."""
UNTOLD = (10, 20)
"""Pixels of a cell where nobody tells: a VT340's."""
_KITTY = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
_CELL = "\x1b[16t"
_COLORS = "\x1b[?1;1;0S"
_NAME = "\x1b[>q"
_WHO = "\x1b[c"
"""DA1: what the terminal is; every one answers."""
_LAST = re.compile(r"\x1b\[\?([\d;]*)c")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a terminal said of itself."""

    kitty: bool = False
    """Whether it draws pictures by kitty's protocol where characters stand for them."""
    sixel: bool = False
    colors: int = 256
    """Colours that a sixel picture may have."""
    cell: tuple[int, int] = UNTOLD
    """Pixels of a cell, across and down."""


def question(environment: Mapping[str, str]) -> str:
    """What to ask here. tmux would take kitty's question for a title, and a console would print it."""
    held = "TMUX" in environment or environment.get("TERM", "").startswith(("screen", "tmux"))
    return ("" if held else _KITTY) + _NAME + _CELL + _COLORS + _WHO


def understood(text: str, cell_known: tuple[int, int] = (0, 0)) -> Answer:
    """What the answers mean; `cell_known` is what the system knows of a cell's pixels, where it does."""
    who = _LAST.search(text)
    cell = re.search(r"\x1b\[6;(\d+);(\d+)t", text)
    colors = re.search(r"\x1b\[\?1;0;(\d+)(?:;\d+)*S", text)
    wide, tall = (int(cell[2]), int(cell[1])) if cell else cell_known
    return Answer(
        kitty="\x1b_Gi=31;OK\x1b\\" in text and _knows_placeholders(text),
        sixel=who is not None and "4" in who[1].split(";")[1:],
        colors=max(2, min(256, int(colors[1]))) if colors else 256,
        cell=(wide, tall) if wide and tall else UNTOLD,
    )


def _knows_placeholders(text: str) -> bool:
    """Whether the terminal knows the characters that stand for a picture: kitty does from 0.28 on, and Ghostty.

    WezTerm, Konsole and older kitties draw pictures, but would show these characters as boxes.
    """
    kitty = re.search(r"\x1bP>\|kitty\((\d+)\.(\d+)", text)
    return "\x1bP>|ghostty" in text or (kitty is not None and (int(kitty[1]), int(kitty[2])) >= (0, 28))


def ask(read: int, write: int, *, patience: float = PATIENCE) -> str:
    """Asks, and gives all that the terminal sent until its last answer. The descriptors are those of a terminal."""
    import select
    import termios
    import tty

    before = termios.tcgetattr(read)
    tty.setcbreak(read, termios.TCSANOW)
    found = b""
    try:
        os.write(write, question(os.environ).encode())
        end = time.monotonic() + patience
        while not _LAST.search(found.decode("latin-1")):
            ready, _, _ = select.select([read], [], [], max(0.0, end - time.monotonic()))
            some = os.read(read, 1024) if ready else b""
            if not some:
                break
            found += some
    finally:
        termios.tcsetattr(read, termios.TCSANOW, before)
    return found.decode("latin-1")


def answer() -> Answer:
    """What the terminal of this process can draw; as little as any where there is none."""
    if sys.platform == "win32" or not (sys.__stdin__ and sys.__stdout__):
        return Answer()
    if not (sys.__stdin__.isatty() and sys.__stdout__.isatty()):
        return Answer()
    sys.__stdout__.flush()
    read, write = sys.__stdin__.fileno(), sys.__stdout__.fileno()
    return understood(ask(read, write), _cell(write))


def _cell(terminal: int) -> tuple[int, int]:
    """Pixels of a cell as the system knows them, 0 where it does not."""
    import fcntl
    import struct
    import termios

    rows, columns, wide, tall = struct.unpack("4H", fcntl.ioctl(terminal, termios.TIOCGWINSZ, bytes(8)))
    return (wide // columns, tall // rows) if rows and columns else (0, 0)
