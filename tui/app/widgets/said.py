"""What is said to the user: lines that stand in place of the keys for a while, so that they cover nothing one reads."""

from __future__ import annotations

from textual.notifications import SeverityLevel

from tui.news import cells
from tui.news.values import dataclass

MOST = 4
"""Things said at once; the oldest ones give way."""
SIGNS = {"information": "", "warning": "! ", "error": "! "}
"""What stands before them, so that not only a colour tells what went wrong."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is said."""

    words: str
    severity: SeverityLevel
    until: float
    """When it goes, in seconds of the clock that was handed over."""

    def lines(self, width: int) -> list[str]:
        """Its lines in so many cells, a blank on either side."""
        sign = SIGNS[self.severity]
        first, *rest = cells.wrap(self.words, max(8, width - 2 - len(sign))) or [""]
        return [f" {sign}{first}", *(f" {' ' * len(sign)}{line}" for line in rest)]


def paragraphs(said: tuple[Said, ...], width: int, most: int) -> list[tuple[str, SeverityLevel]]:
    """The lines of all that is said, each with its severity; of more than `most` the oldest give way."""
    told = [[(line, one.severity) for line in one.lines(width)] for one in said]
    while len(told) > 1 and sum(map(len, told)) > most:
        del told[0]
    lines = [line for one in told for line in one]
    if len(lines) > most:
        words, severity = lines[most - 1]
        lines[most - 1] = cells.cut(words.rstrip(), width - 2) + "…", severity
    return lines[:most]


def added(said: tuple[Said, ...], one: Said) -> tuple[Said, ...]:
    """With one more; the same words are not said twice."""
    return (*(each for each in said if each.words != one.words), one)[-MOST:]


def left(said: tuple[Said, ...], now: float) -> tuple[Said, ...]:
    """What is still to be said."""
    return tuple(one for one in said if one.until > now)
