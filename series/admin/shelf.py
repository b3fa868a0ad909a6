"""The shelf: what readers are served, made from the record and changed by publishing alone."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from series.admin.base import ViewOnly, link, moment, page_of
from series.models.desk import Article
from series.models.record import Edition
from series.models.shelf import ShelfArticle, ShelfLink, Tombstone


@admin.register(ShelfArticle)
class ShelfArticleAdmin(ViewOnly):
    """One row for each edition that is, was or will be on show."""

    list_display = ("title", "number", "during_shown", "slug", "about_shown", "language")
    search_fields = ("title", "slug")
    list_filter = ("language",)
    ordering = ("-first_live_from", "-number")
    fields = (
        "title", "number", "edition_shown", "article_shown", "during_shown", "first_live_from", "slug", "language",
        "position", "published_on", "about", "mentions", "word_count", "card_shown", "document_shown",
    )  # fmt: skip
    readonly_fields = ("edition_shown", "article_shown", "during_shown", "card_shown", "document_shown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Lists do without documents and search vectors."""
        return super().get_queryset(request).defer("search", "document", "card", "passages", "lead_figure")

    @admin.display(description="on show", ordering="during")
    def during_shown(self, row: ShelfArticle) -> str:
        """From when to when readers see it, in UTC."""
        end = f"{row.during.upper:%Y-%m-%d %H:%M}" if row.during.upper else "now on"
        return f"{row.during.lower:%Y-%m-%d %H:%M} – {end}"

    @admin.display(description="about")
    def about_shown(self, row: ShelfArticle) -> str:
        """The countries' codes."""
        return ", ".join(row.about) or "–"

    @admin.display(description="edition")
    def edition_shown(self, row: ShelfArticle) -> SafeString:
        """The edition in the record."""
        return link(page_of(Edition(pk=row.edition_id)), f"edition {row.number}")

    @admin.display(description="article")
    def article_shown(self, row: ShelfArticle) -> SafeString:
        """The draft on the desk."""
        return link(page_of(Article(pk=row.article_id)), row.title)

    @admin.display(description="card")
    def card_shown(self, row: ShelfArticle) -> SafeString:
        """What a list in the API shows of it."""
        return _as_code(row.card)

    @admin.display(description="document")
    def document_shown(self, row: ShelfArticle) -> SafeString:
        """What its own page in the API shows."""
        return _as_code(row.document)


def _as_code(text: str) -> SafeString:
    return format_html('<pre class="code">{}</pre>', json.dumps(json.loads(text), ensure_ascii=False, indent=2))


@admin.register(ShelfLink)
class ShelfLinkAdmin(ViewOnly):
    """The cross-links of editions on the shelf."""

    list_display = ("phrase", "shelf_article", "kind", "target", "slug_then")
    list_filter = ("kind",)
    search_fields = ("phrase", "shelf_article__title", "slug_then")
    fields = ("phrase", "shelf_article", "kind", "link_id", "target", "slug_then")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the editions' titles, without their documents."""
        rows = super().get_queryset(request).select_related("shelf_article")
        own = ("link_id", "kind", "target", "slug_then", "phrase", "position")
        return rows.only(*own, "shelf_article__title", "shelf_article__number")


@admin.register(Tombstone)
class TombstoneAdmin(ViewOnly):
    """What stands where withdrawn articles were."""

    list_display = ("article_shown", "withdrawn", "scope", "reason")
    withdrawn = moment("withdrawn_at", "withdrawn (UTC)")
    list_filter = ("scope", "withdrawn_at")
    search_fields = ("reason", "=article_id")
    ordering = ("-withdrawn_at",)
    fields = ("article_shown", "withdrawn_at", "scope", "reason", "slugs")
    readonly_fields = ("article_shown",)

    @admin.display(description="was at")
    def article_shown(self, stone: Tombstone) -> str:
        """The addresses that are gone."""
        return ", ".join(stone.slugs)
