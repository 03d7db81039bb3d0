"""feedparser's own test files: what their `Expect:` lines say, in our fields.

A line is a Python expression over feedparser's result, such as `not bozo and entries[0]['title'] == 'x'`. Each
comparison of a field that we also have becomes one check; the expression is parsed, never run.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from tui.news import clean
from tui.news.feeds.drafts import document, headline, language
from tui.news.feeds.items import Channel, Item
from tui.news.types import Document

_EXPECT = re.compile(r"Expect:\s*(.*?)\s*(?:-->|\n)", re.DOTALL)
_HEADER = re.compile(r"Header:\s*([\w-]+):\s*(.*?)\s*\n")

Check = tuple[str, tuple[str | int, ...], object]
"""`feed` or `entries`, the path below it, and the value that stands there."""


def headers_of(text: str) -> dict[str, str]:
    """The headers that the file wants to be served with."""
    return {name.lower(): value for name, value in _HEADER.findall(text)}


def checks_of(text: str) -> Iterator[Check]:
    """The comparisons of a file's `Expect:` line."""
    found = _EXPECT.search(text)
    if not found:
        return
    try:
        tree = ast.parse(found[1], mode="eval")
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            path = list(_path(node.left))
            try:
                value = ast.literal_eval(node.comparators[0])
            except ValueError:
                continue
            if len(path) > 1 and isinstance(path[0], str):
                yield path[0], tuple(path[1:]), value


def _path(node: ast.expr) -> Iterator[str | int]:
    """`entries[0]['title']` and `entries[0].title` as their steps."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        yield from _path(node.value)
        if isinstance(node.slice.value, str | int):
            yield node.slice.value
    elif isinstance(node, ast.Attribute):
        yield from _path(node.value)
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id


def words(value: object) -> str:
    """The words of a value: markup gone, entities decoded, cleaned."""
    text = re.sub(r"<[^>]*>", " ", str(value))
    return clean.line(html.unescape(html.unescape(text)))


def ours(channel: Channel, check: Check, url: str) -> bool | None:
    """Whether our field is what the check says; None where we have no such field."""
    root, path, value = check
    if root == "feed" and path[0] in ("title", "link", "language") and path[1:] in ((), ("value",)):
        site = clean.address(channel.link, url)
        said = {"title": headline(channel.title), "link": site, "language": language(channel.language)}
        return _same(said[str(path[0])], value)
    if root == "entries" and isinstance(path[0], int) and len(path) > 1:
        item = channel.items[path[0]] if path[0] < len(channel.items) else Item()
        return _field(document(item, channel, url), item.guid, path[1:], value)
    return None


def _field(said: Document, guid: str, path: tuple[str | int, ...], value: object) -> bool | None:
    name = path[0]
    simple = path[1:] == () or path[-1] in ("value", "name")
    if name in ("title", "title_detail") and simple:
        return _same(said.title, value)
    if name in ("summary", "description", "content", "summary_detail") and simple:
        return words(value) in (words(said.text), words(said.summary))
    if name == "link":
        return _same(said.url, value)
    if name in ("id", "guid"):
        return guid == value
    if name in ("author", "author_detail", "authors") and simple:
        return any(author in str(value) for author in said.authors)
    if name in ("tags", "category") and path[-1] in ("term", "label", "category"):
        return words(value) in said.tags
    if name in ("copyright", "rights") and simple:
        return words(said.credit) == words(value)
    if name in ("published_parsed", "updated_parsed", "created_parsed") and isinstance(value, tuple):
        return datetime(*value[:6]).replace(tzinfo=UTC) in (said.published, said.updated)
    return None


def _same(field: str | None, value: object) -> bool:
    """Whether a field says the same words; angle brackets that were escaped stand for themselves in ours."""
    said = field or ""
    return words(said) == words(value) or said.casefold() in (
        str(value).casefold(),
        html.unescape(str(value)).casefold(),
    )
