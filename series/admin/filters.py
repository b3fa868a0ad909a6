"""Filters of the lists."""

from abc import abstractmethod
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from series.admin.state import State, in_state
from series.models.catalogue import Country
from series.models.desk import ArticleCountry, CrossLink, FigureUse
from series.models.shelf import ShelfArticle


class StateFilter(SimpleListFilter):
    """Where articles stand with their readers; the list's rows must come from `with_state`."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every state."""
        return [(state.value, state.value.capitalize()) for state in State]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The articles in the chosen state."""
        value = self.value()
        return in_state(queryset, State(value)) if value in set(State) else queryset


class AboutFilter(SimpleListFilter):
    """The country that articles are about."""

    title = "country it is about"
    parameter_name = "about"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The countries that some article is about."""
        about = ArticleCountry.objects.filter(relation=ArticleCountry.Relation.ABOUT)
        return list(Country.objects.filter(pk__in=about.values("country")).values_list("code", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The articles about the chosen country."""
        if not self.value():
            return queryset
        about = ArticleCountry.objects.filter(article=OuterRef("pk"), country=self.value())
        return queryset.filter(Exists(about.filter(relation=ArticleCountry.Relation.ABOUT)))


class YesNoFilter(SimpleListFilter):
    """Rows that meet a condition, or those that do not."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Yes and no."""
        return [("yes", "Yes"), ("no", "No")]

    @abstractmethod
    def condition(self) -> Any:
        """What the rows of *yes* meet."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that were chosen."""
        match self.value():
            case "yes":
                return queryset.filter(self.condition())
            case "no":
                return queryset.exclude(self.condition())
        return queryset


class MissingFilter(SimpleListFilter):
    """What a picture lacks."""

    title = "what is missing"
    parameter_name = "missing"
    _NAMES = {"file": "file", "alt": "alternative text", "credit": "credit", "licence": "licence"}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """What a picture of the library should have."""
        return [(name, words.capitalize()) for name, words in self._NAMES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The pictures without it."""
        value = self.value()
        return queryset.filter(**{value: ""}) if value in self._NAMES else queryset


class UnusedFilter(YesNoFilter):
    """Pictures that no draft and no edition on the shelf uses."""

    title = "unused"
    parameter_name = "unused"

    def condition(self) -> Any:
        """No use."""
        drafts = FigureUse.objects.filter(image=OuterRef("pk"))
        shelf = ShelfArticle.objects.filter(image_ids__contains=[OuterRef("pk")])
        return ~Exists(drafts) & ~Exists(shelf)


class UnresolvedFilter(YesNoFilter):
    """Cross-links whose target is not known."""

    title = "leads nowhere yet"
    parameter_name = "unresolved"

    def condition(self) -> Any:
        """No target."""
        return Q(target_article=None, target_series=None)


class LeadsNowhereFilter(YesNoFilter):
    """Articles with a cross-link whose target is not known."""

    title = "has an unresolved link"
    parameter_name = "unresolved"

    def condition(self) -> Any:
        """A link without a target."""
        return Exists(CrossLink.objects.filter(article=OuterRef("pk"), target_article=None, target_series=None))
