"""A valid document keeps its meaning and has exactly one form."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from series import body
from series.errors import BodyError, Problem
from tests.body.builders import BOLD, BREAK, ITALIC, bullets, cross_link, doc, figure, heading, link, p, quote, text
from tests.body.strategies import damaged_documents, documents, json_values


@settings(max_examples=100, deadline=None)
@given(documents())
def test_a_canonical_document_comes_through_unchanged(document: dict[str, Any]) -> None:
    validated = body.validate(document)
    assert validated == document
    assert json.dumps(body.validate(validated)) == json.dumps(validated)


@settings(max_examples=50, deadline=None)
@given(documents())
def test_writing_and_reading_changes_no_byte(document: dict[str, Any]) -> None:
    written = body.dumps(document)
    assert body.dumps(body.loads(written)) == written
    assert body.loads(written.decode()) == document


@settings(max_examples=50, deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_in_which_keys_arrive_does_not_show(document: dict[str, Any], random: Any) -> None:
    shuffled = _shuffled(document, random)
    assert body.dumps(shuffled) == body.dumps(document)
    assert json.dumps(body.validate(shuffled)) == json.dumps(body.validate(document))


def _shuffled(value: Any, random: Any) -> Any:
    if isinstance(value, list):
        return [_shuffled(entry, random) for entry in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    random.shuffle(keys)
    return {key: _shuffled(value[key], random) for key in keys}


@settings(max_examples=150, deadline=None)
@given(json_values | damaged_documents())
def test_whatever_comes_in_is_a_document_or_a_body_error(raw: Any) -> None:
    document, problems = attempt(lambda: body.validate(body.assign_ids(raw)))
    assert (document is None) == bool(problems)
    assert all(problem.message.isprintable() and problem.path.isprintable() for problem in problems)
    if document:
        assert body.validate(document) == document
        assert json.loads(body.dumps(document)) == document


def attempt(job: Callable[[], dict[str, Any]]) -> tuple[dict[str, Any] | None, list[Problem]]:
    try:
        return job(), []
    except BodyError as error:
        return None, error.problems


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40) | st.binary(max_size=40) | json_values.map(json.dumps))
def test_whatever_text_comes_in_is_a_document_or_a_body_error(raw: str | bytes) -> None:
    with pytest.raises(BodyError):
        body.loads(raw)


def test_validation_leaves_what_it_was_given_alone() -> None:
    raw = doc(p("first1", text("The ", ITALIC, BOLD), text("Tumen", ITALIC, BOLD)))
    before = json.dumps(raw)
    body.validate(raw)
    assert json.dumps(raw) == before


def test_neighbouring_texts_under_the_same_marks_become_one_also_inside_lists() -> None:
    raw = doc(
        p("first1", text("The ", BOLD), text("Tumen", BOLD), BREAK, "fre", "ezes", text(".", ITALIC)),
        bullets("list01", [p(None, "Nar", "va"), bullets(None, [p(None, "Khas", "an")])]),
    )
    assert body.validate(raw) == doc(
        p("first1", text("The Tumen", BOLD), BREAK, "freezes", text(".", ITALIC)),
        bullets("list01", [p(None, "Narva"), bullets(None, [p(None, "Khasan")])]),
    )


def test_texts_that_lead_to_different_places_stay_apart() -> None:
    document = doc(p("first1", text("Nar", link("https://a.example/")), text("va", link("https://b.example/"))))
    assert body.validate(document) == document


def test_marks_stand_in_one_order() -> None:
    raw = doc(p("first1", text("Narva", cross_link(), ITALIC, BOLD)))
    marks = body.validate(raw)["content"][0]["content"][0]["marks"]
    assert [mark["type"] for mark in marks] == ["bold", "italic", "crossLink"]


def test_empty_content_and_marks_are_left_out_as_the_editor_leaves_them_out() -> None:
    raw = doc({**p("empty1"), "content": []}, p("first1", {**text("Narva"), "marks": []}, {**BREAK, "marks": []}))
    assert body.validate(raw) == doc(p("empty1"), p("first1", "Narva", BREAK))


def test_an_attribute_left_out_is_null() -> None:
    raw = doc(quote("quote1", "Cold."), figure("figure"))
    del raw["content"][0]["attrs"]["attribution"], raw["content"][1]["attrs"]["alt"]
    assert body.validate(raw) == doc(quote("quote1", "Cold."), figure("figure"))


def test_an_empty_paragraph_is_kept() -> None:
    document = doc(p("first1", "Narva"), p("empty1"), heading("third1", "Khasan"))
    assert body.validate(document) == document


def test_the_empty_document_is_valid() -> None:
    assert body.validate(body.empty()) == body.empty()
    assert body.to_text(body.empty()) == ""


def test_no_two_empty_documents_are_the_same_object() -> None:
    body.empty()["content"].append("spoilt")
    assert len(body.empty()["content"]) == 1


def test_the_bytes_of_a_document_are_compact_sorted_utf8() -> None:
    assert (
        body.dumps(doc(p("first1", "Хасан\n")))
        == (
            '{"attrs":{"version":1},"content":[{"attrs":{"id":"first1"},"content":[{"text":"Хасан\\n","type":"text"}],'
            '"type":"paragraph"}],"type":"doc"}'
        ).encode()
    )


def test_an_epigraph_is_checked_like_a_body() -> None:
    assert body.validate_epigraph(None) is None
    assert body.validate_epigraph({"paragraphs": ["Cold."]}) == {"paragraphs": ["Cold."], "attribution": None}
    with pytest.raises(BodyError) as caught:
        body.validate_epigraph({"paragraphs": ["", 3, "\x00"], "attribution": [], "source": "x"})
    assert [str(problem) for problem in caught.value.problems] == [
        "paragraphs[2]: text holds a character that cannot be stored (U+0000)",
        "paragraphs[0]: must not be empty",
        "paragraphs[1]: must be text, not 3",
        "attribution: must be text, not a list",
        "source: unknown field 'source'",
    ]
