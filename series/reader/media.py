"""Picture files: renditions for everybody, and for signed-in editors all that the library holds."""

from typing import Final, NamedTuple

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from series.models.catalogue import Image, Rendition
from series.models.public import PublicRendition

# A file's name holds the hash of its content, so what a name shows never changes.
FOR_EVER: Final = "public, max-age=31536000, immutable"


class _Shown(NamedTuple):
    content_type: str
    sha256: str
    is_public: bool


@require_safe
def show_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file with this storage key: a rendition that the public may see, or for editors any file of the library.
    The same 404 for all others; storage is asked for nothing that the library does not name."""
    # No database text holds NUL.
    shown = None if "\0" in key else _public(key) or _for_editors(request, key)
    if shown is None:
        raise Http404
    etag = f'"{shown.sha256}"'
    response = get_conditional_response(request, etag=etag) or _content(key, shown)
    response["ETag"] = etag
    response["Cache-Control"] = FOR_EVER if shown.is_public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _public(key: str) -> _Shown | None:
    row = PublicRendition.objects.filter(key=key).values_list("format", "sha256").first()
    return _Shown(f"image/{row[0]}", row[1], is_public=True) if row else None


def _for_editors(request: HttpRequest, key: str) -> _Shown | None:
    if not getattr(request.user, "is_staff", False):
        return None
    made = Rendition.objects.filter(key=key).values_list("format", "sha256").first()
    if made:
        return _Shown(f"image/{made[0]}", made[1], is_public=False)
    brought = Image.objects.filter(file=key).exclude(file="").values_list("content_type", "sha256").first()
    return _Shown(brought[0], brought[1] or "", is_public=False) if brought else None


def _content(key: str, shown: _Shown) -> HttpResponseBase:
    try:
        return FileResponse(default_storage.open(key), content_type=shown.content_type)
    except FileNotFoundError as error:
        raise Http404 from error
