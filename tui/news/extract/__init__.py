"""Pages and feed texts become documents: bytes in, clean blocks out; pure, without network."""

from tui.news.extract.fragments import fragment
from tui.news.extract.page import extract
from tui.news.extract.plain import from_text

__all__ = ["extract", "fragment", "from_text"]
