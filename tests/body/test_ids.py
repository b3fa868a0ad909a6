"""Every block has an id of its own: given by the server, kept through edits, repeatable at import."""

import copy
import re
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings

from series import body
from series.errors import SeriesError
from tests.body.builders import bullets, divider, doc, figure, p
from tests.body.strategies import documents, json_values

ID = re.compile(r"[a-z0-9]{6,32}")


def ids(document: dict[str, Any]) -> list[str]:
    return [block["attrs"]["id"] for block in document["content"]]


def counted() -> Any:
    numbers = count(1)
    return lambda: f"new{next(numbers):04}"


def test_a_block_without_an_id_gets_one_and_the_others_keep_theirs() -> None:
    raw = doc(p("narva1", "a"), p(None, "b"), divider("khasan"))
    assert ids(body.assign_ids(raw, make=counted())) == ["narva1", "new0001", "khasan"]


@pytest.mark.parametrize("attrs", [{}, {"id": None}, {"id": ""}, None])
def test_null_and_empty_are_no_ids(attrs: dict[str, Any] | None) -> None:
    raw = doc({"type": "divider", "attrs": attrs})
    assert body.assign_ids(raw, make=counted()) == doc(divider("new0001"))


def test_other_attributes_stay() -> None:
    block = figure("first1", caption="The bridge")
    del block["attrs"]["id"]
    assert body.assign_ids(doc(block), make=counted()) == doc(figure("new0001", caption="The bridge"))


def test_a_copied_block_gets_a_new_id_and_the_first_one_keeps_it() -> None:
    raw = doc(p("narva1", "a"), p("narva1", "a"), p("narva1", "a"))
    assert ids(body.assign_ids(raw, make=counted())) == ["narva1", "new0001", "new0002"]


def test_a_new_id_is_neither_one_further_down_nor_one_taken_elsewhere() -> None:
    raw = doc(p(None, "a"), divider("new0002"), p(None, "b"))
    assert ids(body.assign_ids(raw, taken=["new0001"], make=counted())) == ["new0003", "new0002", "new0004"]


def test_an_id_that_is_taken_elsewhere_is_kept_by_the_block_that_has_it() -> None:
    assert ids(body.assign_ids(doc(divider("narva1")), taken={"narva1"})) == ["narva1"]


def test_a_maker_that_repeats_itself_is_found_out() -> None:
    with pytest.raises(SeriesError, match="repeats itself"):
        body.assign_ids(doc(p(None), p(None)), make=lambda: "always")


def test_an_id_that_is_wrong_is_left_for_validation_to_refuse() -> None:
    raw = doc({"type": "divider", "attrs": {"id": 7}}, {"type": "divider", "attrs": {"id": "Not An Id"}})
    assert body.assign_ids(raw) == raw


def test_paragraphs_inside_lists_get_no_id() -> None:
    document = doc(bullets("first1", "a", "b"))
    assert body.assign_ids(document) == document


@settings(max_examples=30, deadline=None)
@given(documents())
def test_a_valid_document_comes_through_unchanged_and_without_ids_becomes_valid(document: dict[str, Any]) -> None:
    assert body.assign_ids(document) == document
    bare = copy.deepcopy(document)
    for block in bare["content"]:
        del block["attrs"]["id"]
    before = copy.deepcopy(bare)
    assert body.validate(body.assign_ids(bare))
    assert bare == before


@settings(max_examples=50, deadline=None)
@given(json_values)
def test_what_is_no_document_is_no_trouble(raw: Any) -> None:
    body.assign_ids(raw)
    body.assign_ids({"type": "doc", "content": raw})
    body.assign_ids({"type": "doc", "content": [raw, {"attrs": raw}]})


def test_a_stable_id_is_the_same_everywhere_and_tells_its_parts_apart() -> None:
    assert body.stable_id("narva.txt", "3") == "wmywobg5be2i"
    found = {
        body.stable_id(*parts) for parts in [(), ("",), ("ab", "c"), ("a", "bc"), ("abc",), ("c", "ab"), ("\ud800",)]
    }
    assert len(found) == 7
    assert all(ID.fullmatch(block_id) for block_id in found)


def test_random_ids_differ() -> None:
    found = {body.random_id() for _ in range(1_000)}
    assert len(found) == 1_000
    assert all(ID.fullmatch(block_id) for block_id in found)
