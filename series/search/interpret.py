"""Taking the countries out of what a reader typed: "oil kazakhstan" is the word *oil* and the neighbour KZ."""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

# Quoted phrases, words, and what stands between them. A phrase, an excluded word and both sides of OR are left alone:
# there the reader has said what to do with the words.
_TOKEN = re.compile(r'-?"[^"]*"?|\S+')
LONGEST_NAME: Final = 5


class Named(NamedTuple):
    """Words of the query that name a country; one name may be that of two."""

    alias: str
    codes: tuple[str, ...]


class Interpretation(NamedTuple):
    """The query as words to be found in the text, and countries."""

    text: str
    countries: tuple[Named, ...]


Resolve = Callable[[str, bool], tuple[str, ...]]


def interpret(query: str, resolve: Resolve) -> Interpretation:
    """Take the longest names of countries out of `query`, from the left.

    `resolve` gets words and whether they are the whole query, and gives the codes of the countries that they name
    exactly. A query with OR in it is not taken apart.
    """
    tokens = _TOKEN.findall(query)
    if "OR" in tokens:
        return Interpretation(query, ())
    text: list[str] = []
    countries: list[Named] = []
    place = 0
    while place < len(tokens):
        named = _longest_name(tokens[place : place + LONGEST_NAME], len(tokens), resolve)
        if named:
            countries.append(named)
            place += len(named.alias.split())
        else:
            text.append(tokens[place])
            place += 1
    return Interpretation(" ".join(text), tuple(countries))


def _longest_name(tokens: Sequence[str], total: int, resolve: Resolve) -> Named | None:
    for length in range(len(tokens), 0, -1):
        words = tokens[:length]
        if any(word.startswith(('"', "-")) for word in words):
            continue
        alias = " ".join(words)
        codes = resolve(alias, length == total)
        if codes:
            return Named(alias, codes)
    return None
