"""The driver: bytes in, Document out."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from series import body
from series.errors import BodyError, SourceError
from series.ingest import rules
from series.ingest.assemble import Draft, assemble
from series.ingest.blocks import BodyWriter
from series.ingest.dates import PageDate, read_date
from series.ingest.decode import decode
from series.ingest.derived import Finding, find_authors, find_number, find_series
from series.ingest.document import Document, Epigraph
from series.ingest.language import guess_language
from series.ingest.ledger import entries, guesses, set_aside
from series.ingest.lines import split_lines, to_units
from series.ingest.page import open_page
from series.ingest.sift import check_article, check_size


def read(name: str, data: bytes, *, known_series: Iterable[str] = ()) -> Document:
    """The article in `data`, a plain-text file called `name`.

    `known_series` are titles of series that the archive holds: a prefix of the title that is one of them needs no
    other proof.

    Raises SourceError if it cannot be decoded, is no article, or is larger than a body may be.
    """
    text = decode(name, data)
    units = to_units(split_lines(text))
    check_size(name, units)
    page = open_page(units, known_series)
    rules.apply(page, rules.TABLE)
    check_article(name, page)
    return _compose(name, data, text, assemble(page))


def _compose(name: str, data: bytes, text: str, drafts: Sequence[Draft]) -> Document:
    title = _first(drafts, "title")
    series, authors, number, findings = _read_out(drafts)
    writer = BodyWriter(series, f"{series}|{title}" if title else f"{series}||{name}")
    block_ids = writer.write(drafts)
    epigraph = _epigraph(drafts)
    published = _published(drafts)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        title=title,
        series_title=series,
        standfirst=_values(drafts, "standfirst"),
        epigraph=epigraph,
        authors=authors,
        bylines=_values(drafts, "bylines"),
        instalment_number=number,
        published_on=published.day if published else None,
        published_on_precision=published.precision if published else None,
        body=_checked(name, writer, epigraph),
        figures=tuple(writer.figures),
        cross_links=tuple(writer.cross_links),
        ledger=tuple(entries(drafts, block_ids)),
        set_aside=tuple(set_aside(drafts)),
        guesses=tuple(guesses(drafts, writer.links, findings)),
        language=guess_language(text),
    )


class _ReadOut(NamedTuple):
    """What is read out of texts that stay where they are, and the findings behind it."""

    series: str | None
    authors: tuple[str, ...]
    number: int | None
    findings: list[Finding]


def _read_out(drafts: Sequence[Draft]) -> _ReadOut:
    titled = _first(drafts, "series")
    named = None if titled else find_series(drafts)
    authors, number = find_authors(drafts), find_number(drafts)
    findings = [*authors, *([named] if named else []), *([number[1]] if number else [])]
    names = tuple(author.value for author in authors)
    return _ReadOut(titled or (named.value if named else None), names, number[0] if number else None, findings)


def _checked(name: str, writer: BodyWriter, epigraph: Epigraph | None) -> body.Document:
    try:
        body.validate_epigraph(epigraph)
        return body.validate({"type": "doc", "attrs": {"version": body.VERSION}, "content": writer.blocks})
    except BodyError as error:
        first = error.problems[0]
        raise SourceError(name, f"the text does not fit into a body: {first.message}", first.path) from error


def _values(drafts: Sequence[Draft], kind: str) -> tuple[str, ...]:
    return tuple(piece.value for draft in drafts if draft.kind == kind for piece in draft.pieces)


def _first(drafts: Sequence[Draft], kind: str) -> str | None:
    return next((draft.pieces[0].value for draft in drafts if draft.kind == kind), None)


def _epigraph(drafts: Sequence[Draft]) -> Epigraph | None:
    for draft in drafts:
        if draft.kind == "epigraph":
            return Epigraph(paragraphs=draft.texts("text"), attribution=draft.text("attribution"))
    return None


def _published(drafts: Sequence[Draft]) -> PageDate | None:
    value = _first(drafts, "published_on")
    return read_date(value) if value else None
