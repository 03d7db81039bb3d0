"""Who wrote an article, as names: no "By", no roles, no addresses; the site itself only where nobody else is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tui.news.extract.witnesses import Witnesses, first, folded, names_in

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST_NAME = 60
"""Characters; a longer author is a sentence."""
MOST_WORDS = 6
FIRST = 15
"""Paragraphs in which a byline without any mark-up of its own may stand."""
_BY = re.compile(
    r"^(?:(?:(?:(?:additional )?reporting|article|story|report|written|posted|words|text|photos?|video)[ :]+)?"
    r"(?:by|von|par|por|di|da|av|af|door|od|от)|autor:?|автор:?|tekst|texto?|作者|文|撰文|記者|记者|기자)[: ：/／]\s*"
    r"|^(?:記者|记者)(?=\S+[／/])",
    re.IGNORECASE,
)
_JOB = (
    r"(?:\w*reporter\w*|\w*editors?|correspondents?|columnists?|writers?|contributors?|photographers?|producers?|"
    r"\w*redakt(?:eur|ør|ör)\w*|\w*journalist\w*|kolumnist\w*|fotograf\w*|korrespondent\w*|rédact\w+|journaliste|"
    r"redactora?|periodista|jornalista|repórter|editora?|giornalista|redattore|redattrice|ph\.?d|m\.?d)"
)
_ROLE = re.compile(
    rf"\s*(?:[(\[|／].*|\s@\w.*|(?:,|\s[-–])\s*(?:[\w-]+ ){{0,2}}{_JOB}\b.*|\s기자)$"
    r"|(?<=\w)\s+(?:(?-i:(?:in|for) (?=[^\W\d_a-z]))|(?:published|updated|posted)\b|\d).*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[(\[|／@,\d]|\s[-–]|기자|\s(?:in|for|published|updated|posted)\b", re.IGNORECASE)
"""Without any of these a line has nothing behind it that `_ROLE` takes off; a fifth of the time."""
_KINDS = (
    r"(?:chief|senior|deputy|assistant|associate|political|health|science|sports?|business|economics|foreign|staff|"
    r"news|technology|education|environment|features|online|special)"
)
_TITLED = re.compile(rf"(?P<name>\S+(?: \S+)+?)(?<! staff)(?: {_KINDS})* {_JOB}", re.IGNORECASE)
"""A name with its bearer's work behind it and nothing between them."""
_AND = re.compile(r"\s*(?:[,;\n]|\b(?:and|und|et|e|y|i|och|og|en)\b|\s(?:with|mit|avec|con|com|med|и)\s|&|•|、)\s*")
_OTHERS = re.compile(
    r"^(?:edit(?:ed|ing)|compiled|translat(?:ed|ion)|übersetzt|fotos?|photos?|bearbeitet)\b", re.IGNORECASE
)
"""How those begin who did something else than write."""
_MACHINE = re.compile(r"https?:|www\.|@|^\d+$|[{}<>=]|\.html?$")
_AGENCY = re.compile(
    r"(?:the )?(?:associated press|ap|reuters|thomson reuters|agence france[- ]presse|afp|dpa(?:-\w+)?|"
    r"deutsche presse[- ]agentur|apa|sda|keystone-sda|ats|sid|epd|kna|ansa|adnkronos|efe|europa press|lusa|anp|belga|"
    r"ritzau|ntb|tt|stt|tass|тасс|риа новости|interfax|интерфакс|укринформ|ukrinform|anadolu ajans[ıi]|anadolu agency|"
    r"dha|iha|xinhua|新华社|新華社|kyodo(?: news)?|共同通信|時事通信|jiji(?: press)?|yonhap(?: news)?|연합뉴스|pti|ani|"
    r"ians|press trust of india|press association|pa media|bloomberg|upi|mti|čtk|tasr|pap|agerpres|"
    r"agenc(?:y|ies|ia|ias)|"
    r"agenturen|ajanslar)",
    re.IGNORECASE,
)
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
LONGEST_BYLINE = 6
"""Words: `By`, four of a name, and a comma that stands alone."""
MOST_PARAGRAPHS = 80
LEAST_TEXT = 80
"""Characters of a paragraph of the text."""
_CAPITAL = r"[^\W\d_a-z]"
_PERSON = re.compile(
    rf"(?:{_CAPITAL}[\w.'’-]*[a-z\u00df-\u024f\u1e00-\u1eff][\w.'’-]*|{_CAPITAL}\.)"
    rf"(?:\s(?:(?:van|von|de|der|da|di|bin|al|el|la)\s)*{_CAPITAL}[\w.'’-]*){{1,3}}"
)
"""Two to four words with capitals, not all of them in capitals only."""
_BYLINE = re.compile(r"(?:by|von|par|por|av|af|door)\s+((?:[^\W\d_][\w.'’-]*\s?){1,4}),?", re.IGNORECASE)


def authors_of(page: Witnesses) -> tuple[str, ...]:
    """The people who wrote it, from the first witness who names others than the site.

    An agency is named where the publisher's first witness names it, but never instead of somebody else.
    """
    itself: tuple[str, ...] = ()
    for raw in _witnesses(page):
        said = names(raw)
        found = tuple(name for name in said if folded(name) not in page.itself)
        if found and not (itself and all(map(is_agency, found))):
            return found
        itself = itself or said
    return itself


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's and not a person's."""
    return _AGENCY.fullmatch(name) is not None


def names(raw: Iterable[str]) -> tuple[str, ...]:
    """Single names out of lines such as `By Ann Lee and Bo Ray, reporters`, each once."""
    found: dict[str, None] = {}
    for one in raw:
        for part in _AND.split(_bare(first(one))):
            if _OTHERS.match(part):
                continue
            name = _bare(part).strip(" .|-–·:")
            if titled := _TITLED.fullmatch(name):
                name = titled["name"]
            if name and len(name) <= LONGEST_NAME and len(name.split()) <= MOST_WORDS and not _MACHINE.search(name):
                found.setdefault(name)
    return tuple(found)


def _bare(line: str) -> str:
    """A line without `By` before it and a role behind it."""
    line = _BY.sub("", line)
    return _ROLE.sub("", line) if _BEHIND.search(line) else line


def _witnesses(page: Witnesses) -> Iterator[Iterable[str]]:
    """What each source says, the most reliable first."""
    yield names_in(page.said.get("author") or page.said.get("creator"))
    yield page.meta.get("author", ()) or page.meta.get("parselyauthor", ()) or page.meta.get("articleauthor", ())
    for name, values in page.meta.items():
        if _is_author(name):
            yield values
    if _LABELS.search(page.named("twitterlabel1")):
        yield page.meta.get("twitterdata1", ())
    marked = (page.main or page.tree).css(_NAMED)[:MOST_NAMED]
    yield [node.text() for node in marked if _names_one(node)][:8]
    yield [found[1] for node in marked if (found := _BYLINE.fullmatch(_short(node.text())))][:1]
    part = page.main or page.tree
    paragraphs = part.css("p")
    yield [found[1] for node in paragraphs[:FIRST] if (found := _byline(node.text()))][:1]
    yield _signed(part, paragraphs)


@lru_cache(1024)
def _is_author(meta: str) -> bool:
    """Whether a meta value of this name holds an author."""
    return _META.search(meta) is not None and not _NOT_META.search(meta)


def _short(text: str) -> str:
    """A clean text of a few words; empty where they are more than a byline's, as most are that are marked so."""
    return "" if len(text.split(None, LONGEST_BYLINE)) > LONGEST_BYLINE else first(text)


def _signed(part: LexborHTMLParser | LexborNode, paragraphs: list[LexborNode]) -> list[str]:
    """A name in bold that is a paragraph of its own: right before the text, or at its right edge behind it."""
    for bold in part.css("p > strong, p > b"):
        said, around = bold.text(strip=True), bold.parent
        if not 5 < len(said) <= LONGEST_NAME or not all(map(_PERSON.fullmatch, said.split("/"))) or around is None:
            continue
        place = next((at for at, node in enumerate(paragraphs) if node.mem_id == around.mem_id), MOST_PARAGRAPHS)
        if place < MOST_PARAGRAPHS and around.text(strip=True) == said:
            texts = [len(node.text(strip=True)) >= LEAST_TEXT for node in paragraphs[: place + 2]]
            before = sum(texts[:place])
            if (not before and any(texts[place + 1 :])) or (before > 2 and _is_right(around)):
                return said.split("/")
    return []


def _is_right(node: LexborNode) -> bool:
    return "right" in (node.attributes.get("style") or "")


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
