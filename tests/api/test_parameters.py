"""What an address does not declare, or declares otherwise, is a 400 that names it."""

import pytest

from series.api.v1 import shapes
from tests.api.conftest import PUBLIC

pytestmark = PUBLIC


def fault(api, path, **params):
    problem = shapes.Problem.model_validate(api.ask(path, status=400, **params))
    assert problem.type.endswith("/problems/invalid-parameters/")
    (only,) = problem.errors
    return only


@pytest.mark.parametrize(
    "path", ["", "articles/", "articles/khasan/", "series/", "neighbours/", "images/", "problems/", "neighbours/KZ/"]
)
def test_an_unknown_parameter_is_named_with_what_is_allowed(api, path):
    error = fault(api, path, colour="red")
    assert error.parameter == "colour"
    assert "colour" not in error.allowed


def test_a_repeated_single_parameter_is_refused(api):
    assert fault(api, "articles/", q=["oil", "gas"]).parameter == "q"


def test_a_misspelt_neighbour_is_refused_with_suggestions(api):
    error = fault(api, "articles/", neighbour="Khazakstan")
    assert error.suggestions[0].startswith("Kazakhstan")


def test_a_place_that_is_no_country_is_named_as_what_it_is(api):
    assert "Crimea" in fault(api, "articles/", neighbour="Crimea").detail


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("relation", "near"),
        ("order_by", "size"),
        ("order_by", "relevance"),
        ("page_size", "0"),
        ("page_size", "101"),
        ("page_size", "-1"),
        ("page_size", "1e3"),
        ("page_size", "１２"),
        ("page_size", "9" * 300),
        ("cursor", "made-up"),
        ("q", " "),
        ("q", "a\x00b"),
        ("q", "x" * 401),
        ("neighbour", ""),
        ("series", "no-such-series"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(api, name, value):
    assert fault(api, "articles/", **{name: value}).parameter == name


def test_bytes_that_are_no_utf8_are_refused(api):
    response = api.get("/api/v1/articles/?q=%ff%fe")
    assert response.status_code == 400


def test_all_faults_are_told_at_once(api):
    problem = api.ask("articles/", status=400, colour="red", relation="near", page_size="0")
    assert {error["parameter"] for error in problem["errors"]} == {"colour", "relation", "page_size"}


def test_ten_thousand_parameters_are_a_problem_and_no_crash(api):
    response = api.get("/api/v1/articles/?" + "&".join(f"a{number}=1" for number in range(10_000)))
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
