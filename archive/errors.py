"""Errors outside any view: problem details under /api/, Django's plain pages elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views import defaults

from series.api.problems import is_for_api, problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return problem("bad-request", request.path) if is_for_api(request) else defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return problem("forbidden", request.path) if is_for_api(request) else defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return problem("not-found", request.path) if is_for_api(request) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return problem("internal-error", request.path) if is_for_api(request) else defaults.server_error(request)
