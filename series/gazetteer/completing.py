"""Countries by the beginning of a name, as it is being typed."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from series.gazetteer.data import Tables
from series.gazetteer.keys import key
from series.gazetteer.types import KINDS, Alias, Match

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_COMMON = frozenset(["en", "ru"])
# One letter begins hundreds of names; further ones add no country that a reader would wait for.
_MOST_NAMES = 2000


class Completer:
    """`complete()` over one set of tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @cached_property
    def _names(self) -> list[tuple[str, Alias]]:
        """(key, alias) of the names that people type, sorted by key."""
        languages = set(self._tables.hand["words"]["typed_in"].split())
        return sorted(
            (name, alias)
            for name, aliases in self._tables.exact.items()
            for alias in aliases
            if not alias.declined and (alias.kind == "code" or not languages.isdisjoint(alias.languages.split()))
        )

    def complete(self, typed: str, limit: int) -> tuple[Match, ...]:
        """See `series.gazetteer.complete`."""
        found: dict[str, Match] = {}
        beginning = key(typed)
        for name, alias in sorted(self._begun(beginning), key=lambda row: self._order(beginning, *row)):
            languages = tuple(alias.languages.split())
            score = round(len(beginning) / len(name), 3)
            found.setdefault(
                alias.code, Match(alias.code, alias.text, alias.kind, languages, score, period=alias.period)
            )
        return tuple(found.values())[:limit]

    def _begun(self, beginning: str) -> Iterator[tuple[str, Alias]]:
        start = bisect_left(self._names, (beginning,)) if beginning else len(self._names)
        for name, alias in self._names[start : start + _MOST_NAMES]:
            if not name.startswith(beginning):
                return
            if alias.kind != "code" or name == beginning:
                yield name, alias

    def _order(self, beginning: str, name: str, alias: Alias) -> tuple[bool, bool, bool, int, int]:
        """A whole name first, then English and Russian ones, the region's, by the kind of name, the shortest first."""
        foreign = _COMMON.isdisjoint(alias.languages.split())
        return name != beginning, foreign, alias.code not in self._tables.region, _RANK[alias.kind], len(name)
