"""Letters over links: as few as will do, and what the letters typed so far leave."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from tui.app.page.layout import Spot
from tui.app.page.pieces import Look
from tui.app.widgets.page_view import Label

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
    """Labels over what is in view, and the letters typed so far."""

    targets: tuple[tuple[Spot, int, Look], ...]
    typed: str = ""

    def labels(self) -> list[Label]:
        """What to show: labels that the letters typed so far begin, without those letters."""
        return [
            Label(spot, x, name.removeprefix(self.typed), look)
            for (spot, x, look), name in zip(self.targets, names(len(self.targets)), strict=True)
            if name.startswith(self.typed)
        ]

    def picked(self) -> Look | None:
        """The one that is left once its whole name is typed."""
        found = [label for label in self.labels() if not label.text]
        return found[0].look if found else None

    def typing(self, letter: str) -> Hints:
        """With one more letter."""
        return Hints(self.targets, self.typed + letter)
