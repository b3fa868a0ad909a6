"""Conditions on countries become tsquery text in which nothing is a reader's own."""

import pytest
from django.db import connection

from series.search.query import RELATIONS, countries_tsquery
from series.search.vector import country_lexemes, parts


def test_any_relation_is_either_lexeme():
    assert countries_tsquery(["KP"]) == "('c:KP' | 'm:KP')"
    assert countries_tsquery(["KP"], "about") == "('c:KP')"
    assert countries_tsquery(["KP"], "mentions") == "('m:KP')"


def test_several_countries_are_alternatives_or_all_wanted():
    assert countries_tsquery(["EE", "LV"], "about") == "('c:EE') | ('c:LV')"
    assert countries_tsquery(["EE", "LV"], "about", every=True) == "('c:EE') & ('c:LV')"


@pytest.mark.parametrize("code", ["", "ee", "EST", "E'", "KP\n", "ЕЕ", "EE' | 'c:RU"])
def test_what_is_no_code_never_gets_into_a_query(code):
    with pytest.raises(ValueError, match="no ISO 3166-1"):
        countries_tsquery([code])


def test_a_query_for_no_country_is_refused():
    with pytest.raises(ValueError, match="no country"):
        countries_tsquery([])


@pytest.mark.django_db
@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("every", [False, True])
def test_postgresql_reads_the_query_and_finds_the_lexemes_by_it(relation, every):
    lexemes = country_lexemes(about=["EE", "LV"], mentions=["EE", "LV", "FI"])
    with connection.cursor() as cursor:
        for codes, found in ((["EE", "LV"], True), (["EE", "MN"], not every), (["MN"], False)):
            query = countries_tsquery(codes, relation, every=every)
            cursor.execute("SELECT array_to_tsvector(%s::text[]) @@ %s::tsquery", [lexemes, query])
            assert cursor.fetchone() == (found,), codes


def test_the_title_weighs_most_and_the_text_least():
    weighed = parts(
        title="Narva", standfirst="Leads in", series="Borders", contributors=["Ada"], body="Text", epigraph=["Quoted"]
    )
    assert [(part.weight, part.text) for part in weighed] == [
        ("A", "Narva"),
        ("B", "Leads in"),
        ("C", "Borders Ada"),
        ("D", "Quoted\nText"),
    ]
