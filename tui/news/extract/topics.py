"""An article's topics as its publisher names them: the witnesses on a page are heard and the most credible believed.

A witness's weight is how often it named exactly the right topics, over the 102 dev pages whose topics are known; who
agrees with others gains a little. Chosen so from the other publishers' pages, each publisher's were exactly right in
.81 of the pages; JSON-LD first, as is usual, in .54.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from tui.news import clean
from tui.news.extract.witnesses import Witnesses, folded, names_in

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_TAGS = 40
MOST_LISTED = 25
"""Links that stand together from which on they are the site's menu and not the article's topics."""
LONGEST = 60
"""Characters of a topic link's words; longer ones are headlines."""
MOST_WORDS = 6
"""Of a topic link, likewise."""
MANY = 10
"""Topics from which on a list that names the site is the site's and not the article's."""
LONGEST_LABEL = 40
LONGEST_YEAR = 4
"""Digits; a longer number is an identifier."""
AGREEMENT = 0.05
"""What full agreement with one other witness adds to a witness's weight; .3 was right on two pages fewer."""
_WEIGHTS = {
    "tag": 0.78, "news": 0.77, "list": 0.76, "other": 0.75, "keywords": 0.7, "linked": 0.58, "link": 0.43,
    "labelled": 0.78,
}  # fmt: skip
"""By witness: `article:tag`, `news_keywords`, several topic links that stand together, other meta names, `keywords`,
JSON-LD, a single topic link, and links below a label, which are asked for only where nobody else speaks."""

_PARTS = re.compile(r"[,;、，]")
_MACHINE = re.compile(r"[\w ]+: |[0-9a-f]{8}-[0-9a-f]{4}-|[\w-]+:\w|\w+/\w|None$|null$|undefined$")
"""Keywords that a content system wrote for itself: `Category: News`, an identifier, a path."""
_SUBJECT = re.compile(r"(?:subject|topic|tag|keyword): (.+)", re.IGNORECASE)
_PATH = re.compile(r"[\w-]+/(.+)")
_SLUG = re.compile(r"[a-z0-9]+-[a-z0-9-]+|\d+")
_OTHER = re.compile(r"(?:tags?|keywords?|topics?)$")
_NOT_TOPICS = re.compile(r"etag$|iab|adtag|badtags|mrf|metatag")
"""Meta names that end like topics and hold none: caches, advertising classes, analytics."""

_LINKS = "a:is([href*='/t'], [href*='/keyword'], [href*='/etiq'], [rel~=tag], [class*=tag])"
"""What may be a topic's link; more alternatives cost 0.02 ms each, so `_TOPIC` looks closer at what these find."""
_TOPIC = re.compile(r"/(?:tags?|topics?|them[ae]\w*|temas?|keywords?|etiqu?et\w*)(?:[/?=_-]|$)|/tag", re.IGNORECASE)
_NAMED = re.compile(r"tag|topic|keyword|them[ae]|schlagw", re.IGNORECASE)
_ALL = re.compile(
    r"(?:all[eo]?|more|mehr|view|see|voir|ver|tou[ts]|todos|toutes|home)\b|them[ae]n?$|topics?$|tags?$", re.I
)
"""A link to the list of all topics."""
_CROWD = re.compile(r"trend|popular|share|social|partag|\bhot\b", re.IGNORECASE)
_LABEL_WORDS = (
    "tag,tags,topic,topics,related topic,related topics,more on,more about,read more about,in this story,"
    "in this article,keyword,keywords,filed under,thema,themen,schlagworte,schlagwörter,stichworte,stichwörter,"
    "mehr über,mehr zu,mehr zum thema,mehr lesen über,mehr lesen zu,mehr lesen zum thema,sujet,sujets,thème,thèmes,"
    "mot-clé,mot clé,mots-clés,mots clés,etiquetas,tema,temas,tópico,tópicos,argomenti,etiketler,ämnen,emner,"
    "onderwerpen,aiheet,tagi,тег,теги,темы,키워드,태그,キーワード,関連キーワード,タグ,トピック,トピックス,标签,標籤,"
    "关键词"
)
_LABELS = frozenset(_LABEL_WORDS.split(","))
"""Words that stand before an article's topics, in the languages of the fundus set."""


def topics_of(page: Witnesses) -> tuple[str, ...]:
    """The topics that the page's most credible witness names; empty where none does."""
    heard = {name: names for name, raw in _head(page) if (names := topics(raw, page.host)) and not _in_url(names, page)}
    if not _agreed(heard):
        main = page.main
        if listed := (_listed(main) if main else ()) or (() if heard else _listed(page.tree)):
            heard["list" if len(listed) > 1 else "link"] = listed
        elif not heard and (labelled := _labelled(main or page.tree.body)):
            heard["labelled"] = labelled
    section = topics(names_in(page.said.get("articleSection")))
    common = {one for one, names in heard.items() if _is_common(names, page)}
    return (_believed(heard, common, _folded(section)) or section)[:MOST_TAGS]


def _is_common(names: tuple[str, ...], page: Witnesses) -> bool:
    """Whether these are the words that a site gives all of its pages: many, and its own name is one of them."""
    return len(names) >= MANY and any(folded(name) in page.itself for name in names)


def _in_url(names: tuple[str, ...], page: Witnesses) -> bool:
    """Whether a content system took the names out of the article's address, word by word."""
    return len(names) > 2 and "-".join(names).casefold() in f"{page.url} {page.canonical}"


def topics(raw: Iterable[str], host: str = "") -> tuple[str, ...]:
    """Lists of topics and single ones, each name once, without those that are no words for people."""
    names = [name for one in raw for word in _PARTS.split(one) if (name := _name(word))]
    if len(names) > 1 and all(_PATH.match(name) for name in names):
        names = [name.partition("/")[2] for name in names]
    if subjects := [found[1] for name in names if ": " in name and (found := _SUBJECT.match(name))]:
        names = subjects
    return tuple(dict.fromkeys([name for name in names if _is_word(name) and name.lower() != host]))


@lru_cache(4096)
def _name(word: str) -> str:
    """One topic without what stands around it; kept, since a page's witnesses say the same words."""
    return clean.line(unescape(word), limit=80).strip("#\"' ")


@lru_cache(4096)
def _is_word(name: str) -> bool:
    """Whether a topic is a word for people; kept likewise."""
    return len(name) > 1 and not _MACHINE.match(name) and not (len(name) > LONGEST_YEAR and name.isdecimal())


@lru_cache(1024)
def _is_other(meta: str) -> bool:
    """Whether a meta value of this name holds topics, though its name is none of the usual ones."""
    usual = ("articletag", "newskeywords", "keywords")
    return _OTHER.search(meta) is not None and meta not in usual and not _NOT_TOPICS.search(meta)


def _head(page: Witnesses) -> Iterator[tuple[str, Iterable[str]]]:
    """The witnesses that cost nothing: meta values and JSON-LD."""
    yield "linked", names_in(page.said.get("keywords"))
    yield "tag", page.meta.get("articletag") or page.meta.get("ogarticletag", [])
    yield "news", page.meta.get("newskeywords", [])
    yield "keywords", page.meta.get("keywords", [])
    for name, values in page.meta.items():
        if _is_other(name):
            names = topics(values)
            if names and 2 * sum(bool(_SLUG.fullmatch(one)) for one in names) < len(names):
                yield "other", names
                return


def _agreed(heard: dict[str, tuple[str, ...]]) -> bool:
    """Whether two of those who spoke said the same, or one who outweighs the page's links; then these are not asked."""
    return "tag" in heard or "news" in heard or len({_folded(names) for names in heard.values()}) < len(heard)


def _believed(heard: dict[str, tuple[str, ...]], common: set[str], section: frozenset[str]) -> tuple[str, ...]:
    """The names of the witness with the most weight, its own and that of those who agree with it.

    `common` are those whose words stand on all of the site's pages; they weigh half.

    Where another one says the same but for the section's name, that one: sections are no topics of their own.
    """
    sets = {name: _folded(names) for name, names in heard.items()}

    def credit(name: str) -> float:
        mine = sets[name]
        others = (len(mine & other) / len(mine | other) for key, other in sets.items() if key != name)
        return _WEIGHTS[name] / (1 + (name in common)) + AGREEMENT * sum(others)

    if not heard:
        return ()
    best = max(heard, key=credit)
    return next((heard[name] for name in heard if section and sets[name] == sets[best] - section), heard[best])


def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _listed(part: LexborHTMLParser | LexborNode) -> tuple[str, ...]:
    """Links to pages of topics that stand together in the article; the site's menus are left out."""
    groups: dict[int, tuple[LexborNode, dict[str, None]]] = {}
    for link in islice(filter(_is_topic, part.css(_LINKS)), 4 * MOST_LISTED):
        if (name := _link_name(link)) and (box := _box(link, len(name))) is not None:
            groups.setdefault(box.mem_id, (box, {}))[1].setdefault(name)
    best: tuple[str, ...] = ()
    most = 1.5
    for box, names in groups.values():
        if len(names) <= MOST_LISTED and (credit := _standing(box)) > most and _is_list(box):
            best, most = tuple(names), credit
    return best


def _is_topic(link: LexborNode) -> bool:
    given = link.attributes
    return bool(
        _TOPIC.search(given.get("href") or "")
        or "tag" in (given.get("class") or "")
        or "tag" in (given.get("rel") or "").split()
    )


def _link_name(link: LexborNode) -> str:
    """The topic that a link names; empty where it reads like a headline or leads to the list of all topics."""
    words = clean.line(link.text()).strip("#\"' ")
    short = len(words) <= LONGEST and len(words.split()) <= MOST_WORDS
    return words if short and not _ALL.match(words) else ""


def _box(link: LexborNode, size: int) -> LexborNode | None:
    """The element around a link and its neighbours; None where the link stands in a sentence."""
    item = link
    for _ in range(3):
        around = item.parent
        if around is None or around.tag == "p":
            return None
        if around.tag in ("ul", "ol") or len(around.text(strip=True)) > size + 2:
            return around
        item = around
    return item.parent


def _standing(box: LexborNode) -> float:
    """How much the place and the names of a group of links speak for its being the article's topics."""
    parent = box.parent
    names = _names(box) + (_names(parent) if parent is not None else "")
    credit = 2.0 * bool(_NAMED.search(names)) - 4.0 * bool(_CROWD.search(names))
    inside, framed = False, False
    up: LexborNode | None = box
    while up is not None:
        if up.tag in ("article", "main"):
            inside = True
            credit += 2 if up.tag == "article" else 1
        elif up.tag in ("nav", "header", "footer", "aside") and not inside:
            framed = True
        up = up.parent
    return credit - framed if inside else credit - 9 * framed


def _names(node: LexborNode) -> str:
    given = node.attributes
    return f"{given.get('class') or ''} {given.get('id') or ''} "


def _is_list(box: LexborNode, spare: int = 0) -> bool:
    """Whether most words of an element are in its links, but for some characters to spare."""
    linked = {link.mem_id: len(link.text(strip=True)) for link in box.css("a")}
    return sum(linked.values()) >= 0.6 * (len(box.text(strip=True)) - spare)


def _labelled(part: LexborNode | None) -> tuple[str, ...]:
    """The links below a label such as `Tags:` or `Mehr zum Thema`.

    Half of all pages that come here have no such words; to see that in their text takes a tenth of the time.
    """
    if part is None:
        return ()
    lines = set(part.text(separator="\n").split("\n"))
    if _LABELS.isdisjoint([line.strip().rstrip(" :：").casefold() for line in lines if len(line) < LONGEST_LABEL]):
        return ()
    for node in part.css("h2, h3, h4, h5, h6, span, strong, b, dt, p, div, li"):
        if _is_label(node.text(deep=False)) and (names := _near(node)):
            return names
    return ()


def _is_label(text: str) -> bool:
    return text.strip().rstrip(" :：").casefold() in _LABELS


def _near(label: LexborNode) -> tuple[str, ...]:
    """The links after a label, or in the smallest element around it that has any, if it holds nothing else."""
    spare = len(label.text(strip=True))
    for box in _around(label):
        if links := box.css("a"):
            names = tuple(dict.fromkeys(filter(None, map(_link_name, links))))
            return names if len(names) <= MOST_LISTED and _is_list(box, spare) and _standing(box) >= 0 else ()
    return ()


def _around(label: LexborNode) -> Iterator[LexborNode]:
    """The element after a label, then those around it, inner first."""
    after = label.next
    while after is not None and after.tag == "-text":
        after = after.next
    if after is not None:
        yield after
    box = label.parent
    for _ in range(6):
        if box is None or box.tag == "body":
            return
        yield box
        box = box.parent
