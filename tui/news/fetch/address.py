"""Addresses: which may be connected to, which are the same place, and how one is written without its secrets."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit, urlunsplit

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet: not loopback, private, link-local, shared or reserved.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, Teredo, NAT64) are judged by what they stand for.
    Source: IANA special-purpose registries, as `ipaddress` knows them.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def host_of(url: str) -> str:
    """The host of an address, lower case; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def same_place(one: str, other: str) -> bool:
    """Whether two addresses have host and port in common; the step from http to https on one host is the same place."""
    try:
        first, second = urlsplit(one), urlsplit(other)
        ports = (first.port or _PORTS.get(first.scheme), second.port or _PORTS.get(second.scheme))
    except ValueError:
        return False
    return first.hostname == second.hostname and (ports[0] == ports[1] or ports == (80, 443))


def redact(url: str) -> str:
    """The address without user name and password, for errors and logs."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(an address that cannot be read)"
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
