"""An answer from bytes: compressed where asked for, with a strong ETag for each encoding, 304 where it is known."""

import gzip
import hashlib
from collections.abc import Iterable

import orjson
from django.http import HttpResponse, HttpResponseNotModified
from rest_framework.request import Request

JSON = "application/json"
# Below this a compressed answer is hardly smaller, or larger.
WORTH_COMPRESSING = 600


def answer(request: Request, content: bytes, *, links: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """The response to a GET or HEAD whose JSON is `content`; `links` are (relation, address) pairs for `Link`."""
    encoding = "gzip" if len(content) > WORTH_COMPRESSING and _accepts_gzip(request) else ""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}{"-" + encoding if encoding else ""}"'
    if _knows(request, etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        # A fixed time in the header: the same content must be the same bytes.
        response = HttpResponse(gzip.compress(content, 5, mtime=0) if encoding else content, content_type=JSON)
        if encoding:
            response["Content-Encoding"] = encoding
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Vary"] = "Accept, Accept-Encoding"
    if links:
        response["Link"] = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links)
    return response


def answer_json(request: Request, document: object) -> HttpResponse:
    """The response whose JSON is `document`."""
    return answer(request, orjson.dumps(document))


def _accepts_gzip(request: Request) -> bool:
    """Whether `Accept-Encoding` names gzip (or anything) with a weight above 0 (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for item in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, parameters = item.strip().partition(";")
        weights[name.strip()] = _weight(parameters)
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _knows(request: Request, etag: str) -> bool:
    """Whether `If-None-Match` holds the tag; weak comparison, as RFC 9110, 13.1.2 asks for GET."""
    known = request.headers.get("If-None-Match", "")
    return known.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in known.split(",")}
