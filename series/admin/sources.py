"""The files that articles came from: shown with what the importer made of them, and given back byte for byte."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from series.admin.base import ViewOnly, moment, page_of, short_hash
from series.admin.source_panel import source_panel
from series.models.desk import Source


@admin.register(Source)
class SourceAdmin(ViewOnly):
    """The imported documents."""

    list_display = ("name", "hash_shown", "articles_shown", "imported")
    imported = moment("imported_at", "imported (UTC)")
    search_fields = ("name", "sha256", "articles__title")
    search_help_text = "Name, SHA-256 or the article's title"
    list_filter = ("imported_at",)
    fields = ("articles_shown", "panel")
    readonly_fields = ("articles_shown", "panel")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the bytes; with the articles."""
        return super().get_queryset(request).defer("data").prefetch_related("articles")

    @admin.display(description="SHA-256")
    def hash_shown(self, source: Source) -> SafeString | str:
        """The beginning of the hash."""
        return short_hash(source.sha256)

    @admin.display(description="article")
    def articles_shown(self, source: Source) -> SafeString | str:
        """The articles that were made of it."""
        rows = ((page_of(article), article) for article in source.articles.all())
        return format_html_join(", ", '<a class="text-link" href="{}">{}</a>', rows) or "–"

    @admin.display(description="what the importer made of it")
    def panel(self, source: Source) -> SafeString:
        """Name, hash, guesses and set-aside lines."""
        return source_panel(source, is_open=True)

    def get_urls(self) -> list[URLPattern]:
        """Django's, and the address of the original."""
        view = self.admin_site.admin_view(self.original)
        return [path("<uuid:pk>/original/", view, name="series_source_original"), *super().get_urls()]

    def original(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The file's bytes, to be saved and never shown: they came from outside."""
        source = Source.objects.filter(pk=pk).first()
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        if source is None:
            raise Http404(f"There is no source {pk}.")
        response = HttpResponse(bytes(source.data), content_type="text/plain")
        name = source.name.rsplit("/", 1)[-1] or "source.txt"
        response["Content-Disposition"] = content_disposition_header(True, name)
        response["X-Content-Type-Options"] = "nosniff"
        return response
