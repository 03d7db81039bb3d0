"""Our themes can be read: every pair that carries text keeps the contrast that WCAG asks for."""

from pathlib import Path

import pytest
from rich._palettes import STANDARD_PALETTE
from textual.color import Color
from textual.theme import Theme

from tui.app.themes import DARK, LIGHT, SIXTEEN, THEMES, ours, problems
from tui.config import parse

TEXTS = ("foreground", "text-muted", "text-accent", "text-secondary", "text-success", "text-warning", "text-error")
GROUNDS = ("background", "surface", "panel", "block-cursor-background")


def luminance(color: Color) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    """WCAG 2.2, contrast ratio: 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("theme", (*THEMES, *SIXTEEN), ids=lambda theme: theme.name)
def test_text_stands_out_from_its_ground(theme: Theme, text: str, ground: str) -> None:
    colors = {**theme.to_color_system().generate(), **theme.variables}
    assert contrast(Color.parse(colors[text]), Color.parse(colors[ground])) >= 4.5


@pytest.mark.parametrize("theme", (*THEMES, *SIXTEEN), ids=lambda theme: theme.name)
def test_what_was_found_stands_out_from_the_mark_on_it(theme: Theme) -> None:
    page, ink, accent = map(Color.parse, (theme.background, theme.foreground, theme.accent))
    assert contrast(ink, page.blend(accent, 0.25)) >= 4.5
    assert contrast(page, accent) >= 4.5


def test_there_is_one_for_the_day_and_one_for_the_night() -> None:
    for themes in (THEMES, SIXTEEN):
        assert [(theme.name, theme.dark) for theme in themes] == [(DARK, True), (LIGHT, False)]


@pytest.mark.parametrize("theme", SIXTEEN, ids=lambda theme: theme.name)
def test_a_terminal_of_sixteen_colours_gets_just_those(theme: Theme) -> None:
    assert theme in ours("standard")
    assert theme not in ours("256")
    used = {Color.parse(color).rgb for color in theme.variables.values() if color.startswith("#")}
    assert used <= {tuple(STANDARD_PALETTE[number]) for number in range(16)}
    assert len({theme.accent, theme.foreground, theme.background, theme.variables["block-cursor-background"]}) == 4


def test_a_theme_that_is_none_is_told_with_its_line() -> None:
    config = parse('measure = 66\ntheme = "mauve"', Path("config.toml"))
    assert [str(problem) for problem in problems(config)] == [
        "config.toml:2: theme: no theme is called 'mauve'; the default is used"
    ]
    assert all(problems(parse(f'theme = "{name}"', Path("c"))) == () for name in (DARK, LIGHT, "nord"))
