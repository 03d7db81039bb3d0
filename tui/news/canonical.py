"""When two addresses are one page's."""

from __future__ import annotations

import re
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
