"""What a page's JSON-LD says of its article (https://schema.org/Article); all of its scripts as one answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

_ARTICLE = re.compile(r"Article$|Posting$|^Report$|^Review$|^Article:")
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate", "breadcrumb")
"""Keys under which an article may stand."""
_TELLING = ("Article", "Posting", "Report", "Review", "BreadcrumbList")
"""A script without any of these words holds neither an article nor the way to one and is not parsed."""
_DECODER = json.JSONDecoder(strict=False)
MOST_NODES = 2000
"""Objects looked at on one page."""


def article_data(scripts: Iterable[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields of the article in a page's scripts, and the names on the way to it from the home page.

    Of several articles the first that gives a field counts.
    """
    merged: dict[str, Any] = {}
    crumbs: tuple[str, ...] = ()
    for one, kinds in _objects(scripts):
        if any(map(_is_article, kinds)):
            for key, value in one.items():
                if (value or value is False) and key not in merged:
                    merged[key] = value
        elif "BreadcrumbList" in kinds and not crumbs:
            crumbs = tuple(_crumbs(one.get("itemListElement")))
    return merged, crumbs


@lru_cache(1024)
def _is_article(kind: str) -> bool:
    return _ARTICLE.search(kind) is not None


def _objects(scripts: Iterable[str]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each object that may be an article or the way to one, with its types."""
    stack = [data for script in scripts for data in _read(script)]
    for place, one in enumerate(stack):  # the list grows while it is read
        if place >= MOST_NODES:
            return
        if isinstance(one, list):
            stack.extend(one)
        elif isinstance(one, dict):
            kinds = one.get("@type")
            yield one, [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]
            stack.extend(one[key] for key in _WITHIN if key in one)


def _crumbs(items: Any) -> Iterator[str]:
    """The names of a `BreadcrumbList` (https://schema.org/BreadcrumbList), which may stand in the item or around it."""
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
            if isinstance(name, str):
                yield name


def _read(text: str) -> list[Any]:
    """The script's value in a list; empty where it is no JSON. Raw line breaks in strings are let through."""
    if not any(word in text for word in _TELLING):
        return []
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return [_DECODER.decode(text)]
    except (ValueError, RecursionError):
        return []
