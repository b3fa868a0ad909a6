"""The values that the gazetteer takes and gives: countries, their names, what a query or a text was found to name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["code", "name", "official", "former", "demonym", "capital", "abbreviation", "alias"]

# Best first: what decides between two countries that share a name.
KINDS: tuple[Kind, ...] = (
    "code",
    "name",
    "official",
    "abbreviation",
    "alias",
    "former",
    "demonym",
    "capital",
)


class Alias(NamedTuple):
    """One name of one country. `languages` are CLDR locale ids ("ru", "zh_Hant"), space-separated; "" is any.

    `declined` marks a form other than the nominative.
    """

    code: str
    text: str
    kind: Kind
    languages: str
    period: str = ""
    declined: bool = False


class Match(NamedTuple):
    """A country that a query names, and by which alias.

    `score` is 1.0 for a name as it is written and less the further the query is from it; `fuzzy` says that the
    query had to be corrected (typing error, keyboard layout, transliteration); `period` is when a former name was used
    ("to 1935"), "" where not recorded.
    """

    code: str
    alias: str
    kind: Kind
    languages: tuple[str, ...]
    score: float
    fuzzy: bool = False
    period: str = ""


class PlaceMatch(NamedTuple):
    """A place that is no country: `what` it is in a few words, `states` the codes of the countries concerned."""

    name: str
    alias: str
    what: str
    states: tuple[str, ...]
    disputed: bool
    score: float


class Resolution(NamedTuple):
    """What a whole query names. `suggestions` are names to try instead, given only where nothing was found."""

    query: str
    matches: tuple[Match, ...]
    places: tuple[PlaceMatch, ...]
    suggestions: tuple[str, ...]


class Mention(NamedTuple):
    """A country named in a text: `alias` is `text[start:end]`, in characters of the text as it was given."""

    code: str
    alias: str
    kind: Kind
    start: int
    end: int


class Proposal(NamedTuple):
    """A country that an article seems to be about; `confidence` 0..1, `reason` in words for an editor."""

    code: str
    confidence: float
    reason: str


class Border(NamedTuple):
    """One side of a border: `subject` meets `neighbour` by land or only by sea; `source` says whose figure it is."""

    subject: str
    neighbour: str
    kind: Literal["land", "sea"]
    length_km: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """One entry of ISO 3166-1. `names` maps CLDR locale ids to the country's name in that language."""

    code: str
    alpha3: str
    numeric: str
    names: Mapping[str, str]

    def name(self, language: str = "en") -> str:
        """The name in `language` ("pt-BR", "sr_Latn"), else in its parent language, else in English."""
        locale = language.replace("-", "_")
        while locale:
            if locale in self.names:
                return self.names[locale]
            locale = locale.rpartition("_")[0]
        return self.names["en"]


class Place(NamedTuple):
    """A hand-kept place that is no country, with every name it is known by."""

    name: str
    what: str
    states: tuple[str, ...]
    disputed: bool
    aliases: tuple[Alias, ...]
