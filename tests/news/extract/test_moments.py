"""When an article appeared, on pages whose head does not say it."""

from __future__ import annotations

import pytest

from tui.news.extract import extract

TEXT = "<p>" + "It rained in the harbour all day, and the ships stayed in until the wind had turned. " * 4 + "</p>"


def published(body: str, url: str = "https://example.org/rain", head: str = "", language: str = "en") -> str | None:
    page = f"<html lang={language}><head>{head}</head><body>{body}</body></html>"
    found = extract(page.encode(), url).published
    return found.isoformat() if found else None


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("First Published on Nov 20, 2019 01:38 pm", "2019-11-20T00:00:00+00:00"),
        ("By Ann Lee <b>November 15, 2019</b>", "2019-11-15T00:00:00+00:00"),
        ("Saturday, 23 March 2024 03:56 PM EDT", "2024-03-23T15:56:00-04:00"),
        ("Updated 23.03.2024 - 15:56", "2024-03-23T00:00:00+00:00"),
        ("23 марта 2024 г.", "2024-03-23T00:00:00+00:00"),
        ("Am 2024-56-23", None),
        ("Room 12/34/2024", None),
        ("31 February 2024", None),
    ],
)
def test_a_date_below_the_headline(line: str, moment: str | None) -> None:
    assert published(f"<div>1 January 2001</div>{'<i>x</i>' * 9}<h1>Rain</h1><p>{line}</p>{TEXT}") == moment


def test_a_date_above_the_headline_and_none_in_the_text() -> None:
    assert published(f"<div>23 March 2024</div><h1>Rain</h1>{TEXT}") == "2024-03-23T00:00:00+00:00"
    assert published(f"<h1>Rain</h1>{TEXT * 3}<p>23 March 2024</p>") is None
    assert published(f"<h1>Rain</h1><p>{'He came on 23 March 2024 and saw the ships. ' * 3}</p>{TEXT}") is None


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("05.04.2025", "tr", "2025-04-05"),
        ("05/04/2025", "fr", "2025-04-05"),
        ("05.04.2025", "en", "2025-04-05"),
        ("05/04/2025", "en", None),
        ("04/23/2025", "en", "2025-04-23"),
    ],
)
def test_numbers_that_could_be_two_days_are_read_in_the_order_of_the_language(
    line: str, language: str, day: str | None
) -> None:
    found = published(f"<h1>Rain</h1><p>{line}</p>{TEXT}", language=language)
    assert (found or "")[:10] == (day or "")


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2019/11/20/rain", "2019-11-20"),
        ("rain-20191120/", "2019-11-20"),
        ("2019-11-20-rain", "2019-11-20"),
        ("2019/13/20/rain", ""),
        ("rain-12345678", ""),
    ],
)
def test_the_day_in_the_address(path: str, day: str) -> None:
    assert (published(f"<h1>Rain</h1>{TEXT}", f"https://example.org/{path}") or "")[:10] == day


def test_a_date_on_the_page_that_is_far_from_the_one_in_the_address_is_of_something_else() -> None:
    page = f"<h1>Rain</h1><p>1 May 2007</p>{TEXT}"
    assert published(page, "https://example.org/2019/11/20/rain") == "2019-11-20T00:00:00+00:00"


@pytest.mark.parametrize("never", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_what_programs_write_where_they_know_no_date_is_none(never: str) -> None:
    head = f'<meta property="article:published_time" content="{never}">'
    assert published(f"<h1>Rain</h1><p>23 March 2024</p>{TEXT}", head=head) == "2024-03-23T00:00:00+00:00"
