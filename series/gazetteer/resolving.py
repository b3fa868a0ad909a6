"""Answers which countries and places a whole query names, and says by which name."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from rapidfuzz import fuzz, process

from series.gazetteer.corrections import one_script, other_layouts, romanised
from series.gazetteer.data import Tables
from series.gazetteer.fuzzy import Nearest
from series.gazetteer.keys import key, keys, normalise
from series.gazetteer.types import KINDS, Alias, Match, PlaceMatch, Resolution

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_EXACT, _TRANSLITERATED, _OTHER_LAYOUT, _MIXED_SCRIPT = 1.0, 0.95, 0.9, 0.95
# More countries than this within the same number of typing errors: a guess, not an answer.
_MOST_GUESSES = 3
_LONGEST_QUERY = 200
_SHORTEST_MISREAD = 3
# Up to this many letters ordinary words lie close to names.
_SHORT = 7
_SUGGESTIONS = 5
_LEAST_LIKENESS = 62.0
_SPELLED_OUT = {
    "rep": "republic",
    "dem": "democratic",
    "fed": "federation",
    "st": "saint",
    "isl": "islands",
    "респ": "республика",
}
_ARTICLES = frozenset(["the", "la", "le", "les", "el", "los", "die", "der", "das", "il", "lo", "gli", "o", "os"])


def _order(alias: Alias) -> tuple[int, int]:
    return _RANK[alias.kind], -len(alias.languages)


def _to_show(alias: Alias) -> tuple[bool, int, int]:
    """English and Russian readings before all others: "Swiss" is a demonym here, though Indonesian for the country."""
    languages = alias.languages.split()
    return bool(languages) and "en" not in languages and "ru" not in languages, *_order(alias)


def _match(alias: Alias, score: float) -> Match:
    languages = tuple(alias.languages.split())
    return Match(alias.code, alias.text, alias.kind, languages, score, score < _EXACT, alias.period)


class Resolver:
    """`resolve()` over one set of tables; its indexes for misspelt names are made when first needed."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        # key -> for each country its aliases, best first
        self._ranked: dict[str, tuple[tuple[Alias, ...], ...]] = {}

    @cached_property
    def _nearest(self) -> Nearest:
        words = self._tables.hand["words"]
        typed_in, short_typed_in = set(words["typed_in"].split()), set(words["short_typed_in"].split())
        names, strict = set(), set()
        for name, alias in self._all_names():
            if self._is_worth_correcting(name, alias, short_typed_in if len(name) <= _SHORT else typed_in):
                names.add(name)
                if alias.kind == "demonym" or alias.text[0].islower():
                    strict.add(name)
        return Nearest(names - self._tables.guarded, strict)

    def _is_worth_correcting(self, name: str, alias: Alias, languages: set[str]) -> bool:
        """Whether an error may be corrected to this name: one that people type, and no short demonym or far capital."""
        if alias.kind == "code" or alias.declined:
            return False
        if alias.kind == "demonym" or alias.text[0].islower():
            return len(name) > _SHORT
        if alias.kind == "capital" and len(name) <= _SHORT and alias.code not in self._tables.region:
            return False
        return not languages.isdisjoint(alias.languages.split())

    def _all_names(self) -> Iterator[tuple[str, Alias]]:
        for name, aliases in self._tables.exact.items():
            yield from ((name, alias) for alias in aliases)
        for name, places in self._tables.place_names.items():
            yield from ((name, alias) for _, alias in places)

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        return frozenset(keys(self._tables.hand["words"]["ordinary"].split()))

    @cached_property
    def _romanised(self) -> dict[str, str]:
        """Key of a Latin spelling -> the Russian or Ukrainian name that it transliterates."""
        cyrillic = [
            alias.text
            for alias in self._tables.aliases
            if "\u0400" <= alias.text[0] <= "\u04ff" and not alias.declined and alias.kind != "demonym"
            if not {"ru", "uk"}.isdisjoint(alias.languages.split())
        ]
        return {key(latin): text for text in cyrillic for latin in romanised(text)}

    @cached_property
    def _display(self) -> list[tuple[str, str]]:
        """(key, name) of what is offered as a suggestion, sorted: names in English and Russian, capitals, places."""
        shown = {
            (name, alias.text)
            for name, aliases in self._tables.exact.items()
            for alias in aliases
            if alias.kind == "name" and not alias.declined and not {"en", "ru"}.isdisjoint(alias.languages.split())
        }
        places = {(key(place.name), place.name) for place in self._tables.places}
        return sorted(shown | places)

    def resolve(self, query: str, limit: int) -> Resolution:
        """See `series.gazetteer.resolve`."""
        typed = query.strip()[:_LONGEST_QUERY]
        typed_key = key(typed)
        if found := self._named(query, typed, typed_key, limit):
            return found
        for reading, score in self._readings(typed, typed_key) if typed_key else ():
            if found := self._named(query, reading, key(reading), limit, score):
                return found
        return self._corrected(query, typed, typed_key, limit) or Resolution(
            query, (), (), self.suggest(typed, typed_key)
        )

    def _named(self, query: str, typed: str, typed_key: str, limit: int, score: float = _EXACT) -> Resolution | None:
        matches = self._matches(typed, typed_key, score)
        places = self._places(typed_key, score)
        return Resolution(query, matches[:limit], places, ()) if matches or places else None

    def _matches(self, typed: str, typed_key: str, score: float) -> tuple[Match, ...]:
        ranked = self._ranked.get(typed_key)
        if ranked is None:
            if typed_key not in self._tables.exact:
                return ()
            ranked = self._ranked[typed_key] = _rank(self._tables.exact[typed_key])
        if typed_key in self._tables.guarded:
            ranked = tuple(kept for group in ranked if (kept := tuple(a for a in group if a.text == typed)))
        best = (group[0] if len(group) == 1 else _as_typed(group, typed) for group in ranked)
        # "p.m" and "i'm" fold to codes, and are none.
        return tuple(_match(alias, score) for alias in best if alias.kind != "code" or len(typed) == len(alias.text))

    def _places(self, typed_key: str, score: float) -> tuple[PlaceMatch, ...]:
        found = self._tables.place_names.get(typed_key)
        if not found:
            return ()
        unique = {place.name: (place, alias) for place, alias in reversed(found)}
        return tuple(
            PlaceMatch(place.name, alias.text, place.what, place.states, place.disputed, score)
            for place, alias in reversed(unique.values())
        )

    def _readings(self, typed: str, typed_key: str) -> Iterator[tuple[str, float]]:
        """Other readings of the query as a whole, the likeliest first, each with the score it is worth."""
        article, _, rest = normalise(typed).partition(" ")
        if rest and article in _ARTICLES:
            yield rest, _EXACT
        if "," in typed:
            yield " ".join(part.strip() for part in reversed(typed.split(","))), _EXACT
        if typed.endswith(("'s", "’s")):
            yield typed[:-2], _EXACT
        words = normalise(typed).split()
        if not _SPELLED_OUT.keys().isdisjoint(words):
            yield " ".join(_SPELLED_OUT.get(word, word) for word in words), _EXACT
        for reading in one_script(typed):
            yield reading, _MIXED_SCRIPT
        if len(typed) > _SHORTEST_MISREAD:
            if typed_key in self._romanised:
                yield self._romanised[typed_key], _TRANSLITERATED
            for reading in other_layouts(typed):
                yield reading, _OTHER_LAYOUT

    def _corrected(self, query: str, typed: str, typed_key: str, limit: int) -> Resolution | None:
        """The names nearest to what was typed, allowing for typing errors; None where nothing is near enough."""
        layouts = other_layouts(typed) if len(typed_key) > _SHORT else ()
        for reading in (typed_key, *map(key, layouts)):
            if not reading or reading in self._ordinary or reading in self._tables.guarded:
                continue
            near = self._nearest.find(reading)
            score = round(1 - near[0].errors / len(reading), 3) if near else 0.0
            matches = self._best_of(tuple(name for name, _ in near), reading, score)
            places = tuple({p.name: p for name, _ in near for p in self._places(name, score)}.values())
            if (matches or places) and len({match.code for match in matches}) <= _MOST_GUESSES:
                return Resolution(query, matches[:limit], places, ())
        return None

    def _best_of(self, names: Iterable[str], typed_key: str, score: float) -> tuple[Match, ...]:
        """One match for each country among names equally near: the one that shares most with what was typed."""
        found: dict[str, Match] = {}
        for name in sorted(names, key=_likeness(typed_key), reverse=True):
            for match in self._matches("", name, score):
                found.setdefault(match.code, match)
        return tuple(found.values())

    def suggest(self, typed: str, typed_key: str) -> tuple[str, ...]:
        """Names that begin with what was typed, then those most like it."""
        if not typed_key:
            return ()
        display = self._display
        start = bisect_left(display, (typed_key, ""))
        begun = [name for name_key, name in display[start : start + _SUGGESTIONS] if name_key.startswith(typed_key)]
        like = process.extract(
            typed_key,
            [name_key for name_key, _ in display],
            scorer=fuzz.ratio,
            score_cutoff=_LEAST_LIKENESS,
            limit=_SUGGESTIONS,
        )
        return tuple(dict.fromkeys([*begun, *(display[index][1] for _, _, index in like)]))[:_SUGGESTIONS]


def _rank(aliases: Iterable[Alias]) -> tuple[tuple[Alias, ...], ...]:
    """The aliases of each country, the one to show first, and the countries in the order of their best."""
    by_code: dict[str, list[Alias]] = {}
    for alias in sorted(aliases, key=_order):
        by_code.setdefault(alias.code, []).append(alias)
    return tuple(tuple(sorted(group, key=_to_show)) for group in by_code.values())


def _as_typed(group: tuple[Alias, ...], typed: str) -> Alias:
    return next((alias for alias in group if alias.text == typed), group[0])


def _likeness(typed_key: str) -> Callable[[str], float]:
    return lambda name: fuzz.ratio(typed_key, name)
