"""Dates as publishers write them, read strictly: what is impossible or ambiguous is None, never a guess.

Understood: RFC 3339 and ISO 8601 (W3C-DTF, also with `/` and without a time), RFC 822 and 5322, asctime, and long
English forms such as `Saturday, 23 March 2024 03:56 PM EDT`. A time without a zone is taken as UTC, as feeds mean it;
a zone name that stands for several offsets makes the date unknown. `03/04/2024` is two dates and therefore none.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

LONGEST = 100
"""Characters; a longer text is no date."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "jst": 9, "kst": 9, "awst": 8, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "hkt": 8, "sgt": 8,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10, "ast": -4, "adt": -3, "et": None, "ct": None, "mt": None, "pt": None,
}  # fmt: skip
"""Hours from UTC by zone name (RFC 822, section 5, and those with one common meaning); None is known but two-fold."""

_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?"
)
_ZONE = r"(?:\s*(?P<zone>[+-]\d{2}(?::?\d{2})?|(?:gmt|utc)?[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5}))?(?:\s*\([^)]*\))?"
_TIME = rf"(?:(?:,?\s+(?:at\s+)?|t){_CLOCK}{_ZONE})?"

_FORMS = [
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"(?P<year>\d{{4}})(?:([-/.])(?P<number>\d{{1,2}})(?:\2(?P<day>\d{{1,2}}){_TIME})?)?",
        rf"(?P<year>\d{{4}})(?P<number>\d{{2}})(?P<day>\d{{2}}){_TIME}",
        rf"{_DAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}}|\d{{2}}){_TIME}",
        rf"{_DAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}",
        rf"{_DAY}{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}(?:\s+(?P<zone>[a-z]{{1,5}}))?\s+(?P<year>\d{{4}})",
    )
]
_COMPACT = re.compile(r"(\d{8})T(\d{2})(\d{2})(\d{2})?", re.ASCII)


def parse(raw: str) -> datetime | None:
    """The moment these words name, with its offset; None where they name none."""
    text = " ".join(raw[: LONGEST + 1].split())
    if not 4 <= len(text) <= LONGEST:
        return None
    text = _COMPACT.sub(lambda found: f"{found[1]}T{found[2]}:{found[3]}:{found[4] or '00'}", text)
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _moment({name: value or "" for name, value in found.groupdict().items()})
    return None


def _moment(part: dict[str, str]) -> datetime | None:
    """The parts of a date as a moment; None where there is no such day, time or zone."""
    month = int(part["number"] or 1) if "number" in part else _MONTHS.get(part["month"].lower(), 0)
    zone = _zone(part.get("zone", ""))
    if zone is None or not month:
        return None
    year = int(part["year"])
    if len(part["year"]) == 2:
        year += 1900 if year >= 69 else 2000  # POSIX, and RFC 5322 section 4.3 within our lives
    hour = _hour(part.get("hour", ""), part.get("half", ""))
    try:
        return datetime(
            year,
            month,
            int(part["day"] or 1),
            hour,
            int(part.get("minute") or 0),
            min(int(part.get("second") or 0), 59) if part.get("second") == "60" else int(part.get("second") or 0),
            int((part.get("fraction") or "0").ljust(6, "0")[:6]),
            zone,
        )
    except ValueError:
        return None


def _hour(hour: str, half: str) -> int:
    """The hour of the day; 24 and more make the date fail, as does 13 PM."""
    number = int(hour or 0)
    if not half:
        return number
    if not 1 <= number <= 12:
        return 99
    return number % 12 + (12 if half.lower() == "p" else 0)


def _zone(raw: str) -> tzinfo | None:
    """A zone by its offset or its name; UTC where there is none; None where the name is unknown."""
    if not raw:
        return UTC
    found = re.fullmatch(r"(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})?", raw, re.IGNORECASE)
    if found:
        span = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if span > timedelta(hours=14) or int(found[3] or 0) > 59:
            return None
        return timezone(-span if found[1] == "-" else span) if span else UTC
    hours = _ZONES.get(raw.lower())
    if hours is None:
        return None
    return timezone(timedelta(hours=hours), raw.upper()) if hours else UTC
