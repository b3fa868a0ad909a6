"""The JSON Schema says what validation does, so that front-ends can generate their types from it."""

from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from series import body
from series.errors import BodyError
from tests.body.builders import cross_link, doc, p, text
from tests.body.strategies import damaged_documents, documents

SCHEMA = Draft202012Validator(body.json_schema())
PUBLIC = Draft202012Validator(body.json_schema(public=True))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)
    Draft202012Validator.check_schema(PUBLIC.schema)


@settings(max_examples=40, deadline=None)
@given(documents())
def test_what_is_valid_fits_the_schema_and_its_public_form_the_public_one(document: dict[str, Any]) -> None:
    SCHEMA.validate(document)
    PUBLIC.validate(body.public(document))


@settings(max_examples=60, deadline=None)
@given(damaged_documents())
def test_what_validation_leaves_as_it_is_fits_the_schema(raw: Any) -> None:
    try:
        document = body.validate(raw)
    except BodyError:
        return
    SCHEMA.validate(document)


def test_the_public_schema_refuses_an_editors_link() -> None:
    document = doc(p("first1", text("here", cross_link(hint="A secret draft"))))
    assert SCHEMA.is_valid(document)
    assert not PUBLIC.is_valid(document)


def test_every_block_is_a_named_choice_by_its_type() -> None:
    schema = body.json_schema(ref_template="#/components/schemas/{model}")
    choice = schema["properties"]["content"]["items"]
    assert choice["discriminator"]["propertyName"] == "type"
    assert choice["discriminator"]["mapping"]["figure"] == "#/components/schemas/FigureBlock"
    assert len(choice["oneOf"]) == 7
    assert {"ParagraphBlock", "FigureBlock", "CrossLinkMark", "TextNode"} <= set(schema["$defs"])


@pytest.mark.parametrize("name", ["FigureAttrs", "QuoteAttrs", "CrossLinkAttrs"])
def test_attributes_are_always_there(name: str) -> None:
    definition = body.json_schema()["$defs"][name]
    assert set(definition["required"]) == set(definition["properties"])
