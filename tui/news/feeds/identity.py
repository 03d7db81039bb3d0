"""What an article is known by within its feed, and when two addresses are one.

Identity is the guid where it is unique in the feed, else the canonical link where that is, else a hash of title and
text. Feeds in the wild repeat guids, leave them out and flip them between http and https.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from tui.news.canonical import canonical

__all__ = ["canonical", "keys"]


def keys(items: Sequence[tuple[str, str | None, str, str]]) -> list[str]:
    """The key of each item, in order, given its guid, address, title and text; equal items get equal keys."""
    guids = Counter(_plain(guid) for guid, _, _, _ in items)
    links = Counter(canonical(url) for _, url, _, _ in items if url)
    found = []
    for guid, url, title, text in items:
        if guid and guids[_plain(guid)] == 1:
            found.append("guid:" + _plain(guid))
        elif url and links[canonical(url)] == 1:
            found.append("link:" + canonical(url))
        else:
            found.append("hash:" + hashlib.sha256(f"{title}\n{text}".encode("utf-8", "replace")).hexdigest())
    return found


def _plain(guid: str) -> str:
    """A guid that is an address counts the same with http and https."""
    return "https://" + guid[7:] if guid[:7].lower() == "http://" else guid
