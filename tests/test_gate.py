"""README's quick start is two one-line commands, and the gate runs the second as it stands."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def quick_start() -> list[str]:
    """The commands in README's quick start, one a block."""
    part = (ROOT / "README.md").read_text("utf-8").split("## Quick start")[1].split("\n## ")[0]
    return [block.strip() for block in re.findall(r"```\n(.*?)```", part, re.DOTALL)]


def test_the_quick_start_is_two_one_line_commands() -> None:
    commands = quick_start()
    assert len(commands) == 2
    for command in commands:
        assert "\n" not in command
        assert command.startswith("python3 -m venv ")
        assert subprocess.run(["bash", "-nc", command], check=False).returncode == 0


def test_the_gate_finds_the_test_command() -> None:
    pattern = re.search(r"grep -E '([^']+)' README.md", (ROOT / ".ci" / "run").read_text("utf-8"))
    assert pattern
    found = re.findall(pattern[1], (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert found == [quick_start()[1]]
