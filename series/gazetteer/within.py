"""Which countries words name inside a longer query: more careful than of a whole query, which means one thing."""

from collections.abc import Collection

from series.gazetteer.data import Tables
from series.gazetteer.keys import key
from series.gazetteer.types import Alias, Kind

# "Finnish" or "Helsinki" beside other words are words to be found in a text, not the country as such.
_NAMING: frozenset[Kind] = frozenset(["code", "name", "official", "former", "abbreviation", "alias"])
_SHORT = 3


def named_within(tables: Tables, words: str, languages: Collection[str]) -> tuple[str, ...]:
    """Codes of the countries that `words` name in one of `languages`, exactly but for case and accents."""
    name = key(words)
    found = (alias for alias in tables.exact.get(name, ()) if _names(alias, words, languages))
    if name in tables.guarded:
        found = (alias for alias in found if alias.text == words)
    return tuple(dict.fromkeys(alias.code for alias in found))


def _names(alias: Alias, words: str, languages: Collection[str]) -> bool:
    if alias.kind not in _NAMING:
        return False
    if alias.kind == "code" or len(key(words)) < _SHORT:
        # "no", "in" and "us" are words; "NO", "IN", "US" and "U.S." may be meant.
        return words == alias.text and words.isupper()
    spoken = alias.languages.split()
    return not spoken or not set(languages).isdisjoint(spoken)
