"""What a page turned out to be: an article, or one of the things that stand where an article was expected.

A wall or an error page has few words of its own; only then is it asked for the phrases that betray it, so that an
article about cookies stays an article. Home pages are known by their many linked headlines and their lack of prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tui.news.extract.listings import FEWEST, LINKED_HEADINGS, has_many_links, is_listing
from tui.news.extract.witnesses import Witnesses
from tui.news.types import (
    Block,
    Code,
    Document,
    PageKind,
    Paragraph,
    Spans,
    Table,
    block_texts,
    count_words,
    spans_text,
    walk,
)

FEWEST_WORDS = 25
"""Of running text; a page with fewer is no article."""
STUB = 150
"""Words from which on a page is never taken for a wall or an error."""
ENOUGH = 150
"""Words of prose from which on more make it no surer."""
LOOKED_AT = 20_000
"""Characters of a page with few words that are searched for the phrases of a wall."""
MANY_CONSENTS = 4
"""Words about cookies and consent that make a page without an article a question about them."""
LINKED = 0.5
"""Share of words inside links above which a block is a list of links."""
HEADLINES = 10
"""Linked headings from which on a page that does not call itself an article may be a home page."""
PROSE = 12
"""Words of prose for each linked heading below which it is one: articles have 40 and more."""

WORTH_READING = 120
"""Words before a wall from which on they are shown as the article, of which the rest is held back."""
DESCRIBED = 300
"""Words of prose up to which a page may show something else than an article, and tell of it."""
CONSENTED = 25
"""Words of prose for each word about consent up to which a page with a few of them asks for it."""

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_BINARY: Final = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x00",
    b"ID3",
)
"""How files begin that are no text: PDF, PNG, GIF, ZIP and office files, JPEG, gzip, WebP and WAV, MP4, MP3."""

# All of these are for words in lower case: without IGNORECASE `re` looks for the letters that an alternative begins
# with, and 20,000 characters take a fifth of the time.
_ERROR = re.compile(
    r"\b(?:40[0134]|410|429|451|50[0-4])\b|unavailable (?:in your|for legal)|not available in your|"
    r"not found|no longer (?:available|exists)|can(?:.t|not) be found|does ?n.t exist|"
    r"access denied|forbidden|something went wrong|(?:server|internal) error|page unavailable|"
    r"are you a (?:robot|human)|just a moment|verify you are|nicht gefunden|existiert nicht|introuvable|"
    r"n.existe pas|no encontrad[oa]|no existe|"
    r"não encontrad[oa]|non trovat[oa]|niet gevonden|hittades inte|ikke funnet|ikke fundet|bulunamadı|nie znaleziono|"
    r"не найден[ао]?|見つかりません|找不到|찾을 수 없"
)
_CONSENT = re.compile(
    r"cookies?|consent|privacy|datenschutz|einwilligung|zustimm\w+|confidentialité|consentement|privacidad|"
    r"privacidade|toestemming|samtycke|samtykke|çerez|personal data|personenbezogene|données personnelles|"
    r"datos personales|dados pessoais|dati personali|persoonsgegevens|nos partenaires|unsere partner|our partners|"
    r"nuestros socios|nostri partner|同意|クッキー|쿠키"
)
_FOUND = re.compile(
    r"search results?|suchergebnis|résultats de (?:la |votre )?recherche|resultados (?:de|da) (?:la )?(?:búsqueda|"
    r"pesquisa|busca)|risultati (?:della )?ricerca|zoekresultaten|sökresultat|søkeresultat|søgeresultat|arama sonuç|"
    r"wyniki wyszukiwania|результаты поиска|検索結果|搜索结果|검색 ?결과"
)
_AGREE = re.compile(
    r"accept|agree|reject|akzeptier|zustimmen|ablehnen|refuser|aceptar|rechazar|aceitar|accetta|rifiuta|accepteren|"
    r"godkänn|godta|acceptér|kabul et|zgadzam|принять|同意"
)
_PRODUCT = re.compile(rb'"@type"\s*:\s*\[?\s*"Product"|schema\.org/Product\b')
_LOGIN = re.compile(
    r"(?:log|sign) ?in|log ?on|register|create (?:an )?account|join (?:now|to)|password|anmelden|einloggen|passwort|"
    r"(?:se )?connecte[rz]|connexion|mot de passe|iniciar sesión|contraseña|accedi|entrar|senha|inloggen|wachtwoord|"
    r"logga in|logg inn|log ind|giriş yap|zaloguj|войти|пароль|ログイン|登录|登入|로그인"
)
_PAYWALL = re.compile(
    r"subscribe (?:now |today )?(?:to|for|and) (?:access|continue|read|unlock|keep)|"
    r"only (?:for|available to|to) (?:our )?subscribers|reserved (?:for|available to|to) (?:our )?subscribers|"
    r"exclusive (?:for|available to|to) (?:our )?subscribers|to continue reading|continue reading (?:this|your|with)|"
    r"unlock this article|jetzt weiterlesen|weiterlesen mit|nur für abonnenten|mit \S+ abo|"
    r"il vous reste [\d.,]+ ?%|abonnez-vous pour|solo para (?:suscriptores|assinantes)|"
    r"exclusivo para (?:suscriptores|assinantes)|contenuto riservato agli abbonati|"
    r"abbonati per (?:continuare|leggere)|réservée? (?:aux|à nos) abonnés|suscr[ií]bete para|assine para|"
    r"lees verder met|verder lezen\?|bli prenumerant|kun for abonnenter|bare for abonnenter|"
    r"læs videre med|exklusiv für abonnenten|devamı için abone|abonelere özel|dla subskrybentów|для подписчиков|"
    r"この記事は(?:有料)?会員|会員登録が必要|유료 ?회원|구독자 ?전용|订阅后|訂閱後"
)
"""Each way begins with a letter, not with a group: for `re` to look for those takes two fifths of the time."""
_OFFER = re.compile(
    r"subscribers? only|already a subscriber|jetzt abonnieren|réservé aux abonnés|voor abonnees|för prenumeranter|"
    r"for abonnenter|有料会員|会員限定"
)
"""What also stands in the menus of pages that anybody may read; believed where next to no text does."""
FEW = 60
"""Words under which a page has next to no text."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a page is, how sure that is, and whether some of it was held back."""

    kind: PageKind
    sureness: float
    paywalled: bool


_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\f\r\x1b"})
_MOST_CONTROLS = 20
"""One byte in so many may be a control character in a text; all byte values alike have one in nine."""


def is_binary(data: bytes) -> bool:
    """Whether bytes are a file of another kind, whatever they were sent as."""
    start = data[:1024].lstrip()
    if start.startswith(_BINARY):
        return True
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<\0" in start or b"\0<" in start
    return not wide and len(start) - len(start.translate(None, _CONTROLS)) > len(start) // _MOST_CONTROLS


def judge(page: Witnesses, about: Document, blocks: tuple[Block, ...], html: bytes, linked: int) -> Judgement:
    """What a page is by its evidence, by what is known about it, the blocks found on it and its `linked_headlines`.

    Its bytes are looked at again where the blocks are few or the headlines many.
    """
    named = _calls_itself_article(page)
    prose = _prose(blocks, max(STUB, DESCRIBED))
    kind = PageKind.ARTICLE
    if prose < STUB and _words(blocks) < STUB and (wall := _wall(page, about, html, prose, named)):
        kind = wall
    elif _is_index(page) or (linked and _is_home(html, page.url, blocks, prose, linked)):
        kind = PageKind.HOME
    elif not named and prose < DESCRIBED and (other := _shown(page, html)):
        kind = other
    elif prose < FEWEST_WORDS:
        kind = PageKind.EMPTY if named or not has_many_links(_parsed(html)) else PageKind.HOME
    return Judgement(kind, _sureness(page, about, kind, prose), kind is PageKind.PAYWALL)


def _calls_itself_article(page: Witnesses) -> bool:
    return bool(page.said) or page.named("ogtype") == "article" or bool(page.named("articlepublishedtime"))


def _is_home(html: bytes, url: str | None, blocks: tuple[Block, ...], prose: int, linked: int) -> bool:
    """Whether a page leads to articles rather than being one."""
    if linked >= HEADLINES and prose < min(STUB, PROSE * linked):
        return True
    return linked >= FEWEST and is_listing(_parsed(html), url, blocks)


def _is_front(url: str | None) -> bool:
    """Whether an address is that of a whole site; what it says of being an article is said of one of many."""
    return url is not None and urlsplit(url).path in ("", "/") and not urlsplit(url).query


def _is_index(page: Witnesses) -> bool:
    """Whether a server lists the files of a folder, or what a search has found."""
    return page.shown.startswith("Index of /") or (not page.said and _FOUND.match(page.shown.lower()) is not None)


def _shown(page: Witnesses, html: bytes) -> PageKind | None:
    """What a page that is said to be no article shows: something to buy, or to look at."""
    said = page.named("ogtype").lower()
    if said.startswith("video"):
        return PageKind.VIDEO
    return PageKind.PRODUCT if "product" in said or _PRODUCT.search(html) else None


def _words(blocks: tuple[Block, ...]) -> int:
    return sum(map(count_words, block_texts(blocks)))


def _prose(blocks: tuple[Block, ...], enough: int) -> int:
    """Words to read: of paragraphs anywhere that are not mostly links, and of tables and code; not counted beyond
    what is enough."""
    told = 0
    for one in walk(blocks):
        if told >= enough:
            break
        if isinstance(one, Paragraph):
            text = spans_text(one.spans)
            told += 0 if _is_links(one.spans, len(text)) else count_words(text)
        elif isinstance(one, (Code, Table)):
            told += _words((one,))
    return told


def _is_links(spans: Spans, size: int) -> bool:
    return sum([len(span.text) for span in spans if span.href]) > LINKED * size


def _wall(page: Witnesses, about: Document, html: bytes, prose: int, named: bool) -> PageKind | None:
    """What stands in the way of an article, if anything does: an error, a question about cookies, a bill, a login."""
    headline = f"{page.shown} {page.heading}".lower()
    few = prose < FEWEST_WORDS
    told = named and not few
    if _ERROR.search(headline) and not page.said and not told:
        return PageKind.ERROR
    if _CONSENT.search(headline) and not told:
        return PageKind.CONSENT
    free = str(page.said.get("isAccessibleForFree")).lower() == "true"
    seen = _looked_at(html) if (few and not page.said) or not free else _Seen()
    if not told and not page.said and _is_question(seen.words, prose):
        return PageKind.CONSENT
    asked = _PAYWALL.search(seen.words) or (prose < FEW and _OFFER.search(seen.words))
    if (about.paywalled and prose < FEW) or (asked and not free and prose < WORTH_READING):
        return PageKind.PAYWALL
    if (_LOGIN.search(headline) and not told) or (few and not page.said and seen.password):
        return PageKind.LOGIN
    return None


def _is_question(words: str, prose: int) -> bool:
    """Whether a page asks for consent: by many such words where nothing else stands, else also by ways to agree."""
    consents = len(_CONSENT.findall(words))
    if consents < MANY_CONSENTS:
        return False
    return prose < FEWEST_WORDS or (prose < CONSENTED * consents and _AGREE.search(words) is not None)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a reader sees of a page."""

    words: str = ""
    """The first of them, in lower case."""
    password: bool = False
    """Whether it asks for one."""


def _looked_at(html: bytes) -> _Seen:
    """A page as it came: the tree that it was read from has lost its frame by now."""
    tree = _parsed(html)
    for node in tree.css("script, style, noscript, template"):
        node.decompose()
    words = tree.body.text(separator=" ")[:LOOKED_AT].lower() if tree.body else ""
    return _Seen(words, tree.css_first("input[type=password]") is not None)


def _parsed(html: bytes) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(html)


def linked_headlines(page: Witnesses) -> int:
    """Headings that lead to articles, of which a home page has many; to be asked before anything is taken out.

    0 on a page that calls itself an article, unless its address is that of a whole site.
    """
    if _calls_itself_article(page) and not _is_front(page.url):
        return 0
    return len({node.mem_id for node in page.tree.css(LINKED_HEADINGS)})


def _sureness(page: Witnesses, about: Document, kind: PageKind, prose: int) -> float:
    """How sure it is that the blocks are the article: what the page says of itself, and how much there is to read."""
    if kind is not PageKind.ARTICLE:
        return 0.1
    said = 0.2 * bool(page.said) + 0.1 * (page.named("ogtype") == "article") + 0.1 * (about.published is not None)
    marked = 0.1 * page.has_article
    return round(0.3 + said + marked + 0.2 * min(1.0, prose / ENOUGH), 2)
