"""What came back from an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from tui.news.errors import FetchError
from tui.news.fetch.address import redact

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_ADVICE = {
    401: "it asks for a name and password; keep them in the keyring or name a `password_command` in the config",
    402: "it asks to be paid",
    403: "it refuses to answer us",
    404: "there is nothing at this address; check it",
    410: "it is gone for good",
    429: "it asks us to come less often",
}


@dataclass(frozen=True, slots=True)
class Response:
    """The last answer to a GET, redirects followed."""

    status: int
    url: str
    """Where the answer came from."""
    headers: Mapping[str, str] = field(repr=False)
    """By lower-case name, Latin-1 decoded, so that validators go back byte for byte."""
    body: bytes = field(default=b"", repr=False)
    """Unpacked; empty unless `ok`."""
    body_hash: str = ""
    """SHA-256 of `body`, hex."""
    moved_to: str | None = None
    """Where redirects that were all permanent lead."""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """A body came, or 304."""
        return 200 <= self.status < 300 or self.not_modified

    @property
    def not_modified(self) -> bool:
        """304: what we have is still right."""
        return self.status == 304

    @property
    def charset(self) -> str | None:
        """The encoding that `Content-Type` names (RFC 9110, section 8.3), if any."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else None

    def checked(self) -> Response:
        """This answer if it is `ok`, else FetchError with its status in words."""
        if not self.ok:
            raise FetchError(self.reason(), redact(self.url), self.status)
        return self

    def reason(self) -> str:
        """The status in words."""
        try:
            words = HTTPStatus(self.status).phrase
        except ValueError:
            words = "a status nobody knows"
        advice = _ADVICE.get(self.status)
        if self.status >= 500:
            advice = "the fault is the server's; it is tried again later"
        return f"the server answered {self.status} {words}" + (f": {advice}" if advice else "")
