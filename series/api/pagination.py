"""Keyset paging: a cursor holds the place, not the number of a page, so that depth costs nothing and nothing is skipped
or shown twice when articles are published in between."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar

from django.conf import settings
from django.core import signing
from django.db.models import F, Model, Q, QuerySet
from django.http import QueryDict

from series.api.params import BadValue, Parameter, whole_number

# Beyond this many a count costs more than it tells; the answer then says that it is not exact.
COUNTED_TO: Final = 10_000
# The computed column of an order by relevance.
RANK: Final = "rank"
PAGE_SIZE = whole_number("page_size", 1, 100, "How many to give, from 1 to 100.", default=20)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order: never null, `load` brings its value back from a cursor's JSON."""

    column: str
    load: Callable[[Any], Any] = lambda value: value
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A total order of rows: its last key is unique."""

    name: str
    keys: Sequence[Key]

    @property
    def columns(self) -> list[str]:
        """The columns that a row must have for a cursor to be made from it; computed ones are always there."""
        return [key.column for key in self.keys if key.column != RANK]

    def sorting(self, *, backwards: bool) -> list[Any]:
        """What `order_by` takes."""
        return [F(key.column).desc() if key.descending != backwards else F(key.column).asc() for key in self.keys]

    def beyond(self, place: Sequence[Any], *, backwards: bool) -> Q:
        """The condition for rows that come after `place`, or with `backwards` before it."""
        condition, equal = Q(), Q()
        for key, value in zip(self.keys, place, strict=True):
            comparison = "lt" if key.descending != backwards else "gt"
            condition |= equal & Q(**{f"{key.column}__{comparison}": value})
            equal &= Q(**{key.column: value})
        first = self.keys[0]
        bound = "lte" if first.descending != backwards else "gte"
        # Said twice, so that the index on the first key begins reading at the right place.
        return Q(**{f"{first.column}__{bound}": place[0]}) & condition


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an order and the direction in which to read from it."""

    order: str
    place: Sequence[Any]
    backwards: bool = False

    def encoded(self) -> str:
        """Opaque and signed text for the query string."""
        return signing.dumps([self.order, list(map(_plain, self.place)), self.backwards], salt=_SALT)


def _plain(value: Any) -> Any:
    """A key's value as JSON can hold it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, int | float | str) else str(value)


_SALT: Final = "series.api.cursor"


def _read_cursor(text: str) -> Cursor:
    try:
        order, place, backwards = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise BadValue("It is no cursor of this archive; take it from `next` or `previous`.") from error
    return Cursor(order, place, backwards)


CURSOR = Parameter("cursor", _read_cursor, "The place to go on from, as `next` and `previous` of a page give it.")
PAGING: Final = (PAGE_SIZE, CURSOR)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of rows, and the cursors of its neighbours."""

    rows: Sequence[Row]
    next: Cursor | None
    previous: Cursor | None


def paginate(rows: QuerySet[Row], order: Order, size: int, cursor: Cursor | None) -> Page[Row]:
    """The page of `rows` at `cursor` in `order`; one SELECT. Raises BadValue for a cursor of another order."""
    backwards = cursor.backwards if cursor else False
    if cursor:
        rows = rows.filter(order.beyond(_loaded(order, cursor), backwards=backwards))
    found = list(rows.order_by(*order.sorting(backwards=backwards))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page(found, None, None)
    goes_on, goes_back = (cursor is not None, more) if backwards else (more, cursor is not None)
    return Page(
        found,
        Cursor(order.name, _place(order, found[-1])) if goes_on else None,
        Cursor(order.name, _place(order, found[0]), backwards=True) if goes_back else None,
    )


def _loaded(order: Order, cursor: Cursor) -> list[Any]:
    if cursor.order != order.name:
        raise BadValue(f"It belongs to a list ordered by {cursor.order!r}, this one is ordered by {order.name!r}.")
    return [key.load(value) for key, value in zip(order.keys, cursor.place, strict=True)]


def _place(order: Order, row: Model) -> list[Any]:
    return [getattr(row, key.column) for key in order.keys]


def count(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many rows there are and whether that is exact: counting stops at COUNTED_TO."""
    found = rows.order_by()[: COUNTED_TO + 1].count()
    return min(found, COUNTED_TO), found <= COUNTED_TO


def address(path: str, query: QueryDict, **changed: str) -> str:
    """The absolute address of the same question with other values for the parameters in `changed`."""
    asked = query.copy()
    for name, value in changed.items():
        asked[name] = value
    return f"{settings.PUBLIC_URL}{path}?{asked.urlencode()}"


def _page_address(path: str, query: QueryDict, cursor: Cursor | None) -> str | None:
    return address(path, query, cursor=cursor.encoded()) if cursor else None


def envelope(
    path: str, query: QueryDict, page: Page[Any], counted: tuple[int, bool]
) -> tuple[Mapping[str, Any], list[tuple[str, str]]]:
    """The members of a list's answer around its results, and the same addresses for `Link`."""
    onward, back = _page_address(path, query, page.next), _page_address(path, query, page.previous)
    around = {"count": counted[0], "count_is_exact": counted[1], "next": onward, "previous": back}
    return around, [(relation, target) for relation, target in (("next", onward), ("prev", back)) if target]
