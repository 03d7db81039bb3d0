"""Commands about feeds that are followed: feed changes one, leave follows it no more. `undo` takes both back."""

from __future__ import annotations

import argparse
from dataclasses import replace

from tui.cli.output import put, say
from tui.cli.places import cache
from tui.news import clean
from tui.news.errors import NewsError
from tui.news.typed import web_address
from tui.news.types import Feed


def feed(chosen: argparse.Namespace) -> int:
    """`feed`: what a feed is called and how it is treated; without an option, that is shown."""
    with cache(chosen, write=True) as opened:
        for old in [_one(opened.followed(), name) for name in chosen.feeds]:
            new = _changed(old, chosen)
            act = opened.edit_feed(new) if new != old else None
            if act is not None:
                say(act.words)
            else:
                put(_told(old))
    return 0


def leave(chosen: argparse.Namespace) -> int:
    """`leave`: the feeds bring nothing more; what they brought stays, unless it is to go too."""
    with cache(chosen, write=True) as opened:
        for found in [_one(opened.followed(), name) for name in chosen.feeds]:
            act = opened.remove_feed(found.id, keep_articles=not chosen.articles)
            say(f"{act.words}; `newsread undo` takes it back")
    return 0


def _one(feeds: list[Feed], name: str) -> Feed:
    """The one feed of this number, address or part of a title; NewsError where it is none, or several."""
    found = [one for one in feeds if name in (str(one.id), one.url)]
    found = found or [one for one in feeds if name.casefold() == one.title.casefold()]
    found = found or [one for one in feeds if name.casefold() in one.title.casefold()]
    if not found:
        raise NewsError("there is no such feed; `newsread feeds` lists them", name)
    if len(found) > 1:
        numbers = ", ".join(str(one.id) for one in found[:10])
        raise NewsError(f"several feeds are called that; name one by its number ({numbers})", name)
    return found[0]


def _changed(old: Feed, chosen: argparse.Namespace) -> Feed:
    """The feed as it is to be."""
    if chosen.title is not None and len(chosen.feeds) > 1:
        raise NewsError("only one feed can get this title; name one", chosen.title)
    if chosen.address is not None and len(chosen.feeds) > 1:
        raise NewsError("only one feed can be read from this address; name one", chosen.address)
    url = old.url if chosen.address is None else web_address(chosen.address)
    dropped = {clean.tag(name) for name in chosen.untag}
    added = (name for raw in chosen.tag if (name := clean.tag(raw)))
    return replace(
        old,
        url=url,
        typed=old.typed or url != old.url,
        title=old.title if chosen.title is None else clean.line(chosen.title, limit=200) or old.title,
        topic=old.topic if chosen.topic is None else clean.line(chosen.topic, limit=80),
        tags=tuple(name for name in dict.fromkeys((*old.tags, *added)) if name not in dropped),
        paused=old.paused if chosen.paused is None else chosen.paused,
        full_text=old.full_text if chosen.full_text is None else chosen.full_text,
        keep_days=old.keep_days if chosen.keep is None else chosen.keep or None,
    )


def _told(feed: Feed) -> str:
    """A feed and how it is treated, in a few lines."""
    keeps = f"articles are kept {feed.keep_days} days" if feed.keep_days else "articles are kept for good"
    return "\n".join(
        filter(
            None,
            [
                f"{feed.id}  {feed.title}",
                f"   {feed.url}",
                f"   topic: {feed.topic}" if feed.topic else "",
                f"   tags: {', '.join(feed.tags)}" if feed.tags else "",
                "   paused: not asked until it is resumed" if feed.paused else "",
                "   the whole text of each new article is fetched" if feed.full_text else "",
                f"   {keeps}",
                f"   last error: {feed.state.error}" if feed.state.error else "",
            ],
        )
    )
