"""Picture files: those that the public may see, and for signed-in editors those of drafts."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

from series.models.public import PublicImage

# A file's name holds the hash of its content, so what a name shows never changes.
FOR_EVER = "public, max-age=31536000, immutable"


def show_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file with this storage key, if a picture that may be shown has it; the same 404 for all others."""
    is_public = PublicImage.objects.filter(file=key).exists()
    if not is_public and not getattr(request.user, "is_staff", False):
        raise Http404
    response = serve(request, key, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = FOR_EVER if is_public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
