"""Telling OpenAPI what the views declare."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view

from series.api.params import documented as documented_parameters
from series.api.problems import MEDIA_TYPE
from series.api.v1.base import ReadView
from series.api.v1.shapes import Problem, Shape

View = TypeVar("View", bound=type[ReadView])


def documented(
    shape: type[Shape], summary: str, description: str, *, found_elsewhere: bool = False
) -> Callable[[View], View]:
    """Class decorator: the view's GET as OpenAPI tells it; `found_elsewhere` adds the answers of a moved address."""

    def decorate(view: View) -> View:
        responses: dict[Any, Any] = {200: shape, 304: OpenApiResponse(description="The answer is the one you have.")}
        for status in [400, 404, 406] + ([410] if found_elsewhere else []):
            responses[status, MEDIA_TYPE] = Problem
        if found_elsewhere:
            responses[301] = OpenApiResponse(description="It lives at another address now.")
        told = extend_schema(
            operation_id=view.__name__[0].lower() + view.__name__[1:],
            summary=summary,
            description=description,
            parameters=documented_parameters(view.parameters),
            responses=responses,
        )
        return extend_schema_view(get=told)(view)

    return decorate


def without_inner_links(result: dict[str, Any], **_generator: Any) -> dict[str, Any]:
    """Postprocessing hook: in public bodies a cross-link holds its id only; the rest stands in `links`."""
    attrs = result["components"]["schemas"].get("CrossLinkAttrs")
    if attrs:
        attrs["properties"] = {"id": attrs["properties"]["id"]}
        attrs["required"] = ["id"]
    return result
