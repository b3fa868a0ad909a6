"""Reads the two data files into the tables that names are looked up in; once, when the first question is asked."""

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from series.errors import GazetteerError
from series.gazetteer.keys import key, keys
from series.gazetteer.types import KINDS, Alias, Country, Place

FOLDER = Path(__file__).parent / "data"
_PERIOD = re.compile(r"\s*\[([^\]]*)\]$")
_BRACKETED = re.compile(r"\s*[(（][^)）]*[)）]\s*")


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything the gazetteer knows. `exact` and `places` are by `keys.key` of the name."""

    codes: Mapping[str, Mapping[str, Any]]
    hand: Mapping[str, Any]
    aliases: tuple[Alias, ...]
    exact: Mapping[str, list[Alias]]
    places: tuple[Place, ...]
    place_names: Mapping[str, list[tuple[Place, Alias]]]
    guarded: frozenset[str]
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


def _names(value: str) -> Iterator[tuple[str, str]]:
    """(name, period) of each name in a comma-separated entry of the hand-kept file."""
    for part in value.split(","):
        name = part.strip()
        period = _PERIOD.search(name)
        yield (name[: period.start()], period[1]) if period else (name, "")


def _cases(word: str, endings: Mapping[str, str]) -> list[str]:
    stem, bar, ending = word.partition("|")
    if not bar:
        return [word]
    if ending not in endings:
        raise GazetteerError(f"names.toml: {word!r} has an ending that no declension lists")
    return [stem + case.strip("-") for case in endings[ending].split()]


def decline(name: str, endings: Mapping[str, str]) -> list[str]:
    """Every case of a name whose words are written "stem|ending", the nominative first; else just the name."""
    forms = (" ".join(words) for words in product(*(_cases(word, endings) for word in name.split(" "))))
    return list(dict.fromkeys(forms))


def _hand_aliases(code: str, entry: Mapping[str, Mapping[str, str]], hand: Mapping[str, Any]) -> Iterator[Alias]:
    for kind, by_language in entry.items():
        if kind not in KINDS:
            raise GazetteerError(f"names.toml: {code} has names of an unknown kind, {kind!r}")
        for language, value in by_language.items():
            endings = hand["declension"].get(language, {})
            for name, period in _names(value):
                for number, form in enumerate(decline(name, endings)):
                    yield Alias(code, form, kind, language, period, number > 0)


def _variants(name: str) -> Iterator[str]:
    """The name, and what CLDR's short notations stand for: without its bracket, "and" for "&", "Saint" for "St."."""
    yield name
    bare = _BRACKETED.sub(" ", name).strip() if "(" in name or "（" in name else name
    if bare and bare != name:
        yield bare
    if "&" in name:
        yield name.replace("&", "and")
    if name.startswith("St. "):
        yield name.replace("St. ", "Saint ").replace("&", "and")


def _regular_cases(name: str, locales: str, hand: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(form, language) of the cases of a one-word CLDR name, in the languages with a declension."""
    for language, endings in hand["declension"].items():
        # The first test is the cheap half of the second: tens of thousands of names are asked.
        if language not in locales or language not in locales.split() or " " in name:
            continue
        ending = next((end for end in endings["regular"].split() if name.endswith(end)), "")
        if ending or name[-1] in endings["consonants"]:
            for form in _cases(f"{name.removesuffix(ending)}|{ending}", endings)[1:]:
                yield form, language


def _generated_aliases(code: str, row: Mapping[str, Any], hand: Mapping[str, Any]) -> Iterator[Alias]:
    yield Alias(code, code, "code", "")
    yield Alias(code, row["alpha3"], "code", "")
    yield Alias(code, row["numeric"], "code", "")
    for name, locales in row["names"].items():
        for variant in _variants(name):
            yield Alias(code, variant, "name", locales)
        for form, language in _regular_cases(name, locales, hand):
            yield Alias(code, form, "name", language, declined=True)


def _place(row: Mapping[str, Any], hand: Mapping[str, Any]) -> Place:
    states = tuple(row["states"].split())
    aliases = [
        Alias(states[0], form, "name", language, declined=number > 0)
        for language, value in row.items()
        if language not in {"name", "what", "states", "disputed"}
        for name, _ in _names(value)
        for number, form in enumerate(decline(name, hand["declension"].get(language, {})))
    ]
    return Place(row["name"], row["what"], states, bool(row.get("disputed")), tuple(aliases))


def _by_key(aliases: Iterable[Alias]) -> dict[str, list[Alias]]:
    found: dict[str, list[Alias]] = defaultdict(list)
    rows = list(aliases)
    for name_key, alias in zip(keys(alias.text for alias in rows), rows, strict=True):
        found[name_key].append(alias)
    return dict(found)


def _check(codes: Mapping[str, Any], hand: Mapping[str, Any], places: Iterable[Place]) -> None:
    named = {*hand["countries"], *(code for place in places for code in place.states)}
    if unknown := sorted(named - set(codes)):
        raise GazetteerError(f"names.toml names countries that countries.json lacks: {', '.join(unknown)}")


def build(codes: Mapping[str, Any], hand: Mapping[str, Any]) -> Tables:
    """The tables of a generated and a hand-kept file. Raises `GazetteerError` where they contradict each other."""
    places = tuple(_place(row, hand) for row in hand["places"])
    _check(codes, hand, places)
    aliases = tuple(
        alias
        for code, row in codes.items()
        for alias in (*_generated_aliases(code, row, hand), *_hand_aliases(code, hand["countries"].get(code, {}), hand))
    )
    place_names: dict[str, list[tuple[Place, Alias]]] = defaultdict(list)
    for place in places:
        for alias in place.aliases:
            place_names[key(alias.text)].append((place, alias))
    words = hand["words"]
    guarded = frozenset(words["codes"].split() + words["names"].split())
    return Tables(codes, hand, aliases, _by_key(aliases), places, dict(place_names), guarded)


@cache
def tables() -> Tables:
    """The gazetteer's own tables, read at the first call (about 0.1 s) and kept."""
    codes = json.loads((FOLDER / "countries.json").read_text(encoding="utf-8"))["countries"]
    hand = tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8"))
    return build(codes, hand)
