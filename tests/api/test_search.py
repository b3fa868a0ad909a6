"""`search/`: words and neighbours in one line, each hit with its reason."""

import pytest

from series.api.v1 import shapes
from tests.api.conftest import PUBLIC
from tests.factories import a_published_article

pytestmark = PUBLIC


def search(api, **params):
    return shapes.SearchHits.model_validate(api.ask("search/", **params))


def test_a_country_in_the_query_is_taken_as_a_neighbour(api, borders):
    answer = search(api, q="railway kazakhstan")
    assert answer.interpretation.text == "railway"
    assert [named.code for named in answer.interpretation.neighbours] == ["KZ"]
    assert [hit.slug for hit in answer.results] == ["altai"]


def test_the_way_back_to_the_words_is_told(api, borders):
    answer = search(api, q="railway kazakhstan")
    assert "interpret=false" in answer.interpretation.literally
    literally = search(api, q="railway kazakhstan", interpret="false")
    assert literally.interpretation.text == "railway kazakhstan"
    assert [hit.slug for hit in literally.results] == ["altai"]


def test_a_hit_says_why_it_is_one(api, borders):
    (hit,) = search(api, q="railway north korea").results
    assert [(reason.kind, reason.code, reason.relation) for reason in hit.matched_on] == [
        ("text", None, None),
        ("neighbour", "KP", "about"),
        ("neighbour", "KP", "mentions"),
    ]


def test_a_passage_shows_the_words_where_they_stand(api, borders):
    heading = {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "The river"}]}
    a_published_article("Ford", "Nothing here.", heading, "A smuggler & his <horse> crossed at night.", slug="ford")
    (hit,) = search(api, q="smugglers").results
    (passage,) = hit.passages
    assert passage.headings == ["The river"]
    assert "<mark>smuggler</mark> &amp; his &lt;horse&gt;" in passage.html
    assert passage.anchor == f"b-{passage.block}"


def test_words_in_different_blocks_are_each_shown(api, borders):
    a_published_article("Two banks", "A lighthouse stands here.", "An icebreaker passes.", slug="banks")
    (hit,) = search(api, q="lighthouse icebreaker").results
    assert len(hit.passages) == 2


@pytest.mark.parametrize(
    "words", ["no peace in us", "island man end", '"north korea"', "-kazakhstan railway", "oil OR gas"]
)
def test_words_that_are_no_countries_or_are_marked_as_words_stay_words(api, borders, words):
    answer = search(api, q=words)
    assert answer.interpretation.text == words
    assert answer.interpretation.neighbours == []


def test_only_a_country_lists_its_articles(api, borders):
    answer = search(api, q="Северная Корея")
    assert answer.interpretation.text == ""
    assert [hit.slug for hit in answer.results] == ["khasan"]


def test_nothing_found_offers_the_nearest_name(api, borders):
    answer = search(api, q="Mongoliaa khagan")
    assert answer.count == 0


def test_a_search_without_words_is_refused(api, borders):
    assert api.ask("search/", status=400)["errors"][0]["parameter"] == "q"


def test_parameters_compose_with_the_query(api, borders):
    assert [hit.slug for hit in search(api, q="railway", neighbour="KP").results] == ["khasan"]
    assert [hit.slug for hit in search(api, q="railway", series="russias-borders", neighbour_all="MN").results] == [
        "altai"
    ]


@pytest.mark.parametrize(
    "words", ["-", '"', '""', "OR", "( | & ! :*", "'; DROP TABLE", "\\", "a" * 400, "🚂", "!!", "<->"]
)
def test_odd_queries_are_answered(api, borders, words):
    search(api, q=words)


def test_case_accents_and_soft_hyphens_never_matter(api, borders):
    a_published_article("Coffee", "The café by the rail\u00adway of Қостанай.", slug="coffee")
    for words in ("CAFE", "café", "railway -kazakhstan -bridge", "костанай"):
        assert "coffee" in [hit.slug for hit in search(api, q=words).results], words


def test_russian_is_stemmed_and_exclusion_holds(api, borders):
    a_published_article("Граница", "Казахская степь и граница.", slug="step", language="ru", about=[])
    assert [hit.slug for hit in search(api, q="границей степи").results] == ["step"]
    assert [hit.slug for hit in search(api, q="граница -казахские").results] == []


@pytest.mark.parametrize("params", [{"q": "railway kazakhstan"}, {"q": "railway", "series": "russias-borders"}])
def test_a_search_costs_three_selects(api, borders, selects, params):
    with selects:
        search(api, **params)
    assert len(selects.public) == 3
    assert selects.default == []


def test_a_series_that_is_none_is_refused_in_a_search_too(api, borders):
    assert api.ask("search/", status=400, q="railway", series="none")["errors"][0]["parameter"] == "series"


def test_years_and_words_joined_by_signs_are_found_one_by_one(api, borders):
    a_published_article("War", "The war (1950–1953, or 1950-1953) and the Seoul/Pyongyang line.", slug="war")
    for words in ("1953", "1950", "Pyongyang line", "seoul -kazakhstan"):
        assert "war" in [hit.slug for hit in search(api, q=words, interpret="false").results], words
