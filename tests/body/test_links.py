"""A link leads where it says: to an absolute web or mail address."""

import pytest

from series.body.hrefs import href_fault

GOOD = [
    "https://theconversation.com/",
    "http://example.org",
    "HTTPS://EXAMPLE.ORG/a?b=c&d=e#f",
    "https://пример.рф/путь/к/статье",
    "https://उदाहरण.भारत/",
    "https://example.org:8443/a%20b",
    "https://[2001:db8::1]:8443/",
    "https://192.0.2.7/",
    "https://example.org./(a),b;c='d'|{e}",
    "https://my_host.example.org/",
    "mailto:desk@example.org",
    "mailto:desk@example.org,news@example.org?subject=Narva%20bridge",
]
BAD = {
    "": "must be absolute",
    "/articles/narva/": "must be absolute",
    "narva.html": "must be absolute",
    "//example.org/": "must be absolute",
    "javascript:alert(1)": "must be absolute",
    "JaVaScRiPt:alert(1)": "must be absolute",
    "&#106;avascript:alert(1)": "must be absolute",
    "data:text/html,<script>": "holds '<'",
    "data:text/html;base64,PHNjcmlwdD4=": "must be absolute",
    "vbscript:msgbox": "must be absolute",
    "ftp://example.org/": "must be absolute",
    "file:///etc/passwd": "must be absolute",
    "tel:+37255512345": "must be absolute",
    "https:example.org": "must be absolute",
    "https:/example.org": "must be absolute",
    "java\tscript:alert(1)": "control character (U+0009)",
    "java\nscript:alert(1)": "control character (U+000A)",
    " javascript:alert(1)": "control character (U+0020)",
    "\x01javascript:alert(1)": "control character (U+0001)",
    "https://example.org/ narva": "control character (U+0020)",
    "https://example.org/\u202egnp": "control character (U+202E)",
    "https://exam\u200bple.org/": "control character (U+200B)",
    "https://exam\u00adple.org/": "control character (U+00AD)",
    "https://example.org/\u00a0": "control character (U+00A0)",
    "https://example.org\\@evil.example/": "holds '\\\\'",
    'https://example.org/"onclick="': "holds '\"'",
    "https://": "has no host",
    "https:///narva": "has no host",
    "https://:80/": "has no host",
    "https://?q": "has no host",
    "https://narva@evil.example/": "user name",
    "https://narva:secret@evil.example/": "user name",
    "https://@evil.example/": "user name",
    "https://example.org:0/": "cannot be read",
    "https://example.org:99999/": "cannot be read",
    "https://example.org:port/": "cannot be read",
    "https://[::1/": "cannot be read",
    "https://[narva]/": "cannot be read",
    "https://exa%6dple.org/": "cannot be read",
    "https://.example.org/": "cannot be read",
    "https://example..org/": "cannot be read",
    "https://example.org\uff0fevil.example/": "cannot be read",
    "mailto:": "needs a mailbox",
    "mailto:desk": "needs a mailbox",
    "mailto:a@b@c": "needs a mailbox",
    "https://example.org/" + "a" * 2048: "longer than 2048",
}


@pytest.mark.parametrize("href", GOOD)
def test_an_absolute_address_is_taken(href: str) -> None:
    assert href_fault(href) is None


@pytest.mark.parametrize("href", BAD)
def test_an_address_that_hides_where_it_leads_is_refused_with_the_reason(href: str) -> None:
    assert BAD[href] in (href_fault(href) or "")


def test_a_long_hostile_host_is_judged_at_once() -> None:
    assert href_fault("https://" + "a" * 1000 + "." * 1000) is not None
    assert href_fault("https://" + "a-" * 1000 + "!") is not None
