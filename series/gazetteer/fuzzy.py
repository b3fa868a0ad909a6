"""Names within a few typing errors of what was typed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
# Names up to this length must begin as the query does: "women" is no misspelt Yemen, "tiger" no Niger.
_SAME_START_UP_TO = 8


class Near(NamedTuple):
    """A name's key, `errors` typing errors away (letters changed, missing, doubled or swapped)."""

    key: str
    errors: int


def allowed_errors(length: int) -> int:
    """How many typing errors a word of this many letters may hold and still be corrected."""
    if length < _SHORTEST:
        return 0
    return 1 if length <= 8 else 2 if length <= 11 else 3


def _script(text: str) -> str:
    first = text[0]
    return "latin" if first < "\u0370" else "cyrillic" if "\u0400" <= first <= "\u052f" else "other"


def _same_start(typed: str, name: str) -> bool:
    return typed[0] == name[0] or typed[:2] == name[1::-1]


class Nearest:
    """An index of keys by script and length, so that a query is compared only with names it could be."""

    def __init__(self, keys: Iterable[str], strict: Collection[str] = ()) -> None:
        """`strict` are those of the keys that only one typing error is forgiven."""
        self._strict = strict
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        for name in keys:
            if len(name) >= _SHORTEST - 1:
                self._by_shape[_script(name), len(name)].append(name)

    def _candidates(self, typed: str, errors: int) -> Iterator[list[str]]:
        for length in range(len(typed) - errors, len(typed) + errors + 1):
            if names := self._by_shape.get((_script(typed), length)):
                yield names

    def _may_be(self, typed: str, name: str, errors: int) -> bool:
        if errors > 1 and name in self._strict:
            return False
        return len(typed) > _SAME_START_UP_TO or _same_start(typed, name)

    def find(self, typed: str) -> list[Near]:
        """The names nearest to a key, all of the same distance; [] where none is near enough."""
        errors = allowed_errors(len(typed))
        best: list[Near] = []
        for names in self._candidates(typed, errors) if errors else ():
            near = process.extract(typed, names, scorer=OSA.distance, score_cutoff=errors, limit=None)
            for name, distance, _ in near:
                if self._may_be(typed, name, int(distance)):
                    best.append(Near(name, int(distance)))
        least = min((near.errors for near in best), default=0)
        return [near for near in best if near.errors == least]
