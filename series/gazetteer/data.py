"""Reads the two data files into the tables that names are looked up in; once, when the first question is asked."""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from series.errors import GazetteerError
from series.gazetteer.expanding import city_names, generated_names, hand_kept_names, place
from series.gazetteer.keys import keys
from series.gazetteer.types import Alias, Country, Place

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything the gazetteer knows. `exact` and `place_names` are by `keys.key` of the name.

    `region` are the countries whose borders are kept: there a capital stands for its country.
    """

    codes: Mapping[str, Mapping[str, Any]]
    hand: Mapping[str, Any]
    aliases: tuple[Alias, ...]
    exact: Mapping[str, tuple[Alias, ...]]
    places: tuple[Place, ...]
    place_names: Mapping[str, list[tuple[Place, Alias]]]
    guarded: frozenset[str]
    region: frozenset[str]
    _countries: dict[str, Country] = field(default_factory=dict)

    def country(self, code: str) -> Country:
        """The country of an alpha-2 code. Raises `GazetteerError` for a code that is none."""
        if code not in self._countries:
            if code not in self.codes:
                raise GazetteerError(f"{code!r} is no country code of ISO 3166-1")
            self._countries[code] = _country(code, self.codes[code])
        return self._countries[code]


def _country(code: str, row: Mapping[str, Any]) -> Country:
    names = {locale: name for name, locales in row["names"].items() for locale in locales.split()}
    return Country(code, row["alpha3"], row["numeric"], names)


def _by_key(aliases: Sequence[Alias]) -> dict[str, tuple[Alias, ...]]:
    # Tuples, most of one name: lists would cost twice the time, most of it the garbage collector's.
    found: dict[str, tuple[Alias, ...]] = {}
    for name_key, alias in zip(keys(alias.text for alias in aliases), aliases, strict=True):
        found[name_key] = (*found[name_key], alias) if name_key in found else (alias,)
    return found


def _region(hand: Mapping[str, Any]) -> frozenset[str]:
    borders = hand["borders"]
    return frozenset(code for pair in (*borders["land"], *borders["sea"].split()) for code in pair.split("-"))


def _check(codes: Mapping[str, Any], hand: Mapping[str, Any]) -> None:
    states = (code for place in hand["places"] for code in place["states"].split())
    named = {*hand["countries"], *hand["zones"], *states, *_region(hand)}
    if unknown := sorted(named - set(codes)):
        raise GazetteerError(f"names.toml names countries that countries.json lacks: {', '.join(unknown)}")


def _all_aliases(generated: Mapping[str, Any], hand: Mapping[str, Any]) -> Iterator[Alias]:
    for code, row in generated["countries"].items():
        yield from generated_names(code, row, hand["declension"])
        yield from hand_kept_names(code, hand["countries"].get(code, {}), hand["declension"])
        if code in hand["zones"]:
            yield from city_names(hand["zones"][code], code, "capital", generated)


def _place_names(places: Iterable[Place]) -> dict[str, list[tuple[Place, Alias]]]:
    rows = [(place, alias) for place in places for alias in place.aliases]
    found: dict[str, list[tuple[Place, Alias]]] = defaultdict(list)
    for name_key, row in zip(keys(alias.text for _, alias in rows), rows, strict=True):
        found[name_key].append(row)
    return dict(found)


def build(generated: Mapping[str, Any], hand: Mapping[str, Any], extra: Iterable[Alias] = ()) -> Tables:
    """The tables of a generated and a hand-kept file, and of `extra` names from elsewhere.

    Raises `GazetteerError` where the two contradict each other.
    """
    codes, words = generated["countries"], hand["words"]
    _check(codes, hand)
    aliases = (*_all_aliases(generated, hand), *extra)
    places = tuple(place(row, hand["declension"], generated) for row in hand["places"])
    return Tables(
        codes=codes,
        hand=hand,
        aliases=aliases,
        exact=_by_key(aliases),
        places=places,
        place_names=_place_names(places),
        guarded=frozenset(words["codes"].split() + words["names"].split()),
        region=_region(hand),
    )


@cache
def tables() -> Tables:
    """The gazetteer's own tables, read at the first call (about 0.15 s) and kept."""
    generated = json.loads((FOLDER / "countries.json").read_text(encoding="utf-8"))
    return build(generated, tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8")))
