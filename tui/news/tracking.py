"""Addresses without the parameters that only follow readers around. Pure.

The names are those that Firefox's query stripping, Brave and ClearURLs agree on, and that change nothing of what a
server answers.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PREFIXES = ("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "itm_", "mkt_", "oly_", "stm_", "vero_", "__hs")
_KNOWN = """
_bta_c _bta_tid _ga _gl _hsenc _hsmi _ke _openstat at_campaign at_medium cmpid dclid epik fb_action_ids fb_action_types
fb_source fbclid ga_campaign ga_content ga_medium ga_place ga_source ga_term gad_source gbraid gclid gclsrc igsh igshid
li_fat_id mc_cid mc_eid ml_subscriber ml_subscriber_hash msclkid ns_campaign ns_linkname ns_mchannel ns_source oft_c
oft_ck oft_d oft_id oft_ids oft_k oft_lk oft_sk rb_clickid s_cid s_kwcid srsltid ttclid twclid wbraid wickedid wt_mc
wt_zmc yclid ysclid
"""
_NAMES = frozenset(_KNOWN.split())
_AMP = re.compile("&(?:amp;)?")


def stripped(url: str) -> str:
    """The address without tracking parameters; everything else stays byte for byte."""
    if "?" not in url and "#" not in url:
        return url
    head, mark, fragment = url.partition("#")
    path, question, query = head.partition("?")
    if question:
        kept = [part for part in _AMP.split(query) if not _follows(part)]
        if len(kept) != len(_AMP.split(query)):
            head = path + ("?" + "&".join(kept) if any(kept) else "")
    if fragment and all(_follows(part) for part in fragment.split("&")):
        mark = fragment = ""
    return head + mark + fragment


def _follows(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _NAMES or name.startswith(_PREFIXES)


def host(url: str) -> str:
    """The host that an address really leads to, without `www.`; a host in other letters than Latin stays as it is
    written on the wire (`xn--…`), so that look-alike letters are seen. Empty where there is none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return name
    return name.removeprefix("www.")
