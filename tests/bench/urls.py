"""The archive's own addresses, and the naive variant of those that are measured under `/naive/`."""

from django.urls import include, path

from tests.bench import naive

urlpatterns = [
    path("naive/articles/", naive.ArticleList.as_view()),
    path("naive/articles/<str:slug>/", naive.ArticleDetail.as_view()),
    path("naive/search/", naive.Search.as_view()),
    path("", include("archive.urls")),
]
