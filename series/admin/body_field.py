"""The body in a form: as JSON that is checked, and as plain text for an article that has none yet."""

import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import UnfoldAdminTextareaWidget

from series import body
from series.body.editor import from_editor
from series.errors import BodyError

SHOWN_PROBLEMS = 30
_HEADING = re.compile(r"(#{2,3}) +(\S.*)", re.DOTALL)


def pretty(document: Any) -> str:
    """A document as JSON to be read and edited: one line for each node."""
    return "".join(_lines(document, ""))


def _lines(node: Any, pad: str) -> str:
    children = node.get("content") if isinstance(node, dict) else None
    if not children or not isinstance(children, list):
        return pad + _line(node)
    head = _line({key: value for key, value in node.items() if key != "content"})
    inner = ",\n".join(_lines(child, pad + "  ") for child in children)
    return f'{pad}{head[:-1]}{", " if len(head) > len("{}") else ""}"content": [\n{inner}\n{pad}]}}'


def _line(node: Any) -> str:
    if isinstance(node, dict):
        # The database gives keys back by their length.
        node = {key: node[key] for key in sorted(node, key=lambda key: (key != "type", key))}
    return json.dumps(node, ensure_ascii=False)


def read(text: str) -> body.Document:
    """JSON text, the editor's too, as a document in canonical form; blocks without an id, and copies, get a new one.

    Raises BodyError.
    """
    return body.validate(body.assign_ids(from_editor(body.parse(text))))


def from_plain_text(text: str) -> body.Document:
    """Paragraphs parted by empty lines as a document; `## ` begins a heading, `### ` a smaller. Raises BodyError."""
    paragraphs = [part.strip("\n") for part in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n"))]
    blocks = [_block(paragraph) for paragraph in paragraphs if paragraph.strip()]
    document = {"type": "doc", "attrs": {"version": body.VERSION}, "content": blocks}
    return body.validate(body.assign_ids(document))


def _block(paragraph: str) -> dict[str, Any]:
    heading = _HEADING.fullmatch(paragraph)
    if heading:
        return {"type": "heading", "attrs": {"level": len(heading[1])}, "content": _inline(heading[2])}
    return {"type": "paragraph", "content": _inline(paragraph)}


def _inline(text: str) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    for line in text.split("\n"):
        if nodes:
            nodes.append({"type": "hardBreak"})
        if line:
            nodes.append({"type": "text", "text": line})
    return nodes


def is_blank(document: Any) -> bool:
    """Whether nothing was written yet: no blocks but empty paragraphs."""
    blocks = document.get("content", []) if isinstance(document, dict) else None
    if not isinstance(blocks, list):
        return False
    return all(isinstance(b, dict) and b.get("type") == "paragraph" and not b.get("content") for b in blocks)


def as_validation_error(error: BodyError) -> ValidationError:
    """Each problem with its path, as errors of a field."""
    shown = [str(problem) for problem in error.problems[:SHOWN_PROBLEMS]]
    more = len(error.problems) - len(shown)
    return ValidationError([*shown, f"… and {more} more"] if more else shown)


class BodyField(forms.CharField):
    """A body document as JSON text. What does not pass comes back as it was typed, with every problem and its path."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 18, "class": "font-mono text-xs", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        """A field that may be left empty; what an empty one means is the form's to say."""
        super().__init__(required=False, strip=False, initial=body.empty, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The stored document as text; what was typed, as it was."""
        return value if isinstance(value, str | None) else pretty(value)

    def clean(self, value: Any) -> Any:
        """The document in canonical form; None for an empty text."""
        text = value or ""
        if not text.strip():
            return None
        try:
            return read(text)
        except BodyError as error:
            raise as_validation_error(error) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text says something else than the stored document; its layout does not count."""
        try:
            return bool(body.dumps(read(data or "")) != body.dumps(initial))
        except (BodyError, TypeError):
            return True
