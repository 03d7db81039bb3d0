"""The guide: a few short articles of our own, so that a new library opens with something to read and to filter."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.news.cache import Cache

_SETTING = "guide"


def install(cache: Cache, now: datetime | None = None) -> bool:
    """Puts the guide into a library without articles, once; whether it did so now."""
    if cache.read_only or cache.setting(_SETTING, ""):
        return False
    new = not cache.newest(1)
    if new:
        from tui.news.guide_pages import drafts  # not for a library that has it: making them takes 3 ms

        cache.store(None, drafts(now or datetime.now(UTC)))
    cache.set_setting(_SETTING, "installed" if new else "not needed")
    return new
