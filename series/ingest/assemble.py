"""From verdicts to the article: which units make one block, which parts fill which field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from series.ingest.lines import Unit
from series.ingest.page import Label, Page, Part, Verdict


class Piece(NamedTuple):
    """A part of a unit on its way into a block or field; `role` says which place in it."""

    unit: Unit
    part: Part
    verdict: Verdict
    role: str = ""

    @property
    def value(self) -> str:
        """The words themselves."""
        return self.unit.text[slice(*self.part.value)]


@dataclass(slots=True)
class Draft:
    """A block, a field or a line set aside, as the pieces that it is made of."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)

    def texts(self, role: str) -> list[str]:
        """The words of the pieces that have `role`."""
        return [piece.value for piece in self.pieces if piece.role == role]

    def text(self, role: str) -> str | None:
        """The words of the one piece that has `role`."""
        return next(iter(self.texts(role)), None)


FIELDS = {
    Label.TITLE: "title",
    Label.SERIES: "series",
    Label.STANDFIRST: "standfirst",
    Label.AUTHOR: "bylines",
    Label.DATE: "published_on",
    Label.ASIDE: "aside",
}
_ONCE = frozenset({"title", "series", "published_on"})
_BLOCKS = {Label.PARAGRAPH: "paragraph", Label.LINK: "paragraph", Label.HEADING: "heading", Label.DIVIDER: "divider"}
_JOINED = {Label.QUOTE: "quote", Label.ITEM: "bulletList"}
_BY_DEFAULT = Verdict(Label.PARAGRAPH, 1.0, "running text")
_SHORT = Verdict(Label.PARAGRAPH, 0.8, "a short sentence that no rule claims")
_UNSURE = Verdict(Label.PARAGRAPH, 0.5, "no rule is sure of this short line, so it stays a paragraph")
BODY = frozenset({"paragraph", "heading", "quote", "figure", "bulletList", "divider"})


def assemble(page: Page) -> list[Draft]:
    """The drafts of the page in order; the epigraph at its head is a draft of kind `epigraph`."""
    give_back(page)
    builder = _Builder()
    for piece in _pieces(page):
        builder.add(piece)
    _lift_epigraph(builder.drafts)
    return builder.drafts


def give_back(page: Page) -> None:
    """Where nothing is left for the body, the standfirst is the text of the article."""
    if any(page.verdicts[unit.index] is None or page.label(unit.index) is Label.ITEM for unit in page.units):
        return
    for unit in page.units:
        if page.label(unit.index) is Label.STANDFIRST:
            page.verdicts[unit.index] = Verdict(Label.PARAGRAPH, 0.6, "the only running text of the page")


def _pieces(page: Page) -> Iterator[Piece]:
    for unit in page.units:
        verdict = page.verdicts[unit.index] or _default(unit)
        for part in verdict.parts_of(unit):
            yield Piece(unit, part, verdict)


def _default(unit: Unit) -> Verdict:
    if unit.running:
        return _BY_DEFAULT
    return _SHORT if unit.sentence else _UNSURE


class _Builder:
    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._filled: set[str] = set()
        self._open: Draft | None = None

    def add(self, piece: Piece) -> None:
        label = piece.part.label
        if label in FIELDS:
            self._fill(FIELDS[label], piece)
        elif label in (Label.CAPTION, Label.CREDIT):
            self._figure(piece._replace(role=label.value))
        elif label in _JOINED:
            self._join(_JOINED[label], piece._replace(role="text"))
        elif label is Label.ATTRIBUTION:
            self._attribute(piece)
        else:
            self._start(_BLOCKS[label], piece._replace(role="text"))
            self._open = None

    def _fill(self, kind: str, piece: Piece) -> None:
        if kind in _ONCE and kind in self._filled:
            part = Part(Label.ASIDE, piece.part.outer, piece.part.outer)
            verdict = Verdict(
                Label.ASIDE, piece.verdict.confidence, f"a second {piece.part.label}; the first one counts"
            )
            kind, piece = "aside", Piece(piece.unit, part, verdict)
        self._filled.add(kind)
        self.drafts.append(Draft(kind, [piece]))
        if kind != "aside":
            self._open = None

    def _start(self, kind: str, piece: Piece) -> None:
        self._open = Draft(kind, [piece])
        self.drafts.append(self._open)

    def _join(self, kind: str, piece: Piece) -> None:
        if self._open and self._open.kind == kind:
            self._open.pieces.append(piece)
        else:
            self._start(kind, piece)

    def _figure(self, piece: Piece) -> None:
        figure = self._open
        if figure and figure.kind == "figure" and not figure.texts(piece.role) and self._belongs(figure, piece):
            figure.pieces.append(piece)
        else:
            self._start("figure", piece)

    def _belongs(self, figure: Draft, piece: Piece) -> bool:
        """A credit goes with the caption above it; a labelled or adjoining caption with the one above."""
        labelled = piece.part.outer != piece.part.value
        return piece.role == "credit" or piece.unit is figure.pieces[-1].unit or labelled or piece.unit.gap == 0

    def _attribute(self, piece: Piece) -> None:
        if self._open and self._open.kind == "quote":
            self._open.pieces.append(piece._replace(role="attribution"))
        else:
            whole = (0, len(piece.unit.text))
            part = Part(Label.PARAGRAPH, whole, whole)
            verdict = Verdict(Label.PARAGRAPH, 0.5, "a dash and a name, but no quotation above them")
            self._start("paragraph", Piece(piece.unit, part, verdict, "text"))
        self._open = None


def _lift_epigraph(drafts: list[Draft]) -> None:
    """The first quotation with an author, if no text of the article stands before it, is the article's epigraph."""
    rest = [draft for draft in drafts if draft.kind in BODY]
    leading = [draft for draft in rest if draft.kind != "figure"][:1]
    others = any(draft.kind != "figure" for draft in rest if draft not in leading)
    if others and leading[0].kind == "quote" and leading[0].texts("attribution"):
        leading[0].kind = "epigraph"
