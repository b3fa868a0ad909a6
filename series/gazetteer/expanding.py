"""Turns the entries of the two data files into names: every case, variant and period spelt out."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from series.errors import GazetteerError
from series.gazetteer.types import KINDS, Alias, Kind, Place

_PERIOD = re.compile(r"\s*\[([^\]]*)\]$")
_NOT_NAMES = frozenset(["name", "what", "states", "disputed", "zone"])
_BRACKETED = re.compile(r"\s*[(（][^)）]*[)）]\s*")
_NOTATION = re.compile(r"[(（&]|^St\. ")


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


def hand_kept_names(
    code: str, entry: Mapping[str, Mapping[str, str]], declension: Mapping[str, Any]
) -> Iterator[Alias]:
    """The hand-kept names of a country, in every case. Raises `GazetteerError` for an unknown kind or ending."""
    for kind, by_language in entry.items():
        if kind not in KINDS:
            raise GazetteerError(f"names.toml: {code} has names of an unknown kind, {kind!r}")
        for language, value in by_language.items():
            endings = declension.get(language, {})
            for name, period in _names(value):
                for number, form in enumerate(decline(name, endings)):
                    yield Alias(code, form, kind, language, period, number > 0)


def _variants(name: str) -> Iterator[str]:
    """What CLDR's short notations stand for: the name without its bracket, "and" for "&", "Saint" for "St."."""
    if bare := _BRACKETED.sub(" ", name).strip():
        yield bare
    yield name.replace("&", "and")
    yield name.replace("St. ", "Saint ").replace("&", "and")


def _regular_cases(name: str, endings: Mapping[str, str]) -> list[str]:
    """The cases of a one-word name by its ending, without the nominative; [] where it has no regular ending."""
    ending = next((end for end in endings["regular"].split() if name.endswith(end)), "")
    if " " in name or not (ending or name[-1] in endings["consonants"]):
        return []
    return _cases(f"{name.removesuffix(ending)}|{ending}", endings)[1:]


def generated_names(code: str, row: Mapping[str, Any], declension: Mapping[str, Any]) -> Iterator[Alias]:
    """The codes of a country, and its names in all languages with their variants and regular cases."""
    yield Alias(code, code, "code", "")
    yield Alias(code, row["alpha3"], "code", "")
    yield Alias(code, row["numeric"], "code", "")
    for name, locales in row["names"].items():
        yield Alias(code, name, "name", locales)
        if _NOTATION.search(name):
            yield from (Alias(code, text, "name", locales) for text in {*_variants(name)} - {name})
        for language in declension.keys() & locales.split():
            for form in _regular_cases(name, declension[language]):
                yield Alias(code, form, "name", language, declined=True)


def city_names(zone: str, code: str, kind: Kind, generated: Mapping[str, Any]) -> Iterator[Alias]:
    """The names of the city that gives a time zone its name. Raises `GazetteerError` for a zone without any."""
    if zone not in generated["cities"]:
        raise GazetteerError(f"names.toml asks for {zone}, which countries.json lacks: rebuild it")
    return (Alias(code, name, kind, locales) for name, locales in generated["cities"][zone].items())


def place(row: Mapping[str, Any], declension: Mapping[str, Any], generated: Mapping[str, Any]) -> Place:
    """A place of the hand-kept file with all its names."""
    states = tuple(row["states"].split())
    aliases = [
        Alias(states[0], form, "name", language, declined=number > 0)
        for language, value in row.items()
        if language not in _NOT_NAMES
        for name, _ in _names(value)
        for number, form in enumerate(decline(name, declension.get(language, {})))
    ]
    if "zone" in row:
        aliases += city_names(row["zone"], states[0], "name", generated)
    return Place(row["name"], row["what"], states, bool(row.get("disputed")), tuple(aliases))
