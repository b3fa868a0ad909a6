"""Countries and their borders: reference rows, made from the gazetteer."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from series import gazetteer
from series.admin.base import ViewOnly
from series.models.catalogue import Border, Country


@admin.register(Country)
class CountryAdmin(ViewOnly):
    """Found by any name that the gazetteer knows, in every language."""

    list_display = ("name", "code", "alpha3")
    search_fields = ("name", "=code", "=alpha3")
    search_help_text = "Any name in any language, or a code"
    fields = ("name", "code", "alpha3")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Django's, and the countries that the whole term names."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, duplicates
        codes = [match.code for match in gazetteer.resolve(search_term).matches]
        return queryset.filter(Q(pk__in=codes) | Q(pk__in=found.values("pk"))), duplicates


@admin.register(Border)
class BorderAdmin(ViewOnly):
    """Who borders whom."""

    list_display = ("subject", "neighbour", "kind", "length_km")
    list_select_related = ("subject", "neighbour")
    list_filter = ("kind", ("subject", admin.RelatedOnlyFieldListFilter))
    search_fields = ("subject__name", "neighbour__name", "=subject__code", "=neighbour__code")
    fields = ("subject", "neighbour", "kind", "length_km", "source")
