"""Letters over links: as few as will do, and what the letters typed so far leave; a link's number does as well."""

from __future__ import annotations

from itertools import product

from tui.app.page.layout import Spot
from tui.app.page.pieces import Look
from tui.app.widgets.page_view import Label
from tui.news.values import dataclass

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The resting row of the hand first."""


def names(count: int, letters: str = LETTERS) -> list[str]:
    """So many different names, all of one length, so that none begins another."""
    length = 1
    while len(letters) ** length < count:
        length += 1
    return ["".join(name) for name, _ in zip(product(letters, repeat=length), range(count), strict=False)]


@dataclass(frozen=True, slots=True)
class Hints:
    """Labels over what is in view, and the letters or the number typed so far."""

    targets: tuple[tuple[Spot, int, Look], ...]
    links: int = 0
    """Numbered links of the whole text."""
    typed: str = ""

    def labels(self) -> list[Label]:
        """What to show: labels that the letters typed so far begin, without those letters."""
        return [
            Label(spot, x, name.removeprefix(self.typed), look)
            for (spot, x, look), name in zip(self.targets, names(len(self.targets)), strict=True)
            if name.startswith(self.typed)
        ]

    def picked(self) -> Look | None:
        """The one that is left once its whole name is typed, or all of its number that tells it from the others."""
        found = [label.look for label in self.labels() if not label.text]
        found += [Look(link=number) for number in self.numbers()] if len(self.numbers()) == 1 else []
        return found[0] if found else None

    def numbers(self) -> list[int]:
        """The links whose numbers begin as typed."""
        return [number for number in range(1, self.links + 1) if self.typed and str(number).startswith(self.typed)]

    def entered(self) -> Look | None:
        """The one whose number was typed, though others go on from it."""
        return next((Look(link=number) for number in self.numbers() if str(number) == self.typed), None)

    def typing(self, letter: str) -> Hints:
        """With one more letter."""
        return Hints(self.targets, self.links, self.typed + letter)
