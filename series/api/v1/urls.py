"""The addresses of version 1."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from series.api.v1.articles import ArticleDetail, ArticleList
from series.api.v1.images import ImageDetail, ImageList
from series.api.v1.neighbours import NeighbourDetail, NeighbourList, NeighbourResolve
from series.api.v1.root import Entrance, ProblemDetail, ProblemList
from series.api.v1.search import Search
from series.api.v1.series import SeriesDetail, SeriesList

app_name = "v1"
urlpatterns = [
    path("", Entrance.as_view(), name="root"),
    path("series/", SeriesList.as_view(), name="series-list"),
    path("series/<str:slug>/", SeriesDetail.as_view(), name="series"),
    path("articles/", ArticleList.as_view(), name="article-list"),
    path("articles/<str:slug>/", ArticleDetail.as_view(), name="article"),
    path("neighbours/", NeighbourList.as_view(), name="neighbour-list"),
    path("neighbours/resolve/", NeighbourResolve.as_view(), name="neighbour-resolve"),
    path("neighbours/<str:code>/", NeighbourDetail.as_view(), name="neighbour"),
    path("images/", ImageList.as_view(), name="image-list"),
    path("images/<uuid:pk>/", ImageDetail.as_view(), name="image"),
    path("search/", Search.as_view(), name="search"),
    path("problems/", ProblemList.as_view(), name="problem-list"),
    path("problems/<str:name>/", ProblemDetail.as_view(), name="problem"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="v1:schema"), name="docs"),
]
