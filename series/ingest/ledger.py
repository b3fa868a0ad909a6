"""The account of a source: where each stretch of it went, and which guesses sent it there."""

from collections.abc import Iterator, Sequence

from series.ingest.assemble import Draft, Piece
from series.ingest.derived import Finding
from series.ingest.document import Guess, LedgerEntry, SetAside, Span
from series.ingest.links import Link
from series.ingest.page import Label

SURE = 1.0
_COUNTED = ("standfirst", "bylines")


def entries(drafts: Sequence[Draft], block_ids: Sequence[str]) -> list[LedgerEntry]:
    """One entry for each line's share of each piece, in the order of the source."""
    found: list[LedgerEntry] = []
    counts = dict.fromkeys(_COUNTED, 0)
    for draft, block_id in zip(drafts, block_ids, strict=True):
        for piece, target in _targets(draft, block_id, counts):
            label = piece.part.label.value
            for line, span in piece.unit.spans(*piece.part.outer):
                found.append(LedgerEntry(span, line, label, target, piece.verdict.reason))
    return sorted(found, key=lambda entry: entry.span)


def _targets(draft: Draft, block_id: str, counts: dict[str, int]) -> Iterator[tuple[Piece, str]]:
    paragraphs = 0
    for piece in draft.pieces:
        if draft.kind == "aside":
            yield piece, ""
        elif draft.kind in counts:
            yield piece, f"{draft.kind}[{counts[draft.kind]}]"
            counts[draft.kind] += 1
        elif draft.kind == "epigraph" and piece.role == "text":
            yield piece, f"epigraph.paragraphs[{paragraphs}]"
            paragraphs += 1
        elif draft.kind == "epigraph":
            yield piece, "epigraph.attribution"
        elif block_id:
            yield piece, f"body.{block_id}" + (f".{piece.role}" if piece.role != "text" and piece.role else "")
        else:
            yield piece, draft.kind


def set_aside(drafts: Sequence[Draft]) -> list[SetAside]:
    """The lines that belong to the site and not to the article."""
    pieces = [piece for draft in drafts if draft.kind == "aside" for piece in draft.pieces]
    return [
        SetAside(line, piece.value, piece.verdict.reason, span) for piece in pieces for line, span in [_extent(piece)]
    ]


def _extent(piece: Piece, where: tuple[int, int] | None = None) -> tuple[int, Span]:
    """Line and span of the piece, or of the stretch `where` of its unit, over all lines that it takes."""
    shares = list(piece.unit.spans(*(where or piece.part.outer)))
    return shares[0][0], Span(shares[0][1].start, shares[-1][1].end)


def guesses(drafts: Sequence[Draft], links: Sequence[tuple[Draft, Link]], findings: Sequence[Finding]) -> list[Guess]:
    """Every decision that could be wrong, in the order of the source; running text is not one."""
    found = [
        _guess(piece, piece.part.label.value, piece.part.outer, piece.verdict.confidence, piece.verdict.reason)
        for draft in drafts
        for piece in draft.pieces
        if piece.part.label is not Label.PARAGRAPH or piece.verdict.confidence < SURE
    ]
    for draft, link in links:
        found.append(_guess(draft.pieces[0], "cross_link", (link.start, link.end), link.confidence, link.reason))
    for finding in findings:
        offset = finding.piece.part.value[0]
        where = (offset + finding.where[0], offset + finding.where[1])
        found.append(_guess(finding.piece, finding.label, where, finding.confidence, finding.reason))
    return sorted(found, key=lambda guess: (guess.span, guess.label))


def _guess(piece: Piece, label: str, where: tuple[int, int], confidence: float, reason: str) -> Guess:
    line, span = _extent(piece, where)
    return Guess(line, label, confidence, reason, span)
