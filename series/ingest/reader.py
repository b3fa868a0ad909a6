"""The driver: bytes in, Document out."""

import hashlib
from collections.abc import Iterator, Sequence

from series import body
from series.errors import BodyError, SourceError
from series.ingest import rules
from series.ingest.assemble import Draft, assemble
from series.ingest.blocks import BodyWriter
from series.ingest.dates import PageDate, read_date
from series.ingest.decode import decode
from series.ingest.document import Document, Epigraph
from series.ingest.language import guess_language
from series.ingest.ledger import entries, guesses, set_aside
from series.ingest.lexicon import fold
from series.ingest.lines import split_lines, to_units
from series.ingest.names import byline_authors, introduced_author, presented_authors
from series.ingest.page import Page, open_page
from series.ingest.sift import check_article, check_size

_CLOSING = 3
"""Paragraphs at the end among which a note on the author may stand."""


def read(name: str, data: bytes) -> Document:
    """The article in `data`, a plain-text file called `name`.

    Raises SourceError if it cannot be decoded, is no article, or is larger than a body may be.
    """
    text = decode(name, data)
    units = to_units(split_lines(text))
    check_size(name, units)
    page = open_page(units)
    rules.apply(page, rules.TABLE)
    check_article(name, page)
    drafts = assemble(page)
    title, series = _first(drafts, "title"), _first(drafts, "series") or _named(page)
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
        standfirst=tuple(piece.value for draft in drafts if draft.kind == "standfirst" for piece in draft.pieces),
        epigraph=epigraph,
        authors=_authors(drafts),
        published_on=published.day if published else None,
        published_on_precision=published.precision if published else None,
        body=_checked(name, writer, epigraph),
        figures=tuple(writer.figures),
        cross_links=tuple(writer.cross_links),
        ledger=tuple(entries(drafts, block_ids)),
        set_aside=tuple(set_aside(drafts)),
        guesses=tuple(guesses(drafts, writer.links)),
        language=guess_language(text),
    )


def _checked(name: str, writer: BodyWriter, epigraph: Epigraph | None) -> body.Document:
    try:
        body.validate_epigraph(epigraph)
        return body.validate({"type": "doc", "attrs": {"version": body.VERSION}, "content": writer.blocks})
    except BodyError as error:
        first = error.problems[0]
        raise SourceError(name, f"the text does not fit into a body: {first.message}", first.path) from error


def _first(drafts: Sequence[Draft], kind: str) -> str | None:
    return next((draft.pieces[0].value for draft in drafts if draft.kind == kind), None)


def _named(page: Page) -> str | None:
    """The one series that the running text calls its own, where the title does not say it."""
    names = {fold(name): name for name in page.series_named}
    return next(iter(names.values())) if len(names) == 1 else None


def _epigraph(drafts: Sequence[Draft]) -> Epigraph | None:
    for draft in drafts:
        if draft.kind == "epigraph":
            return Epigraph(paragraphs=draft.texts("text"), attribution=draft.text("attribution"))
    return None


def _authors(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Names from bylines, then those that the standfirst presents, each once; failing both, of a closing note."""
    found: dict[str, str] = {}
    for kind, names_in in (("authors", byline_authors), ("standfirst", presented_authors)):
        for draft in drafts:
            if draft.kind == kind:
                for name in names_in(draft.pieces[0].value):
                    found.setdefault(fold(name), name)
    return tuple(found.values()) or tuple(_introduced(drafts))


def _introduced(drafts: Sequence[Draft]) -> Iterator[str]:
    closing = [draft for draft in drafts if draft.kind == "paragraph"][-_CLOSING:]
    for draft in closing:
        if name := introduced_author(draft.pieces[0].value):
            yield name


def _published(drafts: Sequence[Draft]) -> PageDate | None:
    value = _first(drafts, "published_on")
    return read_date(value) if value else None
