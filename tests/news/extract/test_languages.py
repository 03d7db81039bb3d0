"""Languages: declared, and believed unless the words speak against it."""

from __future__ import annotations

import pytest

from tui.news.extract import extract
from tui.news.extract.languages import tag


@pytest.mark.parametrize(
    ("raw", "spelled"),
    [
        ("pt_BR", "pt-BR"),
        ("EN", "en"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("en, de", "en"),
        ("und", None),
        ("", None),
        ("?", None),
    ],
)
def test_a_tag_in_its_usual_spelling(raw: str, spelled: str | None) -> None:
    assert tag(raw) == spelled


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ('<html lang="de-AT"><title>Regen im Hafen</title>', "de-AT"),
        ('<html><meta property="og:locale" content="pt_BR"><title>Chuva no porto</title>', "pt-BR"),
        ('<html lang="en"><title>Дождь в гавани</title>', None),
        ('<html lang="en"><meta property="og:locale" content="ru_RU"><title>Дождь в гавани</title>', "ru-RU"),
        ('<html lang="en"><title>港に雨が降った</title>', "ja"),
        ('<html lang="zh-TW"><title>港口下雨</title>', "zh-TW"),
        ("<html><title>The rain and the harbour of the town</title>", "en"),
        ("<html><title>Der Regen und die Stadt</title>", "de"),
        ("<html><title>Zyx</title>", None),
    ],
)
def test_the_language_of_a_page(page: str, language: str | None) -> None:
    assert extract(page.encode()).language == language
