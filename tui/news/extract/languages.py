"""The language of an article: what the page declares, unless its own words speak against it."""

from __future__ import annotations

import re
from typing import Final

from tui.news.extract.witnesses import Witnesses, first

_FOREIGN = re.compile("[\u0370-\u1dff\u3040-\ud7af]")
"""Letters of any other script than the Latin one."""
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?\b", re.IGNORECASE)
_SCRIPTS: Final = [
    (re.compile(pattern), languages)
    for pattern, languages in (
        ("[\u3040-\u30ff]", ("ja",)),
        ("[\uac00-\ud7af]", ("ko",)),
        ("[\u4e00-\u9fff]", ("zh", "ja", "yue")),
        ("[\u0e00-\u0e7f]", ("th",)),
        ("[\u0370-\u03ff]", ("el",)),
        ("[\u0590-\u05ff]", ("he", "yi")),
        ("[\u0600-\u06ff]", ("ar", "fa", "ur", "ps", "ckb", "ug", "sd")),
        ("[\u0900-\u097f]", ("hi", "mr", "ne", "sa")),
        ("[\u0400-\u04ff]", ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg")),
    )
]
"""Scripts and the languages that are written in them, the first one being taken where nothing is declared and the
script has but one."""
_WORDS: Final = {
    word: language
    for language, words in {
        "en": "the of and with that for was", "de": "der die und das nicht mit für auf ist",
        "nl": "het een van niet zijn", "fr": "les des dans une qui est pour", "es": "los las una del por con para",
        "it": "che della per sono gli nel", "pt": "não uma dos com são pelo", "sv": "och att som inte för på är",
        "da": "ikke og på det til af blev", "nb": "ikke og på det til av ble", "tr": "bir ve için ile bu",
        "pl": "nie się jest na że", "is": "og að sem ekki", "vi": "của và không được các",
        "id": "yang dan dengan untuk tidak", "sw": "ya kwa na katika wa",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Small words that tell languages in Latin letters apart; `og`, `ikke` and their like count for the last one listed."""
MOST = 0.2
"""Share of letters that another script must have before the declared language is doubted."""


def language_of(page: Witnesses) -> str | None:
    """A BCP 47 tag, or None: declared by `html`, the head or JSON-LD, checked against the script of its headline."""
    root = page.tree.root
    said = [
        root.attributes.get("lang") if root else None,
        first(page.said.get("inLanguage")),
        page.named("oglocale", "contentlanguage", "language", "dclanguage", "dctermslanguage"),
    ]
    declared = [found for raw in said if raw and (found := tag(raw))]
    words = page.headline or page.named("ogtitle") or page.shown
    words = f"{words} {page.named('ogdescription', 'description')}"[:300]
    spoken = _by_script(words)
    if spoken:
        return next(
            (one for one in declared if one.partition("-")[0] in spoken), spoken[0] if len(spoken) == 1 else None
        )
    return declared[0] if declared else _by_words(words)


def spoken(words: str) -> str | None:
    """The language of a text that nothing is declared about, by its script or its small words; None where unsure."""
    languages = _by_script(words)
    return (languages[0] if len(languages) == 1 else None) if languages else _by_words(words)


def tag(raw: str) -> str | None:
    """A language tag in its usual spelling: `pt_BR` is `pt-BR`; None where it is none."""
    found = _TAG.match(raw.strip())
    if not found or found[1].lower() in ("und", "mul", "xx"):
        return None
    script = f"-{found[2].title()}" if found[2] else ""
    return found[1].lower() + script + (f"-{found[3].upper()}" if found[3] else "")


def _by_script(words: str) -> tuple[str, ...]:
    """The languages of the script that these words are written in; empty where it is the Latin one."""
    if words.isascii() or not _FOREIGN.search(words):
        return ()
    letters = sum(char.isalpha() for char in words)
    for pattern, languages in _SCRIPTS:
        if len(pattern.findall(words)) > MOST * letters:
            return languages
    return ()


def _by_words(words: str) -> str | None:
    """The language whose small words occur most, at least twice."""
    counts: dict[str, int] = {}
    for word in words.casefold().split():
        if language := _WORDS.get(word):
            counts[language] = counts.get(language, 0) + 1
    best = max(counts, key=counts.__getitem__, default="")
    return best if best and counts[best] > 1 else None
