"""The record: editions and events, to be read. The one act here brings an edition's text back into the draft."""

from typing import Any
from uuid import UUID

import orjson
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from series import body
from series.admin.base import ViewOnly, link, link_to, moment, page_of, short_hash
from series.admin.publish_pages import PUBLISH
from series.admin.reading import as_html
from series.errors import SeriesError
from series.models.desk import Article
from series.models.record import Edition, Event, Payload
from series.publishing import Actor, restore


@admin.register(Edition)
class EditionAdmin(ViewOnly):
    """What was published, when, by whom and why."""

    list_display = ("title", "number", "on_show", "by_name", "published", "reason")
    list_filter = ("live_from", "by_name")
    search_fields = ("title", "slug", "sha256", "by_name", "reason", "=article_id")
    ordering = ("-made_at", "-number")
    readonly_fields = ("article_shown", "hash_shown", "content_shown", "on_show", "published")
    change_form_outer_before_template = "series/admin/edition_acts.html"
    fieldsets = (
        (None, {"fields": ("title", "number", "article_shown", "slug", "on_show")}),
        ("Who, when, why", {"fields": ("by_name", "published", "reason", "hash_shown")}),
        ("As it was published", {"fields": ("content_shown",)}),
    )

    on_show = moment("live_from", "on show from (UTC)")
    published = moment("made_at", "published (UTC)")

    @admin.display(description="article")
    def article_shown(self, edition: Edition) -> SafeString | str:
        """Its draft, if it is still on the desk."""
        article = Article.objects.filter(pk=edition.article_id).first()
        return link_to(article) if article else f"{edition.article_id}, no longer on the desk"

    @admin.display(description="SHA-256 of the content")
    def hash_shown(self, edition: Edition) -> SafeString:
        """The whole hash."""
        return format_html("<code>{}</code>", edition.sha256)

    @admin.display(description="content")
    def content_shown(self, edition: Edition) -> SafeString | str:
        """Every field of the payload and the text as it reads."""
        payload = Payload.objects.filter(pk=edition.pk).first()
        if payload is None:
            return "The text of this edition was erased."
        return payload_as_html(payload)

    def get_urls(self) -> list[URLPattern]:
        """Django's, and the act of restoring."""
        view = self.admin_site.admin_view(self.restore)
        return [path("<uuid:pk>/restore/", view, name="series_edition_restore"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's, with the way to restore for those who may."""
        context = {**(extra_context or {}), "may_publish": request.user.has_perm(PUBLISH)}
        return super().change_view(request, object_id, form_url, context)

    def restore(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Ask, and on POST bring the edition's text and fields into the draft."""
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        edition = Edition.objects.select_related("payload").filter(pk=pk, payload__isnull=False).first()
        article = Article.objects.filter(pk=edition.article_id).first() if edition else None
        if edition is None or article is None:
            raise Http404(f"There is no edition {pk} with a draft that it could be restored into.")
        if request.method == "POST":
            return self._restored(request, edition, article)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Restore edition {edition.number}",
            "opts": self.opts,
            "edition": edition,
            "article": article,
        }
        return TemplateResponse(request, "series/admin/edition_restore.html", context)

    def _restored(self, request: HttpRequest, edition: Edition, article: Article) -> HttpResponse:
        try:
            article = restore(edition, by=Actor.of(request.user))
        except (SeriesError, IntegrityError) as error:
            messages.error(request, f"The edition cannot be restored: {error}")
            return HttpResponseRedirect(page_of(edition))
        said = f"The draft is edition {edition.number} again."
        self.log_change(request, article, said)
        messages.success(request, f"{said} Readers see no change until you publish it.")
        return HttpResponseRedirect(page_of(article))


def payload_as_html(payload: Payload) -> SafeString:
    """An edition's content as an editor reads it."""
    content = orjson.loads(payload.content)
    text = content.pop("body")
    epigraph = content.pop("epigraph")
    context = {
        "content": content,
        "contributors": ", ".join(person["name"] for person in content["contributors"]),
        "standfirst": content["standfirst"],
        "source": {key.replace("_", " "): value for key, value in content["source"].items() if value},
        "reading": as_html(body.upgrade(text), epigraph),
    }
    return SafeString(render_to_string("series/admin/payload.html", context))


@admin.register(Payload)
class PayloadAdmin(ViewOnly):
    """The contents of editions, as they lie in the record."""

    list_display = ("edition", "version", "hash_shown")
    list_select_related = ("edition",)
    search_fields = ("edition__title", "edition__sha256")
    fields = ("edition_shown", "version", "hash_shown", "content")
    readonly_fields = ("edition_shown", "hash_shown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Lists do without the content itself."""
        return super().get_queryset(request).select_related("edition").defer("content")

    @admin.display(description="edition")
    def edition_shown(self, payload: Payload) -> SafeString | str:
        """Its edition."""
        return link_to(payload.edition)

    @admin.display(description="SHA-256")
    def hash_shown(self, payload: Payload) -> SafeString | str:
        """The edition's hash, which is that of this content."""
        return short_hash(payload.edition.sha256)


@admin.register(Event)
class EventAdmin(ViewOnly):
    """What changed what readers see, newest first."""

    list_display = ("done", "kind", "scope", "what", "by_name", "effective", "reason")
    list_select_related = ("edition",)
    list_filter = ("kind", "scope", "at", "by_name")
    search_fields = ("edition__title", "by_name", "reason", "=article_id")
    ordering = ("-id",)
    fields = ("kind", "what", "scope", "done", "effective", "by_name", "reason")
    readonly_fields = ("what", "done", "effective")

    done = moment("at", "done (UTC)")
    effective = moment("effective_from", "for readers from (UTC)")

    @admin.display(description="what")
    def what(self, event: Event) -> SafeString | str:
        """The edition, or the article that was withdrawn."""
        if event.edition:
            return link_to(event.edition)
        return link(_article_page(event.article_id), "the article")


def _article_page(pk: UUID) -> str:
    return page_of(Article(pk=pk))
