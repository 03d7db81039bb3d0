"""Commands that change what is stored: tag, mark, demo. What they change, `u` in the app takes back."""

from __future__ import annotations

import argparse

from tui.cli.output import say
from tui.cli.places import cache, targets
from tui.news.errors import NewsError


def tag(chosen: argparse.Namespace) -> int:
    """`tag`: +tag gives, -tag takes off."""
    changes = [word.strip() for word in chosen.changes]
    odd = next((word for word in changes if word[:1] not in ("+", "-") or len(word) < 2), None)
    if odd is not None:
        raise NewsError("write +tag to give a tag and -tag to take it off", odd)
    with cache(chosen, write=True) as opened:
        ids = targets(opened, [chosen.target])
        add = [word[1:] for word in changes if word[0] == "+"]
        say(opened.tag(ids, add=add, drop=[word[1:] for word in changes if word[0] == "-"]).words)
    return 0


def mark(chosen: argparse.Namespace) -> int:
    """`mark`: read, unread, star, unstar."""
    with cache(chosen, write=True) as opened:
        ids = targets(opened, chosen.target)
        if chosen.mark in ("read", "unread"):
            act = opened.set_read(ids, chosen.mark == "read")
        else:
            act = opened.set_starred(ids, chosen.mark == "star")
        say(act.words)
    return 0


def demo(chosen: argparse.Namespace) -> int:
    """`demo`: a made-up library beside the user's own, never in its place; `--open` reads it, made before or now."""
    from tui.news.demo import build

    if not (chosen.open and chosen.at.exists()):
        build(chosen.at, articles=chosen.articles, feeds=chosen.feeds, seed=chosen.seed)
        say(f"made {chosen.at}; open it with: newsread --library {chosen.at}")
    if not chosen.open:
        return 0
    from tui.cli.opening import open_app

    return open_app(argparse.Namespace(library=chosen.at, config=chosen.config, verbose=chosen.verbose, filter=[]))
