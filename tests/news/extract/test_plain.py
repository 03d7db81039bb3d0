"""A page saved as text becomes the article that was on it."""

from __future__ import annotations

from pathlib import Path

from tui.news.extract import from_text
from tui.news.types import Figure, PageKind

SEED = Path(__file__).resolve().parents[3].parent / "shared" / "seeds" / "newsmax-kcna.txt"

DUMP = """ × Example App FREE - In the Store
VIEW
×
Tags: harbour | ferries

Night ferries return to the old harbour of Tamsin Bay
Night ferries return to the old harbour of Tamsin Bay
A ferry leaves the old harbour at dusk, seen from the mole. (Ada Moor/ Bay Photo)

Monday, 4 March 2024 07:05 PM CET

Ferries will cross the bay at night again from Friday on, the harbour master said, after eleven years without them.

The first boat leaves at ten and carries sixty people, twelve bicycles and the post for the northern villages.

© 2024 Bay Wire. All rights reserved.

Click Here to comment on this article
Share
Coast
Ferries will cross the bay at night again from Friday on, the harbour master said, after eleven years without them.
harbour, ferries
2024-56-23
Sign up for our newsletter
"""


def test_every_part_is_found_by_its_shape() -> None:
    document = from_text(DUMP)
    assert document.title == "Night ferries return to the old harbour of Tamsin Bay"
    assert document.published is not None
    assert document.published.isoformat() == "2024-03-04T19:05:00+01:00"
    assert document.section == "Coast"
    assert document.tags == ("harbour", "ferries")
    assert document.credit == "© 2024 Bay Wire. All rights reserved."
    assert [part[:14] for part in document.text.split("\n\n")] == ["Ferries will c", "The first boat"]
    assert document.summary.startswith("Ferries will cross")
    assert document.figures == (
        Figure(
            caption="A ferry leaves the old harbour at dusk, seen from the mole.",
            credit="Ada Moor/ Bay Photo",
        ),
    )


def test_text_without_an_article_says_so() -> None:
    assert from_text("Home\nMenu\nSearch\n").kind is PageKind.EMPTY
    assert from_text("").kind is PageKind.EMPTY


if SEED.exists():

    def test_the_first_page_of_all() -> None:
        document = from_text(SEED.read_text("utf-8"))
        assert document.title == "KCNA: North Korea, China Commit to Bolster Ties in Beijing Talks"
        assert document.published is not None
        assert document.published.isoformat() == "2024-03-23T15:56:00-04:00"
        assert (document.site, document.section) == ("Newsmax", "GlobalTalk")
        assert document.tags == ("kcna", "north korea", "korea", "china", "talks")
        assert document.credit == "© 2024 Thomson/Reuters. All rights reserved."
        parts = document.text.split("\n\n")
        assert len(parts) == 5
        assert parts[0] == document.summary
        assert parts[-1].endswith("ties with foreign political parties.")
        assert document.figures[0].credit == "Greg Baker/ AFP via Getty"
