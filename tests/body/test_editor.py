"""What the admin's editor sends becomes a document again, and nothing that somebody wrote is dropped on the way."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from series import body
from series.body.editor import from_editor
from series.errors import BodyError
from tests.body.strategies import damaged_documents, documents, json_values


def as_tiptap_writes(node, depth=0):
    """The node with what Tiptap adds: every declared attribute, null where it has no value."""
    node = copy.deepcopy(node)
    if node["type"] in ("paragraph", "bulletList", "orderedList") and depth > 1:
        node["attrs"] = {"id": "wasablock" if depth % 2 else None, "textAlign": None}
    if node["type"] == "orderedList":
        node["attrs"] |= {"start": None, "type": None}
    if node["type"] == "figure":
        node["attrs"]["missing"] = "The ferry"
    for mark in node.get("marks", []):
        if mark["type"] == "link":
            mark["attrs"] |= {"target": None, "rel": None, "class": None}
    if "content" in node:
        node["content"] = [as_tiptap_writes(child, depth + 1) for child in node["content"]]
    return node


@settings(max_examples=60)
@given(documents())
def test_a_document_is_the_same_after_the_editor(document):
    assert body.validate(from_editor(as_tiptap_writes(document))) == document


@settings(max_examples=60)
@given(documents())
def test_a_document_that_never_saw_the_editor_is_left_alone(document):
    before = copy.deepcopy(document)
    assert from_editor(document) == document == before


@settings(max_examples=100)
@given(json_values | damaged_documents())
def test_anything_is_taken_and_twice_is_as_once(raw):
    before = copy.deepcopy(raw)
    once = from_editor(raw)
    assert from_editor(once) == once
    assert str(raw) == str(before)


@given(st.sampled_from(["align", "dir", "class"]), st.sampled_from(["left", 0, False, ""]))
def test_an_unknown_attribute_with_a_value_is_left_to_be_refused(name, value):
    block = {"type": "paragraph", "attrs": {"id": "para01", name: value}}
    sent = from_editor({"type": "doc", "attrs": {"version": 1}, "content": [block]})
    with pytest.raises(BodyError) as refused:
        body.validate(sent)
    assert [problem.path for problem in refused.value.problems] == [f"content[0].attrs.{name}"]


def test_a_figure_without_a_picture_is_left_to_be_refused():
    block = {"type": "figure", "attrs": {"id": "figure1", "image": None, "missing": "The ferry"}}
    with pytest.raises(BodyError) as refused:
        body.validate(from_editor({"type": "doc", "attrs": {"version": 1}, "content": [block]}))
    assert [problem.path for problem in refused.value.problems] == ["content[0].attrs.image"]


def test_a_hostile_depth_does_not_exhaust_the_stack():
    node = {"type": "paragraph"}
    for _ in range(20_000):
        node = {"type": "bulletList", "content": [node]}
    with pytest.raises(BodyError):
        body.validate(from_editor({"type": "doc", "attrs": {"version": 1}, "content": [node]}))
