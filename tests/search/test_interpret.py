"""Taking countries out of what Boris types into the search box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from series.search.interpret import Named, interpret

NAMES = {
    "kazakhstan": ("KZ",),
    "north korea": ("KP",),
    "korea": ("KP", "KR"),
    "united states of america": ("US",),
    "states": ("US",),
    "лтд": ("LT", "LV"),
}
ONLY_ALONE = {"georgia": ("GE",)}


def resolve(words, is_whole):
    key = words.casefold()
    return NAMES.get(key, ()) or (ONLY_ALONE.get(key, ()) if is_whole else ())


@pytest.mark.parametrize(
    ("query", "text", "countries"),
    [
        ("oil kazakhstan", "oil", [Named("kazakhstan", ("KZ",))]),
        ("Kazakhstan oil", "oil", [Named("Kazakhstan", ("KZ",))]),
        ("North Korea", "", [Named("North Korea", ("KP",))]),
        ("trade with north korea", "trade with", [Named("north korea", ("KP",))]),
        ("korea north", "north", [Named("korea", ("KP", "KR"))]),
        ("united states of america oil", "oil", [Named("united states of america", ("US",))]),
        ("kazakhstan kazakhstan", "", [Named("kazakhstan", ("KZ",)), Named("kazakhstan", ("KZ",))]),
        ("georgia", "", [Named("georgia", ("GE",))]),
        ("peaches georgia", "peaches georgia", []),
        ("лтд", "", [Named("лтд", ("LT", "LV"))]),
        ("", "", []),
        ("  \n ", "", []),
    ],
)
def test_the_longest_names_are_taken_out(query, text, countries):
    assert interpret(query, resolve) == (text, tuple(countries))


@pytest.mark.parametrize(
    "query",
    ['"north korea"', "oil -kazakhstan", 'oil -"north korea"', "oil OR kazakhstan", '"north korea', 'north "korea'],
)
def test_where_boris_says_what_to_do_with_the_words_they_are_left_alone(query):
    found = interpret(query, resolve)
    assert "KZ" not in [code for named in found.countries for code in named.codes]
    assert found.text == query


def test_a_phrase_does_not_keep_the_other_words_from_being_read():
    assert interpret('"the bridge" kazakhstan', resolve) == ('"the bridge"', (Named("kazakhstan", ("KZ",)),))


@given(st.lists(st.sampled_from([*"ab", "north", "korea", "kazakhstan", "united", "states", "of", '"', "-a", "OR"])))
def test_every_word_is_either_text_or_part_of_a_name(words):
    query = " ".join(words)
    found = interpret(query, resolve)
    kept = found.text.split() + [word for named in found.countries for word in named.alias.split()]
    assert sorted(kept) == sorted(query.split())
