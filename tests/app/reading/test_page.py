"""The page: what of an article stands on it, in which lines, and where one is in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.reading.pages import DOCUMENT, article, long_document, paragraph, words
from tui.app.page.code import colour
from tui.app.page.finding import asked, find, folded
from tui.app.page.flow import flow, minutes
from tui.app.page.layout import TOP, Page
from tui.app.page.pieces import Tone
from tui.news.filter import InTitle, Text
from tui.news.types import Code, Document, Heading, Listing, Quote, Span


def texts(page: Page) -> list[str]:
    return [page.line(spot).text.rstrip() for spot in page.window(TOP, 10_000)]


def page(document: Document | None = DOCUMENT, measure: int = 66, **values: object) -> Page:
    return Page(flow(article(**values), document).units, measure)


@pytest.mark.parametrize("measure", [20, 33, 40, 66, 72, 120])
def test_no_line_is_wider_than_the_measure(measure: int) -> None:
    laid = page(measure=measure)
    assert max(laid.line(spot).cells for spot in laid.window(TOP, 10_000)) <= measure


def test_the_head_says_what_it_is() -> None:
    assert texts(page())[1:6] == [
        "Ferry lines return to the northern harbours",
        f"Harbour\xa0Courier ·\xa0Travel ·\xa0{article().when.astimezone():%-d\xa0%b\xa0%Y,\xa0%H:%M} ·\xa03\xa0min",
        "by Ada Quill",
        "#ferries  #north\xa0sea",
        "",
    ]


def test_without_a_document_the_summary_is_shown() -> None:
    assert texts(page(None))[-1] == "Three lines start again in May."


def test_a_title_that_the_text_repeats_stands_once() -> None:
    doubled = Document((Heading(words("Ferry  lines return to the northern HARBOURS"), 1), paragraph("Text.")))
    assert sum("harbours" in line.lower() for line in texts(page(doubled))) == 1


def test_links_are_numbered_stripped_and_listed_and_the_host_is_seen() -> None:
    made = flow(article(), DOCUMENT)
    shown = texts(Page(made.units, 110))
    assert [link.url for link in made.links][:2] == [
        "https://port.example/plan?id=4",
        "https://harbour.example/tickets",
    ]
    assert any("port office[1\xa0port.example] said" in line for line in shown)
    assert any("by us[2]" in line for line in shown)
    assert shown[-4:] == [
        "1  port.example  port office",
        "2  harbour.example  by us",
        "3  pictures.example  The quay at dawn",
        "4  films.example  The crossing, a film",
    ]


def test_one_address_has_one_number_and_a_link_in_two_looks_has_one_mark() -> None:
    link = "https://port.example/"
    linked = Document(
        (paragraph(Span("a", href=link), Span("b", strong=True, href=link), " c ", Span("d", href=link)),)
    )
    shown = texts(page(linked))
    assert "ab[1\xa0port.example] c d[1\xa0port.example]" in shown


def test_lists_nest_and_hang() -> None:
    shown = texts(page(measure=60))
    at = shown.index("• Bergen")
    assert shown[at + 1 : at + 5] == [
        "   9. daily",
        "  10. The ferry leaves the harbour at seven and comes back",
        "      with the evening tide, weather and crew permitting.",
        "• Lerwick",
    ]


def test_quotes_keep_their_bar_between_paragraphs_and_in_depth() -> None:
    deep = Document((Quote((paragraph("a"), Quote((paragraph("b"),)), paragraph("c"))),))
    shown = texts(page(deep))
    at = shown.index("▎ a")
    assert shown[at - 1 : at + 5] == ["", "▎ a", "▎", "▎ ▎ b", "▎", "▎ c"]


def test_blocks_in_too_many_boxes_stay_readable() -> None:
    nest: Quote | Listing = Quote((paragraph("core"),))
    for level in range(200):
        nest = Quote((nest,)) if level % 2 else Listing(((nest,),))
    laid = page(Document((nest,)), measure=20)
    assert any("core" in line for line in texts(laid))
    assert max(laid.line(spot).cells for spot in laid.window(TOP, 10_000)) <= 20


def test_code_is_coloured_when_its_language_is_known() -> None:
    tones = {run.look.tone for line in colour("def fare():\n    return 'x'  # y", "python") for run in line}
    assert {Tone.KEYWORD, Tone.NAME, Tone.STRING, Tone.COMMENT} <= tones
    assert colour("a\nb", "no-such-language") == colour("a\nb", None)


def test_code_that_is_too_long_goes_on_below() -> None:
    shown = texts(page(Document((Code("x" * 30),)), measure=20))
    assert " " + "x" * 18 in shown
    assert "↳" + "x" * 12 in shown


def test_only_what_is_looked_at_is_laid_out() -> None:
    laid = page(long_document(500))
    laid.window(TOP, 40)
    assert laid.laid_out < 20
    laid.top_of_end(40)
    assert laid.laid_out < 40


@given(st.integers(-500, 500), st.integers(20, 120), st.integers(0, 3000))
@settings(max_examples=60, deadline=None)
def test_moving_there_and_back_comes_back(lines: int, measure: int, place: int) -> None:
    laid = page(long_document(), measure)
    start = laid.spot(place)
    there = laid.move(start, lines)
    if there not in (TOP, laid.end):
        assert laid.move(there, -lines) == start
    every = laid.window(TOP, 100_000)
    assert there in every
    assert every[-1] == laid.end


@given(st.integers(20, 120), st.integers(20, 120), st.integers(0, 20_000))
@settings(max_examples=60, deadline=None)
def test_a_place_is_on_the_line_it_leads_to_in_every_measure(one: int, other: int, place: int) -> None:
    for measure in (one, other):
        laid = page(long_document(), measure)
        spot = laid.spot(min(place, laid.length - 1))
        after = laid.move(spot, 1)
        assert laid.place(spot) <= place
        assert after == spot or spot == laid.end or laid.place(after) > min(place, laid.length - 1) - 2


def test_an_empty_page_has_one_place() -> None:
    nothing = Page((), 66)
    assert (nothing.window(TOP, 9), nothing.end, nothing.move(TOP, 5), nothing.spot(7)) == ([], TOP, TOP, TOP)


def test_words_are_found_across_lines_links_and_accents() -> None:
    made = flow(
        article(), Document((paragraph("The Café ", Span("Bergen", href="https://a.example/"), " line, café."),))
    )

    def found(text: str) -> list[str]:
        return [made.units[unit].body.text[start:end] for unit, start, end in find(made.units, text)]

    assert found("CAFE") == ["Café", "café"]
    assert found("bergen line") == ["Bergen[1\xa0a.example] line"]
    assert found("a.example] line") == []
    assert found("  ") == []


def test_folding_keeps_every_place() -> None:
    raw = "ŁÓDŹ İstanbul ﬁne ß Ǆ 中文 é\u0301"
    assert len(folded(raw)) == len(raw)


def test_the_words_of_a_filter_are_found_as_the_search_finds_them() -> None:
    made = flow(article(title="Bergen"), Document((paragraph("Bergen, Bergensk; the north sea. North, sea"),)))

    def found(*marks: Text | InTitle) -> list[str]:
        return [made.units[unit].body.text[start:end] for unit, start, end in asked(made.units, marks)]

    assert found(Text("bergen")) == ["Bergen", "Bergen"]
    assert found(Text("berg", prefix=True)) == ["Bergen", "Bergen", "Bergensk"]
    assert found(InTitle("bergen")) == ["Bergen"]
    assert found(Text("north sea")) == ["north\xa0sea", "north sea", "North, sea"]


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (5, 1), (240, 1), (2380, 10)])
def test_minutes_to_read(count: int, shown: int) -> None:
    assert minutes(count) == shown


def test_footnotes_are_raised_and_their_ways_back_left_out() -> None:
    here = "https://harbour.example/ferries"
    made = flow(
        article(url=here),
        Document(
            (
                paragraph(
                    "The fare is low", Span("[12]", href=f"{here}#fn12"), "; see ", Span("below", href=f"{here}#more")
                ),
                Listing(((paragraph("By law. ", Span("↩", href=f"{here}#ref12")),),), ordered=True, start=12),
            )
        ),
    )
    words = [unit.body.text for unit in made.units]
    assert "The fare is low¹²; see below" in words
    assert "By law. " in words
    assert made.links == []
