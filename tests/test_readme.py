"""What README names is there: its commands parse, its filters mean something."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

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


def test_the_quick_start_is_two_lines() -> None:
    lines = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [line.split()[-1] for line in lines] == ["--open", "pytest"]
    assert understand(lines[0].rpartition(".venv/bin/newsread ")[2].split()).open
