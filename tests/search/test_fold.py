"""Letters as readers type them and letters as they stand in texts become the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from series.search.fold import fold


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Қазақстан", "Казакстан"),
        ("Україна", "Украіна"),
        ("ґанок", "ганок"),
        ("Өскемен", "Оскемен"),
        ("Ёлки", "Елки"),
        ("Е\u0308лки", "Елки"),
        ("по\u00adгра\u00adничный", "пограничный"),
        ("Nar\u200bva\ufeff", "Narva"),
        ("Russia’s", "Russia's"),
        ("Russia´s", "Russia's"),
        ("Russia`s", "Russia's"),
        ("Ｎａｒｖａ", "Narva"),
        ("ﬁsh", "fish"),
        ("1\u00a0000", "1 000"),
    ],
)
def test_what_is_written_and_what_is_typed_meet(written, typed):
    assert fold(written) == typed


@pytest.mark.parametrize("text", ["", "Narva", "граница", "Õpetaja", "край, йод", "北朝鮮", "a\nb\tc"])
def test_other_letters_and_breaks_stay(text):
    assert fold(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_composed_and_decomposed_text_is_the_same(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
