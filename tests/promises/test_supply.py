"""What newsread stands on is bounded, listed in README, and under licences that go with ours."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.server import Reply, Server

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LISTED = re.search(r"## What it stands on(.*?)\n## ", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
FAMILIES = {
    "MIT": r"\bMIT\b",
    "BSD": r"\bBSD\b",
    "PSF": r"\bPSF|Python Software Foundation",
    "Apache 2.0": r"\bApache",
    "MPL 2.0": r"\bMPL|Mozilla",
    "LGPL": r"\bLGPL|Lesser General",
}
"""Licences that let an MIT program use a package as it is; what a package's own words must hold."""


def needed() -> set[str]:
    """Every package that an installation pulls in on this Python, by canonical name."""
    found: set[str] = set()
    left = [Requirement(one) for one in PROJECT["dependencies"]]
    while left:
        one = left.pop()
        name = canonicalize_name(one.name)
        if name in found or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        left += [Requirement(text) for text in metadata.requires(name) or []]
        left += [  # extras that were asked for, such as markdown-it-py[linkify]
            inner
            for extra in one.extras
            for inner in map(Requirement, metadata.requires(name) or [])
            if inner.marker and inner.marker.evaluate({"extra": extra})
        ]
    return found


def listed() -> dict[str, str]:
    """Family by package, as README tells."""
    assert LISTED
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", LISTED[1], re.MULTILINE)
    return {canonicalize_name(name): family for family, names in rows for name in re.split(r",\s*", names)}


@pytest.mark.parametrize("text", PROJECT["dependencies"])
def test_every_dependency_is_bounded_on_both_sides(text: str) -> None:
    signs = {one.operator for one in Requirement(text).specifier}
    assert ">=" in signs
    assert signs & {"<", "<=", "=="}


@pytest.mark.parametrize("name", sorted(needed()))
def test_every_package_is_listed_under_its_licence(name: str) -> None:
    family = listed()[name]
    about = metadata.metadata(name)
    words = [*(about.get_all("License-Expression") or []), *(about.get_all("License") or [])]
    words += [one for one in about.get_all("Classifier") or [] if one.startswith("License")]
    assert re.search(FAMILIES[family], " ".join(words)[:2000])


def audit(index: str) -> subprocess.CompletedProcess[str]:
    """The gate's look at the registry, which is to be found at another address: no network in a test."""
    script = (ROOT / ".ci" / "audit").read_text("utf-8")
    asked = re.sub(r"^(LIST|INDEX) = .*$", rf'\1 = "{index}"', script, flags=re.MULTILINE)
    command = [sys.executable, "-", sys.prefix, str(ROOT / "pyproject.toml")]
    return subprocess.run(command, input=asked, capture_output=True, text=True, check=False)


def test_the_audit_says_so_where_nobody_answers() -> None:
    done = audit("http://127.0.0.1:1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing was audited" in done.stdout
    assert "audit: the index does not tell when textual was last released" in done.stdout
    assert "audit: last releases: none told" in done.stdout


async def test_it_names_what_had_no_release_for_two_years_and_passes_where_the_list_of_holes_is_missing() -> None:
    today = datetime.now(UTC)
    async with Server() as server:
        for text in PROJECT["dependencies"]:
            days = 800 if text.startswith("pebble") else 30
            files = [{"upload-time": f"{today - timedelta(days=days):%Y-%m-%dT00:00:00Z}", "yanked": False}]
            files += [{"upload-time": "2019-01-01T00:00:00Z"}, {"upload-time": f"{today:%Y-%m-%dT}", "yanked": "bad"}]
            server.at[f"/{Requirement(text).name}/"] = Reply(body=json.dumps({"files": files}).encode())
        done = await asyncio.to_thread(audit, server.url("", host="127.0.0.1"))
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split(" had")[0] for line in done.stdout.splitlines() if "two years" in line] == ["audit: pebble"]
    assert f"httpx {today - timedelta(days=30):%Y-%m-%d}" in done.stdout
    assert "does not tell when keyring was last released (HTTP Error 404" in done.stdout
    assert "does not answer here" in done.stdout
    assert "nothing was audited" in done.stdout
