"""Which countries a text names, after the table in mentions.txt and for any text."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from series import gazetteer
from series.gazetteer.data import tables

MARK = re.compile(r"\[([A-Z]{2}) ([^\]]*)\]")


def rows() -> Iterator[tuple[str, str]]:
    for line in (Path(__file__).parent / "mentions.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text = line.split(": ", 1)
            yield language, text


@pytest.mark.parametrize(("language", "marked"), list(rows()))
def test_a_text_of_the_table_names_what_the_table_marks(language: str, marked: str) -> None:
    found = gazetteer.detect(MARK.sub(r"\2", marked), language)
    assert [(mention.code, mention.alias) for mention in found] == MARK.findall(marked)


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Кто? Russia\u00a0and «Côte d’Ivoire», said 朝鲜’s North\nKorea."
    found = gazetteer.detect(text)
    assert [text[mention.start : mention.end] for mention in found] == ["Russia", "Côte d’Ivoire", "North\nKorea"]


def test_a_mention_says_what_kind_of_name_it_is() -> None:
    kinds = [mention.kind for mention in gazetteer.detect("The North Korean side: Pyongyang, the DPRK, North Korea")]
    assert kinds == ["demonym", "capital", "abbreviation", "name"]


def test_an_unknown_language_and_an_empty_text_find_nothing() -> None:
    assert gazetteer.detect("North Korea", "xx") == ()
    assert gazetteer.detect("") == ()


def test_a_regional_form_of_a_language_is_that_language() -> None:
    assert gazetteer.detect("North Korea", "en-GB") == gazetteer.detect("North Korea", "en")


@pytest.mark.parametrize("language", ["en", "ru", "de", "zh"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_mentions_are_in_order_apart_and_slices_of_the_text(language: str, data: st.DataObject) -> None:
    names = [alias.text for alias in tables().aliases if language in alias.languages.split()]
    text = data.draw(st.lists(st.sampled_from(names) | st.text(max_size=8), max_size=8).map(" ".join))
    found = gazetteer.detect(text, language)
    assert all(mention.alias == text[mention.start : mention.end] for mention in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    gazetteer.detect(text)


@pytest.mark.parametrize("country", gazetteer.countries(), ids=lambda country: country.code)
def test_every_country_is_found_by_its_english_name(country: gazetteer.Country) -> None:
    if country.code not in {"CD", "CG"}:  # CLDR's "Congo - Kinshasa" is no name that stands in a text
        found = gazetteer.detect(f"We went to {country.name('en')} last year.")
        assert {mention.code for mention in found} == {country.code}
