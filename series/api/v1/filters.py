"""The parameters that choose and order articles, and the rows that they choose."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from series.api.pagination import RANK, Key, Order
from series.api.params import Parameter, Values, choice, country, text
from series.api.problems import InvalidParameters, ParameterError
from series.models.public import PublicArticle, PublicArticleQuerySet, PublicSeries
from series.search.query import RELATIONS

ORDERS: Final = {
    order.name: order
    for order in (
        Order(
            "newest",
            [
                Key("newest_key", date.fromisoformat, descending=True),
                Key("first_live_from", datetime.fromisoformat, descending=True),
                Key("article_id", UUID),
            ],
        ),
        Order(
            "oldest",
            [
                Key("oldest_key", date.fromisoformat),
                Key("first_live_from", datetime.fromisoformat),
                Key("article_id", UUID),
            ],
        ),
        Order("position", [Key("position_key"), Key("article_id", UUID)]),
        Order("added", [Key("first_live_from", datetime.fromisoformat, descending=True), Key("article_id", UUID)]),
        Order("relevance", [Key(RANK, descending=True), Key("article_id", UUID)]),
    )
}

NEIGHBOUR = country(
    "neighbour", "Articles on any of these countries: an ISO code or any name in any language. May be repeated."
)
NEIGHBOUR_ALL = country("neighbour_all", "Articles on all of these countries. May be repeated.")
RELATION = choice(
    "relation",
    RELATIONS,
    "How the article relates to those countries: it is `about` them, its text `mentions` them, or `any`.",
    default="any",
)
SERIES = text("series", "Articles of the series with this slug.")
QUERY = text("q", 'Words of the text; "a phrase", -without, this OR that.')
ORDER_BY = choice(
    "order_by",
    list(ORDERS),
    "`newest` and `oldest` by the page's own date (unknown dates last), `position` in the series, `added` by when it "
    "first went on show, `relevance` only with `q`.",
    default="newest",
)
CHOOSING: Final[tuple[Parameter, ...]] = (NEIGHBOUR, NEIGHBOUR_ALL, RELATION, SERIES)


def chosen(values: Values, rows: PublicArticleQuerySet | None = None) -> PublicArticleQuerySet:
    """The articles on show that the parameters choose. Where none is, `refuse_unknown_series` tells whether that is
    because the series is none."""
    found = PublicArticle.objects.at() if rows is None else rows
    if values["neighbour"]:
        found = found.neighbours(_codes(values["neighbour"]), values["relation"])
    for codes in values["neighbour_all"]:
        found = found.neighbours(codes, values["relation"])
    if values["series"]:
        found = found.in_series(values["series"])
    if values.get("q"):
        found = found.matching(values["q"])
    return found


def order_of(values: Values) -> Order:
    """The order that the parameters ask for. Raises InvalidParameters for relevance without words."""
    if values["order_by"] == "relevance" and not values.get("q"):
        allowed = [name for name in ORDERS if name != "relevance"]
        raise InvalidParameters([ParameterError("order_by", "Relevance is to the words of `q`.", allowed=allowed)])
    return ORDERS[values["order_by"]]


def _codes(named: Iterable[tuple[str, ...]]) -> list[str]:
    return sorted({code for codes in named for code in codes})


def refuse_unknown_series(values: Values) -> None:
    """Raise InvalidParameters if a series is named that is not there. One SELECT, worth asking only for an empty list:
    an article that was chosen by its series proves that there is one."""
    slug = values["series"]
    if not slug:
        return
    live = PublicSeries.objects.live()
    if not live.filter(slug=slug).exists():
        allowed = list(live.order_by("slug").values_list("slug", flat=True)[:20])
        raise InvalidParameters([ParameterError("series", f"No series has the slug {slug!r}.", allowed=allowed)])
