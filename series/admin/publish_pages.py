"""The pages from which an article is checked, published and withdrawn. A GET only looks."""

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
)

from series import body
from series.admin.base import page_of
from series.admin.reading import anchor_in_page
from series.admin.state import standing
from series.errors import BodyError, SeriesError
from series.models.catalogue import Image
from series.models.desk import Article, CrossLink
from series.models.record import Edition, Event
from series.models.shelf import ShelfArticle
from series.publishing import Actor, Finding, Level, PublishRefused, check, publish, withdraw

if TYPE_CHECKING:
    from series.admin.articles import ArticleAdmin

PUBLISH = "series.publish_article"
# Where on the article's page a finding's field is mended, when it is not the field of that name.
_PLACES = {"about": "countries-group", "contributors": "credits-group", "body": "id_body"}
_OF_THE_PICTURE = {"image-missing", "image-licence-missing"}


class PublishForm(forms.Form):
    """When an edition goes on show, and why it was made."""

    live_from = forms.SplitDateTimeField(
        label="On show from",
        required=False,
        widget=UnfoldAdminSplitDateTimeWidget(),
        help_text="Date and time in UTC. Leave empty to publish at once.",
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="For colleagues: why this edition was made, such as “corrects the date of the treaty”.",
    )


class WithdrawForm(forms.Form):
    """How far an article is withdrawn, and what readers are told."""

    scope = forms.ChoiceField(
        label="How far",
        initial=Event.Scope.RETIRE,
        choices=[
            (Event.Scope.RETIRE, "Retire: gone from now on. Earlier editions stay in the archive's past."),
            (Event.Scope.SEAL, "Seal: gone from every address, its past included. It cannot be published again."),
        ],
        widget=UnfoldAdminRadioSelectWidget(),
    )
    reason = forms.CharField(
        label="Reason",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="Readers who come to the address are told this.",
    )


class Shown(NamedTuple):
    """A finding and the places where it is mended, as pairs of a label and an address."""

    message: str
    places: list[tuple[str, str]]


def publishing_urls(screen: "ArticleAdmin") -> list[URLPattern]:
    """The addresses of the pages, under the article's own."""
    pages = PublishPages(screen)
    wrap = screen.admin_site.admin_view
    return [
        path("<uuid:pk>/check/", wrap(pages.check), name="series_article_check"),
        path("<uuid:pk>/publish/", wrap(pages.publish), name="series_article_publish"),
        path("<uuid:pk>/withdraw/", wrap(pages.withdraw), name="series_article_withdraw"),
    ]


class PublishPages:
    """The views, for the screen of articles."""

    def __init__(self, screen: "ArticleAdmin") -> None:
        self.screen = screen

    def check(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """What is wrong or missing, for everybody who may see the article."""
        article = self._article(request, pk)
        return self._page(request, article, "article_check.html", "Check", findings=_grouped(article))

    def publish(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The findings and the form that publishes."""
        _need_publisher(request)
        article = self._article(request, pk)
        form = PublishForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and self._publish(request, article, form.cleaned_data):
            return HttpResponseRedirect(page_of(article))
        return self._page(
            request, article, "article_publish.html", "Publish", form=form, media=form.media, findings=_grouped(article)
        )

    def withdraw(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """What links to the article, and the form that withdraws it."""
        _need_publisher(request)
        article = self._article(request, pk)
        form = WithdrawForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and self._withdraw(request, article, form.cleaned_data):
            return HttpResponseRedirect(page_of(article))
        return self._page(
            request, article, "article_withdraw.html", "Withdraw", form=form, media=form.media, links=_links_to(article)
        )

    def _article(self, request: HttpRequest, pk: UUID) -> Article:
        article = Article.objects.with_parts().defer("source__data").filter(pk=pk).first()
        if not self.screen.has_view_permission(request, article):
            raise PermissionDenied
        if article is None:
            raise Http404(f"There is no article {pk}.")
        return article

    def _publish(self, request: HttpRequest, article: Article, data: dict[str, Any]) -> bool:
        before = Edition.objects.filter(article_id=article.pk).count()
        try:
            edition = publish(article, by=_actor(request), live_from=data["live_from"], reason=data["reason"])
        except PublishRefused as error:
            for finding in error.findings:
                messages.error(request, finding.message)
            return False
        except IntegrityError:
            messages.error(request, "Not published: its address or position belongs to another article at that time.")
            return False
        if edition.number > before:
            said = f"Edition {edition.number} is published, on show from {edition.live_from:%-d %B %Y, %H:%M} UTC."
            self.screen.log_change(request, article, said)
            messages.success(request, said)
        else:
            messages.info(request, f"The draft says what edition {edition.number} says: no new edition was made.")
        return True

    def _withdraw(self, request: HttpRequest, article: Article, data: dict[str, Any]) -> bool:
        try:
            event = withdraw(article, by=_actor(request), reason=data["reason"], scope=data["scope"])
        except SeriesError as error:
            messages.error(request, str(error))
            return False
        done = "sealed" if event.scope == Event.Scope.SEAL else "retired"
        self.screen.log_change(request, article, f"Withdrawn ({done}): {event.reason}")
        messages.success(request, f"“{article}” is withdrawn ({done}).")
        return True

    def _page(self, request: HttpRequest, article: Article, template: str, title: str, **more: Any) -> TemplateResponse:
        request.current_app = self.screen.admin_site.name
        context = {
            **self.screen.admin_site.each_context(request),
            "title": f"{title}: {article}",
            "opts": self.screen.opts,
            "article": article,
            "standing": standing(article),
            "may_publish": request.user.has_perm(PUBLISH),
            **more,
        }
        return TemplateResponse(request, f"series/admin/{template}", context)


def _need_publisher(request: HttpRequest) -> None:
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    if not isinstance(user, AbstractBaseUser):
        raise PermissionDenied
    return Actor.of(user)


def _grouped(article: Article) -> dict[str, list[Shown]]:
    """The findings of `check`, what blocks apart from what only warns."""
    findings = check(article)
    figures = _figures(article)
    return {
        level.value: [Shown(f.message, _places(f, article, figures)) for f in findings if f.level == level]
        for level in Level
    }


def _figures(article: Article) -> dict[str, Image]:
    """The pictures of the article by the block that shows them."""
    uses = article.figures.select_related("image")
    return {use.block_id: use.image for use in uses}


def _places(finding: Finding, article: Article, figures: dict[str, Image]) -> list[tuple[str, str]]:
    here = page_of(article)
    field, _, block_id = finding.where.partition("#")
    if not block_id:
        return [("Mend it", f"{here}#{_PLACES.get(field, f'id_{field}')}")]
    places = [("Show it in the text", f"{here}#{_anchor(article, block_id)}")]
    image = figures.get(block_id)
    if image is not None and finding.code in _OF_THE_PICTURE:
        places.insert(0, ("Open the picture", page_of(image)))
    return places


def _anchor(article: Article, block_id: str) -> str:
    try:
        return anchor_in_page(body.validate(article.body), block_id)
    except BodyError:
        return "text"


class Backlink(NamedTuple):
    """A link to an article: where it stands, its words, and whether readers see it now."""

    url: str
    title: str
    phrase: str
    is_on_show: bool


def _links_to(article: Article) -> list[Backlink]:
    """The cross-links of other articles' drafts that lead to this one."""
    rows = list(CrossLink.objects.filter(target_article=article).exclude(article=article).select_related("article"))
    shown = ShelfArticle.objects.at().filter(article_id__in=[row.article_id for row in rows])
    ids = set(shown.values_list("article_id", flat=True))
    return [Backlink(page_of(row.article), str(row.article), row.phrase, row.article_id in ids) for row in rows]
