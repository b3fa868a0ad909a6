"""Errors as RFC 9457 problem details: every status from 400 on has this shape, whatever raised it."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final, NamedTuple

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework.exceptions import APIException, NotFound
from rest_framework.exceptions import PermissionDenied as DRFPermissionDenied

logger = logging.getLogger(__name__)
MEDIA_TYPE: Final = "application/problem+json"


class Kind(NamedTuple):
    """A type of problem: its status and what a reader of its page should know."""

    status: HTTPStatus
    title: str
    meaning: str


KINDS: Final[Mapping[str, Kind]] = {
    "invalid-parameters": Kind(
        HTTPStatus.BAD_REQUEST,
        "A parameter is not right",
        "The query string has a parameter that this address does not know, or a value that it does not allow. `errors` "
        "names each, with what is allowed or near.",
    ),
    "bad-request": Kind(
        HTTPStatus.BAD_REQUEST, "The request cannot be read", "The request is malformed, so that nothing could be done."
    ),
    "forbidden": Kind(HTTPStatus.FORBIDDEN, "Not allowed", "The request was understood and is not allowed."),
    "not-found": Kind(
        HTTPStatus.NOT_FOUND,
        "Nothing lives here",
        "No public resource has this address. Whether one will have it later, nobody is told.",
    ),
    "method-not-allowed": Kind(
        HTTPStatus.METHOD_NOT_ALLOWED, "The method is not allowed", "The API is read with GET, HEAD and OPTIONS."
    ),
    "not-acceptable": Kind(
        HTTPStatus.NOT_ACCEPTABLE,
        "No such representation",
        "The `Accept` header allows no media type that this address has.",
    ),
    "withdrawn": Kind(
        HTTPStatus.GONE,
        "The article was withdrawn",
        "What was here has been taken off the shelf. `withdrawn` says when, in which scope and why.",
    ),
    "unsupported-media-type": Kind(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "The media type is not supported",
        "The request's body is of an unknown type.",
    ),
    "too-many-requests": Kind(
        HTTPStatus.TOO_MANY_REQUESTS, "Too many requests", "Wait as long as `Retry-After` says, then ask again."
    ),
    "internal-error": Kind(
        HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong", "The fault is the service's and has been logged."
    ),
    "unavailable": Kind(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The archive cannot answer now",
        "The database is out of reach or the question took too long. Ask again later, or a narrower question.",
    ),
}
_BY_STATUS: Final = {kind.status: name for name, kind in KINDS.items() if name != "invalid-parameters"}


class ParameterError(NamedTuple):
    """What is wrong with one query parameter, and what would be right."""

    parameter: str
    detail: str
    allowed: Sequence[str] | None = None
    suggestions: Sequence[str] | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in self._asdict().items() if value is not None}


class InvalidParameters(APIException):
    """The query string has faults; `errors` names all of them."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, errors: Sequence[ParameterError]) -> None:
        self.errors = list(errors)
        super().__init__("; ".join(f"{error.parameter}: {error.detail}" for error in errors))


class Withdrawn(APIException):
    """The article at this address was withdrawn."""

    status_code = HTTPStatus.GONE

    def __init__(self, *, at: str, scope: str, reason: str) -> None:
        self.withdrawn = {"at": at, "scope": scope, "reason": reason}
        super().__init__(f"Withdrawn on {at[:10]}: {reason}")


def type_url(name: str) -> str:
    """The address at which a type of problem is explained."""
    return f"{settings.PUBLIC_URL}/api/v1/problems/{name}/"


def problem(name: str, instance: str, detail: str = "", **more: Any) -> HttpResponse:
    """The answer for a problem of the type `name` at the path `instance`."""
    kind = KINDS[name]
    document = {
        "type": type_url(name),
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.meaning,
        "instance": instance,
        **more,
    }
    response = HttpResponse(orjson.dumps(document), content_type=MEDIA_TYPE, status=kind.status)
    response["Cache-Control"] = "no-store"
    return response


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """DRF's exception handler: each exception as a problem, unexpected ones logged and told nothing of."""
    return respond(error, context["request"].path)


def respond(error: Exception, instance: str) -> HttpResponse:
    """The problem that `error` is."""
    match error:
        case InvalidParameters():
            return problem("invalid-parameters", instance, errors=[fault.as_json() for fault in error.errors])
        case Withdrawn():
            return problem("withdrawn", instance, str(error.detail), withdrawn=error.withdrawn)
        case Http404() | NotFound():
            return problem("not-found", instance)
        case PermissionDenied() | DRFPermissionDenied():
            return problem("forbidden", instance)
        case SuspiciousOperation():
            return problem("bad-request", instance, str(error))
        case APIException():
            return _from_framework(error, instance)
        case OperationalError() | InterfaceError():
            logger.error("The database did not answer at %s: %s", instance, error)
            response = problem("unavailable", instance)
            response["Retry-After"] = "5"
            return response
    logger.error("Unexpected error at %s", instance, exc_info=error)
    return problem("internal-error", instance)


def _from_framework(error: APIException, instance: str) -> HttpResponse:
    name = _BY_STATUS.get(HTTPStatus(error.status_code), "internal-error")
    response = problem(name, instance, str(error.detail))
    if getattr(error, "wait", None):
        response["Retry-After"] = str(int(error.wait) + 1)  # type: ignore[attr-defined]
    return response


def is_for_api(request: HttpRequest) -> bool:
    """Whether the answer to `request` should be a problem document and not a page."""
    return request.path.startswith("/api/")
