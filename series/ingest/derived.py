"""Facts that are read out of a text which stays where it is: the author whom a standfirst presents, the series that a
closing line names, the number of the instalment."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from series.ingest.assemble import Draft, Piece
from series.ingest.lexicon import ORDINALS, fold, plain
from series.ingest.links import named_series
from series.ingest.names import byline_authors, introduced_author, presented_authors

_CLOSING = 3
_SHORT = 120
_ORDINAL = "|".join(ORDINALS)
_PART_OF_TITLE = re.compile(r"(?:part|chapter|episode|часть|глава|выпуск)\s+(?P<number>\d{1,3})\b", re.IGNORECASE)
_PART_OF_SERIES = re.compile(
    rf"\b(?:(?P<ordinal>{_ORDINAL})\s+(?:article|piece|part|instal?lment|essay|выпуск|статья|часть)?\s*(?:in|of)?"
    r"|part\s+(?P<number>\d{1,3})\s+(?:in|of))\s+(?:a|the|our|this|нашей|нашего)\s[^.!?]{0,60}\b(?:series|серии|цикла)\b",
    re.IGNORECASE,
)


class Finding(NamedTuple):
    """A fact and the words that it was read from: `where` are offsets in the piece's value."""

    label: str
    value: str
    piece: Piece
    where: tuple[int, int]
    confidence: float
    reason: str


def find_authors(drafts: Sequence[Draft]) -> list[Finding]:
    """Names from bylines, then those that the standfirst presents, each once; failing both, of a closing note."""
    named = [*_bylines(drafts), *_presented(drafts)]
    found: dict[str, Finding] = {}
    for finding in named or _introduced(drafts):
        found.setdefault(fold(finding.value), finding)
    return list(found.values())


def _pieces(drafts: Iterable[Draft], kind: str) -> list[Piece]:
    return [piece for draft in drafts if draft.kind == kind for piece in draft.pieces]


def _finding(label: str, value: str, piece: Piece, confidence: float, reason: str) -> Finding:
    start = max(plain(piece.value).find(value), 0)
    return Finding(label, value, piece, (start, start + len(value)), confidence, reason)


def _bylines(drafts: Sequence[Draft]) -> Iterator[Finding]:
    for piece in _pieces(drafts, "bylines"):
        for name in byline_authors(plain(piece.value)):
            yield _finding("author", name, piece, piece.verdict.confidence, piece.verdict.reason)


def _presented(drafts: Sequence[Draft]) -> Iterator[Finding]:
    for piece in _pieces(drafts, "standfirst"):
        for name in presented_authors(plain(piece.value)):
            yield _finding("author", name, piece, 0.88, "the standfirst presents this name as telling the story")


def _introduced(drafts: Sequence[Draft]) -> Iterator[Finding]:
    for piece in _pieces(drafts, "paragraph")[-_CLOSING:]:
        if name := introduced_author(plain(piece.value)):
            yield _finding("author", name, piece, 0.8, "a closing note says who this is and what post she or he holds")


def find_series(drafts: Sequence[Draft]) -> Finding | None:
    """The one series that the text calls its own, for a page whose title does not say it."""
    found: dict[str, Finding] = {}
    for piece in (*_pieces(drafts, "standfirst"), *_pieces(drafts, "paragraph")):
        if piece.unit.words < _SHORT:
            for name in named_series(piece.value):
                finding = _finding("series", name, piece, 0.75, "the text calls this its series; the title does not")
                found.setdefault(fold(name), finding)
    return next(iter(found.values())) if len(found) == 1 else None


def find_number(drafts: Sequence[Draft]) -> tuple[int, Finding] | None:
    """The number of the instalment, where the page states it: `Part 3: …`, `This is the first in our series …`."""
    for piece in _pieces(drafts, "title"):
        if match := _PART_OF_TITLE.match(plain(piece.value)):
            return _numbered(match, "number", piece, "the title begins with the number of a part")
    for piece in (*_pieces(drafts, "standfirst"), *_pieces(drafts, "paragraph")):
        match = _PART_OF_SERIES.search(plain(piece.value)) if piece.unit.words < _SHORT else None
        if match:
            group = "number" if match["number"] else "ordinal"
            return _numbered(match, group, piece, "the text says which part of its series it is")
    return None


def _numbered(match: re.Match[str], group: str, piece: Piece, reason: str) -> tuple[int, Finding]:
    words = match[group]
    number = int(words) if words.isdigit() else ORDINALS[words.lower()]
    return number, Finding("instalment_number", words, piece, match.span(group), 0.8, reason)
