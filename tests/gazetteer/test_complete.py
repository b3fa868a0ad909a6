"""Countries by the beginning of a name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from series import gazetteer


@pytest.mark.parametrize(
    ("beginning", "first"),
    [
        ("kaz", "KZ"),
        ("каз", "KZ"),
        ("north k", "KP"),
        ("северная к", "KP"),
        ("pyong", "KP"),
        ("geor", "GE"),
        ("mong", "MN"),
        ("norw", "NO"),
        ("suom", "FI"),
        ("日", "JP"),
        ("niger", "NE"),
        ("nigeri", "NG"),
    ],
)
def test_the_likeliest_country_comes_first(beginning: str, first: str) -> None:
    assert gazetteer.complete(beginning)[0].code == first


def test_a_match_says_by_which_name_and_how_much_of_it_is_typed() -> None:
    match = gazetteer.complete("finl")[0]
    assert (match.code, match.alias, match.kind) == ("FI", "Finland", "name")
    assert match.score == pytest.approx(4 / 7, abs=0.001)


def test_countries_of_the_region_come_before_others() -> None:
    codes = [match.code for match in gazetteer.complete("mo", limit=20)]
    assert codes[0] == "MO"
    assert set(codes[1:4]) == {"MN", "MD", "RU"}
    assert len(codes) == len(set(codes))


def test_nothing_typed_completes_to_nothing() -> None:
    assert gazetteer.complete("") == gazetteer.complete(" -") == gazetteer.complete("zzzz") == ()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(gazetteer.countries()), st.integers(1, 40))
def test_a_name_is_completed_from_every_beginning_that_is_long_enough(country: gazetteer.Country, length: int) -> None:
    beginning = country.name("en")[:length]
    found = {match.code for match in gazetteer.complete(beginning, limit=249)}
    assert country.code in found or not gazetteer.normalise(beginning)
