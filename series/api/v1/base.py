"""What every address of version 1 is: read-only, exact about its parameters, an answer from bytes."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from series.api import pagination, params
from series.api.answers import answer
from series.api.pagination import Order, Page
from series.api.params import BadValue, Parameter, Values
from series.api.problems import InvalidParameters, ParameterError


class ReadView(APIView):
    """An address that is only read: it refuses what it does not declare, then answers."""

    parameters: ClassVar[Sequence[Parameter]] = ()

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        if any("\x00" in str(part) for part in kwargs.values()):
            # PostgreSQL's text has no NUL, so nothing can live there.
            raise Http404
        return self.read(request, params.read(request.query_params, self.parameters), **kwargs)

    @abstractmethod
    def read(self, request: Request, values: Values, **kwargs: Any) -> HttpResponse:
        """The answer, from the values of the parameters and the parts of the path."""

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """What may be done here; the schema says the rest."""
        return Response(status=204, headers={"Allow": ", ".join(self.allowed_methods)})


def page_of(rows: Any, order: Order, values: Values) -> Page[Any]:
    """The page of `rows` that the parameters ask for. Raises InvalidParameters for a cursor of another order."""
    try:
        return pagination.paginate(rows, order, values["page_size"], values["cursor"])
    except BadValue as error:
        raise InvalidParameters([ParameterError("cursor", str(error))]) from error


def list_answer(
    request: Request,
    page: Page[Any],
    counted: tuple[int, bool],
    results: Callable[[Sequence[Any]], bytes],
    **more: Any,
) -> HttpResponse:
    """A list in the contract's envelope; `results` makes the JSON array, `more` are members before it."""
    around, links = pagination.envelope(request.path, request.query_params, page, counted)
    head = orjson.dumps({**around, **more})
    return answer(request, head[:-1] + b',"results":' + results(page.rows) + b"}", links=links)
