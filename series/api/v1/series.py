"""Series: each with its instalments in order, and with what it covers of its subject's neighbours."""

from typing import Any

import orjson
from django.http import Http404, HttpResponse
from rest_framework.request import Request

from series.api import pagination
from series.api.answers import answer
from series.api.pagination import Key, Order
from series.api.params import Values
from series.api.v1 import present
from series.api.v1.base import ReadView, list_answer, page_of
from series.api.v1.neighbours import borders_of, neighbour_row
from series.api.v1.schema import documented
from series.api.v1.shapes import SeriesPage, SeriesRows
from series.models.public import PublicArticle, PublicContributor, PublicImage, PublicSeries

BY_TITLE = Order("title", [Key("title"), Key("slug")])


def _rows(found: Any) -> bytes:
    return orjson.dumps([present.series_row(series) for series in found])


@documented(SeriesRows, "Series", "The series of which an article is on show, by title.")
class SeriesList(ReadView):
    """Series. Two SELECTs: the rows and their count."""

    parameters = pagination.PAGING

    def read(self, request: Request, values: Values, **kwargs: Any) -> HttpResponse:
        live = PublicSeries.objects.live()
        return list_answer(request, page_of(live, BY_TITLE, values), pagination.count(live), _rows)


@documented(
    SeriesPage,
    "One series",
    "One series with its articles in order, its contributors, its picture credits, and the neighbours of its subject "
    "that it covers and does not cover yet.",
)
class SeriesDetail(ReadView):
    """One series. Five SELECTs however long it is: series, articles, people, pictures, borders."""

    def read(self, request: Request, values: Values, slug: str = "", **kwargs: Any) -> HttpResponse:
        series = PublicSeries.objects.live().filter(slug=slug).first()
        if series is None:
            raise Http404
        articles = list(
            PublicArticle.objects.at()
            .filter(series_id=series.pk)
            .order_by("position_key", "oldest_key", "article_id")
            .only(*present.ROW_COLUMNS, "about", "image_ids", "contributor_ids")
        )
        head = orjson.dumps(present.series_row(series) | _coverage(series, articles) | _people_and_pictures(articles))
        return answer(request, head[:-1] + b',"articles":' + present.rows(articles) + b"}")


def _coverage(series: PublicSeries, articles: list[PublicArticle]) -> dict[str, Any]:
    """The neighbours of the series' subject, parted by whether an article is about them."""
    covered = {code for article in articles for code in article.about}
    borders = borders_of(series.subject_id)
    return {
        "neighbours": [neighbour_row(border) for border in borders if border.neighbour_id in covered],
        "neighbours_not_covered": [neighbour_row(border) for border in borders if border.neighbour_id not in covered],
    }


def _people_and_pictures(articles: list[PublicArticle]) -> dict[str, Any]:
    people = {pk for article in articles for pk in article.contributor_ids}
    pictures = {pk for article in articles for pk in article.image_ids}
    return {
        "contributors": [
            present.contributor_row(person)
            for person in PublicContributor.objects.filter(pk__in=people).order_by("name", "slug")
        ],
        "credits": [
            {"image": str(picture.pk), "url": present.url("images", str(picture.pk))}
            | {"credit": picture.credit or None, "licence": picture.licence or None, "status": picture.status}
            for picture in PublicImage.objects.filter(pk__in=pictures).defer("renditions").order_by("credit", "id")
        ],
    }
