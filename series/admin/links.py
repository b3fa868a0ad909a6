"""What follows from texts and files: cross-links, figures, bylines, countries, renditions; to look through only."""

from django.contrib import admin
from django.utils.safestring import SafeString

from series.admin.base import ViewOnly, link_to, moment
from series.admin.filters import UnresolvedFilter
from series.models.catalogue import LinkResolution, Rendition
from series.models.desk import ArticleCountry, Credit, CrossLink, FigureUse


@admin.register(CrossLink)
class CrossLinkAdmin(ViewOnly):
    """Every link between articles, with where it leads."""

    list_display = ("phrase", "article", "kind", "leads_to", "hint")
    list_select_related = ("article", "target_article", "target_series")
    list_filter = (UnresolvedFilter, "kind", ("article__series", admin.RelatedOnlyFieldListFilter))
    search_fields = ("phrase", "hint", "article__title", "target_article__title", "target_series__title")
    fields = ("phrase", "article_shown", "kind", "leads_to", "hint", "link_id", "block_id")
    readonly_fields = ("article_shown", "leads_to")

    @admin.display(description="leads to")
    def leads_to(self, row: CrossLink) -> SafeString | str:
        """The article or series, or that there is none yet."""
        return link_to(row.target) if row.target else "nowhere yet"

    @admin.display(description="stands in")
    def article_shown(self, row: CrossLink) -> SafeString | str:
        """The article whose text has it."""
        return link_to(row.article)


@admin.register(FigureUse)
class FigureUseAdmin(ViewOnly):
    """Every use of a picture, with the caption and credit that it has there."""

    list_display = ("image", "article", "caption", "credit", "alt")
    list_select_related = ("image", "article")
    list_filter = (("article__series", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("image__title", "article__title", "caption", "credit", "alt")
    fields = ("image", "article", "caption", "credit", "alt", "block_id")


@admin.register(Credit)
class CreditAdmin(ViewOnly):
    """Who wrote what; edited on the article's page."""

    list_display = ("contributor", "article", "order")
    list_select_related = ("contributor", "article")
    search_fields = ("contributor__name", "article__title")
    fields = ("contributor", "article", "order")


@admin.register(ArticleCountry)
class ArticleCountryAdmin(ViewOnly):
    """Which article is about or mentions which country; *about* is edited on the article's page."""

    list_display = ("country", "relation", "article")
    list_select_related = ("country", "article")
    list_filter = ("relation", ("country", admin.RelatedOnlyFieldListFilter))
    search_fields = ("country__name", "=country__code", "article__title")
    fields = ("country", "relation", "article")


@admin.register(Rendition)
class RenditionAdmin(ViewOnly):
    """The sizes and formats in which browsers get the pictures, made from their files."""

    list_display = ("image", "kind", "format", "width", "height", "size")
    list_select_related = ("image",)
    list_filter = ("kind", "format")
    search_fields = ("image__title", "sha256", "key")
    fields = ("image", "kind", "format", "width", "height", "size", "key", "sha256", "source", "recipe")


@admin.register(LinkResolution)
class LinkResolutionAdmin(ViewOnly):
    """Links of published editions that found their target later."""

    list_display = ("link_id", "kind", "target", "found")
    found = moment("resolved_at", "found (UTC)")
    list_filter = ("kind",)
    search_fields = ("link_id", "target")
    fields = ("link_id", "kind", "target", "resolved_at")
