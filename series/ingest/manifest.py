"""What a folder's `manifest.json` says of the documents beside it: all that their pages do not state themselves."""

from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from series.errors import SourceError

NAME = "manifest.json"


def _inside(path: str) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path:
        raise ValueError("must be a path inside the folder")
    return path


InnerPath = Annotated[str, AfterValidator(_inside), Field(min_length=1)]
Code = Annotated[str, Field(pattern="^[A-Z]{2}$")]
Slug = Annotated[str, Field(pattern=r"^[-\w]+$", max_length=200)]


class Part(BaseModel):
    """Base of the manifest's parts: closed, so that a misspelt name is told and not passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Part):
    """An author, with what the page does not say."""

    name: str
    affiliation: str = ""


class Picture(Part):
    """The file for one figure of the document, the first being 1."""

    figure: Annotated[int, Field(ge=1)]
    file: InnerPath
    alt: str = ""
    licence: str = ""
    republishable: bool | None = None


class Details(Part):
    """What the manifest says of one document; what it leaves out is read from the page."""

    source: InnerPath
    slug: Slug | None = None
    position: Annotated[int, Field(ge=1)] | None = None
    instalment_number: Annotated[int, Field(ge=1)] | None = None
    about: tuple[Code, ...] | None = None
    language: str | None = None
    published_on: date | None = None
    published_on_precision: Literal["year", "month", "day"] | None = None
    licence: str = ""
    publisher: str = ""
    canonical_url: str = ""
    attribution: str = ""
    republication_notice: str = ""
    contributors: tuple[Person, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @model_validator(mode="after")
    def _date_is_whole(self) -> "Details":
        if (self.published_on is None) != (self.published_on_precision is None):
            raise ValueError("published_on and published_on_precision go together")
        return self


class SeriesDetails(Part):
    """The series that the documents belong to."""

    title: str
    slug: Slug | None = None
    subject: Code | None = None
    description: str = ""


class Manifest(Part):
    """A whole manifest."""

    series: SeriesDetails | None = None
    articles: tuple[Details, ...] = ()

    def details_of(self, source: str) -> Details | None:
        """What it says of the document with this path in its folder."""
        return next((details for details in self.articles if details.source == source), None)


def read_manifest(name: str, data: bytes) -> Manifest:
    """The manifest in `data`. Raises SourceError that names each fault with its path."""
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc'])) or 'document'}: {fault['msg']}" for fault in error.errors()]
        raise SourceError(name, "it is no manifest: " + "; ".join(faults)) from error
