"""The articles: the list, and the page on which a draft is written, completed and handed on to be published."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.safestring import SafeString

from series import body
from series.admin import conflict
from series.admin.article_form import ArticleForm
from series.admin.article_parts import AboutInline, CreditInline
from series.admin.base import Rows, Screen, labelled, link, moment
from series.admin.body_field import is_blank
from series.admin.filters import AboutFilter, LeadsNowhereFilter, StateFilter
from series.admin.history import HistoryPage
from series.admin.lookups import lookup_urls
from series.admin.publish_pages import PUBLISH, publishing_urls
from series.admin.reading import as_html
from series.admin.source_panel import source_panel
from series.admin.state import COLOURS, standing, state_of, with_state
from series.errors import BodyError
from series.models.desk import Article, ArticleCountry, Credit
from series.models.shelf import ShelfArticle

_DATE_FORMATS = {"year": "%Y", "month": "%B %Y", "day": "%-d %B %Y"}
# Rows that go with an article and have no page from which they could be deleted by themselves.
_PARTS = {"credit", "country of an article", "figure use", "cross link"}


@admin.register(Article)
class ArticleAdmin(Screen):
    """Drafts, with where each stands."""

    form = ArticleForm
    inlines = (CreditInline, AboutInline)
    autocomplete_fields = ("series",)
    list_display = ("title_shown", "series", "position", "about_shown", "by", "state", "date_shown", "changed")
    list_filter = (StateFilter, "series", AboutFilter, LeadsNowhereFilter, "language")
    search_fields = ("title", "standfirst", "slug", "credits__contributor__name", "source__name")
    search_help_text = "Title, standfirst, slug, author or the file it came from"
    ordering = ("series__title", "position", "title")
    readonly_fields = ("reading", "mentions_shown", "source_shown")
    change_form_template = "series/admin/article_change_form.html"
    change_form_outer_before_template = "series/admin/article_state.html"
    changed = moment("updated_at", "changed (UTC)")

    class Media:
        css = {"all": ["series/admin/differences.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With all that a row of the list shows; without the bytes of sources."""
        return (
            with_state(super().get_queryset(request))
            .select_related("series", "source")
            .defer("source__data")
            .prefetch_related(
                Prefetch("credits", Credit.objects.select_related("contributor")),
                Prefetch("countries", ArticleCountry.objects.select_related("country")),
            )
        )

    @admin.display(description="title", ordering="title")
    def title_shown(self, article: Article) -> str:
        """The title, or that there is none."""
        return str(article)

    @admin.display(description="about")
    def about_shown(self, article: Article) -> str:
        """The countries' codes."""
        return ", ".join(article.about) or "–"

    @admin.display(description="by")
    def by(self, article: Article) -> str:
        """The byline."""
        return ", ".join(credit.contributor.name for credit in article.credits.all()) or "–"

    @labelled({state.value: colour for state, colour in COLOURS.items()}, "state")
    def state(self, article: Any) -> str:
        """Where it stands with its readers."""
        return state_of(article).value

    @admin.display(description="date on the page", ordering="published_on")
    def date_shown(self, article: Article) -> str:
        """As much of the date as the page states."""
        on = article.published_on
        return on.strftime(_DATE_FORMATS[article.published_on_precision]) if on else "–"

    @admin.display(description="as it reads")
    def reading(self, article: Article) -> SafeString:
        """The text as readers would read it."""
        # Kept on the row, because the page's template asks for it several times over.
        kept: dict[str, SafeString] = vars(article)
        if "_reading" not in kept:
            kept["_reading"] = as_html(article.body, article.epigraph)
        return kept["_reading"]

    @admin.display(description="mentions")
    def mentions_shown(self, article: Article) -> str:
        """The countries that the saved text names; not an editor's to change."""
        rows = [row for row in article.countries.all() if row.relation == ArticleCountry.Relation.MENTIONS]
        return ", ".join(sorted(row.country.name for row in rows)) or "none"

    @admin.display(description="source")
    def source_shown(self, article: Article) -> SafeString | str:
        """The file it was imported from, and what the importer made of it."""
        return source_panel(article.source) if article.source else "Written here: there is no file."

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """In the order in which an editor works; plain text is offered while there is no text yet."""
        blank = obj is None or is_blank(obj.body)
        # What somebody typed into a page that was opened while there was no text must not vanish.
        typed = bool(request.POST.get("plain_text", "").strip())
        text = [*(["plain_text"] if blank or typed else []), "body"]
        rights = ("publisher", "canonical_url", "licence", "attribution", "republication_notice")
        return [
            (None, {"fields": ["title", "series", "standfirst"]}),
            ("Epigraph", {"fields": ["epigraph_text", "epigraph_attribution"]}),
            ("Text", {"fields": text}),
            *([] if blank else [("As it reads", {"fields": ["reading"], "classes": ["collapse"]})]),
            ("Place in the series", {"fields": ["instalment_number", "position", "slug"]}),
            ("Date and language", {"fields": ["published_on", "published_on_precision", "language"]}),
            ("First publication and rights", {"fields": rights}),
            *([("Found and kept", {"fields": ["mentions_shown", "source_shown"]})] if obj else []),
        ]

    def get_urls(self) -> list[URLPattern]:
        """Django's, the pages from which an article is published and withdrawn, and what its editor asks."""
        return lookup_urls(self.admin_site) + publishing_urls(self) + super().get_urls()

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Article | None = None,
    ) -> HttpResponse:
        """Django's, with how the saved article stands above its form."""
        if obj is not None:
            saved = self.get_queryset(request).get(pk=obj.pk) if request.method == "POST" else obj
            context |= {
                "standing": standing(saved),
                "may_publish": request.user.has_perm(PUBLISH),
                "words": _words(saved),
            }
        form = context["adminform"].form
        if getattr(form, "conflict", None) and obj is not None:
            context["late"] = conflict.shown(form, [part.formset for part in context["inline_admin_formsets"]], saved)
            # "Please correct the error below" would be wrong where the other save is all that stands in the way.
            context["errors"] = context["errors"] if len(context["errors"]) > 1 else None
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if "late" in context:
            response.status_code = HTTPStatus.CONFLICT
        return response

    def get_formset_kwargs(self, request: HttpRequest, obj: Article, inline: Any, prefix: str) -> dict[str, Any]:
        """Django's; a page that was opened before somebody else's save gets its rows of byline and countries kept."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and not obj._state.adding and conflict.is_late(request.POST, obj):
            stored = kwargs["queryset"].filter(article=obj.pk)
            kwargs["data"] = conflict.rebased(kwargs["data"], prefix, inline.formset.once, stored)
        return kwargs

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Django's; who saved over what somebody else saved stays on the page to look at it."""
        response = super().response_change(request, obj)
        return HttpResponseRedirect(self.change_url(obj.pk)) if conflict.OVER in request.POST else response

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The article's editions and what differs between them, instead of Django's log alone."""
        return HistoryPage(self).history(request, object_id)

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        """Django's, with who saved it."""
        obj.saved_by = request.user.get_username()
        super().save_model(request, obj, form, change)

    def get_deleted_objects(
        self, objs: Rows, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """Django's; an article's parts go with it whatever their own screens allow."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, {name for name in lacking if str(name) not in _PARTS}, protected

    def kept_by(self, objs: Rows) -> list[SafeString]:
        """An article that readers see or will see is withdrawn before its draft is thrown away."""
        rows = ShelfArticle.objects.filter(article_id__in=[article.pk for article in objs]).exclude(
            during__endswith__isnull=False
        )
        return [
            link(self.change_url(row.article_id), f"“{row.title}” is on show or scheduled: withdraw it first.")
            for row in rows.only("article_id", "title")
        ]


def _words(article: Article) -> int | None:
    """The number of words of the text as it is saved."""
    try:
        return body.word_count(body.validate(article.body))
    except BodyError:
        return None
