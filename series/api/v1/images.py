"""Pictures: the library as far as articles on show use it."""

from typing import Any
from uuid import UUID

import orjson
from django.http import Http404, HttpResponse
from rest_framework.request import Request

from series.api import pagination
from series.api.answers import answer_json
from series.api.pagination import Key, Order
from series.api.params import Values
from series.api.v1 import present
from series.api.v1.base import ReadView, list_answer, page_of
from series.api.v1.schema import documented
from series.api.v1.shapes import ImagePage, ImageRows
from series.models.public import PublicArticle, PublicImage

BY_ID = Order("id", [Key("id", UUID)])


def _rows(found: Any) -> bytes:
    return orjson.dumps([present.library_image(image) for image in found])


@documented(ImageRows, "Pictures", "The pictures that articles on show use, with credit and licence.")
class ImageList(ReadView):
    """Pictures. Two SELECTs: the rows and their count."""

    parameters = pagination.PAGING

    def read(self, request: Request, values: Values, **kwargs: Any) -> HttpResponse:
        live = PublicImage.objects.live()
        return list_answer(request, page_of(live, BY_ID, values), pagination.count(live), _rows)


@documented(ImagePage, "One picture", "One picture with its renditions and the articles that use it.")
class ImageDetail(ReadView):
    """One picture. Two SELECTs: the picture and the articles."""

    def read(self, request: Request, values: Values, pk: UUID | None = None, **kwargs: Any) -> HttpResponse:
        image = PublicImage.objects.live().filter(pk=pk).first()
        if image is None:
            raise Http404
        articles = PublicArticle.objects.at().with_image(image.pk).order_by("title", "article_id")
        used_in = [
            {"slug": slug, "title": title, "url": present.article_url(slug)}
            for slug, title in articles.values_list("slug", "title")
        ]
        return answer_json(request, present.library_image(image) | {"used_in": used_in})
