"""How spellings are folded into one."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from series.gazetteer import normalise
from series.gazetteer.keys import key, keys


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Côte d’Ivoire", "cote divoire"),
        ("cote-d'ivoire", "cote divoire"),
        ("  North\u00a0 Korea ", "north korea"),
        ("Kazakh\u00adstan", "kazakhstan"),
        ("Nor\u200bway", "norway"),
        ("Ёлка", "елка"),
        ("Қазақстан", "казакстан"),
        ("Україна", "украіна"),
        ("Łotwa", "lotwa"),
        ("Österreich", "osterreich"),
        ("Straße", "strasse"),
        ("İran", "iran"),
        ("ＫＰ", "kp"),
        ("🇰🇵", "kp"),
        ("Oʻzbekiston", "ozbekiston"),
        ("Bosnia & Herzegovina", "bosnia herzegovina"),
    ],
)
def test_a_name_is_folded_as_people_type_it(name: str, folded: str) -> None:
    assert normalise(name) == folded


def test_vowel_signs_that_are_letters_stay() -> None:
    assert normalise("चीन") == unicodedata.normalize("NFC", "चीन")
    assert key("लातविया") != key("लतवय")


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert normalise(unicodedata.normalize("NFD", text)) == once


@settings(max_examples=100)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=6))
def test_many_names_fold_as_each_does(names: list[str]) -> None:
    assert keys(names) == [key(name) for name in names]
