"""What README names is there: its commands parse, its filters mean something."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from tui.app.app import Newsread
from tui.cli.arguments import understand
from tui.news.filter import Filter

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
COMMANDS = sorted(set(re.findall(r"^newsread.*?(?=  |$)", README, re.MULTILINE)))
FILTERS = re.search(r"## The filter language(.*?)\n## ", README, re.DOTALL)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_parses(line: str) -> None:
    words = [word.removesuffix("...") for word in shlex.split(line, comments=True)[1:]]
    assert understand(words).command


def test_every_command_is_named() -> None:
    named = {understand(shlex.split(line, comments=True)[1:]).command for line in COMMANDS}
    assert {"open", "add", "update", "list", "show", "tags", "tag", "mark", "extract", "export", "doctor"} <= named


@pytest.mark.parametrize(
    "text",
    [
        text.replace("\\|", "|")
        for row in re.findall(r"^\|(.*?[^\\])\|", FILTERS[1] if FILTERS else "", re.MULTILINE)
        for text in re.findall(r"`(.+?)`", row)
    ],
)
def test_a_filter_parses(text: str) -> None:
    assert Filter.parse(text)


def _bound(classes: list[type[DOMNode]]) -> set[str]:
    """Every key that a class of ours, or one below it, binds."""
    found: set[str] = set()
    for one in classes:
        if one.__module__.startswith("tui."):
            for binding in one.__dict__.get("BINDINGS", ()):
                keys = binding.key if isinstance(binding, Binding) else binding[0]
                found |= {key.strip() for key in keys.split(",")}
        found |= _bound(one.__subclasses__())
    return found


NAMES = {
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "[": "left_square_bracket", "]": "right_square_bracket", "/": "slash", "=": "equals_sign", ".": "full_stop",
    "*": "asterisk", "?": "question_mark", "<": "less_than_sign", ">": "greater_than_sign", "|": "vertical_line",
    ":": "colon", "+": "plus", "-": "minus", "Enter": "enter", "Esc": "escape", "Space": "space", "Tab": "tab",
    "{": "left_curly_bracket", "}": "right_curly_bracket",
    "Backspace": "backspace", "^p": "ctrl+p", "←": "left", "→": "right", "↑": "up", "↓": "down",
}  # fmt: skip
KEYS = re.search(r"## Keys(.*?)\n## ", README, re.DOTALL)


@pytest.mark.parametrize(
    "key",
    sorted(
        {
            key.replace("\\|", "|")
            for row in re.findall(r"^\|(.*?[^\\])\|", KEYS[1] if KEYS else "", re.MULTILINE)
            for key in re.findall(r"`(.+?)`", row)
            if not key.isdigit()  # they are a range, not each a binding
        }
    ),
)
def test_a_key_is_bound(key: str) -> None:
    name = NAMES.get(key) or re.sub(r"^\^", "ctrl+", key.replace("Alt-", "alt+"))
    assert name in _bound([DOMNode]) | {Newsread.COMMAND_PALETTE_BINDING}


def test_the_quick_start_is_two_lines() -> None:
    lines = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [line.split()[-1] for line in lines] == ["--open", "pytest"]
    assert understand(lines[0].rpartition(".venv/bin/newsread ")[2].split()).open
