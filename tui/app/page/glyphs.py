"""The ornaments of a page, and their twins for terminals that have only ASCII."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Every mark the typesetting draws; each is one cell wide unless it says otherwise."""

    bar: str = "▎"
    """Before a quotation."""
    bullets: str = "•◦▪"
    """One for each depth of a list."""
    rule: str = "─"
    across: str = "│"
    cross: str = "┼"
    dot: str = "·"
    """Between the parts of a line of facts."""
    picture: str = "▣"
    embed: str = "▸"
    onward: str = "↳"
    """Before the rest of a line of code that was too long."""
    end: str = "◆"
    ellipsis: str = "…"


UNICODE = Glyphs()
ASCII = Glyphs(
    bar="|",
    bullets="*-+",
    rule="-",
    across="|",
    cross="+",
    dot="-",
    picture="#",
    embed=">",
    onward="\\",
    end="*",
    ellipsis="~",
)
