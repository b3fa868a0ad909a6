"""What a reader makes of one source: plain frozen values, ready to be shown, stored or thrown away.

Offsets are counted in characters of `Document.text`; lines are counted from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, TypedDict

Precision = Literal["year", "month", "day"]
Kind = Literal["article", "series"]


class Span(NamedTuple):
    """A stretch of the source text: characters `start` up to, not including, `end`."""

    start: int
    end: int


class Epigraph(TypedDict):
    """A quotation at the head of an article, in the form in which the desk stores it."""

    paragraphs: list[str]
    attribution: str | None


@dataclass(frozen=True, slots=True)
class FigureSource:
    """A picture that the source shows or names: `position` is its index in the body's content."""

    image: str
    caption: str | None
    credit: str | None
    lead: bool
    position: int


@dataclass(frozen=True, slots=True)
class CrossLinkSource:
    """A link whose address the source does not give: `hint` is the title it is looking for, if one is known."""

    id: str
    kind: Kind
    phrase: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Where one stretch of the source went.

    `target` is a field (`title`, `standfirst[0]`), a block (`body.<id>`), a part of one (`body.<id>.credit`),
    or empty for what was set aside.
    """

    span: Span
    line: int
    label: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Text of the page that is no part of the article: menus, share buttons, notices."""

    line: int
    text: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Guess:
    """A structural decision: `confidence` lies between 0 and 1, `reason` is a sentence for the editor."""

    line: int
    label: str
    confidence: float
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read from one source; `body` is a valid body document (see `series.body`).

    `authors` are names, `bylines` the page's own lines about them, posts and institutions included.
    `instalment_number` and `published_on` are what the page states, and None where it states nothing.
    """

    name: str
    sha256: str
    text: str
    title: str | None
    series_title: str | None
    standfirst: tuple[str, ...]
    epigraph: Epigraph | None
    authors: tuple[str, ...]
    bylines: tuple[str, ...]
    instalment_number: int | None
    published_on: date | None
    published_on_precision: Precision | None
    body: Mapping[str, Any]
    figures: tuple[FigureSource, ...]
    cross_links: tuple[CrossLinkSource, ...]
    ledger: tuple[LedgerEntry, ...]
    set_aside: tuple[SetAside, ...]
    guesses: tuple[Guess, ...]
    language: str
