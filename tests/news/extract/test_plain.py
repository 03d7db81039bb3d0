"""Pages saved as text: the article, and nothing of what stood around it."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tui.news.extract import from_text

SEED = Path(__file__).resolve().parents[4] / "shared" / "seeds" / "newsmax-kcna.txt"

PAGE = """
Harbour Post
Home
Sport

Topics: ferries, Marrow Hill

Ferry to Marrow Hill Runs Again After Nine Years

Ferry to Marrow Hill Runs Again After Nine Years
The ferry leaves the pier at dawn on its first day. (Ada Quill/Harbour Pictures)

Tuesday, 5 March 2024 07:30 AM EST

The ferry to Marrow Hill ran again on Tuesday, nine years after the last one,
with forty people and two goats on board.

"We had stopped waiting," said the baker, who had kept the old timetable on her wall.

Share

The boat is to leave every morning, and to come back when the tide lets it.

© 2024 Harbour Wire. All rights reserved.

Sign up for the newsletter
We never share your address with anyone at all.
Local
The boat is to leave every morning, and to come back when the tide lets it.
2024-14-40
www.harbour.com
HARBOUR.COM
"""


def test_the_article_stands_alone() -> None:
    document = from_text(PAGE)
    assert document.title == "Ferry to Marrow Hill Runs Again After Nine Years"
    assert document.text.split("\n\n") == [
        "The ferry to Marrow Hill ran again on Tuesday, nine years after the last one, "
        "with forty people and two goats on board.",
        '"We had stopped waiting," said the baker, who had kept the old timetable on her wall.',
        "The boat is to leave every morning, and to come back when the tide lets it.",
    ]


def test_what_the_page_says_of_it() -> None:
    document = from_text(PAGE)
    assert document.published == datetime(2024, 3, 5, 7, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert document.tags == ("ferries", "Marrow Hill")
    assert document.section == "Local"
    assert document.site == "Harbour"
    assert document.summary.startswith("The boat is to leave")
    assert document.credit == "© 2024 Harbour Wire. All rights reserved."
    [figure] = document.figures
    assert figure.caption == "The ferry leaves the pier at dawn on its first day."
    assert figure.credit == "Ada Quill/Harbour Pictures"


def test_a_note_keeps_its_first_line_as_title() -> None:
    document = from_text("A note\n\nmilk, bread")
    assert document.title == "A note"
    assert document.text == "milk, bread"


@pytest.mark.parametrize("text", ["", " \n\n ", "\x1b[31m", "©", "©\n\n©", "a" * 5000, "(((" * 3000, ". \n\n" * 500])
def test_odd_texts_give_a_document(text: str) -> None:
    assert "\x1b" not in from_text(text).text


if SEED.exists():

    def test_the_page_the_program_started_from() -> None:
        document = from_text(SEED.read_text("utf-8"))
        assert document.title == "KCNA: North Korea, China Commit to Bolster Ties in Beijing Talks"
        assert document.published == datetime(2024, 3, 23, 15, 56, tzinfo=timezone(timedelta(hours=-4)))
        assert (document.site, document.section) == ("Newsmax", "GlobalTalk")
        assert document.tags == ("kcna", "north korea", "korea", "china", "talks")
        assert document.summary == document.text.split("\n\n")[0]
        assert document.credit == "© 2024 Thomson/Reuters. All rights reserved."
        assert [figure.credit for figure in document.figures] == ["Greg Baker/ AFP via Getty"]
        paragraphs = document.text.split("\n\n")
        assert len(paragraphs) == 5
        assert paragraphs[0].startswith("North Korean and Chinese officials met this week")
        assert paragraphs[-1].endswith("ties with foreign political parties.")
        assert document.words == 165


LETTER = """From: me

Short one.

The harbour was closed for the whole of the week, and nobody whom I asked
could say when the ships would be let out again, or by whom, or why.
She said no.

Things to bring:
- a coat
- two lamps

Regards, Me
"""


def test_of_a_text_without_a_page_around_it_nothing_is_left_out() -> None:
    found = from_text(LETTER)
    assert found.title == "From: me"
    assert found.text.split("\n\n") == [
        "Short one.",
        "The harbour was closed for the whole of the week, and nobody whom I asked could say when the ships would be "
        "let out again, or by whom, or why. She said no.",
        "Things to bring:",
        "a coat",
        "two lamps",
        "Regards, Me",
    ]
    blocks = [type(block).__name__ for block in found.blocks]
    assert blocks == ["Paragraph", "Paragraph", "Paragraph", "Listing", "Paragraph"]
