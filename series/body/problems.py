"""What pydantic finds wrong with a document, put as paths and words that an editor understands."""

from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from series.body import blocks
from series.body.limits import MAX_PROBLEMS
from series.body.plain import path_of, show
from series.errors import Problem

_PATTERNS: Final = {
    blocks.BLOCK_ID_PATTERN: "must be 6 to 32 small letters and digits",
    blocks.UUID_PATTERN: "must be a UUID in small letters",
}
_EXPECTED: Final = {
    "model_type": "an object",
    "dict_type": "an object",
    "model_attributes_type": "an object",
    "list_type": "a list",
    "string_type": "text",
    "bool_as_number": "a number",
}
# In these the entries of `content` are of one type only, so pydantic puts no type into the location.
_UNIFORM: Final = ("bulletList", "orderedList", "quote")
_BLOCKS: Final = ("block", blocks.tags(blocks.Block))
_INLINE: Final = ("inline node", blocks.tags(blocks.Inline))
_MARKS: Final = ("mark", blocks.tags(blocks.Mark))
_CHILDREN: Final = {"doc": _BLOCKS, "listItem": ("list item node", blocks.tags(blocks.ItemNode))}


def problems_of(error: ValidationError, raw: object) -> list[Problem]:
    """The faults in `error`, each with its path in `raw`, the document that was validated.

    No more than one above MAX_PROBLEMS: a hostile document can have several hundred thousand.
    """
    return [_problem(detail, raw) for detail in error.errors(include_url=False)[: MAX_PROBLEMS + 1]]


def _problem(detail: ErrorDetails, raw: object) -> Problem:
    steps = list(_walk(detail["loc"], raw))
    return Problem(path_of(key for key, _ in steps), _message(detail, steps))


def _walk(loc: tuple[int | str, ...], raw: object) -> Iterator[tuple[str | int, object]]:
    """The keys of a location, each with the value that it is a key of; without the tags that pydantic adds."""
    node, holder, is_tag = raw, None, False
    for key in loc:
        if is_tag:
            is_tag = False
            continue
        yield key, node
        if isinstance(key, str):
            holder, node = node, node.get(key) if isinstance(node, dict) else None
        elif isinstance(node, list):
            node = node[key]
            is_tag = _is_tagged(holder)


def _is_tagged(holder: object) -> bool:
    return isinstance(holder, dict) and "type" in holder and holder["type"] not in _UNIFORM


def _message(detail: ErrorDetails, steps: list[tuple[str | int, object]]) -> str:
    given, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            is_attribute = len(steps) > 1 and steps[-2][0] == "attrs"
            return f"unknown {'attribute' if is_attribute else 'field'} {show(steps[-1][0])}"
        case "union_tag_invalid" | "union_tag_not_found":
            return _unknown_type(given, *_expected(steps))
        case "literal_error":
            return f"must be {context['expected']}, not {show(given)}"
        case "string_pattern_mismatch":
            return f"{_PATTERNS[context['pattern']]}, not {show(given)}"
        case kind if kind in _EXPECTED:
            return f"must be {_EXPECTED[kind]}, not {show(given)}"
        case "string_too_short" | "too_short":
            return "must not be empty"
        case "string_too_long" | "too_long":
            unit = "characters" if detail["type"] == "string_too_long" else "entries"
            return f"is longer than {context['max_length']} {unit}"
    return detail["msg"]


def _expected(steps: list[tuple[str | int, object]]) -> tuple[str, list[str]]:
    """What may stand where an unknown node or mark stands: what it is called, and the allowed types."""
    field, holder = steps[-2]
    if field == "marks":
        return _MARKS
    return _CHILDREN.get(str(holder["type"]) if isinstance(holder, dict) else "", _INLINE)


def _unknown_type(given: object, kind: str, allowed: list[str]) -> str:
    choice = "allowed: " + ", ".join(allowed)
    if isinstance(given, dict) and "type" in given:
        return f"unknown {kind} type {show(given['type'])}; {choice}"
    return f"the {kind} has no type; {choice}"
