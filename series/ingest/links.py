"""Links that lost their address: the phrases in a paragraph that used to lead somewhere."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from series.ingest.document import Kind
from series.ingest.lexicon import READ_MORE, SERIES_CUE, fold, plain

_CLICK = re.compile(
    r"\b(?:click|tap) here\b|\b(?:нажмите|щ[её]лкните|жмите) (?:здесь|сюда)\b|\bпо (?:этой )?ссылке\b", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\b(?:instal?lments?|series|episodes|(?:previous|earlier|other) (?:parts|articles|pieces)"
    r"|сери[ияюй]|цикла?|выпуски)\b",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"[(\[](?:read more|read|see(?: also)?|см\.|читайте)\s*:\s*(?P<title>[^()\[\]]{4,160})[)\]]", re.IGNORECASE
)
_TAIL = re.compile(
    r"[.!?…][”»)]?\s+(?:read more|read also|see also|читайте также)\s*:\s*(?P<title>[^.!?…]{4,160})[.]?$", re.IGNORECASE
)
_QUOTED = re.compile(
    r"\b(?:instal?lment|article|piece|выпуск\w*|стать\w+)\b[^“”«».!?]{0,60}[“«](?P<title>[^“”«»]{8,160})[”»]",
    re.IGNORECASE,
)
_FIRST_IN = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|last|latest|final|\w+th)"
    r" (?:article |piece |part |instal?lment )?(?:in|of)|part \w+ of|part of) (?:a|the|our|this)"
    r" (?P<phrase>(?:[\w’'-]+ ){0,5}series)\b",
    re.IGNORECASE,
)
_NAMED_SERIES = re.compile(
    r"\bseries,? [“«](?P<after>[^“”«»]{3,60})[”»]|[“«](?P<before>[^“”«»]{3,60})[”»] series\b"
    r"|\b(?:our|the) (?P<plain>[^\W\d_a-z][^.,;:!?“”()]{2,60}?) series\b"
    r"|\b(?:сери[ияюй]|цикл\w?) [«“](?P<russian>[^«»“”]{3,60})[»”]"
)
_LONGEST = 3000
_BAR = re.compile(r"(?P<prefix>[^|–—]{3,60}?)\s+[|–—]\s+(?=\S)")
_PREFIX = re.compile(r"(?P<prefix>[^:：]{3,60})[:：]\s+(?=\S)")


class Link(NamedTuple):
    """`text[start:end]` is the phrase; `hint` is what it is looking for, None where the page does not say."""

    start: int
    end: int
    kind: Kind
    hint: str | None
    confidence: float
    reason: str


def named_series(text: str) -> list[str]:
    """Names of series that `text` speaks of: `our Russia’s borders series`."""
    if len(text) > _LONGEST or not SERIES_CUE.search(text):
        return []
    groups = (match.groupdict() for match in _NAMED_SERIES.finditer(text))
    return [name for found in groups for name in found.values() if name]


def split_prefix(text: str) -> tuple[str, int] | None:
    """The words before the first colon and the offset of what follows it."""
    match = _PREFIX.match(text)
    return (match["prefix"].rstrip(), match.end()) if match else None


def split_bar(text: str) -> tuple[str, int] | None:
    """The words before the first bar or dash between spaces, and the offset of what follows it."""
    match = _BAR.match(text)
    return (match["prefix"], match.end()) if match else None


def is_read_more(text: str) -> bool:
    """Whether the line is a bare pointer to another article."""
    match = READ_MORE.match(text)
    return match is not None and match.end() < len(text) and len(text) < 300


def find_links(text: str, series: str | None) -> list[Link]:
    """The links of one paragraph, in order, none overlapping another. `series` is the article's own series."""
    looked_at = plain(text)
    if is_read_more(looked_at):
        return [_as_written(text, _read_more(looked_at, series))]
    if len(text) > _LONGEST:
        return []
    found: list[Link] = []
    for link in sorted([*_clicks(looked_at, series), *_titles(looked_at, series), *_mentions(looked_at, series)]):
        if not found or link.start >= found[-1].end:
            found.append(_as_written(text, link))
    return found


def _as_written(text: str, link: Link) -> Link:
    """The link with the title as the page writes it, special spaces included."""
    return link._replace(hint=text[link.start : link.end]) if link.kind == "article" and link.hint else link


def _read_more(text: str, series: str | None) -> Link:
    match = READ_MORE.match(text)
    return _to_title(text, match.end() if match else 0, len(text), series, 0.95, "a pointer to another article")


def _to_title(text: str, start: int, end: int, series: str | None, confidence: float, reason: str) -> Link:
    prefix = split_prefix(text[start:end])
    if prefix and series and fold(prefix[0]) == fold(series):
        start += prefix[1]
    while start < end and text[start] in '“«"':
        start += 1
    while end > start and text[end - 1] in '”»".':
        end -= 1
    return Link(start, end, "article", text[start:end], confidence, reason)


def _clicks(text: str, series: str | None) -> Iterator[Link]:
    for match in _CLICK.finditer(text):
        if _EARLIER.search(text):
            names = named_series(text)
            hint = series or (names[0] if names else None)
            yield Link(*match.span(), "series", hint, 0.9, "“click here” in a sentence about the series")
        else:
            yield Link(*match.span(), "article", None, 0.55, "“click here”, and the page does not say to what")


def _titles(text: str, series: str | None) -> Iterator[Link]:
    for match in _INLINE.finditer(text):
        yield _to_title(text, *match.span("title"), series, 0.9, "a bracketed pointer to another article")
    if tail := _TAIL.search(text):
        yield _to_title(text, *tail.span("title"), series, 0.85, "a pointer to another article closes the paragraph")
    for match in _QUOTED.finditer(text):
        yield _to_title(text, *match.span("title"), series, 0.75, "a quoted title of an instalment")


def _mentions(text: str, series: str | None) -> Iterator[Link]:
    if len(text.split()) <= 30 and not _CLICK.search(text) and (match := _FIRST_IN.search(text)):
        names = named_series(text)
        hint = series or (names[0] if names else None)
        yield Link(*match.span("phrase"), "series", hint, 0.7, "the sentence places the article in a series")
