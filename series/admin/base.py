"""What all screens of the admin share: unfold's look, refusals in words instead of errors, and lists that only show."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, models
from django.db.models import Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display as unfold_display

from series.errors import SeriesError

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline
    from django.contrib.admin.options import BaseModelAdmin

    AnyModelAdmin = BaseModelAdmin[Any]
    UnfoldModelAdmin = ModelAdmin[Any]
    UnfoldStackedInline = StackedInline[Any, Any]
    AnyModelForm = forms.ModelForm[Any]
    AnyInlineFormSet = BaseInlineFormSet[Any, Any, Any]
else:
    AnyModelForm, AnyInlineFormSet, AnyModelAdmin = forms.ModelForm, BaseInlineFormSet, object

    from unfold.admin import ModelAdmin as UnfoldModelAdmin
    from unfold.admin import StackedInline as UnfoldStackedInline  # noqa: F401 -- for article_parts

Rows: TypeAlias = "Sequence[Any] | QuerySet[Any]"
Column = TypeVar("Column", bound=Callable[..., Any])
SHOWN_OF_A_HASH = 12


class Lines(forms.CharField):
    """A text of several lines. Browsers end lines in CR LF; stored texts end them in LF, so that opening and saving an
    article without a change changes nothing."""

    def to_python(self, value: Any) -> Any:
        """The text with LF only."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class Chooser(AutocompleteSelect):
    """A field that searches while one types. Django's fails to be shown again with a value that is no key at all."""

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The choices for those values that can be keys."""
        return super().optgroups(name, [key for key in value if self._can_be_key(key)], attrs)

    def _can_be_key(self, value: str) -> bool:
        try:
            self.field.remote_field.model._meta.pk.to_python(value)
        except ValidationError:
            return False
        return True


class Choosing(AnyModelAdmin):
    """Screens and parts of screens with fields that search."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Unfold's, with our field where one searches."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Chooser(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Screen(Choosing, UnfoldModelAdmin):
    """Base of all screens."""

    list_per_page = 50
    warn_unsaved_form = True
    list_filter_submit = False
    delete_confirmation_template = "series/admin/delete_confirmation.html"
    delete_selected_confirmation_template = "series/admin/delete_selected_confirmation.html"
    formfield_overrides = {
        models.TextField: {"form_class": Lines},
        models.URLField: {"assume_scheme": "https"},
    }

    class Media:
        css = {"all": ["series/admin/admin.css"]}
        js = ["series/admin/admin.js"]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Django's, but what only the database noticed (two editors at once) comes back as an error of the form with
        all that was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, dict(extra_context or {}))
        except (DatabaseError, SeriesError) as error:
            if request.method != "POST" or hasattr(request, "refusal"):
                raise
            request.refusal = in_words(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, dict(extra_context or {}))

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[AnyModelForm]:
        """Django's; after the database refused what the form had accepted, one that says so."""
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return refusing(form, refusal) if refusal else form

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's; a refusal by the database is told on the object's page."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            messages.error(request, in_words(error))
            return HttpResponseRedirect(self.change_url(object_id))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Django's; when an action is refused by the database, the list says so."""
        try:
            return super().changelist_view(request, extra_context)
        except IntegrityError as error:
            messages.error(request, in_words(error))
            return HttpResponseRedirect(request.get_full_path())

    def get_deleted_objects(
        self, objs: Rows, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """Django's; what `kept_by` names stands in the way of a deletion like a protected row."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if kept := self.kept_by(objs):
            # Said instead of rights that nobody has: derived rows have no screen from which they are deleted.
            return list(deleted), counts, set(), list(kept)
        return list(deleted), counts, lacking, protected

    def kept_by(self, objs: Rows) -> list[SafeString]:
        """What uses these rows and so keeps them, in words; empty when nothing does."""
        return []

    def change_url(self, pk: object) -> str:
        """The address of a row's page."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])


class ViewOnly(Screen):
    """Rows that no one edits here: made from the gazetteer, by the importer or by publishing."""

    actions = None
    warn_unsaved_form = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


def refusing(form: type[AnyModelForm], refusal: str) -> type[AnyModelForm]:
    """The form, which is never valid and says `refusal` on top."""

    def clean(self: AnyModelForm) -> dict[str, Any] | None:
        cleaned = form.clean(self)
        if refusal not in self.non_field_errors():
            self.add_error(None, refusal)
        return cleaned

    return type(form.__name__, (form,), {"clean": clean})


def in_words(error: Exception) -> str:
    """What the database or our own code refused, fit for an editor's eyes."""
    if isinstance(error, SeriesError):
        return str(error)
    if isinstance(error, IntegrityError):
        return "Nothing was saved: this contradicts what is there already, or what uses it. Look again and save anew."
    return "Nothing was saved: the database cannot hold one of these values. It may be too long."


def labelled(colours: Mapping[str, str], description: str) -> Callable[[Column], Column]:
    """A column whose value stands on a coloured label: `{"draft": "info"}`."""

    def decorate(column: Column) -> Column:
        shown: Column = unfold_display(description=description, label=dict(colours))(column)
        return shown

    return decorate


def moment(field: str, description: str) -> Callable[[Any, Any], str]:
    """A screen's method, for a column that shows a moment in UTC, short and the same everywhere, and sorts by it."""

    @admin.display(description=description, ordering=field)
    def shown(_screen: Any, row: Any) -> str:
        when = getattr(row, field)
        return f"{when:%-d %b %Y, %H:%M}" if when else "–"

    return shown


def link(url: str, text: object) -> SafeString:
    """A link as unfold shows them."""
    return format_html('<a class="text-link" href="{}">{}</a>', url, text)


def page_of(row: Model) -> str:
    """The address of the admin's page of a row."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def link_to(row: Model | None) -> SafeString | str:
    """A link to the admin's page of a row; a dash for none."""
    return link(page_of(row), row) if row else "–"


def short_hash(value: str | None) -> SafeString | str:
    """The beginning of a hash, with the whole of it to point at."""
    return format_html('<code title="{}">{}…</code>', value, value[:SHOWN_OF_A_HASH]) if value else "–"
