"""What frameworks write into a page for their scripts to go on from, as plain values and as markup.

React's flight rows (https://github.com/facebook/react/tree/main/packages/react-server), in pieces handed to `push`;
devalue (https://github.com/Rich-Harris/devalue), a list whose values name each other by place; and references into a
normalised cache (`__ref`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from typing import Any

PUSHED = re.compile(r"__next_f\.push\((?=\[)")
"""Where a piece of the flight begins."""
_ROW = re.compile(r"([0-9a-f]+):(?:T([0-9a-f]+),)?")
_REFERENCE = re.compile(r"\$[L@]?([0-9a-f]+)")
_TAG = re.compile(r"[a-z][a-z0-9]*")
_WRAPPED = frozenset(("ShallowReactive", "Reactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef"))
_VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "source", "wbr"))
_PROPERTIES = (("className", "class"), ("id", "id"), ("href", "href"), ("src", "src"), ("alt", "alt"))
DEEPEST = 60
MOST = 100_000
"""Values that are looked at."""


def flight(pieces: list[str]) -> dict[str, Any]:
    """The rows of a flight by their names: texts as they are, all else as JSON; rows of neither are left out."""
    data = "".join(pieces).encode("utf-8", "replace")
    rows: dict[str, Any] = {}
    at = 0
    while at < len(data):
        found = _ROW.match(data[at : at + 40].decode("latin-1"))
        if found is None:
            at = data.find(b"\n", at) + 1 or len(data)
            continue
        at += found.end()
        if found[2]:
            end = at + int(found[2], 16)
            rows[found[1]] = data[at:end].decode("utf-8", "replace")
        else:
            end = data.find(b"\n", at) + 1 or len(data)
            with suppress(ValueError, RecursionError):
                rows[found[1]] = json.loads(data[at:end])
        at = end
    return rows


def markup(rows: dict[str, Any]) -> str:
    """The elements of a flight as markup, from its first row on; those of rows that no other names follow."""
    writer = _Writer(rows)
    loose = [row for row, value in rows.items() if not isinstance(value, str)]
    return "".join([*writer.written(rows.get("0"), 0), *(part for row in loose for part in writer.once(row, 0))])


class _Writer:
    """Writes each row once: what names itself would never end."""

    def __init__(self, rows: dict[str, Any]) -> None:
        self.rows = rows
        self.seen: set[str] = set()
        self.left = MOST

    def once(self, row: str, depth: int) -> Iterator[str]:
        if row in self.rows and row not in self.seen:
            self.seen.add(row)
            value = self.rows[row]
            if isinstance(value, str) and not value.startswith("$"):
                yield value
            else:
                yield from self.written(value, depth)

    def written(self, value: Any, depth: int) -> Iterator[str]:
        """An element, a list of them, a text or a reference."""
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            return
        if isinstance(value, str):
            named = _REFERENCE.fullmatch(value)
            if named:
                yield from self.once(named[1], depth + 1)
            elif not value.startswith("$"):
                yield escape(value)
        elif isinstance(value, list) and len(value) > 3 and value[0] == "$":
            yield from self._element(str(value[1]), value[3], depth)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, (list, str)):
                    yield from self.written(one, depth + 1)

    def _element(self, tag: str, given: Any, depth: int) -> Iterator[str]:
        props = given if isinstance(given, dict) else {}
        inner = props.get("dangerouslySetInnerHTML")
        raw = inner.get("__html") if isinstance(inner, dict) else None
        known = _TAG.fullmatch(tag) is not None
        if known and tag not in ("script", "style"):
            names = "".join(
                f' {name}="{escape(value)}"'
                for prop, name in (
                    ("className", "class"),
                    ("id", "id"),
                    ("href", "href"),
                    ("src", "src"),
                    ("alt", "alt"),
                )
                if isinstance(value := props.get(prop), str)
            )
            yield f"<{tag}{names}>"
        if isinstance(raw, str):
            named = _REFERENCE.fullmatch(raw)
            yield from self.once(named[1], depth + 1) if named else (raw,)
        yield from self.written(props.get("children"), depth + 1)
        if known and tag not in _VOID and tag not in ("script", "style"):
            yield f"</{tag}>"


def referring(value: Any, rows: dict[str, Any], depth: int = 0) -> Any:
    """A row with its references to other rows replaced by these, which are not looked into."""
    if depth > DEEPEST:
        return value
    if isinstance(value, dict):
        return {key: referring(one, rows, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [referring(one, rows, depth + 1) for one in value]
    return _named(value, rows)


def _named(one: Any, rows: dict[str, Any]) -> Any:
    found = _REFERENCE.fullmatch(one) if isinstance(one, str) else None
    return rows.get(found[1], one) if found else one


def is_devalued(value: Any) -> bool:
    """Whether a list is one whose values name each other by their places."""
    if not isinstance(value, list) or len(value) < 3 or not isinstance(value[0], (dict, list)):
        return False
    first = list(value[0].values()) if isinstance(value[0], dict) else value[0][-1:]
    return bool(first) and all(type(one) is int and -7 < one < len(value) for one in first)


def devalued(values: list[Any]) -> Any:
    """The value that such a list stands for; each place once, so that what names itself ends."""
    done: dict[int, Any] = {}

    def at(place: Any, depth: int) -> Any:
        if type(place) is not int or not 0 <= place < len(values) or depth > DEEPEST or len(done) > MOST:
            return None
        if place not in done:
            done[place] = None
            done[place] = built(values[place], depth)
        return done[place]

    def built(raw: Any, depth: int) -> Any:
        if isinstance(raw, dict):
            return {key: at(one, depth + 1) for key, one in raw.items()}
        if not isinstance(raw, list):
            return raw
        if raw and isinstance(raw[0], str):
            return at(raw[1], depth + 1) if raw[0] in _WRAPPED and len(raw) > 1 else None
        return [at(one, depth + 1) for one in raw]

    return at(0, 0)
