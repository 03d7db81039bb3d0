"""What newsread stands on is bounded, listed in README, and under licences that go with ours."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


def test_the_audit_says_so_where_nobody_answers() -> None:
    """No network in a test: the list of holes is asked for at a place that does not answer."""
    script = (ROOT / ".ci" / "audit").read_text("utf-8")
    asked = re.sub(r"^LIST = .*$", 'LIST = "http://127.0.0.1:1/"', script, flags=re.MULTILINE)
    done = subprocess.run([sys.executable, "-", sys.prefix], input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "nothing was audited" in done.stdout
