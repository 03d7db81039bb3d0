"""The network: one polite, bounded, guarded GET. httpx is imported on the first fetch, not before."""

from tui.news.fetch.address import redact, same_place
from tui.news.fetch.credentials import Credentials, asking, from_command, from_keyring, split
from tui.news.fetch.fetcher import Fetcher
from tui.news.fetch.limits import Limits
from tui.news.fetch.manners import HostPaused
from tui.news.fetch.response import Response

__all__ = [
    "Credentials",
    "Fetcher",
    "HostPaused",
    "Limits",
    "Response",
    "asking",
    "from_command",
    "from_keyring",
    "redact",
    "same_place",
    "split",
]
