"""A Document written out: as plain text, Markdown, HTML or JSON.

Each takes the Document and, where it is a stored one, the Article it belongs to; what the Article says of tags, dates
and state then counts. Foreign text comes in clean (see `clean`) and is escaped here for the language it goes into.
"""

from tui.news.render.facts import as_json, record
from tui.news.render.html import as_html
from tui.news.render.markdown import as_markdown
from tui.news.render.text import as_text

__all__ = ["as_html", "as_json", "as_markdown", "as_text", "record"]
