"""Lines that a host's pages repeat are known after a few of them."""

from __future__ import annotations

import pytest

from tui.news.extract.memory import MOST_LINES, OTHERS, HostMemory, host_of, unpacked
from tui.news.types import Document, Figure, Paragraph, Span


def page(number: int, *lines: str) -> Document:
    return Document(tuple(Paragraph((Span(line),)) for line in lines), url=f"https://example.org/{number}")


def remembering(*pages: Document) -> HostMemory:
    memory = HostMemory()
    for one in pages:
        memory = memory.learned(one)
    return memory


BOX = "Our newsletter comes every morning!"


def test_a_line_that_two_other_pages_have_goes() -> None:
    memory = remembering(page(1, "Rain.", BOX), page(2, "Snow.", BOX))
    assert memory.without_repeats(page(3, "Hail.", BOX.upper())).text == "Hail."
    assert memory.without_repeats(page(2, "Snow.", BOX)).text == f"Snow.\n\n{BOX}"


def test_reading_a_page_again_teaches_nothing() -> None:
    memory = remembering(*[page(1, "Rain.", BOX)] * 5)
    assert memory.without_repeats(page(2, "Snow.", BOX)).text == f"Snow.\n\n{BOX}"
    assert memory == remembering(page(1, "Rain.", BOX))


def test_long_paragraphs_and_what_would_leave_nothing_stay() -> None:
    long = "word " * 61
    memory = remembering(*(page(number, BOX, long) for number in range(4)))
    assert memory.without_repeats(page(9, BOX)).text == BOX
    assert memory.without_repeats(page(9, BOX, long)).text == long.strip()


def test_rules_made_of_signs_and_pictures_stay() -> None:
    memory = remembering(*(page(number, "Rain.", "___ * ___") for number in range(4)))
    figure = Figure("https://example.org/i.png")
    document = page(9, "Snow.", "___ * ___")
    assert memory.without_repeats(document) == document
    assert memory.without_repeats(Document((figure, *document.blocks))).blocks[0] == figure


def test_a_memory_stays_small_and_keeps_what_repeats() -> None:
    memory = remembering(*(page(number, BOX, *(f"Line {number} {line}" for line in range(50))) for number in range(20)))
    assert len(memory.lines) == MOST_LINES
    assert memory.without_repeats(page(99, "Hail.", BOX)).text == "Hail."
    assert all(len(pages) <= OTHERS + 1 for pages in memory.lines.values())


def test_a_memory_is_written_and_read() -> None:
    memory = remembering(page(1, "Rain.", BOX), page(2, "Snow.", BOX))
    assert unpacked(memory.packed()) == memory


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '{"a": 1}', "null"])
def test_what_is_no_memory_is_an_empty_one(text: str) -> None:
    assert unpacked(text) == HostMemory()


def test_the_host_of_a_page() -> None:
    assert host_of("https://www.Example.org:8080/a") == "example.org"
    assert host_of(None) == ""
