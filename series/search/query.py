"""From conditions to tsquery text. Codes are validated and quoted here: nothing a reader types gets in unquoted."""

import re
from collections.abc import Iterable
from typing import Final, Literal, get_args

from series.search.vector import ABOUT_PREFIX, MENTIONS_PREFIX

Relation = Literal["about", "mentions", "any"]
RELATIONS: Final[tuple[Relation, ...]] = get_args(Relation)

_PREFIXES: Final[dict[Relation, tuple[str, ...]]] = {
    "about": (ABOUT_PREFIX,),
    "mentions": (MENTIONS_PREFIX,),
    "any": (ABOUT_PREFIX, MENTIONS_PREFIX),
}
_CODE = re.compile(r"[A-Z]{2}")


def countries_tsquery(codes: Iterable[str], relation: Relation = "any", *, every: bool = False) -> str:
    """Text of a tsquery for articles related to any of `codes` (ISO alpha-2), or with `every` to all of them.

    Raises ValueError for a code of another form and when there is none at all.
    """
    alternatives = [_country(code, relation) for code in codes]
    if not alternatives:
        raise ValueError("no country to look for")
    return (" & " if every else " | ").join(alternatives)


def _country(code: str, relation: Relation) -> str:
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no ISO 3166-1 alpha-2 code")
    return "(" + " | ".join(f"'{prefix}{code}'" for prefix in _PREFIXES[relation]) + ")"
