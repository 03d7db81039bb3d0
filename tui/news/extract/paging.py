"""The next page of a split article: where a page links to its own address with the next number.

Any link counts where none is marked `rel=next`: of all links on 215 pages only those on the one split article lead to
the next number. Only links that end with that number are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import urlsplit

from tui.news import clean
from tui.news.extract.witnesses import Witnesses

_NUMBER = re.compile(r"(?:/page/|/|[?&](?:page|p|pg|seite)=|[-_,])([1-9]\d?)(/?(?:\.html?)?)$", re.IGNORECASE)
_STEP = re.compile(r"([\w%-]+)[\w.%-]*")
"""The last step of an address, and how it begins."""
MOST = 40
"""Links that are looked at."""


def next_page(page: Witnesses) -> str | None:
    """The address of the next page; None where `rel=next` leads elsewhere, such as to the next article of a blog."""
    if page.url is None:
        return None
    bare, number = _parts(page.url)
    for raw in page.following or _links(page, bare, number):
        following = clean.address(raw, page.url)
        if following is None:
            continue
        same, place = _parts(following)
        if same in (bare, page.url) and place == (2 if same == page.url else number + 1):
            return following
    return None


def _links(page: Witnesses, bare: str, number: int) -> list[str]:
    """Where links lead that may be to the same address; none from a site's front page, whose pages are archives."""
    if urlsplit(bare).path in ("", "/"):
        return []
    step = _STEP.fullmatch(bare.rpartition("/")[2])
    links = page.second if number == 1 else chain(page.second, _ending(page, number + 1))
    own = (link for link in links if link[:1] == "?" or (step and step[1] in link))
    return [link for link in islice(own, MOST) if _NUMBER.search(link)]


def _ending(page: Witnesses, number: int) -> Iterator[str]:
    """Where links lead that end with a page's number."""
    ends = ", ".join(f"[href$='{number}{end}']" for end in ("", "/", ".html", ".htm"))
    return (node.attributes.get("href") or "" for node in page.tree.css(f"a:is({ends})"))


def _parts(url: str) -> tuple[str, int]:
    """An address without its page number, and that number; 1 where it has none."""
    found = _NUMBER.search(url)
    if found is None:
        return url.rstrip("/"), 1
    return (url[: found.start()] + found[2]).rstrip("/"), int(found[1])
