"""Who wrote an article, as names: no "By", no roles, no addresses; the site itself only where nobody else is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tui.news.extract.witnesses import Witnesses, first, names_in

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LONGEST_NAME = 60
"""Characters; a longer author is a sentence."""
MOST_WORDS = 6
FIRST = 15
"""Paragraphs in which a byline without any mark-up of its own may stand."""
_BY = re.compile(
    r"^(?:(?:written|posted|story|words|text) )?(?:by|von|par|por|di|da|av|af|door|autor:?|text|tekst|texto)[: ]\s*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\s*(?:[(\[|].*|(?:,|\s[-–])\s*(?:[\w-]+ ){0,2}"
    r"(?:reporter|editor|correspondent|writer|redakteur\w*|journalist\w*)\b.*)$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;\n]|\band\b|\bund\b|\bet\b|\be\b|\by\b|\boch\b|\bog\b|\ben\b|&|•)\s*")
_MACHINE = re.compile(r"https?:|www\.|@|^\d+$|[{}<>=]|\.html?$")
_META = re.compile(r"authors?$|^dc(?:terms)?creator$|^byline?$|writtenby$")
_NOT_META = re.compile(r"^twitter(?!miscwrittenby)|facebook|^itsauthor")
_LABELS = re.compile(r"written by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door", re.I)
"""What WordPress writes before the author in `twitter:label1`, in seven languages."""
_NAMED = "[rel=author], a[href*='/aut'], [class*=author], [class*=byline]"
"""Elements that may name an author; `_names_one` looks closer."""
_PROFILE = re.compile(r"/auth?or(?:s|en)?/", re.IGNORECASE)
_NAME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|byline)[_-]*name(?:$|\s)|(?:^|\s)article_*-?author(?:$|\s)", re.IGNORECASE
)
MOST_NAMED = 40
_BYLINE = re.compile(r"(?:by|von|par|por|av|af|door)\s+((?:[^\W\d_][\w.'’-]*\s?){1,4}),?", re.IGNORECASE)


def authors_of(page: Witnesses) -> tuple[str, ...]:
    """The people who wrote it, from the first witness who names others than the site."""
    itself: tuple[str, ...] = ()
    site: set[str] = set()
    for raw in _witnesses(page):
        said = names(raw)
        if said and not site:
            site = {folded(one) for one in (page.site, page.publisher, page.host, page.host.partition(".")[0])}
        if found := tuple(name for name in said if folded(name) not in site):
            return found
        itself = itself or said
    return itself


def names(raw: Iterable[str]) -> tuple[str, ...]:
    """Single names out of lines such as `By Ann Lee and Bo Ray, reporters`, each once."""
    found: dict[str, None] = {}
    for one in raw:
        for part in _AND.split(_ROLE.sub("", _BY.sub("", first(one)))):
            name = _ROLE.sub("", _BY.sub("", part)).strip(" .|-–·:")
            if name and len(name) <= LONGEST_NAME and len(name.split()) <= MOST_WORDS and not _MACHINE.search(name):
                found.setdefault(name)
    return tuple(found)


def folded(name: str) -> str:
    """A name for comparing: letters and digits only."""
    return re.sub(r"\W+", "", name.casefold())


def _witnesses(page: Witnesses) -> Iterator[Iterable[str]]:
    """What each source says, the most reliable first."""
    yield names_in(page.said.get("author") or page.said.get("creator"))
    yield page.meta.get("author", ()) or page.meta.get("parselyauthor", ()) or page.meta.get("articleauthor", ())
    for name, values in page.meta.items():
        if _META.search(name) and not _NOT_META.search(name):
            yield values
    if _LABELS.search(page.named("twitterlabel1")):
        yield page.meta.get("twitterdata1", ())
    marked = (page.main or page.tree).css(_NAMED)[:MOST_NAMED]
    yield [node.text() for node in marked if _names_one(node)][:8]
    yield [found[1] for node in marked if (found := _BYLINE.fullmatch(first(node.text())))][:1]
    yield [found[1] for node in (page.main or page.tree).css("p")[:FIRST] if (found := _byline(node.text()))][:1]


def _names_one(node: LexborNode) -> bool:
    """Whether an element holds one author's name and nothing else, by its mark-up."""
    given = node.attributes
    linked = node.tag == "a" and _PROFILE.search(given.get("href") or "")
    return bool(given.get("rel") == "author" or linked or _NAME_CLASS.search(given.get("class") or ""))


def _byline(text: str) -> re.Match[str] | None:
    """`By Ann Lee` standing alone, each word capitalised."""
    words = text.strip()
    if not 6 <= len(words) <= LONGEST_NAME:
        return None
    found = _BYLINE.fullmatch(words)
    return found if found and all(word[0].isupper() for word in found[1].split()) else None
