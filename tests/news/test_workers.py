"""Worker processes can hang, crash and starve; who asked gets one line, and the next work is done."""

import asyncio
import fcntl
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tui.news.errors import FeedError, PageError
from tui.news.types import ParsedFeed
from tui.news.workers import PIPE, Workers

RSS = b"<rss version='2.0'><channel><title>T</title><item><title>One</title></item></channel></rss>"


def hang() -> None:
    while True:
        time.sleep(1)


def crash() -> None:
    os.abort()


def starve() -> None:
    bytearray(1024 * 1024 * 1024)


def shout() -> int:
    return os.write(1, b"\x1b]0;owned\x07") + os.write(2, b"\x1b]0;owned\x07")


def _is_pipe(number: int) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(number).st_mode)
    except OSError:  # what the listing itself was read from
        return False


def widths() -> list[int]:
    numbers = [int(name) for name in os.listdir("/proc/self/fd")]
    pipes = [number for number in numbers if _is_pipe(number)]
    return [fcntl.fcntl(number, fcntl.F_GETPIPE_SZ) for number in pipes]


@pytest.mark.parametrize(
    ("work", "reason"), [(hang, "more than 1 s"), (crash, "broke over it"), (starve, "broke over it")]
)
async def test_work_that_goes_wrong_is_one_line_and_the_next_is_done(work: object, reason: str) -> None:
    assert callable(work)
    async with Workers(count=1, seconds=1.0) as workers:
        with pytest.raises(FeedError, match=reason) as caught:
            await workers._run(FeedError, "https://a.example/", work)
        assert caught.value.where == "https://a.example/"
        parsed = await workers.parse(RSS, {}, "https://a.example/feed")
    assert isinstance(parsed, ParsedFeed)
    assert parsed.drafts[0].document.title == "One"


@pytest.mark.skipif(not hasattr(fcntl, "F_GETPIPE_SZ"), reason="Linux alone widens pipes")
async def test_work_and_results_wait_in_pipes_that_hold_a_dozen_feeds() -> None:
    async with Workers(count=1) as workers:
        assert (await workers._run(FeedError, "", widths)).count(PIPE) >= 2


async def test_an_error_of_ours_arrives_as_it_is() -> None:
    async with Workers(count=1) as workers:
        with pytest.raises(FeedError, match="no feed") as caught:
            await workers.parse(b"words", {}, "https://a.example/feed")
        assert caught.value.where == "https://a.example/feed"


async def test_pages_are_read_there_too() -> None:
    async with Workers(count=1) as workers:
        page = (
            b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head><body><p>x</p></body></html>"
        )
        assert [found.url for found in await workers.discover(page, "https://a.example/")] == ["https://a.example/feed"]
        with pytest.raises(PageError):
            await workers._run(PageError, "", crash)


def nap() -> int:
    time.sleep(0.6)
    return os.getpid()


async def test_waiting_for_ones_turn_does_not_count() -> None:
    async with Workers(count=1, seconds=1.5) as workers:
        pids = await asyncio.gather(*(workers._run(FeedError, "", nap) for _ in range(4)))
    assert len(set(pids)) == 1


async def test_a_worker_that_is_told_to_end_is_replaced() -> None:
    async with Workers(count=1) as workers:
        pid = await workers._run(FeedError, "", os.getpid)
        os.kill(pid, signal.SIGTERM)
        for _ in range(1000):
            if not Path(f"/proc/{pid}").exists():
                break
            await asyncio.sleep(0.01)
        assert (await workers.parse(RSS, {}, "https://a.example/")).title == "T"


async def test_workers_write_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    async with Workers(count=1) as workers:
        assert await workers._run(FeedError, "", shout) > 0
    captured = capfd.readouterr()
    assert "owned" not in captured.out + captured.err


def test_workers_start_below_a_folder_whose_name_is_too_long_for_a_socket(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    page = "<title>Talks</title><article><h1>Talks</h1><p>" + "The talks went on for a long day. " * 20
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--library", str(tmp_path / "library.db"), "add", "-"],
        input=page.encode(),
        capture_output=True,
        timeout=60,
        env={**os.environ, "TMPDIR": str(folder)},
        cwd=Path(__file__).resolve().parents[2],
    )
    assert (done.returncode, done.stderr, b"Talks" in done.stdout) == (0, b"", True)


def test_a_program_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(
        textwrap.dedent(
            """
            import asyncio, os
            from tui.news.errors import FeedError
            from tui.news.workers import Workers

            async def main():
                workers = Workers(count=2)
                pids = [await workers._run(FeedError, "", ask) for ask in (os.getpid, os.getppid)]
                print(*pids, flush=True)
                await asyncio.sleep(60)

            if __name__ == "__main__":
                asyncio.run(main())
            """
        )
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(root)}
    ) as program:
        assert program.stdout is not None
        pids = [int(pid) for pid in program.stdout.readline().split()]
        program.kill()
    assert len(pids) == 2
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            break
        time.sleep(0.05)
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []
