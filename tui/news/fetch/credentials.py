"""Names and passwords of feeds: kept by the system's keyring or given by a command, never by the library."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit, urlunsplit

from tui.news.errors import FetchError

Credentials = Callable[[str], tuple[str, str] | None]
"""Asks for a host's (name, password)."""

SERVICE = "newsread"
COMMAND_SECONDS = 20


def split(url: str) -> tuple[str, tuple[str, str] | None]:
    """The address without its credentials, and these as (name, password)."""
    parts = urlsplit(url)
    inside, at, place = parts.netloc.rpartition("@")
    if not at:
        return url, None
    name, _, password = inside.partition(":")
    return urlunsplit(parts._replace(netloc=place)), (unquote(name), unquote(password))


def asking(command: Sequence[str]) -> Credentials:
    """Who is asked: this command, or the keyring where there is none."""
    return from_command(command) if command else from_keyring


def from_keyring(host: str) -> tuple[str, str] | None:
    """What the system's keyring keeps for this host; None without a keyring or an entry in it."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        found = keyring.get_credential(f"{SERVICE}:{host}", None)
    except KeyringError:
        return None
    return (found.username, found.password) if found else None


def keep(host: str, name: str, password: str) -> None:
    """Puts them into the system's keyring; FetchError where there is none."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise FetchError(_NO_KEYRING, host) from error
    try:
        keyring.set_password(f"{SERVICE}:{host}", name, password)
    except KeyringError as error:
        raise FetchError(_NO_KEYRING, host) from error


_NO_KEYRING = (
    "the address holds a password, and newsread keeps none itself: install `newsread[keyring]`, "
    "or name a `password_command` in the config, and give the address without it"
)


def from_command(command: Sequence[str]) -> Credentials:
    """A hook that runs this command with the host as its last argument; it prints the name, then the password."""

    def ask(host: str) -> tuple[str, str] | None:
        try:
            done = subprocess.run(
                [*command, host], stdin=subprocess.DEVNULL, capture_output=True, timeout=COMMAND_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FetchError("the password command of the config does not run", host) from error
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        return (lines[0], lines[1]) if done.returncode == 0 and len(lines) > 1 else None

    return ask
