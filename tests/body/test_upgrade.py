"""Older documents are brought up to date step by step when they are read."""

import copy
from typing import Any

import pytest

from series import body
from series.errors import BodyError
from tests.body.builders import divider, doc, p


def _rename_rule(document: dict[str, Any]) -> dict[str, Any]:
    """From an imagined version 1, whose dividers are called rules."""
    blocks = [{**block, "type": "divider"} if block["type"] == "rule" else block for block in document["content"]]
    return {**document, "content": blocks}


def _add_tone(document: dict[str, Any]) -> dict[str, Any]:
    blocks = [{**block, "attrs": {**block["attrs"], "tone": None}} for block in document["content"]]
    return {**document, "content": blocks}


STEPS = {1: _rename_rule, 2: _add_tone}


def test_the_current_version_stays_as_it_is() -> None:
    document = doc(divider("first1"))
    assert body.upgrade(document) is document


def test_steps_follow_each_other_and_mark_their_version() -> None:
    old = doc({"type": "rule", "attrs": {"id": "first1"}}, p("other1"))
    before = copy.deepcopy(old)
    assert body.upgrade(old, 2, steps=STEPS) == {**doc(divider("first1"), p("other1")), "attrs": {"version": 2}}
    newest = body.upgrade(old, 3, steps=STEPS)
    assert newest["attrs"] == {"version": 3}
    assert [block["attrs"] for block in newest["content"]] == [
        {"id": "first1", "tone": None},
        {"id": "other1", "tone": None},
    ]
    assert old == before


def test_going_step_by_step_or_at_once_is_the_same() -> None:
    old = doc({"type": "rule", "attrs": {"id": "first1"}})
    at_once = body.upgrade(old, 3, steps=STEPS)
    assert body.upgrade(body.upgrade(old, 2, steps=STEPS), 3, steps=STEPS) == at_once


@pytest.mark.parametrize(
    ("attrs", "message"),
    [
        ({"version": 2}, r"version 2 is newer than this archive reads \(1\)"),
        ({"version": 0}, "version 0 is not known"),
        ({"version": -5}, "version -5 is not known"),
        ({"version": "1"}, "must be a number, not '1'"),
        ({"version": True}, "must be a number, not true"),
        ({"version": 1.0}, "must be a number, not 1.0"),
        ({}, "is missing"),
        (None, "is missing"),
    ],
)
def test_a_version_that_no_step_leads_away_from_is_refused(attrs: Any, message: str) -> None:
    with pytest.raises(BodyError, match=message) as caught:
        body.upgrade({**doc(divider("first1")), "attrs": attrs})
    assert caught.value.problems[0].path == "attrs.version"


@pytest.mark.parametrize("raw", [None, [], "doc"])
def test_what_is_no_document_is_refused(raw: Any) -> None:
    with pytest.raises(BodyError, match="is missing"):
        body.upgrade(raw)
