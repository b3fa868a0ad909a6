"""What the body editor asks while somebody writes: pictures, articles and series, by words or by id, as JSON."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias
from uuid import UUID

import orjson
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_http_methods

from series import gazetteer
from series.models.catalogue import Image, Series
from series.models.desk import Article, ArticleCountry
from series.pictures import address

SHOWN = 20
"""Results of one search."""
IDS_AT_ONCE = 100
_LONGEST_QUERY = 200
_LONGEST_TITLE = 300

View: TypeAlias = Callable[..., Any]
Item: TypeAlias = dict[str, Any]


class LookupRefused(Exception):
    """A question that cannot be answered, with its HTTP status and the reason in words."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def lookup_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of all lookups, for staff only, to stand among an admin's own."""
    views = {"pictures": _pictures(site), "articles": _articles(site), "series": _series(site)}
    return [
        path(f"lookups/{name}/", site.admin_view(_answering(view)), name=f"series_lookup_{name}")
        for name, view in views.items()
    ]


def _answering(view: View) -> View:
    """The view, whose refusals become JSON with the reason under `error`."""

    def answer(request: HttpRequest) -> Any:
        try:
            return view(request)
        except LookupRefused as refusal:
            return JsonResponse({"error": str(refusal)}, status=refusal.status)
        except PermissionDenied as denied:
            return JsonResponse({"error": str(denied)}, status=403)

    return answer


def _pictures(site: AdminSite) -> View:
    @require_http_methods(["GET", "POST"])
    def pictures(request: HttpRequest) -> JsonResponse:
        if request.method == "POST":
            return _add_picture(site, request)
        _must_view(site, request, Image)
        return _found(request, Image.objects.prefetch_related("renditions"), _picture_matches, _picture)

    return pictures


def _articles(site: AdminSite) -> View:
    @require_GET
    def articles(request: HttpRequest) -> JsonResponse:
        _must_view(site, request, Article)
        rows = Article.objects.select_related("series").prefetch_related("countries__country")
        return _found(request, rows.defer("body", "epigraph"), _article_matches, _article)

    return articles


def _series(site: AdminSite) -> View:
    @require_GET
    def series(request: HttpRequest) -> JsonResponse:
        _must_view(site, request, Series)
        return _found(request, Series.objects.select_related("subject"), _series_matches, _one_series)

    return series


def _must_view(site: AdminSite, request: HttpRequest, model: type[Model]) -> None:
    if not site.get_model_admin(model).has_view_permission(request):
        raise PermissionDenied(f"You may not see the {model._meta.verbose_name_plural} of the archive.")


def _found(
    request: HttpRequest, rows: QuerySet[Any], matches: Callable[[str], Q], shown: Callable[[Any], Item]
) -> JsonResponse:
    """The rows with the ids asked for, or those that match the words `q`; `more` says that there are others."""
    if "id" in request.GET:
        return JsonResponse({"results": [shown(row) for row in rows.filter(pk__in=_ids(request))], "more": False})
    words = request.GET.get("q", "").replace("\x00", " ").strip()
    if len(words) > _LONGEST_QUERY:
        raise LookupRefused(400, f"A search has at most {_LONGEST_QUERY} characters.")
    # By key, because a match through several countries would give a row several times.
    keys = rows.model._default_manager.filter(matches(words)).values("pk")
    found = list((rows.filter(pk__in=keys) if words else rows)[: SHOWN + 1])
    return JsonResponse({"results": [shown(row) for row in found[:SHOWN]], "more": len(found) > SHOWN})


def _ids(request: HttpRequest) -> list[UUID]:
    given = request.GET.getlist("id")
    if len(given) > IDS_AT_ONCE:
        raise LookupRefused(400, f"At most {IDS_AT_ONCE} ids can be asked for at once.")
    try:
        return [UUID(value) for value in given]
    except ValueError as error:
        raise LookupRefused(400, "An id is not a UUID.") from error


def _each_word(words: str, fields: Sequence[str]) -> Q:
    """Every word stands in one of the fields."""
    return reduce(and_, (_in_any(word, fields) for word in words.split()), Q())


def _in_any(word: str, fields: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))


def _codes(words: str) -> list[str]:
    """The countries that the words name, in any language."""
    return [match.code for match in gazetteer.resolve(words).matches]


def _picture_matches(words: str) -> Q:
    return _each_word(words, ("title", "alt", "credit"))


def _article_matches(words: str) -> Q:
    about = Q(countries__country__in=_codes(words), countries__relation=ArticleCountry.Relation.ABOUT)
    return _each_word(words, ("title", "slug", "series__title")) | about


def _series_matches(words: str) -> Q:
    codes = _codes(words)
    about = Q(articles__countries__country__in=codes, articles__countries__relation=ArticleCountry.Relation.ABOUT)
    return _each_word(words, ("title", "slug")) | Q(subject__in=codes) | about


def _picture(image: Image) -> Item:
    return {
        "id": str(image.pk),
        "title": str(image),
        "alt": image.alt,
        "credit": image.credit,
        "url": address(image, "whole", 640) or None,
    }


def _article(article: Article) -> Item:
    about = sorted(row.country.name for row in article.countries.all() if row.relation == ArticleCountry.Relation.ABOUT)
    where = [article.series.title] if article.series else []
    return {
        "id": str(article.pk),
        "title": str(article),
        "about": " · ".join([*where, *([f"about {', '.join(about)}"] if about else [])]),
    }


def _one_series(series: Series) -> Item:
    about = f"on the neighbours of {series.subject.name}" if series.subject else ""
    return {"id": str(series.pk), "title": series.title, "about": about}


def _add_picture(site: AdminSite, request: HttpRequest) -> JsonResponse:
    """A picture whose file is missing, known by its title."""
    screen = site.get_model_admin(Image)
    if not screen.has_add_permission(request):
        raise PermissionDenied("You may not add pictures to the library.")
    image = Image(title=_title(request))
    try:
        image.full_clean()
    except ValidationError as error:
        raise LookupRefused(400, " ".join(error.messages)) from error
    image.save()
    screen.log_addition(request, image, [{"added": {}}])
    return JsonResponse(_picture(image), status=201)


def _title(request: HttpRequest) -> str:
    try:
        sent = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise LookupRefused(400, "This is no JSON.") from error
    title = sent.get("title") if isinstance(sent, dict) else None
    if not isinstance(title, str) or not title.strip() or "\x00" in title:
        raise LookupRefused(400, "A picture needs a title by which it is known.")
    if len(title.strip()) > _LONGEST_TITLE:
        raise LookupRefused(400, f"A picture's title has at most {_LONGEST_TITLE} characters.")
    return title.strip()
