"""Times as the library keeps them: whole seconds since 1970 in UTC, and the writer's zone in minutes."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY = 86_400


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970 of an aware time."""
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() // 1)


def split(moment: datetime | None) -> tuple[int | None, int | None]:
    """An aware time as seconds and zone; None, None where unknown or at an end of the calendar.

    In the first and the last year there are times that some zones cannot tell.
    """
    if moment is None or not MINYEAR < moment.year < MAXYEAR:
        return None, None
    offset = moment.utcoffset() or timedelta()
    return seconds(moment), int(offset.total_seconds() // 60)


def join(at: int | None, zone: int | None) -> datetime | None:
    """The time that `split` took apart."""
    if at is None:
        return None
    where = timezone(timedelta(minutes=zone)) if zone else UTC
    return datetime(1970, 1, 1, tzinfo=where) + timedelta(seconds=at) + (where.utcoffset(None) or timedelta())


class Now:
    """The moment a filter is asked at: what `age:` and `is:today` are counted from."""

    def __init__(self, now: datetime | None = None) -> None:
        self._given = now
        self.moment = now or datetime.now().astimezone()
        self.at = seconds(self.moment)

    @property
    def today(self) -> date:
        """The local day."""
        return self.moment.date()

    def day_start(self, day: date) -> int:
        """When a local day begins, in seconds; in UTC where the local calendar does not reach."""
        try:
            if self._given is not None:
                return seconds(datetime.combine(day, time(), tzinfo=self._given.tzinfo))
            return int(datetime.combine(day, time()).timestamp())
        except (OverflowError, ValueError, OSError):
            return (day.toordinal() - _EPOCH_DAY) * _DAY

    def day_end(self, day: date) -> int:
        """When the next local day begins."""
        if day == date.max:
            return self.day_start(day) + _DAY
        return self.day_start(day + timedelta(days=1))
