"""`articles/`: chosen by neighbour, series and words, whole at their address."""

import pytest
from django.conf import settings

from series.api.v1 import shapes
from series.publishing import publish, withdraw
from tests.api.conftest import PUBLIC
from tests.factories import ADA, a_published_article, an_article, in_days, published, rewritten

pytestmark = PUBLIC


@pytest.mark.parametrize("name", ["KP", "kp", "PRK", "408", "north-korea", "DPRK", "Северная Корея", "Corée du Nord"])
def test_a_neighbour_is_found_by_any_of_its_names(api, borders, name):
    assert api.slugs(neighbour=name) == ["khasan"]


def test_about_and_mentions_are_kept_apart(api, borders):
    assert set(api.slugs(neighbour="CN")) == {"khasan", "altai"}
    assert api.slugs(neighbour="CN", relation="about") == []
    assert set(api.slugs(neighbour="CN", relation="mentions")) == {"khasan", "altai"}
    assert set(api.slugs(neighbour="KZ", relation="about")) == {"altai"}


def test_several_neighbours_mean_any_and_neighbour_all_means_all(api, borders):
    assert set(api.slugs(neighbour=["EE", "FI"])) == {"narva", "finland"}
    assert api.slugs(neighbour_all=["KZ", "MN"]) == ["altai"]
    assert api.slugs(neighbour_all=["KZ", "EE"]) == []


def test_a_country_that_is_no_neighbour_is_answered_all_the_same(api, borders):
    assert api.slugs(neighbour="Brazil") == []


def test_a_series_narrows_the_list(api, borders):
    assert set(api.slugs(series="russias-borders")) == {"khasan", "narva", "altai"}


def test_words_are_stemmed_and_may_be_excluded(api, borders):
    assert set(api.slugs(q="railways")) == {"khasan", "altai"}
    assert api.slugs(q="railway -kazakhstan") == ["khasan"]
    assert api.slugs(q='"railway bridge"') == ["khasan"]


@pytest.mark.parametrize(
    ("order", "slugs"),
    [
        ("newest", ["khasan", "narva", "finland", "altai"]),
        ("oldest", ["narva", "khasan", "altai", "finland"]),
        ("added", ["finland", "altai", "narva", "khasan"]),
    ],
)
def test_orders_put_unknown_dates_last(api, borders, order, slugs):
    assert api.slugs(order_by=order) == slugs


def test_position_is_the_series_reading_order(api, borders):
    assert api.slugs(order_by="position", series="russias-borders") == ["narva", "khasan", "altai"]


def test_relevance_puts_the_title_first(api, borders):
    a_published_article("A railway", "Nothing else.", slug="a-railway")
    assert api.slugs(q="railway", order_by="relevance")[0] == "a-railway"


def test_a_row_has_the_shape_that_the_schema_tells(api, borders):
    answer = shapes.ArticleRows.model_validate(api.ask("articles/", neighbour="KP"))
    (row,) = answer.results
    assert row.about == ["KP"]
    assert row.url == f"{settings.PUBLIC_URL}/api/v1/articles/khasan/"
    assert row.series.title == "Russia’s borders"
    assert [person.name for person in row.contributors] == ["Boris Petrov"]


def test_an_articles_page_has_everything_to_show_it(api, borders):
    page = shapes.ArticlePage.model_validate(api.ask("articles/khasan/"))
    assert page.mentions == ["CN", "KP"]
    (image,) = page.images.values()
    assert (image.status, image.renditions) == ("missing", [])
    assert [link.slug for link in page.linked_from] == ["narva"]
    assert page.linked_from[0].phrase == "the piece on Khasan"
    assert (page.previous.slug, page.next.slug) == ("narva", "altai")


def test_a_body_holds_ids_and_the_maps_beside_it_what_they_lead_to(api, borders):
    page = api.ask("articles/narva/")
    (mark,) = page["body"]["content"][0]["content"][1]["marks"]
    assert mark == {"type": "crossLink", "attrs": {"id": "11111111-1111-4111-8111-111111111111"}}
    assert page["links"][mark["attrs"]["id"]] == {
        "kind": "article",
        "state": "live",
        "target": {
            "type": "article",
            "title": "Khasan and the Tumen",
            "url": f"{settings.PUBLIC_URL}/api/v1/articles/khasan/",
        },
    }


def test_a_link_tells_that_its_target_moved_and_leads_to_the_new_address(api, borders):
    published(rewritten(borders.khasan, slug="khasan-bridge"))
    (link,) = api.ask("articles/narva/")["links"].values()
    assert link["state"] == "moved"
    assert link["target"]["url"].endswith("/khasan-bridge/")


def test_a_link_tells_that_its_target_was_withdrawn(api, borders):
    withdraw(borders.khasan, by=ADA, reason="Wrong in every line.")
    (link,) = api.ask("articles/narva/")["links"].values()
    assert link == {"kind": "article", "state": "withdrawn"}


def test_an_edit_to_the_catalogue_is_public_at_once(api, borders):
    borders.series.title = "Russia’s neighbours"
    borders.series.save()
    assert api.ask("articles/khasan/")["series"]["title"] == "Russia’s neighbours"
    assert api.ask("articles/")["results"][0]["series"]["title"] == "Russia’s neighbours"


def test_an_old_address_redirects_to_the_new_one(api, borders):
    published(rewritten(borders.khasan, slug="khasan-bridge"))
    response = api.get("/api/v1/articles/khasan/")
    assert response.status_code == 301
    assert response["Location"] == f"{settings.PUBLIC_URL}/api/v1/articles/khasan-bridge/"
    assert api.ask("articles/khasan-bridge/")["alias_paths"] == ["/api/v1/articles/khasan/"]


@pytest.mark.parametrize("scope", ["retire", "seal"])
def test_a_withdrawn_article_is_gone_with_reason_and_date(api, borders, scope):
    withdraw(borders.khasan, by=ADA, scope=scope, reason="Wrong in every line.")
    problem = shapes.Problem.model_validate(api.ask("articles/khasan/", status=410))
    assert (problem.withdrawn.scope, problem.withdrawn.reason) == (scope, "Wrong in every line.")
    assert "khasan" not in api.slugs()
    assert "khasan" not in api.slugs(neighbour="KP")


def test_a_corrected_article_shows_its_newest_edition(api, borders):
    published(rewritten(borders.khasan, "The bridge is closed."))
    page = api.ask("articles/khasan/")
    assert page["edition"] == 2
    assert page["body"]["content"][0]["content"][0]["text"] == "The bridge is closed."


def test_a_scheduled_correction_leaves_the_live_text_in_place(api, borders):
    publish(rewritten(borders.khasan, "From next week on.", slug="khasan-new"), by=ADA, live_from=in_days(7))
    assert api.ask("articles/khasan/")["edition"] == 1
    api.ask("articles/khasan-new/", status=404)


@pytest.mark.parametrize("slug", ["ein-entwurf", "тест", "a b", "%00", "x" * 3000])
def test_what_does_not_exist_is_a_404(api, borders, slug):
    response = api.get(f"/api/v1/articles/{slug}/")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_an_article_whose_address_is_in_another_script_is_served(api, transactional_db):
    a_published_article("Граница у Хасана", slug="", language="ru")
    row = api.ask("articles/", q="границы")["results"][0]
    assert row["slug"] == "граница-у-хасана"
    assert api.get(row["url"].removeprefix(settings.PUBLIC_URL)).status_code == 200


@pytest.mark.parametrize("size", [1, 20])
def test_a_list_costs_its_rows_and_their_count_whatever_the_page_size(api, borders, selects, size):
    with selects:
        api.ask("articles/", neighbour="CN", q="railway", page_size=size)
    assert len(selects.public) == 2
    assert selects.default == []


def test_naming_a_series_costs_a_select_more_only_where_nothing_is_found(api, borders, selects):
    """To tell a series without such articles from one that is none."""
    for params, cost in (({}, 2), ({"neighbour": "LV"}, 3)):
        with selects:
            api.ask("articles/", series="russias-borders", **params)
        assert len(selects.public) == cost


def test_an_articles_page_costs_one_select(api, borders, selects):
    with selects:
        api.ask("articles/khasan/")
    assert len(selects.public) == 1
    assert selects.default == []


def test_a_draft_costs_as_many_selects_as_an_address_that_never_was(api, borders, selects):
    an_article("A draft", slug="a-draft")
    counts = []
    for slug in ("a-draft", "never-was"):
        with selects:
            api.ask(f"articles/{slug}/", status=404)
        counts.append(len(selects.public))
    assert counts[0] == counts[1]
