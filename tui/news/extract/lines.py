"""What stands between an article's paragraphs and is none of them: known by how it begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tui.news import clean
from tui.news.extract.endings import ending
from tui.news.types import Block, Heading, Paragraph, Rule, block_texts, spans_text

LAST = 70
"""Characters at the end of a line among which its credit stands."""
LONGEST = 250
"""Characters; longer paragraphs are never boilerplate by their first words."""
_NOISE = re.compile(
    r"^\W*(?:"
    r"read (?:more|also|next|the full|:)|also read|see also|related(?: (?:articles?|stories|posts|topics))?\s*(?::|$)|"
    r"more (?:on|from|stories|:)|don.t miss|you (?:may|might) also|recommended|most (?:read|popular)|trending|"
    r"sign up|subscribe|get (?:the|our) (?:latest|free|daily)|join (?:our|the|us)|follow (?:us|him|her|me|@)|"
    r"share (?:this|on|via)|click (?:here|to)|tap here|advertisement|ad(?:vert)?s?$|sponsored|story continues|"
    r"(?:photo|image|picture|video)s?(?: by| credit|:)|file photo|watch:|listen:|download|newsletter|"
    r"leave a (?:comment|reply)|comments?(?: \(\d+\))?$|post a comment|have a (?:tip|story)|email (?:us|the)|"
    r"this (?:article|story) (?:was|is|has been) (?:originally|first|also)|copyright|all rights reserved|\(c\)|©|"
    r"tags?:|filed under|posted in|categories|published (?:on|at|:)|last (?:updated|modified)|updated(?: on| at|:)|"
    r"lesen sie (?:auch|mehr)|mehr zum thema|das könnte sie auch|zum thema|lire aussi|à lire|sur le même sujet|"
    r"lee también|leer más|más información|te puede interesar|leggi anche|leia (?:mais|também)|lees ook|les også|"
    r"läs (?:också|mer|även)|lue myös|czytaj (?:też|także|więcej)|читайте также|читать|関連記事|関連"
    r")"
)
"""Of a line in lower case, as are those below but `_BYLINE`: without IGNORECASE, `re` sees by its first letter that
an alternative does not begin here."""
_STRAY = re.compile(
    r"\W*(?:related\b|join\b|follow .{1,60}\b(?:on|at)\b|(?:this|that) (?:slideshow|gallery)|"
    r"this (?:video|content) (?:requires|is not)|(?:get|receive) .{1,60}(?:deliver|inbox)|"
    r"(?:tempo de leitura|(?:estimated )?reading time|lesezeit|temps de lecture|lesedauer|leestijd|"
    r"tiempo de lectura|tempo di lettura)\b|\d+ min(?:ute)?s?\b.{0,12}$|"
    r"(?:anzeige|werbung|publicidad|publicité|pubblicità|reklama?|annons)$|"
    r"(?:zuerst )?veröffentlicht|publi(?:cado|cada|é|ée|cato) (?:por|em|el|le|par|il|da)\b|originally published|"
    r"image (?:copyright|source|caption)|privacy (?:notice|policy)\b|on \S+\.(?:com|org|net|co\.uk):|"
    r"we (?:independently|may earn|want to hear)|get (?:unlimited )?access to|chat with us|"
    r"unlimited (?:online )?access|support local journalism|il vous reste|report (?:an )?(?:error|typo)|"
    r"\[[a-z_]+ [a-z_]+=|what do you think|let us know|tell us|do you have a|abonn|inscri|"
    r"click here|support (?:us|our)|continue reading|(?:article|story) continues|sharing is caring|"
    r"dieser (?:artikel|text|beitrag) (?:ist|wurde|erschien|stammt)|cet article (?:a été|est)|"
    r"este artículo (?:fue|se publicó|ha sido)|este artigo foi|questo articolo è|dit artikel (?:is|werd|verscheen)|"
    r"(?:this|dies) .{0,40}(?:machine|maschinelle) (?:translation|übersetzung)|"
    r"ai[- ](?:generated )?(?:summary|overview)\b|(?:this )?summary (?:was |is )?(?:generated|created) (?:by|with)|"
    r"ki-zusammenfassung|"
    r"resumen (?:generado|hecho|elaborado) (?:por|con)|résumé (?:généré|rédigé) par|ai ?(?:요약|要約|摘要|总结))"
)
_BYLINE = re.compile(
    r"\W*(?:(?:[Bb]y|BY|Von|Par|Por|Af|Av) [A-ZÀ-Þ][^.!?]{2,60}$|[Mm]ore (?:[A-Z]\w+ ){0,2}[A-Z]\w+ ?:)"
)
"""Who wrote it, or where a site has more of the kind; told by capitals."""
_CLOSING = re.compile(
    r"(?:^|\W)(?:/\s?(?:getty|reuters|afp|ap|dpa|epa)\b.{0,20}|getty images|ap photo|via (?:ap|getty|reuters)|"
    r"contribut(?:ed|ing) (?:to|reporting|report|writer).{0,40})\W*$"
)
_PUBLISHED = re.compile(
    r".{0,60}\b(?:published|posted|updated|publicado|publié|pubblicato|veröffentlicht|aktualisiert)\b.{0,40}\d{4}|"
    r"\W*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b.{0,12}(?:[-–|]|\b(?:by|por|von|par)\b)"
)
"""When and by whom something was published; of 40 such lines in the dev sets none is in the true text."""
LONGEST_DATE = 130
"""Characters of such a line."""
_PICTURED = re.compile(
    r"[(\[](?=\s*(?:photos?|fotos?|images?|pictures?|bild)\b|"
    r"[^()\[\]]*(?:getty|\bvia\b|\w/\w|\b(?:ap|afp|epa|dpa|pa) (?:photo|image)))[^()\[\]]{3,80}[)\]]\W*$"
)
"""Whose a picture is, in brackets at the end: of 64 such lines in the dev sets 60 are captions."""
_PROMO = re.compile(
    r"\b(?:sign up (?:for|to)|subscribe to|bookmark|newsletter|get access|(?:unlimited|exclusive\w*) (?:to|access)|"
    r"privacy (?:notice|policy)|abonnier|abonnez|suscríb|iscriviti|assine\b|whatsapp-(?:kanal|channel))"
)
_OFFERED = (
    "sign up", "subscri", "bookmark", "newsletter", "access", "unlimited", "exclusive", "privacy", "abonn", "suscríb",
    "iscriviti", "assine", "whatsapp",
)  # fmt: skip
"""Of these one stands in all that `_PROMO` finds."""
LONGEST_PROMO = 600
"""Characters of a paragraph in which a site offers something of its own."""
_ADDRESS = re.compile(r"\w@\w[\w.-]*\.\w")
_ABOUT = re.compile(
    r"\W*(?:about (?!\d)|notes? to (?:the )?editors?|à propos de|acerca de|(?:media|press) contact|"
    r"for (?:more|further) information|contacts?:?$|pressekontakt)"
)
_CREDIT = re.compile(r"\W*(?:©|\(c\)|copyright\b)|—? ?(?:reuters|ap|afp|dpa)$")
_RESERVED = "all rights reserved"
_WORDED, _CLOSES_NOTHING = (Heading, Paragraph), (Heading, Rule)


@dataclass(frozen=True, slots=True)
class Swept:
    """An article's blocks without what does not belong, and its credit lines."""

    blocks: tuple[Block, ...]
    credits: tuple[str, ...]


def sweep(blocks: tuple[Block, ...]) -> Swept:
    """Takes out credit lines, and headings that head nothing."""
    kept: list[Block] = []
    credits: list[str] = []
    for block in blocks:
        if isinstance(block, _WORDED) and is_credit(text := spans_text(block.spans)):
            credits.append(clean.line(text))
        else:
            kept.append(block)
    while kept and isinstance(kept[-1], _CLOSES_NOTHING):
        kept.pop()
    return Swept(tuple(kept), tuple(credits))


def is_noise(text: str) -> bool:
    """Whether a line begins as boilerplate does."""
    return len(text) < LONGEST and bool(_NOISE.match(text.lower()))


def is_stray(text: str) -> bool:
    """Whether a piece of an article's mark-up says by its words that it is none of the article.

    A byline, an agency's credit, an address to write to, an invitation. In the dev sets 10 such pieces of 560 stand in
    the true text.
    """
    if len(text) >= LONGEST:
        return False
    lower = text.lower()
    if _NOISE.match(lower) or _STRAY.match(lower) or _BYLINE.match(text):
        return True
    if len(text) < LONGEST_DATE and ("20" in text or "19" in text or "/" in text) and _PUBLISHED.match(lower):
        return True
    if "@" in text and _ADDRESS.search(text):
        return True
    end = lower[-LAST:]  # of these words one stands in all that is searched for; most lines have none
    told = "/" in end or "via " in end or "getty" in end or "contribut" in end or "ap photo" in end
    return told and _CLOSING.search(end) is not None


def is_caption(text: str) -> bool:
    """Whether a paragraph ends in whose a picture is, as only captions do."""
    if text[-1] not in ")]." or len(text) >= LONGEST_PROMO:
        return False
    end = text[-LAST - 20 :].lower()
    return ("(" in end or "[" in end) and _PICTURED.search(end) is not None


def is_promo(text: str, names: Iterable[str]) -> bool:
    """Whether a site speaks of itself by one of its names and offers its newsletter or the like."""
    if len(text) >= LONGEST_PROMO:
        return False
    folded = text.casefold()
    if folded.startswith("privacy notice"):
        return True
    for name in names:
        if name in folded:
            return any([word in folded for word in _OFFERED]) and _PROMO.search(folded) is not None
    return False


def leads_elsewhere(heading: str) -> bool:
    """Whether what stands above a list says that its lines lead to other pages."""
    return len(heading) < LAST and heading[0] not in "([" and (ending(heading) > 0 or is_stray(heading))


def is_about(text: str) -> bool:
    """Whether a line is the heading of what a publisher says of itself below its release."""
    return _ABOUT.match(text.lower()) is not None


def is_credit(text: str) -> bool:
    """Whether a line says who owns the words."""
    if len(text) >= LONGEST:
        return False
    lower = text.lower()
    return _CREDIT.match(lower) is not None or lower.rstrip(".").endswith(_RESERVED)


def has_text(blocks: tuple[Block, ...], enough: int) -> bool:
    """Whether there are so many characters of running text; what is beyond them is not counted."""
    told = 0
    for text in block_texts(blocks):
        told += len(text)
        if told >= enough:
            return True
    return False
