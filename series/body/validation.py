"""The one way into the archive for a body document: all of it is known and safe, or it is refused with every fault."""

from typing import Any, TypeAlias

import orjson
from pydantic import BaseModel, ValidationError

from series.body.blocks import BodyDocument, Epigraph
from series.body.limits import MAX_PROBLEMS
from series.body.plain import Scan, decode
from series.body.problems import problems_of
from series.errors import BodyError, Problem

Document: TypeAlias = dict[str, Any]
"""A body document that `validate` returned: plain JSON values in canonical form."""


def validate(raw: object) -> Document:
    """`raw` as a document in canonical form: `validate(validate(raw)) == validate(raw)`.

    Canonical are the order of keys and marks, null for an attribute that was left out, no empty `content` or
    `marks`, and one text node where several stood side by side under the same marks. Nothing that a reader sees
    changes. Raises BodyError with every problem and its path, up to MAX_PROBLEMS.
    """
    return _checked(Scan(raw))


def loads(text: str | bytes) -> Document:
    """JSON text as a document in canonical form; raises BodyError as `parse` and `validate` do."""
    return _checked(Scan(decode(text)))


def dumps(document: Document) -> bytes:
    """A document as canonical JSON: sorted keys, no spaces, UTF-8 (as RFC 8785 has it for such documents).

    Equal documents give equal bytes, whatever order their keys came back in from the database; editions are hashed
    over these bytes.
    """
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def validate_epigraph(raw: object) -> dict[str, Any] | None:
    """An epigraph `{"paragraphs": [text, …], "attribution": text or null}` in canonical form; None for None.

    Raises BodyError as `validate` does.
    """
    if raw is None:
        return None
    epigraph, problems = _modelled(Epigraph, Scan(raw))
    if problems:
        raise BodyError(_bounded(problems))
    return epigraph


def empty() -> Document:
    """A valid document that says nothing: one empty paragraph, where an editor begins to write."""
    return {
        "type": "doc",
        "attrs": {"version": 1},
        "content": [{"type": "paragraph", "attrs": {"id": "beginning"}}],
    }


def _checked(scan: Scan) -> Document:
    document, problems = _modelled(BodyDocument, scan)
    problems += _doubled_ids(scan.document) + _contradicting_links(scan.cross_links)
    if problems or document is None:
        raise BodyError(_bounded(problems))
    for block in document["content"]:
        _merge_text(block)
    return document


def _modelled(model: type[BaseModel], scan: Scan) -> tuple[dict[str, Any] | None, list[Problem]]:
    """What `model` makes of a scanned value, and the problems of both; no value if the model refuses it."""
    try:
        return model.model_validate(scan.document).model_dump(), list(scan.problems)
    except ValidationError as error:
        reported = {problem.path for problem in scan.problems}
        found = problems_of(error, scan.document)
        return None, scan.problems + [problem for problem in found if problem.path not in reported]


def _bounded(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MAX_PROBLEMS:
        return problems
    return [*problems[:MAX_PROBLEMS], Problem("", "there are more problems than these")]


def _doubled_ids(document: object) -> list[Problem]:
    """Blocks whose id an earlier block has; `document` may be anything."""
    blocks = document.get("content") if isinstance(document, dict) else None
    first: dict[str, int] = {}
    problems = []
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        attrs = block.get("attrs") if isinstance(block, dict) else None
        block_id = attrs.get("id") if isinstance(attrs, dict) else None
        if isinstance(block_id, str) and first.setdefault(block_id, index) != index:
            message = f"the id '{block_id}' is that of content[{first[block_id]}] already"
            problems.append(Problem(f"content[{index}].attrs.id", message))
    return problems


def _contradicting_links(links: list[tuple[str, dict[str, Any]]]) -> list[Problem]:
    """Article links that share an id but not what it stands for; `links` are paths and attributes."""
    first: dict[str, dict[str, Any]] = {}
    problems = []
    for path, attrs in links:
        link_id = attrs.get("id")
        if isinstance(link_id, str) and _meaning(first.setdefault(link_id, attrs)) != _meaning(attrs):
            problems.append(Problem(f"{path}.attrs.id", f"two different links have the id '{link_id}'"))
    return problems


def _meaning(attrs: dict[str, Any]) -> tuple[object, object, object]:
    return attrs.get("kind"), attrs.get("target"), attrs.get("hint")


def _merge_text(node: dict[str, Any]) -> None:
    """Join text nodes that stand side by side under the same marks, in `node` and all below it."""
    merged: list[dict[str, Any]] = []
    for child in node.get("content", ()):
        if merged and _is_continued(merged[-1], child):
            merged[-1]["text"] += child["text"]
        else:
            merged.append(child)
            _merge_text(child)
    if merged:
        node["content"] = merged


def _is_continued(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return left["type"] == right["type"] == "text" and left.get("marks") == right.get("marks")
