"""feedparser's own handlers, driven by a faster reader of XML.

Of feedparser's time on a plain feed, 9 parts in 10 went into the way from expat to its handlers and into values that
nobody asks for. Here ElementTree (the same expat) reads the bytes, once feedparser has found their encoding, and the
tree is played to feedparser's parser as SAX would. Items of plain elements alone are taken as a whole (`plain_items`);
in others the few plain elements that make up most of a feed are set straight into its entries. A document that is not
well-formed, or at which anything goes wrong, is left to `feedparser.parse`. That both say the same of a feed is held by
tests over every feed we have and over made-up ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.sax import SAXException
from xml.sax.xmlreader import AttributesNSImpl

from feedparser.api import StrictFeedParser
from feedparser.encodings import convert_to_utf8
from feedparser.sanitizer import replace_doctype
from feedparser.urls import _urljoin
from feedparser.util import FeedParserDict

from tui.news import clean
from tui.news.feeds import plain_items
from tui.news.feeds.plain_items import mended

Result = tuple[Mapping[str, Any], list[Any], str]
"""feedparser's `feed`, its entries (an `Item` in the place of one that was plain) and its `version`."""
_FAULTS = (ParseError, SAXException, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def read(body: bytes, headers: Mapping[str, str]) -> Result | None:
    """What feedparser makes of the bytes, served with these headers (names in lower case); None to let it do it all."""
    found: dict[str, Any] = {}
    data = convert_to_utf8(headers, body, found)
    if not found["encoding"]:
        return None
    version, data, _ = replace_doctype(data)
    if b"<!DOCTYPE" in data:
        return None
    try:
        root, declared = _tree(data)
        parser = StrictFeedParser("", headers.get("content-language"), "utf-8")
        parser.sanitize_html = parser.resolve_relative_uris = False
        _Player(parser, declared).play(root)
    except _FAULTS:
        return None
    return parser.feeddata, parser.entries, version or parser.version


def _tree(data: bytes) -> tuple[Element, dict[Element, list[tuple[str, str]]]]:
    """The document, and the namespaces that each element declares."""
    reader: XMLPullParser[Any] = XMLPullParser(("start", "start-ns"))
    reader.feed(data)
    reader.close()
    declared: dict[Element, list[tuple[str, str]]] = {}
    waiting: list[tuple[str, str]] = []
    root: Element | None = None
    events: Iterator[Any] = reader.read_events()
    for event, what in events:
        if event == "start-ns":
            waiting.append(what)
            continue
        root = what if root is None else root
        if waiting:
            declared[what], waiting = waiting, []
    if root is None:
        raise ValueError("no element")
    return root, declared


class _Player:
    """Plays a tree to feedparser's parser."""

    def __init__(self, parser: Any, declared: dict[Element, list[tuple[str, str]]]) -> None:
        self._parser = parser
        self._declared = declared
        self._names: dict[str, tuple[str | None, str]] = {}

    def play(self, element: Element) -> None:
        """An element and all in it, as SAX tells of them."""
        parser = self._parser
        if element.tag == "item" and self._taken(element):
            return
        for prefix, uri in self._declared.get(element, ()):
            parser.startPrefixMapping(prefix or None, uri)
        name = self._name(element.tag)
        attributes = {self._name(key): value for key, value in element.items()}
        parser.startElementNS(name, None, AttributesNSImpl(attributes, {}))
        if element.text:
            parser.characters(element.text)
        short = bool(parser.inentry) and name[1] in ("item", "entry")
        plain = short and _at_rest(parser)
        for child in element:
            if not (plain and self._set(child)):
                self.play(child)
                plain = short and _at_rest(parser)
            if child.tail:
                parser.characters(child.tail)
        parser.endElementNS(name, None)

    def _taken(self, element: Element) -> bool:
        """Takes an item of plain elements as a whole; False where it has to be played."""
        parser = self._parser
        if element.attrib or element in self._declared or parser.inentry or not _at_rest(parser):
            return False
        if parser.baseuri or parser.hasContent or parser.version.startswith("atom"):
            return False
        item = plain_items.read(parser, element, self._declared)
        if item is None:
            return False
        parser.entries.append(item)
        return True

    def _name(self, tag: str) -> tuple[str | None, str]:
        found = self._names.get(tag)
        if found is None:
            uri, _, local = tag.removeprefix("{").rpartition("}")
            found = self._names[tag] = (uri or None, local)
        return found

    def _set(self, child: Element) -> bool:
        """Sets a plain element of an entry, feedparser being at rest; False where it is not plain."""
        short = _PLAIN.get(child.tag)
        if short is None or len(child) or child in self._declared:
            return False
        return short(self._parser, child.attrib, (child.text or "").strip())


def _at_rest(parser: Any) -> bool:
    """Whether the parser is right below an entry, in no element that changes what others mean."""
    return not (
        parser.incontent or parser.insource or parser.inimage or parser.intextinput or parser.inauthor
        or parser.incontributor or parser.inpublisher or parser.contentparams or parser.svgOK or parser._summaryKey
    )  # fmt: skip


# The plain elements. Each says what `_start_…`, `pop` and `_end_…` of feedparser 6.0.14 leave behind.

_Set = Callable[[Any, Mapping[str, str], str], bool]


def _resolved(parser: Any, address: str) -> str:
    if not parser.baseuri and clean.is_plain_address(address):
        return address
    return str(_urljoin(parser.baseuri or "", address)) if address else address


def _store(parser: Any, key: str, value: str) -> None:
    """Sets a value of the entry, unless one stands there that was found less deep."""
    entry = parser.entries[-1]
    depths = parser.property_depth_map.setdefault(entry, {})
    if depths.get(key, parser.depth + 1) >= parser.depth + 1:
        depths[key] = parser.depth + 1
        dict.__setitem__(entry, key, value)


def _detail(parser: Any, kind: str, value: str) -> FeedParserDict:
    language = parser.lang.replace("_", "-") if parser.lang else parser.lang
    return FeedParserDict(type=kind, language=language, base=parser.baseuri, value=value)


def _plain_or_html(parser: Any, text: str) -> str:
    """What a text of RSS that calls itself plain is."""
    is_html = not parser.version.startswith("atom") and parser.looks_like_html(text)
    return "text/html" if is_html else "text/plain"


def _title(parser: Any, given: Mapping[str, str], text: str) -> bool:
    if given:
        return False
    value, depth = mended(text), parser.depth + 1
    if not -1 < parser.title_depth <= depth:
        _store(parser, "title", value)
        parser.entries[-1]["title_detail"] = _detail(parser, _plain_or_html(parser, text), value)
    if value:
        parser.title_depth = depth
    return True


def _link(parser: Any, given: Mapping[str, str], text: str) -> bool:
    if given or "&" in text:
        return False
    value = mended(_resolved(parser, text))
    link = FeedParserDict(rel="alternate", type="text/html")
    if value:
        link["href"] = value
    entry = parser.entries[-1]
    entry.setdefault("links", []).append(link)
    dict.__setitem__(entry, "link", value)
    return True


def _guid(parser: Any, given: Mapping[str, str], text: str) -> bool:
    if given.keys() - {"isPermaLink"}:
        return False
    parser.guidislink = given.get("isPermaLink", "true") == "true"
    value = mended(_resolved(parser, text) if parser.guidislink else text)
    _store(parser, "id", value)
    if parser.guidislink:
        parser.entries[-1].setdefault("link", value)
    return True


def _description(parser: Any, given: Mapping[str, str], text: str) -> bool:
    entry = parser.entries[-1]
    if given or (dict.__contains__(entry, "summary") and not parser.hasContent):
        return False
    value = mended(text)
    _store(parser, "summary", value)
    entry["summary_detail"] = _detail(parser, "text/html", value)
    return True


def _content_encoded(parser: Any, given: Mapping[str, str], text: str) -> bool:
    if given:
        return False
    parser.hasContent = 1
    entry, value = parser.entries[-1], mended(text)
    entry.setdefault("content", []).append(_detail(parser, "text/html", value))
    entry.setdefault("summary", value)
    return True


def _category(parser: Any, given: Mapping[str, str], text: str) -> bool:
    if given.keys() - {"domain"}:
        return False
    value, domain = mended(text), given.get("domain")
    tags = parser.entries[-1].setdefault("tags", [])
    if domain:
        parser._add_tag(None, domain, None)
    if value and tags and not dict.__getitem__(tags[-1], "term"):
        tags[-1]["term"] = value
    elif value and not any(dict.__eq__(tag, {"term": value, "scheme": None, "label": None}) for tag in tags):
        tags.append(FeedParserDict(term=value, scheme=None, label=None))
    return True


def _author(parser: Any, given: Mapping[str, str], text: str) -> bool:
    if given:
        return False
    parser.entries[-1].setdefault("authors", []).append(FeedParserDict())
    _store(parser, "author", mended(text))
    parser._sync_author_detail()
    return True


def _date(key: str) -> _Set:
    def set_date(parser: Any, given: Mapping[str, str], text: str) -> bool:
        if given:
            return False
        _store(parser, key, mended(text))
        return True

    return set_date


_ATOM, _DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
_PLAIN: dict[str, _Set] = {
    "title": _title,
    "link": _link,
    "guid": _guid,
    "description": _description,
    "{http://purl.org/rss/1.0/modules/content/}encoded": _content_encoded,
    "category": _category,
    "author": _author,
    f"{_DC}creator": _author,
    "pubDate": _date("published"),
    f"{_DC}date": _date("updated"),
    f"{_ATOM}id": _guid,
    f"{_ATOM}title": _title,
    f"{_ATOM}published": _date("published"),
    f"{_ATOM}updated": _date("updated"),
}
"""By the tag as ElementTree writes it."""
