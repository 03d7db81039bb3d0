"""Commands for what was done: acts lists it, undo takes it back, redo does it again."""

from __future__ import annotations

import argparse
import json

from tui.cli.output import put, say
from tui.cli.places import cache
from tui.news.errors import NewsError
from tui.news.types import Act


def acts(chosen: argparse.Namespace) -> int:
    """`acts`: the latest first, with the numbers that `undo` takes."""
    with cache(chosen) as opened:
        found = opened.journal(max(chosen.n, 0))
    if chosen.json:
        put(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=2))
        return 0
    if not found:
        say("nothing was done yet that could be taken back")
    for one in found:
        when = one.when.astimezone().strftime("%Y-%m-%d %H:%M")
        put(f"{one.id:>6}  {when}  {one.told}{'  (taken back)' if one.undone else ''}")
    return 0


def undo(chosen: argparse.Namespace) -> int:
    """`undo`: the act of this number, else the latest; what later acts changed stays as they left it."""
    with cache(chosen, write=True) as opened:
        act = opened.undo(chosen.act)
    if act is None:
        raise NewsError(_missing(chosen.act, "taken back already, or there is none", "nothing is left to take back"))
    say(f"undone: {act.told}")
    return 0


def redo(chosen: argparse.Namespace) -> int:
    """`redo`: the act of this number, else the one undone last."""
    with cache(chosen, write=True) as opened:
        act = opened.redo(chosen.act)
    if act is None:
        nothing = "nothing was taken back since the latest act"
        raise NewsError(_missing(chosen.act, "not taken back, or there is none", nothing))
    say(f"done again: {act.told}")
    return 0


def _missing(act: int | None, why: str, nothing: str) -> str:
    return f"{f'act {act} is {why}' if act is not None else nothing}; `newsread acts` lists what was done"


def _record(act: Act) -> dict[str, object]:
    return {
        "id": act.id,
        "when": act.when.isoformat(),
        "words": act.words,
        "title": act.title or None,
        "articles": act.count,
        "undone": act.undone,
    }
