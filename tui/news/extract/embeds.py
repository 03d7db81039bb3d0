"""What is shown from elsewhere, as a link to it with a title; and the language that code is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui.news import clean
from tui.news.extract.pictures import TRACKER, said
from tui.news.types import Embed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

EMBEDS = frozenset(
    ("iframe", "video", "audio", "embed", "amp-iframe", "amp-video", "amp-youtube", "lite-youtube", "amp-twitter")
)
"""Elements that show something from elsewhere."""
_VIDEO = re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,})")
_VIMEO = re.compile(r"https?://player\.vimeo\.com/video/(\d+)")
_NAMES = {"youtube.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo", "x.com": "X", "twitter.com": "X"}
_NO_LANGUAGE = frozenset(("none", "text", "plain", "plaintext", "txt", "nohighlight", "default", "auto"))
_LANGUAGES = frozenset(
    [
        "bash",
        "c",
        "cpp",
        "csharp",
        "css",
        "dart",
        "diff",
        "elixir",
        "go",
        "haskell",
        "html",
        "ini",
        "java",
        "javascript",
        "js",
        "json",
        "julia",
        "kotlin",
        "lua",
        "makefile",
        "matlab",
        "nix",
        "objc",
        "ocaml",
        "perl",
        "php",
        "powershell",
        "python",
        "r",
        "rb",
        "ruby",
        "rust",
        "scala",
        "scheme",
        "sh",
        "shell",
        "sql",
        "swift",
        "toml",
        "ts",
        "typescript",
        "xml",
        "yaml",
        "yml",
        "zig",
        "zsh",
    ]
)
"""What a class of code may be called for without saying that it is a language."""
_LANGUAGE = re.compile(
    r"(?:^|\s)(?:lang(?:uage)?-|highlight-(?:source|text)-|highlight-|brush:\s*|sourceCode\s+|hljs\s+)([A-Za-z][\w+#.-]*)"
)


def embed(node: LexborNode, base: str | None) -> Embed | None:
    """A frame, a player or a placeholder of one; None where no address tells what it shows."""
    given = node.attributes
    if {given.get("width"), given.get("height")} & TRACKER:
        return None
    url = clean.address(_source(node), base)
    if url is None:
        return None
    if found := _VIDEO.match(url):
        url = f"https://www.youtube.com/watch?v={found[1]}"
    elif found := _VIMEO.match(url):
        url = f"https://vimeo.com/{found[1]}"
    return Embed(url, said(given.get("title") or given.get("aria-label") or "") or place(url))


def quoted(node: LexborNode, base: str | None) -> Embed | None:
    """The post that a quotation stands for until a script has drawn it; None for any other quotation."""
    given = node.attributes
    url = clean.address(given.get("data-instgrm-permalink"), base)
    return Embed(url, place(url)) if url else None


def place(url: str) -> str:
    """The name of the place an address leads to: what has no title is called by it."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return _NAMES.get(host, host)


def language_of(pre: LexborNode) -> str | None:
    """The language of a block of code, by its own class or data, that of the `code` in it or of what is around it."""
    above = pre.parent
    for node in (pre, pre.css_first("code"), above, above.parent if above is not None else None):
        given = node.attributes if node is not None else {}
        named = given.get("data-lang") or given.get("data-language")
        names = given.get("class") or ""
        found = named or next(iter(_LANGUAGE.findall(names)), None)
        if not found and node is not None and node.tag in ("pre", "code"):
            found = next((name for name in names.lower().split() if name in _LANGUAGES), None)
        if found and found.lower() not in _NO_LANGUAGE:
            return clean.line(found.lower(), limit=20)
    return None


def _source(node: LexborNode) -> str | None:
    given = node.attributes
    if video := given.get("data-videoid") or given.get("videoid"):
        return f"https://www.youtube.com/watch?v={video}"
    if post := given.get("data-tweetid"):
        return f"https://x.com/i/status/{post}" if post.isdecimal() else post
    for name in ("src", "data-src", "data-lazy-src"):
        if (raw := given.get(name)) and not raw.startswith("about:"):
            return raw
    source = node.css_first("source[src]")
    return source.attributes.get("src") if source else None
