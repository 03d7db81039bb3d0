"""Dates as publishers write them, read strictly: what is impossible or ambiguous is None, never a guess.

Understood: RFC 3339 and ISO 8601 (W3C-DTF), RFC 822 and 5322, asctime, and long forms such as `Saturday, 23 March 2024
03:56 PM EDT` or `23. März 2024` with the month names of `months`. A weekday that is not that day's makes the date
unknown, as does a zone name that stands for several offsets. `03/04/2024` is two dates and therefore none.

A time without a zone is UTC in the forms of those standards, where feeds mean it so; in any other form the moment is
unknown (`2020/1/10 14:33`), and `day` still tells the day.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

from tui.news.months import MONTHS, WEEKDAYS, folded

LONGEST = 100
"""Characters; a longer text is no date."""
FARTHEST = timedelta(hours=14)
"""No place on earth is farther from UTC."""

_ZONES: Final[dict[str, float]] = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "wat": 1, "cet": 1, "mez": 1, "cest": 2,
    "mesz": 2, "cat": 2, "sast": 2, "eet": 2, "eest": 3, "idt": 3, "msk": 3, "trt": 3, "eat": 3, "pkt": 5, "npt": 5.75,
    "ict": 7, "wib": 7, "wita": 8, "wit": 9, "jst": 9, "kst": 9, "awst": 8, "hkt": 8, "sgt": 8, "myt": 8, "pht": 8,
    "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3, "art": -3, "nst": -3.5,
    "ndt": -2.5, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9,
    "akdt": -8, "hst": -10, "ast": -4, "adt": -3,
}  # fmt: skip
"""Hours from UTC by zone name (RFC 822, section 5, and those with one common meaning)."""
_SEASONAL: Final[dict[str, int]] = {"et": -5, "ct": -6, "mt": -7, "pt": -8}
"""Standard hours of the zones whose name leaves it to the day whether summer time holds."""

_WORD = r"[^\W\d_][^\s\d.,]{1,14}"
_DAY = rf"(?:(?P<weekday>{_WORD})\.?,?\s+)?(?:den\s+|le\s+|el\s+)?"
_MONTH = rf"(?:(?:de|del)\s+)?(?P<month>{_WORD})\.?"
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})(?:[:h](?P<minute>[0-9]{2}))(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
)
_ZONE = (
    r"(?:\s+(?:uhr|hrs))?(?:\s*(?P<zone>(?:gmt|utc)?[+-][0-9]{1,2}(?::?[0-9]{2})?|(?!uhr)[a-z]{1,5}))?(?:\s*\([^)]*\))?"
)
_AT = r"(?:at|um|à|kl\.?|klo|alle|ore|a las|às|saat|,|-|–|\||•|·)"
_TIME = rf"(?:(?:,?\s+|t){_CLOCK}{_ZONE})?"
_WHEN = rf"(?:,?\s+(?:{_AT}\s*)?{_CLOCK}{_ZONE})?"
_ORDINAL = r"(?:st|nd|rd|th|er|º|\.)?"

_STANDARD: Final = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<year>[0-9]{{4}})(?:-(?P<number>[0-9]{{1,2}})(?:-(?P<day>[0-9]{{1,2}}){_TIME})?)?",
        rf"(?P<year>[0-9]{{4}})(?P<number>[0-9]{{2}})(?P<day>[0-9]{{2}}){_TIME}",
        rf"{_DAY}(?P<day>[0-9]{{1,2}})[\s-]+{_MONTH}[\s-]+(?P<year>[0-9]{{4}}|[0-9]{{2}}){_TIME}",
        rf"{_DAY}{_MONTH}\s+(?P<day>[0-9]{{1,2}})\s+{_CLOCK}(?:\s+(?P<zone>[a-z]{{1,5}}))?\s+(?P<year>[0-9]{{4}})",
    )
]
"""ISO 8601, RFC 822 and 5322, asctime."""
_LONG: Final = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<year>[0-9]{{4}})([/.])(?P<number>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}}){_WHEN}",
        rf"{_DAY}{_MONTH}\s+(?P<day>[0-9]{{1,2}}){_ORDINAL},?\s+(?P<year>[0-9]{{4}}){_WHEN}",
        rf"{_DAY}(?P<day>[0-9]{{1,2}}){_ORDINAL}\s*{_MONTH},?\s+(?:(?:de|del)\s+)?(?P<year>[0-9]{{4}}){_WHEN}",
        rf"(?P<year>[0-9]{{4}})\.?\s+{_MONTH}\s+(?P<day>[0-9]{{1,2}})\.?{_WHEN}",
        rf"(?:thứ \S+ )?(?P<day>[0-9]{{1,2}})\s+tháng\s+(?P<number>[0-9]{{1,2}}),?\s+(?P<year>[0-9]{{4}}){_WHEN}",
        r"(?P<year>[0-9]{4})\s?[年년]\s?(?P<number>[0-9]{1,2})\s?[月월]\s?(?P<day>[0-9]{1,2})\s?[日일](?:\s?\(.\))?"
        r"(?:\s*(?P<hour>[0-9]{1,2})[時时시:]\s?(?P<minute>[0-9]{2})分?)?",
        rf"(?P<one>[0-9]{{1,2}})([/.-])(?P<other>[0-9]{{1,2}})\2(?P<year>[0-9]{{4}}){_WHEN}",
    )
]
"""What people write; the last is two dates in one where both numbers could be the month."""
_EXACT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-5][0-9](?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
"""What most pages and feeds write, read by Python in 2 us where the forms take 14."""
_COMPACT = re.compile(r"([0-9]{8})T([0-9]{2})([0-9]{2})([0-9]{2})?")


def parse(raw: str) -> datetime | None:
    """The moment these words name, with its offset; None where they name none."""
    found = _read(raw)
    if found is None:
        return None
    moment, standard = found
    if moment.tzinfo is None:
        has_time = bool(moment.hour or moment.minute or moment.second)
        return moment.replace(tzinfo=UTC) if standard or not has_time else None
    return moment


def day(raw: str) -> datetime | None:
    """The day these words name as its midnight in UTC, also where the time of day has no zone; None where none."""
    found = _read(raw)
    return found[0].replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC) if found else None


def _read(raw: str) -> tuple[datetime, bool] | None:
    """The date in these words, naive where they name no zone, and whether it is written by a standard."""
    if _EXACT.fullmatch(raw):
        return _exact(raw)
    text = " ".join(raw[: LONGEST + 1].split())
    if not 4 <= len(text) <= LONGEST:
        return None
    text = _COMPACT.sub(lambda found: f"{found[1]}T{found[2]}:{found[3]}:{found[4] or '00'}", text)
    for forms in (_STANDARD, _LONG):
        for form in forms:
            if found := form.fullmatch(text):
                part = {name: value or "" for name, value in found.groupdict().items()}
                moment = _moment(part)
                return (moment, forms is _STANDARD and not part.get("half")) if moment else None
    return None


def _exact(text: str) -> tuple[datetime, bool] | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment, True) if abs(moment.utcoffset() or timedelta()) <= FARTHEST else None


def _moment(part: dict[str, str]) -> datetime | None:
    """The parts of a date as a moment; None where there is no such day, time or zone."""
    year = int(part["year"])
    if len(part["year"]) == 2:
        year += 1900 if year >= 69 else 2000  # POSIX, and RFC 5322 section 4.3 within our lives
    month, number = _day_of(part)
    second = int(part.get("second") or 0)
    try:
        moment = datetime(
            year,
            month,
            number,
            _hour(part.get("hour", ""), part.get("half", "")),
            int(part.get("minute") or 0),
            59 if second == 60 else second,  # a leap second
            int((part.get("fraction") or "0").ljust(6, "0")[:6]),
        )
    except ValueError:
        return None
    weekday = part.get("weekday")
    if weekday and moment.weekday() not in WEEKDAYS.get(folded(weekday), ()):
        return None
    if not part.get("zone"):
        return moment
    zone = _zone(part["zone"], moment)
    return moment.replace(tzinfo=zone) if zone else None


def _day_of(part: dict[str, str]) -> tuple[int, int]:
    """Month and day; month 0 where the words name none or leave open which number it is."""
    if "one" in part:
        one, other = int(part["one"]), int(part["other"])
        if one != other and max(one, other) <= 12:
            return 0, 0
        return min(one, other), max(one, other)
    month = int(part["number"] or 1) if "number" in part else MONTHS.get(folded(part["month"]), 0)
    return month, int(part["day"] or 1)


def _hour(hour: str, half: str) -> int:
    """The hour of the day; 24 and more make the date fail, as does 13 PM."""
    number = int(hour or 0)
    if not half:
        return number
    if not 1 <= number <= 12:
        return 99
    return number % 12 + (12 if half.lower() == "p" else 0)


def _zone(raw: str, moment: datetime) -> tzinfo | None:
    """A zone by its offset or its name; None where it is unknown."""
    name = raw.lower()
    found = re.fullmatch(r"(?:gmt|utc)?([+-])([0-9]{1,2}):?([0-9]{2})?", name)
    if found:
        span = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if span > FARTHEST or int(found[3] or 0) > 59:
            return None
        return timezone(-span if found[1] == "-" else span) if span else UTC
    hours = _SEASONAL[name] + _is_summer(moment) if name in _SEASONAL else _ZONES.get(name)
    if hours is None:
        return None
    return timezone(timedelta(hours=hours), raw.upper()) if hours else UTC


def _is_summer(moment: datetime) -> bool:
    """Whether daylight saving time holds in the United States: from March's second to November's first Sunday."""
    first = {month: 7 - datetime(moment.year, month, 1).weekday() for month in (3, 11)}
    start = datetime(moment.year, 3, first[3] + 7, 2)
    return start <= moment < datetime(moment.year, 11, first[11], 2)
