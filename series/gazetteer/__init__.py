"""The gazetteer: which countries a name means, which a text mentions, and who borders whom. Pure, no Django."""

from collections.abc import Collection
from functools import cache

from series.gazetteer.bordering import all_borders
from series.gazetteer.completing import Completer
from series.gazetteer.data import tables
from series.gazetteer.detecting import Detector
from series.gazetteer.keys import normalise
from series.gazetteer.proposing import propose
from series.gazetteer.resolving import Resolver
from series.gazetteer.types import Border, Country, Kind, Match, Mention, PlaceMatch, Proposal, Resolution
from series.gazetteer.within import named_within

__all__ = [
    "Border",
    "Country",
    "Kind",
    "Match",
    "Mention",
    "PlaceMatch",
    "Proposal",
    "Resolution",
    "borders",
    "complete",
    "countries",
    "country",
    "detect",
    "normalise",
    "propose_about",
    "resolve",
    "resolve_within",
]


@cache
def _resolver() -> Resolver:
    return Resolver(tables())


@cache
def _completer() -> Completer:
    return Completer(tables())


@cache
def _borders() -> dict[str, tuple[Border, ...]]:
    return all_borders(tables())


@cache
def _detector(language: str) -> Detector:
    return Detector(tables(), language)


def resolve(query: str, *, limit: int = 10) -> Resolution:
    """The countries that a whole query names, in any language, best first, at most `limit`.

    Codes, names, old names, demonyms, capitals and abbreviations are found as they are written, accents, case and
    punctuation aside; else with the keyboard layout, the script or typing errors corrected, which `Match.fuzzy` and a
    `score` under 1 tell. A name of two countries gives both. Places that are no country (Kaliningrad, Crimea) are under
    `places`. Never raises: a query that names nothing has no matches, but `suggestions`.
    """
    return _resolver().resolve(query, limit)


def complete(beginning: str, *, limit: int = 10) -> tuple[Match, ...]:
    """The countries that have a name beginning like what is being typed, at most `limit`, each by its best such name.

    A whole name or code comes first, then names in English and Russian, the region's before others. `Match.score` is
    the part of the name that is typed.
    """
    return _completer().complete(beginning, limit)


def resolve_within(words: str, languages: Collection[str] = ("en", "ru")) -> tuple[str, ...]:
    """Codes of the countries that `words` name inside a longer query.

    Only names count, as they are written in one of `languages`, and codes in capitals: in all languages together
    "island", "man" and "end" are countries, and "no", "in" and "us" are words.
    """
    return named_within(tables(), words, languages)


def country(code: str) -> Country:
    """The country of an ISO 3166-1 alpha-2 code, upper case. Raises `GazetteerError` for any other."""
    return tables().country(code)


def countries() -> tuple[Country, ...]:
    """All 249 countries of ISO 3166-1, by alpha-2 code."""
    return tuple(map(tables().country, tables().codes))


def borders(subject: str = "RU") -> tuple[Border, ...]:
    """The neighbours of a country, by land the longest border first, then those by sea only.

    Kept for Russia, its 16 neighbours and (by land) those whom its neighbours border; for a country whose borders are
    not kept, `()`. Lengths in km, from the CIA World Factbook. Raises `GazetteerError` for a code that is none.
    """
    return _borders().get(country(subject).code, ())


def detect(text: str, language: str = "en") -> tuple[Mention, ...]:
    """The countries that a text names, in order, without overlap; offsets are into `text` as it is given.

    English and Russian have hand-kept lists (names, demonyms, capitals of the region; "North Korean" but not "Korean
    War", Georgia but not the US state); of any other language the names that can hardly be anything else are found.
    """
    return _detector(language).detect(text)


def propose_about(
    title: str, standfirst: str, text: str, *, subject: str = "RU", language: str = "en"
) -> tuple[Proposal, ...]:
    """The countries that an article may be about, the surest first, without the series' `subject`.

    A confidence above 0.5 is a proposal; below it the country is no more than mentioned. Being in the title counts
    most, then the share of all mentions, the standfirst and the opening of the text.
    """
    return propose(title, standfirst, text, subject, _detector(language).detect)
