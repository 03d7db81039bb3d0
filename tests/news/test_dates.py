"""Dates: read when they are dates, unknown when they are not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news import dates


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2024-03-23T15:56:00Z", "2024-03-23T15:56:00+00:00"),
        ("2024-03-23T15:56:00.123456789-04:00", "2024-03-23T15:56:00.123456-04:00"),
        ("2024-03-23 15:56:00 +0900", "2024-03-23T15:56:00+09:00"),
        ("2024-03-23t15:56z", "2024-03-23T15:56:00+00:00"),
        ("20240323T155600Z", "2024-03-23T15:56:00+00:00"),
        ("20240323", "2024-03-23T00:00:00+00:00"),
        ("2024-03-23", "2024-03-23T00:00:00+00:00"),
        ("2024-03", "2024-03-01T00:00:00+00:00"),
        ("2003", "2003-01-01T00:00:00+00:00"),
        ("2024-03-23 15:56", "2024-03-23T15:56:00+00:00"),
        ("2020/1/10 14:33 +0900", "2020-01-10T14:33:00+09:00"),
        ("2020/1/10", "2020-01-10T00:00:00+00:00"),
        ("23.03.2024", "2024-03-23T00:00:00+00:00"),
        ("03/23/2024", "2024-03-23T00:00:00+00:00"),
        ("05/05/2024", "2024-05-05T00:00:00+00:00"),
        ("Sat, 23 Mar 2024 15:56:00 GMT", "2024-03-23T15:56:00+00:00"),
        ("Sat, 23 Mar 2024 15:56:00 EDT", "2024-03-23T15:56:00-04:00"),
        ("23 Mar 24 15:56 -0330", "2024-03-23T15:56:00-03:30"),
        ("Sat,  23\tMar 2024 15:56:00 +0000 (UTC)", "2024-03-23T15:56:00+00:00"),
        ("Thu, 01-Jan-2004 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
        ("Saturday, 23 March 2024 03:56 PM EDT", "2024-03-23T15:56:00-04:00"),
        ("March 23rd, 2024 at 12:05 a.m. PST", "2024-03-23T00:05:00-08:00"),
        ("23 March 2024 3:56 PM ET", "2024-03-23T15:56:00-04:00"),
        ("23 January 2024 3:56 PM ET", "2024-01-23T15:56:00-05:00"),
        ("23. März 2024", "2024-03-23T00:00:00+00:00"),
        ("Samstag, 23. März 2024, 15:56 Uhr MEZ", "2024-03-23T15:56:00+01:00"),
        ("mer, 05 nov 2025 10:00:00 +0100", "2025-11-05T10:00:00+01:00"),
        ("samedi 23 mars 2024 à 15h56 CET", "2024-03-23T15:56:00+01:00"),
        ("1er mars 2024", "2024-03-01T00:00:00+00:00"),
        ("23 de marzo de 2024", "2024-03-23T00:00:00+00:00"),
        ("lørdag den 23. marts 2024", "2024-03-23T00:00:00+00:00"),
        ("2024. március 23.", "2024-03-23T00:00:00+00:00"),
        ("23 Mart 2024", "2024-03-23T00:00:00+00:00"),
        ("23 марта 2024", "2024-03-23T00:00:00+00:00"),
        ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T12:00:00-05:00"),
        ("2024年3月23日", "2024-03-23T00:00:00+00:00"),
        ("2024년 3월 23일", "2024-03-23T00:00:00+00:00"),
        ("23 tháng 3, 2024", "2024-03-23T00:00:00+00:00"),
        ("Mar. 3, 2024", "2024-03-03T00:00:00+00:00"),
        ("Sat Mar 23 15:56:00 2024", "2024-03-23T15:56:00+00:00"),
        ("Sat Mar 23 15:56:00 EST 2024", "2024-03-23T15:56:00-05:00"),
        ("Fri, 31 Dec 1999 23:59:60 GMT", "1999-12-31T23:59:59+00:00"),
    ],
)
def test_a_date_is_read(raw: str, moment: str) -> None:
    found = dates.parse(raw)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize(
    "raw",
    [
        "2024-56-23", "2024-13-01", "2024-02-30", "2023-02-29", "2024-03-23T25:00:00Z", "2024-03-23T15:61:00Z",
        "Sat, 32 Mar 2024 15:56:00 GMT", "Sat, 23 Foo 2024 15:56:00 GMT", "23 Mar 2024 15:56:00 IST",
        "23 Mar 2024 13:56 PM EDT", "23 Mar 2024 15:56 +9900", "03/04/2024", "3.4.2024", "1711209360", "yesterday",
        "", "0000-00-00", "0000-00-00T00:00:00Z", "2024-03-23T", "2024-03-23 junk", "99999-01-01", "12:30", "9" * 400,
        "2024-03-23T15:56:00Z and more", "2024-03-23T15:56:00+99:99", "2024-03-23T15:56:00+15:00",
        "Sunday, 23 March 2024 15:56 GMT", "Foo, 23 March 2024 15:56 GMT", "Sun, 23 Mar 2024", "12/13/14", "13/13/2024",
        "2020/1/10 14:33", "2020/1/10 14:33:00", "March 23, 2024 3:56 PM", "23.03.2024, 15:56 Uhr",
        "2024年3月23日 15時56分", "\u0662\u0660\u0662\u0664-03-23",
    ],
)  # fmt: skip
def test_what_is_none_is_unknown(raw: str) -> None:
    assert dates.parse(raw) is None


@pytest.mark.parametrize(
    "raw",
    ["2020/1/10 14:33", "10 January 2020 at 2:33 PM", "10. Januar 2020 um 14:33 Uhr", "2020年1月10日 14:33"],
)
def test_the_day_is_known_where_the_moment_is_not(raw: str) -> None:
    assert dates.parse(raw) is None
    assert dates.day(raw) == datetime(2020, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("raw", ["2024-56-23", "03/04/2024", "Sunday, 23 March 2024 3:56 PM", ""])
def test_an_impossible_date_has_no_day(raw: str) -> None:
    assert dates.day(raw) is None


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_what_is_written_by_the_rules_is_read_back(moment: datetime) -> None:
    assert dates.parse(moment.isoformat()) == moment
    whole = moment.replace(microsecond=0)
    assert dates.parse(whole.strftime("%a, %d %b %Y %H:%M:%S +0000")) == whole


@given(st.text(st.sampled_from("0123456789-/:T +Zapm,.GMTSatMar"), max_size=40) | st.text())
def test_anything_is_a_moment_with_an_offset_or_unknown(raw: str) -> None:
    found = dates.parse(raw)
    assert found is None or abs(found.utcoffset() or timedelta()) <= timedelta(hours=14)
