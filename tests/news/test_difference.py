"""What a publisher changed, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from tui.news.difference import difference
from tui.news.types import Document, Heading, Paragraph, Span, block_texts


def document(*paragraphs: str, title: str = "Talks") -> Document:
    return Document(tuple(Paragraph((Span(text),)) for text in paragraphs), title=title)


def told(old: Document, new: Document) -> list[str]:
    return list(block_texts(difference(old, new).blocks))


def test_words_that_went_and_came_stand_side_by_side() -> None:
    old = document("They met in Beijing on Friday.", "Nobody signed.", "It rained.")
    new = document("They met in Seoul on Friday.", "Nobody signed.", "A second day followed.")
    assert told(old, new) == [
        "They met in [-Beijing-] {+Seoul+} on Friday.",
        "Nobody signed.",
        "[-It rained.-] {+A second day followed.+}",
    ]


def test_a_changed_title_comes_first_and_looks_are_kept_apart() -> None:
    found = difference(document("One."), document("One.", title="Trade talks"))
    assert found.blocks[0] == Heading((Span("[-Talks-]", emphasis=True), Span(" {+Trade talks+}", strong=True)), 2)


def test_a_paragraph_that_was_taken_out_or_put_in_is_marked_whole() -> None:
    assert told(document("One.", "Two."), document("One.")) == ["One.", "[-Two.-]"]
    assert told(document("One."), document("Zero.", "One.")) == ["{+Zero.+}", "One."]


TEXTS = st.lists(
    st.lists(st.sampled_from(["talks", "trade", "rain"]), min_size=1, max_size=5).map(" ".join), max_size=4
)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_it(before: list[str], after: list[str]) -> None:
    old, new = [], []
    for text in told(document(*before), document(*after)):
        part = text.replace("[-", "\0-").replace("{+", "\0+").replace("-]", "\0=").replace("+}", "\0=")
        for run in ("=" + part).split("\0"):
            old += run[1:].split() if run[0] in "=-" else []
            new += run[1:].split() if run[0] in "=+" else []
    assert (old, new) == (" ".join(before).split(), " ".join(after).split())
