"""`series/`, `neighbours/`, `images/`: the catalogue as far as public editions use it."""

import pytest

from series.api.v1 import shapes
from series.models.catalogue import Border
from series.publishing import withdraw
from tests.api.conftest import PUBLIC
from tests.factories import ADA, a_person, a_published_article, a_series, an_article, an_image, figure

pytestmark = PUBLIC


def test_a_series_has_its_articles_in_reading_order(api, borders):
    page = shapes.SeriesPage.model_validate(api.ask("series/russias-borders/"))
    assert [article.slug for article in page.articles] == ["narva", "khasan", "altai"]
    assert [person.name for person in page.contributors] == ["Boris Petrov"]
    assert [credit.credit for credit in page.credits] == ["Ada Ilves"]


def test_a_series_tells_which_neighbours_it_covers_and_which_not_yet(api, borders):
    page = shapes.SeriesPage.model_validate(api.ask("series/russias-borders/"))
    covered = {neighbour.code for neighbour in page.neighbours}
    missing = {neighbour.code for neighbour in page.neighbours_not_covered}
    assert covered == {"EE", "KP", "KZ", "MN"}
    assert len(covered | missing) == 16
    assert {"FI", "CN", "US", "JP"} <= missing


def test_a_series_without_public_articles_is_not_told(api, borders):
    an_article("A draft", series=a_series("Secret series", slug="secret"))
    assert api.slugs("series/") == ["russias-borders"]
    api.ask("series/secret/", status=404)


def test_a_series_leaves_with_its_last_article(api, borders):
    for article in (borders.khasan, borders.narva, borders.altai):
        withdraw(article, by=ADA, reason="All of it.")
    assert api.slugs("series/") == []
    api.ask("series/russias-borders/", status=404)


def test_a_series_page_costs_five_selects_however_long_it_is(api, borders, selects):
    with selects:
        api.ask("series/russias-borders/")
    assert len(selects.public) == 5
    assert selects.default == []


def test_russia_has_sixteen_neighbours_two_of_them_by_sea(api, borders):
    answer = shapes.NeighbourList.model_validate(api.ask("neighbours/"))
    kinds = {row.code: row.border.kind for row in answer.results}
    assert len(kinds) == 16
    assert {code for code, kind in kinds.items() if kind == "sea"} == {"JP", "US"}


def test_neighbours_are_counted_by_relation(api, borders):
    rows = {row["code"]: row for row in api.ask("neighbours/")["results"]}
    assert (rows["CN"]["about"], rows["CN"]["mentions"]) == (0, 2)
    assert (rows["KZ"]["about"], rows["KZ"]["mentions"]) == (1, 1)
    assert (rows["LV"]["about"], rows["LV"]["mentions"]) == (0, 0)


def test_another_subject_has_other_neighbours(api, borders):
    answer = api.ask("neighbours/", subject="Kazakhstan")
    assert answer["subject"] == "KZ"
    assert "RU" in [row["code"] for row in answer["results"]]


def test_a_neighbours_page_has_its_names_in_all_languages(api, borders):
    page = shapes.NeighbourPage.model_validate(api.ask("neighbours/FI/"))
    assert (page.names["fi"], page.names["ru"]) == ("Suomi", "Финляндия")
    assert page.about == 1


def test_borders_stand_in_both_directions(transactional_db):
    assert Border.objects.filter(subject="KZ", neighbour="RU").exists()


@pytest.mark.parametrize(
    ("words", "code", "is_neighbour"),
    [("DPRK", "KP", True), ("Khazakstan", "KZ", True), ("Brazil", "BR", False), ("Пхеньян", "KP", True)],
)
def test_a_name_is_resolved_with_the_reason(api, borders, words, code, is_neighbour):
    answer = shapes.Resolution.model_validate(api.ask("neighbours/resolve/", q=words))
    best = answer.results[0]
    assert (best.code, best.is_neighbour) == (code, is_neighbour)
    assert best.matched_on.alias


def test_a_place_that_is_no_country_is_named_and_is_no_result(api, borders):
    answer = api.ask("neighbours/resolve/", q="Kaliningrad")
    assert answer["results"] == []
    assert answer["places"][0]["states"] == ["RU"]


def test_a_name_of_two_countries_gives_both(api, borders):
    assert {row["code"] for row in api.ask("neighbours/resolve/", q="لتونی")["results"]} == {"LT", "LV"}


def test_pictures_are_told_with_their_use(api, borders):
    (row,) = shapes.ImageRows.model_validate(api.ask("images/")).results
    page = shapes.ImagePage.model_validate(api.ask(f"images/{row.id}/"))
    assert [use.slug for use in page.used_in] == ["khasan"]


def test_a_picture_that_only_a_draft_uses_is_not_told(api, borders):
    secret = an_image(title="Secret", credit="Secret")
    an_article("A draft", figure(secret))
    assert len(api.ask("images/")["results"]) == 1
    api.ask(f"images/{secret.pk}/", status=404)


def test_a_picture_that_may_not_be_shown_is_withheld_without_a_trace_of_its_file(api, borders, selects):
    picture = an_image(
        file="images/aa/secret.png",
        sha256="a" * 64,
        content_type="image/png",
        width=4,
        height=3,
        republishable=False,
    )
    a_published_article("With a withheld picture", figure(picture), slug="withheld")
    page = api.ask("articles/withheld/")
    assert page["images"][str(picture.pk)]["status"] == "withheld"
    assert "secret.png" not in str(page)
    assert "secret.png" not in str(api.ask(f"images/{picture.pk}/"))


def test_a_person_without_a_public_article_is_not_told(api, borders):
    a_person("Vera Unpublished")
    assert "Unpublished" not in str(api.ask("series/russias-borders/"))


@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("series/", 2),  # rows, count
        ("images/", 2),  # rows, count
        ("neighbours/", 3),  # borders, articles about, articles mentioning
        ("neighbours/KZ/", 3),  # borders, and both counts
        ("neighbours/resolve/?q=DPRK", 1),  # the subject's neighbours
    ],
)
def test_each_address_of_the_catalogue_costs_what_it_says(api, borders, selects, path, cost):
    with selects:
        api.ask(path)
    assert (len(selects.public), selects.default) == (cost, [])
