"""What belongs to an article and is edited on its page: who wrote it, and which countries it is about."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from series.admin.base import AnyInlineFormSet, Choosing, UnfoldStackedInline
from series.models.desk import Article, ArticleCountry, Credit


class OnceEach(AnyInlineFormSet):
    """Rows of which none may name the same thing as another; the database would only refuse the whole page."""

    once = ""

    def clean(self) -> None:
        """Refuse the second row that names the same."""
        super().clean()
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            named = data.get(self.once)
            if named is None or data.get("DELETE"):
                continue
            if named in seen:
                form.add_error(self.once, ValidationError(f"{named} is named twice."))
            seen.add(named)


class CreditsOnce(OnceEach):
    """A contributor stands once in a byline."""

    once = "contributor"


class CountriesOnce(OnceEach):
    """An article is about a country once."""

    once = "country"


class CreditInline(Choosing, UnfoldStackedInline):
    """The byline."""

    model = Credit
    formset = CreditsOnce
    fields = (("contributor", "order"),)
    autocomplete_fields = ("contributor",)
    verbose_name_plural = "by"
    verbose_name = "contributor"
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the names, in one query."""
        return super().get_queryset(request).select_related("contributor")

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """An empty row for a new article, whose page then works without JavaScript too."""
        return 0 if obj else 1


class AboutInline(Choosing, UnfoldStackedInline):
    """The countries that editors say it is about; those that it only mentions are found in its text."""

    model = ArticleCountry
    formset = CountriesOnce
    fields = ("country",)
    autocomplete_fields = ("country",)
    verbose_name_plural = "about"
    verbose_name = "country"
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the mentions."""
        rows = super().get_queryset(request).select_related("country")
        return rows.filter(relation=ArticleCountry.Relation.ABOUT)

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """An empty row for a new article, whose page then works without JavaScript too."""
        return 0 if obj else 1
