"""How the app answers keys while an update brings nothing but malformed feeds, some of which hold their reader up.

    python -m tests.benchmarks.siege [--feeds 300]

The promise: every key within 100 ms all the while. `net` leaves out what other programs took of the processor.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import multiprocessing.connection
import tempfile
from pathlib import Path

from tests.benchmarks.update import host, keys_meanwhile
from tests.promises.malformed import malformed
from tests.server import Reply, Server

SLOW = b"<rss><channel>" + b"<item><title>x</title><description>" * 60_000
"""Nested, never closed: the worker that reads it is killed over it, or says why it cannot."""
EVERY = 25
"""One feed in so many is of that kind."""


def serve(pipe: multiprocessing.connection.Connection, feeds: int) -> None:
    """The server's process; tells its port."""

    async def run() -> None:
        async with Server() as server:
            for number in range(feeds):
                body = malformed("feed", number) if number % EVERY else SLOW
                server.at[f"/feed/{number}"] = Reply(body=body)
            pipe.send(server.port)
            await asyncio.Event().wait()

    asyncio.run(run())


def main() -> None:
    """Runs it and prints a line for each figure."""
    parser = argparse.ArgumentParser(description="Measure keys while malformed feeds come in.")
    parser.add_argument("--feeds", type=int, default=300, help="how many feeds")
    given = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there, given.feeds))
    server.start()
    try:
        port = here.recv()
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            keys_meanwhile(
                Path(folder), [f"http://{host(number)}:{port}/feed/{number}" for number in range(given.feeds)]
            )
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
