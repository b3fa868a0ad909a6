"""Articles: chosen in lists, whole at their address."""

from typing import Any, NoReturn

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from rest_framework.request import Request

from series.api import pagination
from series.api.answers import answer
from series.api.params import Values
from series.api.problems import Withdrawn
from series.api.v1 import filters, present
from series.api.v1.base import ReadView, list_answer, page_of
from series.api.v1.schema import documented
from series.api.v1.shapes import ArticlePage, ArticleRows
from series.models.public import PublicArticle
from series.models.shelf import Tombstone

# Relevance is to words, ranked among this many of the newest articles that have them.
RANKED_TO = 1000


@documented(ArticleRows, "Articles", "The articles on show, as rows.")
class ArticleList(ReadView):
    """Articles on show. Two SELECTs: the rows and their count; for an empty list one more where a series is named."""

    parameters = (*filters.CHOOSING, filters.QUERY, filters.ORDER_BY, *pagination.PAGING)

    def read(self, request: Request, values: Values, **kwargs: Any) -> HttpResponse:
        order = filters.order_of(values)
        chosen = filters.chosen(values)
        ranked = chosen.ranked(values["q"], RANKED_TO) if order.name == "relevance" else chosen
        page = page_of(ranked.only(*present.ROW_COLUMNS, *order.columns), order, values)
        if not page.rows:
            filters.refuse_unknown_series(values)
        counted = pagination.count(chosen)
        more = {"ranking": {"bounded_to": RANKED_TO}} if order.name == "relevance" and counted[0] > RANKED_TO else {}
        return list_answer(request, page, counted, present.rows, **more)


@documented(ArticlePage, "One article", "One article with everything needed to show it.", found_elsewhere=True)
class ArticleDetail(ReadView):
    """One article. One SELECT where it is on show."""

    def read(self, request: Request, values: Values, slug: str = "", **kwargs: Any) -> HttpResponse:
        article = PublicArticle.objects.at().only(*present.PAGE_COLUMNS).filter(slug=slug).first()
        if article is None:
            return self.elsewhere(slug)
        return answer(request, present.page(article))

    def elsewhere(self, slug: str) -> HttpResponse:
        """Where an article went that was on show under `slug`: to another address (301), or away (410)."""
        tombstone = Tombstone.objects.using("public").filter(slugs__contains=[slug]).first()
        if tombstone:
            refuse_withdrawn(tombstone)
        formerly = PublicArticle.objects.filter(slug=slug).values("article_id")
        moved = PublicArticle.objects.at().filter(article_id__in=formerly).values_list("slug", flat=True).first()
        if moved is None:
            raise Http404
        return HttpResponsePermanentRedirect(present.article_url(moved))


def refuse_withdrawn(tombstone: Tombstone) -> NoReturn:
    """Raise the 410 that tells when and why."""
    at = tombstone.withdrawn_at.isoformat().replace("+00:00", "Z")
    raise Withdrawn(at=at, scope=tombstone.scope, reason=tombstone.reason)
