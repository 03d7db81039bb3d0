"""What an article is known by within its feed, and when two addresses are one.

Identity is the guid where it is unique in the feed, else the canonical link where that is, else a hash of title and
text. Feeds in the wild repeat guids, leave them out and flip them between http and https.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|ocid|cmpid|wt\.mc_id|at_(medium|campaign|format)|_hs(enc|mi)",
    re.IGNORECASE,
)
_DEFAULT_PORT = {"http": 80, "https": 443}


def canonical(url: str) -> str:
    """The address that stands for its page: no tracking parameters, no fragment, no default port, always https.

    For comparing only, never for fetching.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".")
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORT.get(parts.scheme) else ""
    query = parts.query
    if query:
        kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
        query = urlencode(kept)
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(("https", host + port, parts.path or "/", query, fragment))


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
