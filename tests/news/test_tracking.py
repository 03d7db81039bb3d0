"""Tracking parameters go, everything else stays byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news.tracking import host, stripped

HOME = "https://news.example/a"


@pytest.mark.parametrize(
    ("url", "left"),
    [
        (f"{HOME}?utm_source=x&utm_medium=y", HOME),
        (f"{HOME}?id=4&utm_source=x", f"{HOME}?id=4"),
        (f"{HOME}?utm_source=x&id=4#part", f"{HOME}?id=4#part"),
        (f"{HOME}?fbclid=1&gclid=2&b=c%20d&mc_cid=3&UTM_Term=4", f"{HOME}?b=c%20d"),
        (f"{HOME}#utm_source=rss", HOME),
        (f"{HOME}#utm", f"{HOME}#utm"),
        (f"{HOME}?a=1&amp;utm_source=x", f"{HOME}?a=1"),
        (f"{HOME}?q=utm_source", f"{HOME}?q=utm_source"),
        (f"{HOME}?", f"{HOME}?"),
        (f"{HOME}?a=1&&b", f"{HOME}?a=1&&b"),
        (HOME, HOME),
    ],
)
def test_stripped(url: str, left: str) -> None:
    assert stripped(url) == left


@given(st.text("abc=&?#;%/.", max_size=40))
def test_what_carries_no_tracking_is_not_touched(rest: str) -> None:
    assert stripped(HOME + rest) == HOME + rest


@given(st.text("autm_fbclid=&?#", max_size=40))
def test_twice_is_once(rest: str) -> None:
    assert stripped(stripped(HOME + rest)) == stripped(HOME + rest)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.news.example/x", "news.example"),
        ("https://news.example:8080/", "news.example"),
        ("https://user@evil.example/", "evil.example"),
        ("https://аррӏе.example/", "xn--80ak6aa92e.example"),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_the_host_that_an_address_really_leads_to(url: str, name: str) -> None:
    assert host(url) == name
