"""Two themes of our own: newsprint by day, ink by night.

A quiet ground, one accent, and muted tones that can still be read; each again in a terminal's sixteen colours. Every
pair that carries text has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3), which a test computes; nothing is told by
colour alone.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from tui.config import Config
from tui.news.errors import ConfigError

DARK = "newsread-dark"
LIGHT = "newsread-light"


def _theme(name: str, *, dark: bool, ink: str, quiet: str, faint: str, page: str, raised: str, panel: str,
           accent: str, cursor: str, line: str, second: str, good: str, warn: str, bad: str) -> Theme:  # fmt: skip
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=second,
        accent=accent,
        foreground=ink,
        background=page,
        surface=raised,
        panel=panel,
        success=good,
        warning=warn,
        error=bad,
        variables={
            "text": ink,
            "text-muted": quiet,
            "text-disabled": faint,
            "text-primary": accent,
            "text-secondary": second,
            "text-accent": accent,
            "text-success": good,
            "text-warning": warn,
            "text-error": bad,
            "block-cursor-background": cursor,
            "block-cursor-foreground": ink,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": raised,
            "block-cursor-blurred-foreground": ink,
            "border": accent,
            "border-blurred": line,
            "footer-background": raised,
            "footer-foreground": quiet,
            "footer-description-foreground": quiet,
            "footer-key-foreground": accent,
            "footer-key-background": raised,
            "input-cursor-background": accent,
            "input-cursor-foreground": page,
            "input-selection-background": cursor,
            "scrollbar": line,
            "scrollbar-hover": faint,
            "scrollbar-active": accent,
            "scrollbar-background": page,
            "scrollbar-background-hover": page,
            "scrollbar-background-active": page,
            "scrollbar-corner-color": page,
            "screen-selection-background": cursor,
            "screen-selection-foreground": ink,
        },
    )


THEMES = (
    _theme(
        DARK, dark=True,
        ink="#d9d6cf", quiet="#a09e99", faint="#6f6e6c", page="#17181c", raised="#1e2025", panel="#26292f",
        accent="#e2a76f", cursor="#3a332c", line="#34373e", second="#8fb0c6", good="#a3bf86", warn="#e0c878",
        bad="#e58a7d",
    ),
    _theme(
        LIGHT, dark=False,
        ink="#2a2926", quiet="#66635c", faint="#918d84", page="#faf8f3", raised="#f2eee5", panel="#e9e4d8",
        accent="#9a3f16", cursor="#f3dfcb", line="#d8d2c4", second="#2f5d7c", good="#45672a", warn="#7a5b00",
        bad="#a8322a",
    ),
)  # fmt: skip
"""Registered by the app, beside Textual's own."""

SIXTEEN = (
    _theme(
        DARK, dark=True,
        ink="#ffffff", quiet="#aaaaaa", faint="#555555", page="#000000", raised="#000000", panel="#000000",
        accent="#ffff55", cursor="#0000aa", line="#555555", second="#55ffff", good="#55ff55", warn="#ffff55",
        bad="#ff55ff",
    ),
    _theme(
        LIGHT, dark=False,
        ink="#000000", quiet="#000000", faint="#555555", page="#aaaaaa", raised="#aaaaaa", panel="#aaaaaa",
        accent="#0000aa", cursor="#00aaaa", line="#555555", second="#0000aa", good="#000000", warn="#000000",
        bad="#000000",
    ),
)  # fmt: skip
"""The same for terminals of sixteen colours, in those colours: the nearest ones to the others lose every accent."""


def problems(config: Config) -> tuple[ConfigError, ...]:
    """A theme of the config that there is none of."""
    known = {theme.name for theme in THEMES} | set(BUILTIN_THEMES)
    wrong = f"no theme is called {config.theme!r}; the default is used"
    return () if config.theme in known else (config.problem("theme", wrong),)


def ours(color_system: str | None) -> tuple[Theme, ...]:
    """Our themes as a terminal can show them; its colours are named as Rich names them."""
    return SIXTEEN if color_system == "standard" else THEMES
