"""The entrance of the API, and the pages that explain its problems."""

from typing import Any

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from series.api.answers import answer_json
from series.api.params import Values
from series.api.problems import KINDS, type_url
from series.api.v1 import present
from series.api.v1.base import ReadView
from series.api.v1.schema import documented
from series.api.v1.shapes import ProblemKind, ProblemKinds, Root

RESOURCES = ("series", "articles", "neighbours", "neighbours/resolve", "images", "search", "schema", "docs", "problems")


@documented(Root, "The entrance", "The resources of this version.")
class Entrance(ReadView):
    """What there is."""

    def read(self, request: Request, values: Values, **kwargs: Any) -> HttpResponse:
        resources = {name.replace("/", "_"): f"{present.ROOT}/{name}/" for name in RESOURCES}
        return answer_json(request, {"version": "1", "resources": resources})


@documented(ProblemKinds, "Kinds of problems", "Every `type` that a problem can have.")
class ProblemList(ReadView):
    """The kinds of problems."""

    def read(self, request: Request, values: Values, **kwargs: Any) -> HttpResponse:
        return answer_json(request, {"results": [_kind(name) for name in KINDS]})


@documented(ProblemKind, "One kind of problem", "What a problem's `type` means.")
class ProblemDetail(ReadView):
    """One kind of problem."""

    def read(self, request: Request, values: Values, name: str = "", **kwargs: Any) -> HttpResponse:
        if name not in KINDS:
            raise Http404
        return answer_json(request, _kind(name))


def _kind(name: str) -> dict[str, object]:
    kind = KINDS[name]
    return {"type": type_url(name), "title": kind.title, "status": kind.status, "meaning": kind.meaning}
