"""Search: words and neighbours in one line of text, with the reason for each hit."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from uuid import UUID

import orjson
from django.http import HttpResponse
from rest_framework.request import Request

from series import gazetteer
from series.api import pagination
from series.api.pagination import address
from series.api.params import Values, choice, text
from series.api.v1 import filters, present
from series.api.v1.articles import RANKED_TO
from series.api.v1.base import ReadView, list_answer, page_of
from series.api.v1.schema import documented
from series.api.v1.shapes import SearchHits
from series.models.highlights import START, STOP, Passage, passages
from series.models.public import PublicArticle
from series.search.interpret import Interpretation, interpret

INTERPRET = choice(
    "interpret",
    ["true", "false"],
    "Whether names of countries in `q` are taken as neighbours; `false` looks for them as words.",
    default="true",
)


def _countries_in(words: str, is_whole_query: bool) -> tuple[str, ...]:
    """The countries that `words` of a query name without any correction."""
    if not is_whole_query:
        return gazetteer.resolve_within(words)
    return tuple(match.code for match in gazetteer.resolve(words).matches if match.score >= 1)


@documented(
    SearchHits,
    "Search",
    "Articles by words and neighbours. Names of countries in `q` are understood as neighbours, which `interpretation` "
    "tells; each hit says why it is one.",
)
class Search(ReadView):
    """Search. Three SELECTs: rows, count and the passages of the page shown; of an empty list there are none."""

    parameters = (
        text("q", 'Words, "a phrase", -without, OR, and names of countries.', required=True),
        INTERPRET,
        *filters.CHOOSING,
        filters.ORDER_BY,
        *pagination.PAGING,
    )

    def read(self, request: Request, values: Values, **kwargs: Any) -> HttpResponse:
        read = self._interpreted(values)
        chosen = filters.chosen({**values, "q": read.text})
        for named in read.countries:
            chosen = chosen.neighbours(named.codes, values["relation"])
        order = filters.order_of({**values, "q": read.text})
        ranked = chosen.ranked(read.text, RANKED_TO) if order.name == "relevance" else chosen
        columns = (*present.ROW_COLUMNS, *order.columns, "about", "mentions")
        page = page_of(ranked.only(*columns), order, values)
        if not page.rows:
            filters.refuse_unknown_series(values)
        counted = pagination.count(chosen)
        more: dict[str, Any] = {"interpretation": self._told(request, read)}
        if counted[0] == 0:
            more["suggestions"] = list(gazetteer.resolve(values["q"]).suggestions)
        if order.name == "relevance" and counted[0] > RANKED_TO:
            more["ranking"] = {"bounded_to": RANKED_TO}
        return list_answer(request, page, counted, _Hits(read, values), **more)

    def _interpreted(self, values: Values) -> Interpretation:
        if values["interpret"] == "false":
            return Interpretation(values["q"], ())
        return interpret(values["q"], _countries_in)

    def _told(self, request: Request, read: Interpretation) -> dict[str, Any]:
        """What the query was taken to mean, and where the same is asked without that."""
        literally = request.query_params.copy()
        literally.pop("cursor", None)
        return {
            "text": read.text,
            "neighbours": [
                {"code": code, "name": gazetteer.country(code).name("en"), "alias": named.alias}
                for named in read.countries
                for code in named.codes
            ],
            "literally": address(request.path, literally, interpret="false") if read.countries else None,
        }


class _Hits:
    """Makes the JSON array of a page of hits: article rows with `matched_on` and `passages`."""

    def __init__(self, read: Interpretation, values: Values) -> None:
        self.text = read.text
        self.aliases = {code: named.alias for named in read.countries for code in named.codes}
        for name in ("neighbour", "neighbour_all"):
            self.aliases |= {code: code for codes in values[name] for code in codes}

    def __call__(self, articles: Sequence[PublicArticle]) -> bytes:
        found = passages([article.pk for article in articles], self.text) if self.text and articles else {}
        return b"[" + b",".join(self._hit(article, found) for article in articles) + b"]"

    def _hit(self, article: PublicArticle, found: Mapping[UUID, list[Passage]]) -> bytes:
        why = {"matched_on": self._reasons(article), "passages": [_passage(it) for it in found.get(article.pk, [])]}
        return present.row(article)[:-1] + b"," + orjson.dumps(why)[1:]

    def _reasons(self, article: PublicArticle) -> list[dict[str, str]]:
        reasons = [{"kind": "text", "alias": self.text}] if self.text else []
        for code, alias in self.aliases.items():
            for relation, codes in (("about", article.about), ("mentions", article.mentions)):
                if code in codes:
                    reasons.append({"kind": "neighbour", "code": code, "alias": alias, "relation": relation})
        return reasons


def _passage(passage: Passage) -> dict[str, Any]:
    """A passage as safe HTML, with where it stands."""
    marked = escape(passage.text, quote=False).replace(START, "<mark>").replace(STOP, "</mark>")
    return {
        "block": passage.block,
        "anchor": passage.anchor,
        "headings": passage.headings,
        "html": marked,
    }
