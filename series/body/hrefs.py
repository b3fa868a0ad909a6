"""Which addresses a link in a body may lead to: absolute http, https and mailto, and nothing that hides its host."""

import re
import unicodedata
from urllib.parse import urlsplit

from series.body.limits import MAX_HREF

_SCHEME = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
# Browsers read a backslash as a slash, and the others end an attribute or an address in sloppy templates.
_UNSAFE = frozenset('\\<>"`')
_MAILBOX = r"[^@,?\s]+@[^@,?\s]+"
_MAILTO = re.compile(rf"mailto:{_MAILBOX}(,{_MAILBOX})*(\?.*)?", re.IGNORECASE)
_HOST = re.compile(r"\[[0-9a-f:.]+\]|([^\W]|[^\x00-\x7f]|-)+(\.([^\W]|[^\x00-\x7f]|-)+)*\.?", re.IGNORECASE)


def href_fault(href: str) -> str | None:
    """What is wrong with `href` as the address of a link, in words for an editor; None if nothing is."""
    if len(href) > MAX_HREF:
        return f"the address is longer than {MAX_HREF} characters"
    if hidden := next((char for char in href if _is_hidden(char)), None):
        return f"the address holds a space or control character (U+{ord(hidden):04X})"
    if unsafe := next((char for char in href if char in _UNSAFE), None):
        return f"the address holds {unsafe!r}, which no address may"
    scheme = _SCHEME.match(href)
    if scheme is None:
        return "the address must be absolute and begin with http://, https:// or mailto:"
    if scheme[0].lower() == "mailto:":
        return None if _MAILTO.fullmatch(href) else "a mailto: address needs a mailbox such as desk@example.org"
    return _authority_fault(href)


def _is_hidden(char: str) -> bool:
    """Spaces and the control, format and unassigned-for-exchange characters that browsers drop or do not show."""
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")


def _authority_fault(href: str) -> str | None:
    """What is wrong with the part between `//` and the path: user, host and port."""
    try:
        parts = urlsplit(href)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "the address has a host or port that cannot be read"
    if "@" in parts.netloc:
        return "the address has a user name before its host, which hides where it leads"
    if not host:
        return "the address has no host"
    bracketed = f"[{host}]" if ":" in host else host
    if port == 0 or not _HOST.fullmatch(bracketed):
        return "the address has a host or port that cannot be read"
    return None
