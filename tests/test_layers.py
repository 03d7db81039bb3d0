"""Imports go downward only; the core needs no screen; start-up pays for nothing it does not use."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "tui").rglob("*.py"))

ONLY_IN = {
    "sqlite3": ("tui/news/cache/", "tui/first_page.py"),
    "httpx": ("tui/news/fetch/",),
    "h11": ("tui/news/fetch/",),
    "keyring": ("tui/news/fetch/",),
    "selectolax": ("tui/news/extract/", "tui/news/feeds/"),
    "feedparser": ("tui/news/feeds/",),
    "fastfeedparser": ("tui/news/feeds/",),
    "pebble": ("tui/news/workers",),
    "pyroaring": ("tui/news/cache/",),
    "textual": ("tui/app/",),
    "rich": ("tui/app/",),
    "pygments": ("tui/app/page/code.py",),
    "textual_image": ("tui/app/pictures.py",),
    "PIL": ("tui/app/pictures.py",),
}
"""A library from outside, and the only places that may import it."""


def imports(path: Path) -> list[str]:
    """Every module a file imports, also inside functions."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_is_imported_only_in_its_place(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        allowed = ONLY_IN.get(name.split(".")[0])
        assert allowed is None or place.startswith(allowed), f"{place} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_downward(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        if place.startswith("tui/news/"):
            assert not name.startswith(("tui.app", "tui.cli", "tui.config")), f"{place} imports {name}"
        if place.startswith("tui/app/widgets/"):
            above = ("tui.app.screens", "tui.app.app", "tui.news.cache", "tui.news.update", "tui.news.fetch", "tui.cli")
            assert not name.startswith(above), f"{place} imports {name}"
        if place.startswith("tui/app/"):
            assert not name.startswith("tui.cli"), f"{place} imports {name}"


def test_the_core_runs_without_the_screen() -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if path.is_relative_to(ROOT / "tui" / "news")
    ]
    # httpx loads its own command line, and rich with it, where click happens to be installed.
    code = (
        "import sys\nsys.modules['click'] = None\n"
        f"for name in {names!r}: __import__(name)\n"
        "print(sorted({n.split('.')[0] for n in sys.modules}))"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "textual" not in out
    assert "'rich'" not in out
