"""What a user typed or pasted as a source: a web address in one of the forms that people write, or something else."""

from __future__ import annotations

import re

from tui.news import clean
from tui.news.errors import PageError
from tui.news.feeds.opml import feed_address
from tui.news.fetch.address import host_of
from tui.news.fetch.credentials import keep, split

_FILE = re.compile(r"[^/:\s]+\.(?:x?html?|txt|opml|xml|json)", re.IGNORECASE)
"""What is a file's name and no host's: no domain ends so."""
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_NEAR = re.compile(r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
"""A host of one's own machine or network, which has a certificate seldom."""


def pasted(data: bytes) -> str | bytes:
    """What was pasted as a source: an address where it is one, else the page, list or text itself."""
    text = data.decode("utf-8", "replace").strip()
    try:
        return web_address(text) if len(text) < 2000 and "\n" not in text else data
    except PageError:
        return data


def web_address(text: str) -> str:
    """What the user typed as an address: `example.org/news` and `feed:` forms are understood; PageError otherwise."""
    raw = text.strip()
    if _FILE.fullmatch(raw):
        raise PageError("there is no such file; check the spelling and the folder", clean.line(raw, limit=200))
    if _BARE.fullmatch(raw):
        raw = "https://" + raw
    elif _NEAR.fullmatch(raw):
        raw = "http://" + raw
    place, secret = split(raw) if "@" in raw else (raw, None)
    found = feed_address(place)
    if found is None:
        shown = clean.line(place, limit=200)
        raise PageError("this is neither a file nor a web address; check the spelling", shown)
    if secret:
        keep(host_of(found), *secret)
    return found
