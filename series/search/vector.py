"""What an article is found by, declared once: texts with their weights, and its countries as lexemes."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from series.search.fold import fold

# The text search configuration that the migrations define: Russian stemming, English for ASCII words, unaccent.
CONFIG: Final = "archive"
# Countries stand in the same vector as words. A letter and a colon: no parser makes such a lexeme from a text.
ABOUT_PREFIX: Final = "c:"
MENTIONS_PREFIX: Final = "m:"

Weight = Literal["A", "B", "C", "D"]


class Part(NamedTuple):
    """A folded text and how much a hit in it weighs."""

    weight: Weight
    text: str


def parts(
    *, title: str, standfirst: str, series: str, contributors: Iterable[str], body: str, epigraph: Iterable[str]
) -> tuple[Part, ...]:
    """The weighed texts of an article: title, then what leads in, then who and where, then the text."""
    return (
        Part("A", fold(title)),
        Part("B", fold(standfirst)),
        Part("C", fold(" ".join([series, *contributors]))),
        Part("D", fold("\n".join([*epigraph, body]))),
    )


def country_lexemes(about: Sequence[str], mentions: Sequence[str]) -> list[str]:
    """Lexemes for the countries (ISO codes) that an article is about and that it mentions."""
    return [ABOUT_PREFIX + code for code in about] + [MENTIONS_PREFIX + code for code in mentions]
