"""Views that stray, for the tests that show what stops them."""

from django.db import connections
from django.http import JsonResponse
from django.urls import include, path
from rest_framework.views import APIView

from series.models.desk import Article


class Failing(APIView):
    """Fails as no view should."""

    def get(self, request):
        raise RuntimeError("secret")


class ReachingForDrafts(APIView):
    """Does what a careless view would do: reads the desk through the alias that the public reads through."""

    def get(self, request):
        return JsonResponse({"titles": list(Article.objects.using("public").values_list("title", flat=True))})


class Slow(APIView):
    """Asks what takes too long."""

    def get(self, request):
        with connections["public"].cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")


urlpatterns = [
    path("api/v1/slow/", Slow.as_view()),
    path("api/v1/failing/", Failing.as_view()),
    path("api/v1/drafts/", ReachingForDrafts.as_view()),
    path("", include("archive.urls")),
]
handler404 = "archive.errors.not_found"
handler500 = "archive.errors.server_error"
