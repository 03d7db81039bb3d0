"""The sources that newsread offers: public facts, shipped as a table with the package."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that can be followed at one key."""

    name: str
    url: str
    """The feed's address."""
    site: str
    """The site's address."""
    topic: str
    language: str


@cache
def sources() -> tuple[Source, ...]:
    """Every source, in the table's order."""
    text = files("tui.news").joinpath("data", "sources.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(Source(row["name"], row["url"], row["site"], row["topic"], row["language"]) for row in rows)


def search(words: str, *, topic: str = "", language: str = "") -> list[Source]:
    """The sources that hold every one of these words in name, site, topic or language; the best matches first.

    Whole words come before parts of words: `world de` means German before what is called Deutsche or Monde.
    """
    wanted = words.casefold().split()
    found = []
    for source in sources():
        if (topic and source.topic != topic) or (language and source.language != language):
            continue
        name = source.name.casefold()
        text = f"{name} {source.site} {source.topic} {source.language}".casefold()
        if all(word in text for word in wanted):
            whole = {*name.split(), source.topic, source.language}
            in_name = all(word in name for word in wanted)
            found.append((not whole.issuperset(wanted), not in_name, not name.startswith(words.casefold()), source))
    return [source for *_, source in sorted(found, key=lambda one: one[:3])]


def languages() -> tuple[str, ...]:
    """The languages of the catalogue, sorted."""
    return tuple(sorted({source.language for source in sources()}))


def topics() -> tuple[str, ...]:
    """The topics of the catalogue, sorted."""
    return tuple(sorted({source.topic for source in sources()}))
