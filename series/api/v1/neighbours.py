"""Neighbours: the countries that border a subject, and what a reader's words for a country mean."""

from typing import Any

from django.db.models import Count, Func, QuerySet
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from rest_framework.request import Request

from series import gazetteer
from series.api import params
from series.api.answers import answer_json
from series.api.params import BadValue, Parameter, Values
from series.api.v1 import present, shapes
from series.api.v1.base import ReadView
from series.api.v1.schema import documented
from series.models.catalogue import Border
from series.models.public import PublicArticle

DEFAULT_SUBJECT = "RU"
# A name in these languages stands in every row; an article's own page has all languages.
SHOWN_LANGUAGES = ("en", "ru")


def _read_subject(name: str) -> str:
    codes = params.country_codes(name)
    if len(codes) > 1:
        raise BadValue(f"{name!r} is the name of more than one country.", allowed=codes)
    return codes[0]


SUBJECT = Parameter(
    "subject", _read_subject, "The country whose neighbours these are: an ISO code or a name.", default=DEFAULT_SUBJECT
)


def borders_of(subject: str) -> "QuerySet[Border]":
    """The subject's borders with the countries beyond them, by name; one SELECT through the public role."""
    return (
        Border.objects.using("public").filter(subject=subject).select_related("neighbour").order_by("neighbour__name")
    )


def neighbour_row(border: Border) -> dict[str, Any]:
    """A neighbour as lists show it."""
    country = gazetteer.country(border.neighbour_id)
    return {
        "code": border.neighbour_id,
        "url": present.url("neighbours", border.neighbour_id),
        "name": border.neighbour.name,
        "names": {language: country.name(language) for language in SHOWN_LANGUAGES},
        "border": {
            "subject": border.subject_id,
            "kind": border.kind,
            "length_km": None if border.length_km is None else float(border.length_km),
            "source": border.source,
        },
    }


def _counted(column: str) -> dict[str, int]:
    """How many articles on show have each country in `column`."""
    named = PublicArticle.objects.at().annotate(code=Func(column, function="unnest", set_returning=True))
    return dict(named.order_by().values_list("code").annotate(Count("edition_id")))


@documented(
    shapes.NeighbourList, "Neighbours", "The countries that border the subject by land or sea, with counts of articles."
)
class NeighbourList(ReadView):
    """Neighbours. Three SELECTs: the borders, and both counts."""

    parameters = (SUBJECT,)

    def read(self, request: Request, values: Values, **kwargs: Any) -> HttpResponse:
        about, mentions = _counted("about"), _counted("mentions")
        results = [
            neighbour_row(border)
            | {"about": about.get(border.neighbour_id, 0), "mentions": mentions.get(border.neighbour_id, 0)}
            for border in borders_of(values["subject"])
        ]
        return answer_json(request, {"subject": values["subject"], "count": len(results), "results": results})


@documented(shapes.NeighbourPage, "One neighbour", "A country with all its names and its borders, by ISO code.")
class NeighbourDetail(ReadView):
    """One country. Three SELECTs: its borders and both counts."""

    def read(self, request: Request, values: Values, code: str = "", **kwargs: Any) -> HttpResponse:
        known = {country.code for country in gazetteer.countries()}
        if code not in known:
            if code.upper() in known:
                return HttpResponsePermanentRedirect(present.url("neighbours", code.upper()))
            raise Http404
        on_show = PublicArticle.objects.at()
        country = gazetteer.country(code)
        document = {
            "code": country.code,
            "alpha3": country.alpha3,
            "url": present.url("neighbours", code),
            "name": country.name("en"),
            "names": dict(country.names),
            "borders": [neighbour_row(border) for border in borders_of(code)],
            "about": on_show.neighbours([code], "about").count(),
            "mentions": on_show.neighbours([code], "mentions").count(),
        }
        return answer_json(request, document)


@documented(shapes.Resolution, "What a name means", "What a reader typed: countries (best first), places, suggestions.")
class NeighbourResolve(ReadView):
    """A name resolved. One SELECT: the subject's neighbours."""

    parameters = (
        params.text("q", "What the reader typed: a country in any language, a code, a capital.", required=True),
        SUBJECT,
    )

    def read(self, request: Request, values: Values, **kwargs: Any) -> HttpResponse:
        found = gazetteer.resolve(values["q"])
        neighbours = {border.neighbour_id for border in borders_of(values["subject"])}
        document = {
            "query": found.query,
            "results": [
                {
                    "code": match.code,
                    "name": gazetteer.country(match.code).name("en"),
                    "is_neighbour": match.code in neighbours,
                    "matched_on": matched_on(match),
                }
                for match in found.matches
            ],
            "places": [
                {"name": place.name, "what": place.what, "states": list(place.states), "disputed": place.disputed}
                for place in found.places
            ],
            "suggestions": list(found.suggestions),
        }
        return answer_json(request, document)


def matched_on(match: gazetteer.Match) -> dict[str, Any]:
    """By which name a country was found."""
    return {
        "alias": match.alias,
        "kind": match.kind,
        "languages": list(match.languages),
        "score": round(match.score, 3),
        "fuzzy": match.fuzzy,
    }
