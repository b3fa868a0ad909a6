"""What `resolve` promises of any query: reasons, order, scores, places, suggestions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from series import gazetteer
from series.gazetteer.data import tables


def only(query: str) -> gazetteer.Match:
    (match,) = gazetteer.resolve(query).matches
    return match


def test_a_match_says_by_which_alias_and_in_which_languages() -> None:
    match = only("северная корея")
    assert (match.code, match.alias, match.kind) == ("KP", "Северная Корея", "name")
    assert match.languages == ("ru",)
    assert match.score == 1.0
    assert not match.fuzzy


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("PRK", "code"),
        ("408", "code"),
        ("North Korea", "name"),
        ("Democratic People's Republic of Korea", "official"),
        ("DPRK", "abbreviation"),
        ("Byelorussia", "former"),
        ("казахская", "demonym"),
        ("Пхеньян", "capital"),
        ("Holland", "alias"),
        ("Sakartvelo", "alias"),
    ],
)
def test_a_match_says_what_kind_of_name_it_is(query: str, kind: str) -> None:
    assert only(query).kind == kind


def test_a_former_name_says_when_it_was_used() -> None:
    assert only("Persia").period == "to 1935"
    assert only("Kazakstan").code == "KZ"


def test_the_alias_is_the_one_written_like_the_query() -> None:
    assert only("Kína").alias == "Kína"
    assert only("Čína").alias == "Čína"


def test_a_name_of_two_countries_returns_both() -> None:
    assert {match.code for match in gazetteer.resolve("لتونی").matches} == {"LT", "LV"}
    assert {match.code for match in gazetteer.resolve("Congo").matches} == {"CG", "CD"}


def test_limit_keeps_the_best() -> None:
    both = gazetteer.resolve("Congo").matches
    assert gazetteer.resolve("Congo", limit=1).matches == both[:1]


def test_a_typing_error_is_corrected_and_says_so() -> None:
    match = only("Khazakstan")
    assert match.fuzzy
    assert 0.7 < match.score < 1.0


def test_two_countries_as_near_as_each_other_are_both_given() -> None:
    assert {match.code for match in gazetteer.resolve("Austrlia").matches} == {"AU", "AT"}


def test_another_keyboard_layout_is_read_and_scores_less() -> None:
    match = only("rfpf[cnfy")
    assert (match.code, match.alias, match.fuzzy) == ("KZ", "Казахстан", True)
    assert match.score < 1.0


def test_a_code_that_is_a_word_counts_only_in_capitals() -> None:
    assert gazetteer.resolve("no").matches == ()
    assert only("NO").code == "NO"


def test_a_name_that_is_a_word_elsewhere_counts_only_as_it_is_written() -> None:
    assert gazetteer.resolve("sane").matches == ()
    assert only("Sane").code == "TD"


def test_a_place_is_named_with_what_it_is_and_is_no_match() -> None:
    found = gazetteer.resolve("Крым")
    assert found.matches == ()
    (place,) = found.places
    assert (place.name, place.alias, place.states, place.disputed) == ("Crimea", "Крым", ("UA", "RU"), True)
    assert "peninsula" in place.what


def test_georgia_is_the_country_and_names_the_us_state_beside_it() -> None:
    found = gazetteer.resolve("Georgia")
    assert [match.code for match in found.matches] == ["GE"]
    assert [(place.name, place.states) for place in found.places] == [("Georgia (US state)", ("US",))]


def test_what_is_not_found_gets_suggestions_of_names_that_begin_like_it() -> None:
    assert gazetteer.resolve("kaza").suggestions[0] == "Kazakhstan"
    assert "Казахстан" in gazetteer.resolve("каза").suggestions


def test_what_is_found_gets_no_suggestions() -> None:
    assert gazetteer.resolve("Kazakhstan").suggestions == ()


@pytest.mark.parametrize("query", ["", " ", "\n", "?!", "\u200b", "\u0301"])
def test_a_query_without_a_letter_finds_nothing(query: str) -> None:
    assert gazetteer.resolve(query) == gazetteer.Resolution(query, (), (), ())


def test_a_query_as_long_as_a_book_is_answered() -> None:
    assert gazetteer.resolve("Korea " * 100_000).matches == ()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_no_text_makes_it_fail(query: str) -> None:
    found = gazetteer.resolve(query)
    assert found.query == query
    assert all(0 < match.score <= 1 for match in found.matches)
    assert not (found.suggestions and (found.matches or found.places))
    codes = [match.code for match in found.matches]
    assert len(codes) == len(set(codes))


def test_every_name_in_every_language_resolves_to_its_country() -> None:
    lost = [
        (country.code, locale, name)
        for country in gazetteer.countries()
        for locale, name in country.names.items()
        if country.code not in {match.code for match in gazetteer.resolve(name).matches}
    ]
    assert lost == []


def test_every_hand_kept_name_resolves_to_its_country_as_it_is_written() -> None:
    lost = [
        alias
        for alias in tables().aliases
        if alias.kind != "name" and alias.code not in {m.code for m in gazetteer.resolve(alias.text).matches}
    ]
    assert lost == []


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(gazetteer.countries()), st.data())
def test_case_spacing_and_hyphens_never_matter(country: gazetteer.Country, data: st.DataObject) -> None:
    name = country.name("en")
    typed = data.draw(st.sampled_from([name.upper(), name.lower(), name.replace(" ", "-"), f"  {name} "]))
    assert gazetteer.resolve(typed).matches[0].code == country.code


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(gazetteer.countries()), st.data())
def test_two_swapped_letters_in_a_long_english_name_still_find_it(
    country: gazetteer.Country, data: st.DataObject
) -> None:
    name = country.name("en")
    at = data.draw(st.integers(1, len(name) - 2)) if len(name) > 8 else 0
    typed = name[:at] + name[at + 1] + name[at] + name[at + 2 :] if at else name
    assert country.code in {match.code for match in gazetteer.resolve(typed).matches}


def test_an_alias_of_any_other_script_survives_a_slug() -> None:
    assert only("korea-polnocna").code == "KP"
    assert only("северная_корея").code == "KP"
