"""The shapes of version 1's answers, for the schema; the tests hold every answer against them."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model

from series.body.blocks import BodyDocument


class Shape(BaseModel):
    """Base of all shapes: closed, so that an answer with a member that the schema does not tell fails a test."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class Rendition(Shape):
    """One size and format of a picture. Its address never shows anything else, so it may be kept for ever."""

    url: str
    width: int
    height: int
    type: Literal["image/avif", "image/webp", "image/jpeg"]


class FocalPoint(Shape):
    """What crops should keep: shares of the width from the left and of the height from the top."""

    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


class ImageRow(Shape):
    """A picture of the library. One that is *missing* is known but has no file; one *withheld* may not be shown."""

    id: UUID
    url: str
    status: Literal["available", "missing", "withheld"]
    renditions: list[Rendition] = Field(description="By type, best first, then by width: ready for `srcset`.")
    square: list[Rendition] = Field(description="A square around the focal point, for thumbnails.")
    placeholder: str | None = Field(description="Its mean colour, as #rrggbb, to show until it is loaded.")
    focal_point: FocalPoint | None
    width: int | None
    height: int | None
    alt: str | None
    credit: str | None
    licence: str | None


class LeadImage(ImageRow):
    """The picture that opens an article, under the caption, credit and alternative text of that use."""

    caption: str | None


class SeriesInShort(Shape):
    """The series that an article belongs to."""

    slug: str
    title: str
    url: str


class Contributor(Shape):
    """A person who wrote an article."""

    slug: str
    name: str
    affiliation: str | None


class Other(Shape):
    """Another article, by address and title."""

    slug: str
    title: str
    url: str


class BackLink(Other):
    """An article that links here, and the words of that link."""

    phrase: str


class ArticleRow(Shape):
    """An article as lists show it."""

    id: UUID
    slug: str
    url: str
    title: str
    standfirst: str = Field(description="Paragraphs are parted by an empty line.")
    language: str
    series: SeriesInShort | None
    instalment_number: int | None = Field(description="The number that the page itself states.")
    position: int | None = Field(description="The place in the series' reading order.")
    published_on: date | None = Field(description="The date on the page, if it has one.")
    published_on_precision: Literal["year", "month", "day"] | None
    live_from: datetime = Field(description="When this edition went on show here.")
    edition: int
    contributors: list[Contributor]
    about: list[str] = Field(description="ISO codes of the countries that it is about.")
    lead_image: LeadImage | None
    word_count: int
    reading_minutes: int


class Epigraph(Shape):
    """The quotation at the head."""

    paragraphs: list[str]
    attribution: str | None


class LinkTarget(Shape):
    """Where a link leads."""

    type: Literal["article", "series"]
    title: str
    url: str


class Link(Shape):
    """A cross-link with the state that it has now; `target` is there while it leads somewhere."""

    kind: Literal["article", "series"]
    state: Literal["live", "moved", "withdrawn", "unresolved"]
    target: LinkTarget | None = None


class Source(Shape):
    """Where the text comes from and what may be done with it."""

    publisher: str | None
    canonical_url: str | None
    licence: str | None
    attribution: str | None
    republication_notice: str | None


class ArticlePage(ArticleRow):
    """An article with everything needed to show it. The body holds ids that point into `images` and `links`."""

    epigraph: Epigraph | None
    body: BodyDocument
    mentions: list[str] = Field(description="ISO codes of the countries that its text names.")
    images: dict[str, ImageRow]
    links: dict[str, Link]
    linked_from: list[BackLink]
    previous: Other | None
    next: Other | None
    alias_paths: list[str] = Field(description="Addresses that it lived at before; they redirect here.")
    source: Source


class BorderShape(Shape):
    """The border between the subject and a neighbour."""

    subject: str
    kind: Literal["land", "sea"]
    length_km: float | None
    source: str


class NeighbourInShort(Shape):
    """A neighbour and the border with it."""

    code: str
    url: str
    name: str
    names: dict[str, str]
    border: BorderShape


class NeighbourRow(NeighbourInShort):
    """A neighbour with the numbers of articles about it and mentioning it."""

    about: int
    mentions: int


class NeighbourList(Shape):
    """All neighbours of one subject; they are few, so there are no pages."""

    subject: str
    count: int
    results: list[NeighbourRow]


class NeighbourPage(Shape):
    """A country with its names in all languages known and its borders."""

    code: str
    alpha3: str
    url: str
    name: str
    names: dict[str, str]
    borders: list[NeighbourInShort]
    about: int
    mentions: int


class MatchedOn(Shape):
    """By which name a country was found; a score of 1 is the name itself."""

    alias: str
    kind: str
    languages: list[str]
    score: float
    fuzzy: bool


class ResolvedCountry(Shape):
    """A country that the words may mean."""

    code: str
    name: str
    is_neighbour: bool
    matched_on: MatchedOn


class Place(Shape):
    """A place that is no country, and the states concerned."""

    name: str
    what: str
    states: list[str]
    disputed: bool


class Resolution(Shape):
    """What a reader's words for a country mean."""

    query: str
    results: list[ResolvedCountry]
    places: list[Place]
    suggestions: list[str]


class ImageCredit(Shape):
    """Whose a picture is."""

    image: UUID
    url: str
    credit: str | None
    licence: str | None
    status: Literal["available", "missing", "withheld"]


class SeriesRow(Shape):
    """A series as lists show it."""

    id: UUID
    slug: str
    url: str
    title: str
    description: str
    subject: str = Field(description="ISO code of the country whose neighbours it is about.")


class SeriesPage(SeriesRow):
    """A series with its articles in reading order."""

    neighbours: list[NeighbourInShort]
    neighbours_not_covered: list[NeighbourInShort]
    contributors: list[Contributor]
    credits: list[ImageCredit]
    articles: list[ArticleRow]


class ImagePage(ImageRow):
    """A picture and the articles that use it."""

    used_in: list[Other]


class Reason(Shape):
    """Why an article is a hit: its text, or a neighbour that the query names."""

    kind: Literal["text", "neighbour"]
    alias: str
    code: str | None = None
    relation: Literal["about", "mentions"] | None = None


class PassageShape(Shape):
    """A piece of a block as safe HTML with the found words in `<mark>`, and where it stands."""

    block: str
    anchor: str
    headings: list[str]
    html: str


class SearchHit(ArticleRow):
    """An article that was found, why, and where in its text."""

    matched_on: list[Reason]
    passages: list[PassageShape]


class InterpretedNeighbour(Shape):
    """A country that words of the query were taken for."""

    code: str
    name: str
    alias: str


class InterpretationShape(Shape):
    """What a query was taken to mean; `literally` asks the same without taking names of countries out."""

    text: str
    neighbours: list[InterpretedNeighbour]
    literally: str | None


class Ranking(Shape):
    """That relevance was computed among the newest matches only."""

    bounded_to: int


class ListShape(Shape):
    """What stands around the results of a list."""

    count: int
    count_is_exact: bool
    next: str | None
    previous: str | None


class Root(Shape):
    """The resources of the API."""

    version: str
    resources: dict[str, str]


class ProblemKind(Shape):
    """A kind of problem."""

    type: str
    title: str
    status: int
    meaning: str


class ProblemKinds(Shape):
    """All kinds of problems."""

    results: list[ProblemKind]


class Fault(Shape):
    """What is wrong with one parameter."""

    parameter: str
    detail: str
    allowed: list[str] | None = None
    suggestions: list[str] | None = None


class Withdrawal(Shape):
    """When, in which scope and why an article was withdrawn."""

    at: datetime
    scope: Literal["retire", "seal"]
    reason: str


class Problem(Shape):
    """An error, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Fault] | None = None
    withdrawn: Withdrawal | None = None


def list_of(row: type[Shape], name: str = "", **more: Any) -> type[Shape]:
    """The shape of a list of `row`, with the members `more` around its results."""
    return create_model(name or f"{row.__name__}s", __base__=ListShape, results=(list[row], ...), **more)  # type: ignore[valid-type]


ArticleRows = list_of(ArticleRow, ranking=(Ranking | None, None))
SeriesRows = list_of(SeriesRow)
ImageRows = list_of(ImageRow)
SearchHits = list_of(
    SearchHit,
    interpretation=(InterpretationShape, ...),
    suggestions=(list[str] | None, None),
    ranking=(Ranking | None, None),
)
