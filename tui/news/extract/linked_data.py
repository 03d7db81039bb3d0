"""What a page's JSON-LD says of its article (https://schema.org/Article); all of its scripts as one answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_ARTICLE = re.compile(r"Article$|Posting$|^Report$|^Review$|^Article:")
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate")
"""Keys under which an article may stand."""
_DECODER = json.JSONDecoder(strict=False)
MOST_NODES = 2000
"""Objects looked at on one page."""


def article_data(scripts: Iterable[str]) -> dict[str, Any]:
    """The fields of the article in a page's scripts; of several articles the first that gives a field counts."""
    merged: dict[str, Any] = {}
    for one in _articles(scripts):
        for key, value in one.items():
            if (value or value is False) and key not in merged:
                merged[key] = value
    return merged


def _articles(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    stack = [data for script in scripts for data in _read(script)]
    for place, one in enumerate(stack):  # the list grows while it is read
        if place >= MOST_NODES:
            return
        if isinstance(one, list):
            stack.extend(one)
        elif isinstance(one, dict):
            kinds = one.get("@type")
            if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield one
            stack.extend(one[key] for key in _WITHIN if key in one)


def _read(text: str) -> list[Any]:
    """The script's value in a list; empty where it is no JSON. Raw line breaks in strings are let through."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return [_DECODER.decode(text)]
    except (ValueError, RecursionError):
        return []
