"""The only place that joins admin, API and reader."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from series.reader.media import show_file

urlpatterns = [
    path("", RedirectView.as_view(url="/api/v1/docs/"), name="home"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("series.api.v1.urls")),
    path(f"{settings.MEDIA_URL.lstrip('/')}<path:key>", show_file, name="media"),
]

handler400 = "archive.errors.bad_request"
handler403 = "archive.errors.forbidden"
handler404 = "archive.errors.not_found"
handler500 = "archive.errors.server_error"
