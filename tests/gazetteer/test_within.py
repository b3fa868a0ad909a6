"""Countries inside a longer query."""

import pytest

from series import gazetteer


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("mongolia", ("MN",)),
        ("north korea", ("KP",)),
        ("казахстан", ("KZ",)),
        ("dprk", ("KP",)),
        ("U.S.", ("US",)),
        ("KZ", ("KZ",)),
        ("PRK", ("KP",)),
    ],
)
def test_a_name_that_readers_use_is_taken(words, codes):
    assert gazetteer.resolve_within(words) == codes


@pytest.mark.parametrize("words", ["no", "in", "us", "kz", "island", "man", "end", "finnish", "helsinki", "oil", ""])
def test_a_word_that_only_looks_like_a_name_is_left_in_the_text(words):
    assert gazetteer.resolve_within(words) == ()


def test_other_languages_may_be_asked_for():
    assert gazetteer.resolve_within("Suomi", ["fi"]) == ("FI",)
