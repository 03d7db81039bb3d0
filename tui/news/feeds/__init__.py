"""Feeds: their bytes understood, found on a site, listed in OPML, offered from the catalogue.

Pure and without network: bytes in, values out. Hostile bytes can take long, so the app calls `parse` through
`tui.news.workers`. The parsing libraries are imported on first use.
"""

from tui.news.feeds.discovery import Candidate, discover
from tui.news.feeds.parsing import parse

__all__ = ["Candidate", "discover", "parse"]
