"""Series and contributors."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from series.admin.base import AnyModelForm, Rows, Screen, link, moment, page_of
from series.models.catalogue import Contributor, Series, title_key
from series.models.desk import Article
from series.models.shelf import ShelfArticle


def kept_by_shelf(condition: Q) -> list[SafeString]:
    """The editions on the shelf that meet `condition`, in words."""
    rows = ShelfArticle.objects.filter(condition).only("title", "number").order_by("title", "-number")
    return [
        format_html("Edition {} of “{}”, which the public archive holds, uses it.", row.number, row.title)
        for row in rows
    ]


def kept_by_drafts(articles: QuerySet[Article]) -> list[SafeString]:
    """These articles, in words."""
    return [link(page_of(article), f"The article “{article}” uses it.") for article in articles.distinct()]


class SeriesForm(AnyModelForm):
    """A series; two titles that differ in case and blanks only are one."""

    class Meta:
        model = Series
        fields = ("title", "slug", "subject", "description")

    def clean_title(self) -> str:
        """A title that no other series has."""
        title = str(self.cleaned_data["title"])
        held = Series.objects.exclude(pk=self.instance.pk).filter(title_key=title_key(title)).first()
        if held:
            raise ValidationError(format_html("The series {} has this title.", link(page_of(held), f"“{held}”")))
        return title


@admin.register(Series)
class SeriesAdmin(Screen):
    """The series, each with its instalments in order."""

    form = SeriesForm
    list_display = ("title", "subject", "number_of_articles", "slug", "changed")
    changed = moment("updated_at", "changed (UTC)")
    list_select_related = ("subject",)
    list_filter = (("subject", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("title", "slug", "description")
    autocomplete_fields = ("subject",)
    ordering = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    fields = ("title", "slug", "subject", "description", "instalments")
    readonly_fields = ("instalments",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of articles."""
        counted: QuerySet[Any] = super().get_queryset(request).annotate(article_count=Count("articles"))
        return counted

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """A new series gets its slug from the title; that of an old one is an address by now."""
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))

    @admin.display(description="articles", ordering="article_count")
    def number_of_articles(self, series: Any) -> int:
        """How many articles it has on the desk."""
        return int(series.article_count)

    @admin.display(description="instalments")
    def instalments(self, series: Series) -> SafeString | str:
        """Its articles in reading order."""
        rows = ((page_of(a), a, a.position or "–") for a in series.articles.order_by("position", "title"))
        lines = format_html_join("", '<li>{2} · <a class="text-link" href="{0}">{1}</a></li>', rows)
        return format_html('<ul class="plain">{}</ul>', lines) if lines else "none yet"

    def kept_by(self, objs: Rows) -> list[SafeString]:
        """Drafts and editions in these series."""
        ids = [series.pk for series in objs]
        return kept_by_drafts(Article.objects.filter(series__in=ids)) + kept_by_shelf(Q(series_id__in=ids))


@admin.register(Contributor)
class ContributorAdmin(Screen):
    """The authors."""

    list_display = ("name", "affiliation", "number_of_articles", "slug")
    search_fields = ("name", "affiliation", "slug")
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "affiliation", "wrote")
    readonly_fields = ("wrote",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of articles."""
        counted: QuerySet[Any] = super().get_queryset(request).annotate(article_count=Count("credits"))
        return counted

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """A new author gets a slug from the name; that of an old one is an address by now."""
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))

    @admin.display(description="articles", ordering="article_count")
    def number_of_articles(self, contributor: Any) -> int:
        """How many articles on the desk name this author."""
        return int(contributor.article_count)

    @admin.display(description="wrote")
    def wrote(self, contributor: Contributor) -> SafeString | str:
        """The author's articles."""
        rows = ((page_of(article), article) for article in contributor.articles.all())
        return format_html_join(", ", '<a class="text-link" href="{}">{}</a>', rows) or "nothing yet"

    def kept_by(self, objs: Rows) -> list[SafeString]:
        """Drafts and editions by these authors."""
        ids = [person.pk for person in objs]
        drafts = kept_by_drafts(Article.objects.filter(credits__contributor__in=ids))
        return drafts + kept_by_shelf(Q(contributor_ids__overlap=ids))
