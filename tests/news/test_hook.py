"""The command after an update."""

import json
import sys
from pathlib import Path

import pytest

from tui.news.hook import HookError, run_hook


async def test_the_articles_arrive_as_json_and_arguments_as_they_are(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.argv[2].encode() + sys.stdin.buffer.read())"
    articles = json.dumps([{"title": "Caf\u00e9 $(touch x); `y`"}])
    await run_hook([sys.executable, "-c", code, str(out), "$HOME;"], articles)
    assert out.read_text() == "$HOME;" + articles


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ([], "names no command"),
        (["/no/such/command"], "cannot be run"),
        ([sys.executable, "-c", "import sys; sys.exit('bad\\x1b[31m thing')"], r"ended with 1: bad\[31m thing"),
        ([sys.executable, "-c", "import time; time.sleep(60)"], "took more than"),
    ],
)
async def test_what_goes_wrong_is_one_line(command: list[str], reason: str) -> None:
    with pytest.raises(HookError, match=reason) as caught:
        await run_hook(command, "[]", seconds=0.5 if "sleep" in "".join(command) else 30)
    assert str(caught.value).isprintable()


async def test_a_command_that_does_not_read_is_no_trouble() -> None:
    await run_hook([sys.executable, "-c", "pass"], "x" * 1_000_000)
