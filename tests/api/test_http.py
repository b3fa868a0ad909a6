"""HTTP itself: conditional requests, encodings, methods, media types, and an error shape that never breaks."""

import gzip
import json

import pytest
from django.db import connections

from series.api.v1 import shapes
from tests.api.conftest import PUBLIC
from tests.factories import published, rewritten

pytestmark = PUBLIC

ADDRESSES = ["", "articles/", "articles/khasan/", "series/", "series/russias-borders/", "neighbours/", "neighbours/KZ/"]
ADDRESSES += ["neighbours/resolve/?q=DPRK", "images/", "search/?q=railway", "problems/", "problems/not-found/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_a_strong_etag_that_gives_304(api, borders, address):
    first = api.get(f"/api/v1/{address}")
    assert first.status_code == 200
    assert first["ETag"].startswith('"')
    again = api.get(f"/api/v1/{address}", headers={"If-None-Match": f'"other", {first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert api.get(f"/api/v1/{address}", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("address", ["articles/", "articles/khasan/", "series/russias-borders/"])
def test_the_etag_changes_with_the_edition_and_with_the_catalogue(api, borders, address):
    tags = [api.get(f"/api/v1/{address}")["ETag"]]
    published(rewritten(borders.khasan, "Closed."))
    tags.append(api.get(f"/api/v1/{address}")["ETag"])
    borders.series.title = "Russia’s neighbours"
    borders.series.save()
    tags.append(api.get(f"/api/v1/{address}")["ETag"])
    assert len(set(tags)) == 3


def test_gzip_is_given_where_it_is_asked_for_under_an_etag_of_its_own(api, borders):
    plain = api.get("/api/v1/articles/")
    packed = api.get("/api/v1/articles/", headers={"Accept-Encoding": "br;q=1, gzip;q=0.5"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in plain["Vary"]
    again = api.get("/api/v1/articles/", headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "*;q=0", "gzip;q=nonsense", "deflate"])
def test_gzip_is_not_given_unasked(api, borders, accepted):
    assert "Content-Encoding" not in api.get("/api/v1/articles/", headers={"Accept-Encoding": accepted})


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["articles/", "articles/khasan/", "schema/"])
def test_the_api_is_only_read(api, borders, method, address):
    response = getattr(api, method)(f"/api/v1/{address}")
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    shapes.Problem.model_validate(response.json())


def test_head_and_options_are_answered(api, borders):
    assert api.head("/api/v1/articles/")["ETag"] == api.get("/api/v1/articles/")["ETag"]
    options = api.options("/api/v1/articles/")
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_a_media_type_that_is_not_there_is_a_406(api, borders):
    response = api.get("/api/v1/articles/", headers={"Accept": "text/csv"})
    assert response.status_code == 406
    shapes.Problem.model_validate(response.json())


def test_other_origins_may_read(api, borders):
    assert (
        api.get("/api/v1/articles/", headers={"Origin": "https://paper.example"})["Access-Control-Allow-Origin"] == "*"
    )


@pytest.mark.parametrize("address", ["nowhere/", "articles/a/b/c/", "images/no-uuid/", "neighbours/XX/", "problems/x/"])
def test_an_address_that_is_none_is_a_problem_too(api, borders, address):
    problem = shapes.Problem.model_validate(api.ask(address, status=404))
    assert problem.instance == f"/api/v1/{address}"


def test_a_host_that_is_not_ours_is_a_problem(api, borders):
    response = api.get("/api/v1/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil" not in response.content.decode()


def test_every_kind_of_problem_is_explained_at_its_type(api, borders):
    for kind in api.ask("problems/")["results"]:
        explained = api.get(kind["type"][kind["type"].index("/api/") :])
        assert shapes.ProblemKind.model_validate(explained.json()).title == kind["title"]


def test_an_unexpected_error_is_a_500_problem_that_tells_nothing(api, borders, settings):
    """A view of the test that fails in its own way stands in for a fault that nobody thought of."""
    settings.ROOT_URLCONF = "tests.api.straying"
    api.raise_request_exception = False
    response = api.get("/api/v1/failing/")
    assert response.status_code == 500
    assert "secret" not in response.content.decode()
    shapes.Problem.model_validate(response.json())


def test_a_question_that_takes_too_long_is_a_503(api, borders, settings):
    settings.ROOT_URLCONF = "tests.api.straying"
    with connections["public"].cursor() as cursor:
        cursor.execute("SET statement_timeout = '20ms'")
    try:
        response = api.get("/api/v1/slow/")
    finally:
        connections["public"].close()
    assert response.status_code == 503
    assert response["Retry-After"]
    shapes.Problem.model_validate(response.json())


def test_a_neighbours_code_in_small_letters_leads_to_the_capital_one(api, borders):
    response = api.get("/api/v1/neighbours/kz/")
    assert response.status_code == 301
    assert response["Location"].endswith("/neighbours/KZ/")


def test_the_documentation_names_no_outside_host(api, borders):
    page = api.get("/api/v1/docs/").content.decode()
    assert "cdn" not in page
    assert "https://" not in page.replace("https://www.w3.org", "")


def test_the_schema_tells_every_address(api, borders):
    schema = json.loads(api.get("/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}).content)
    assert schema["openapi"].startswith("3.1")
    assert {"/api/v1/articles/", "/api/v1/articles/{slug}/", "/api/v1/neighbours/resolve/", "/api/v1/search/"} <= {
        *schema["paths"]
    }
    assert "FigureBlock" in schema["components"]["schemas"]
