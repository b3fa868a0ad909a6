"""Content-Security-Policy: what a page may load and run. Everything comes from the archive itself."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Policy = dict[str, str]

STRICT: Final[Policy] = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self' data:",
    "script-src": "'self'",
    "style-src": "'self'",
}
# The admin's widgets are written with Alpine, which evaluates attributes and sets styles; no script stands in a page.
ADMIN: Final[Policy] = STRICT | {
    "base-uri": "'self'",
    "img-src": "'self' data: blob:",
    "script-src": "'self' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
}
# The interactive documentation sets styles on its own elements.
DOCUMENTATION: Final[Policy] = STRICT | {"style-src": "'self' 'unsafe-inline'"}


def _header(policy: Policy) -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


_BY_PREFIX: Final = (("/admin/", _header(ADMIN)), ("/api/v1/docs/", _header(DOCUMENTATION)))
_OTHERWISE: Final = _header(STRICT)


class ContentSecurityPolicy:
    """Middleware that gives every answer the policy of its place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        policy = next((policy for prefix, policy in _BY_PREFIX if request.path.startswith(prefix)), _OTHERWISE)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
