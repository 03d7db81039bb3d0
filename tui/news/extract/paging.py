"""The next page of a split article: where a page links to its own address with the next number."""

from __future__ import annotations

import re

from tui.news import clean
from tui.news.extract.witnesses import Witnesses

_NUMBER = re.compile(r"(?:/page/|/|[?&](?:page|p|pg|seite)=|[-_,])([1-9]\d?)(/?(?:\.html?)?)$", re.IGNORECASE)


def next_page(page: Witnesses) -> str | None:
    """The address of the next page; None where `rel=next` leads elsewhere, such as to the next article of a blog."""
    if page.url is None:
        return None
    bare, number = _parts(page.url)
    for raw in page.following:
        following = clean.address(raw, page.url)
        if following is None:
            continue
        same, place = _parts(following)
        if same in (bare, page.url) and place == (2 if same == page.url else number + 1):
            return following
    return None


def _parts(url: str) -> tuple[str, int]:
    """An address without its page number, and that number; 1 where it has none."""
    found = _NUMBER.search(url)
    if found is None:
        return url.rstrip("/"), 1
    return (url[: found.start()] + found[2]).rstrip("/"), int(found[1])
