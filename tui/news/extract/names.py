"""What an element's class, id and role say it is for: the words that designers use, as bits."""

from __future__ import annotations

import re

_KINDS = {
    "comment": "comment disqus reply respond discussion livefyre spotim coral conversation forum",
    "related": "related recommend recirc readmore also trending popular outbrain taboola teaser promo card cards "
    "suggest similar next prev previous carousel latest headlines more mostread readnext swiper slider zergnet list "
    "listing feed",
    "share": "share sharing social follow facebook twitter whatsapp addtoany sharedaddy pinterest linkedin sharebar "
    "like",
    "signup": "newsletter subscri signup sign register login paywall donat donate join membership offer cta regwall "
    "piano mailchimp email premium abo alert form",
    "author": "author byline bio writer reporter contributor contributors profile avatar redakteur autor",
    "tags": "tag tags topic topics keyword keywords category categories label labels breadcrumb breadcrumbs crumb "
    "themen schlagwort etiquetas filed section",
    "meta": "meta metadata date time timestamp published pub posted dateline info source copyright credit credits "
    "license updated datum details stats count reading",
    "caption": "caption captions gallery slideshow photo photos image images img figure media video player embed "
    "legend picture bild thumb thumbnail lightbox zoom audio",
    "ad": "ad ads adv advert advertisement advertising sponsor sponsored banner dfp gpt commercial adslot partner "
    "affiliate shop product deal price buy widget-ad",
    "nav": "nav menu toolbar navbar navigation pagination pager skip toc jump tabs tab search dropdown index",
    "side": "sidebar aside rail module widget box infobox factbox sticky secondary right complementary inset",
    "foot": "footer foot bottom legal disclaimer terms end after note correction footnote footnotes endnote ref",
    "hide": "hidden hide sr screen visually print popup modal overlay cookie consent gdpr tooltip accessibility "
    "offscreen alert-box noscript dialog mobile",
    "title": "title headline heading header kicker hed eyebrow rubric",
    "lead": "summary lead lede standfirst subtitle deck dek intro excerpt description abstract subhead subheadline "
    "chapo vorspann sumario entradilla ingress bajada sous",
    "body": "article body content entry post story text main paragraph prose rich articlebody copy texte cuerpo inhalt "
    "p code codehilite",
    "quote": "quote pullquote blockquote tweet instagram pull",
    "rating": "rating review vote poll survey quiz feedback score result table stats game",
}
NAMES = tuple(_KINDS)
"""The kinds, in the order of their bits."""
BIT = {name: 1 << at for at, name in enumerate(NAMES)}
HIDDEN = BIT["hide"]
_WORDS: dict[str, int] = {}
for _name, _list in _KINDS.items():
    for _word in _list.split():
        _WORDS[_word] = _WORDS.get(_word, 0) | BIT[_name]
_STEMS = [(word, bits) for word, bits in _WORDS.items() if len(word) >= 5]
JUNK = 1 << len(NAMES)
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:"
    r"related|recommend\w*|recirc\w*|promo\w*|newsletter\w*|subscri\w*|signup|sign-up|share|sharing|social\w*|comments?|"
    r"disqus|outbrain|taboola|sponsor\w*|advert\w*|ads?|breadcrumbs?|menu|navbar|nav|navigation|sidebar|footer|"
    r"cookie\w*|consent|paywall|popup|modal|toolbar|tags?|tag-list|topics?|byline|author-?\w*|bio|read-?more|"
    r"more-?stories|most-?read|trending|teaser\w*|widget|donat\w*|print-?only|hidden|sr-only|visually-?hidden|"
    r"screen-?reader\w*|caption\w*|credit|copyright|meta|metadata|pagination|pager|rating|timestamp|dateline-?date|"
    r"infobox-?ad|correction-?form|feedback|survey|poll|login|register|skip\w*|banner|jump-?links?|toc"
    r")(?:$|[\s_-])",
    re.IGNORECASE,
)
UNSEEN = JUNK << 1
"""A class by which frameworks keep an element from being shown; on 215 pages none holds a line of the article."""
_UNSEEN = frozenset(
    ["hidden", "is-hidden", "d-none", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text"]
)
_SHOWN = re.compile(
    r"(?:^|\s)(?:(?:[\w-]+:)(?:block|flex|grid|inline\S*|table|visible)|d-\w\w-(?:block|flex|grid|inline\S*))(?:\s|$)"
)
"""That it is shown on screens of some width after all."""
_TOKEN = re.compile(r"[a-z]+|[A-Z][a-z]*")
_meanings: dict[str, int] = {}
_MOST = 20_000


def meaning(names: str) -> int:
    """The bits of a class, id or role; kept, since pages repeat the same few hundred."""
    bits = _meanings.get(names)
    if bits is None:
        if len(_meanings) > _MOST:
            _meanings.clear()
        bits = JUNK if _JUNK.search(names) else 0
        if not _UNSEEN.isdisjoint(names.split()) and not _SHOWN.search(names):
            bits |= UNSEEN
        for word in _TOKEN.findall(names):
            known = _WORDS.get(word)
            if known is None:
                known = _learn(word)
            bits |= known
        _meanings[names] = bits
    return bits


def _learn(word: str) -> int:
    low = word.lower()
    bits = _WORDS.get(low, 0) or _WORDS.get(low.removesuffix("s"), 0)
    if not bits and len(low) > 5:
        for stem, found in _STEMS:
            if stem in low:
                bits |= found
    if len(_WORDS) < 100_000:
        _WORDS[word] = bits
    return bits
