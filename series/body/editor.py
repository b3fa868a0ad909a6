"""What the admin's editor sends, as `validate` expects it: only what the editor itself adds is taken away."""

from typing import Any, Final

_ATTRIBUTES: Final = {
    "doc": {"version"},
    "paragraph": {"id"},
    "heading": {"id", "level"},
    "bulletList": {"id"},
    "orderedList": {"id"},
    "quote": {"id", "attribution"},
    "figure": {"id", "image", "caption", "credit", "alt"},
    "divider": {"id"},
    "link": {"href"},
    "crossLink": {"id", "kind", "target", "hint"},
}
_EDITORS_OWN: Final = {"figure": {"missing"}}
# A document may be hostile; deeper than this nothing is valid, and `validate` says so with a path.
_DEEPEST: Final = 40


def from_editor(raw: object) -> Any:
    """A copy of `raw`, JSON as Tiptap gives it, for `assign_ids` and `validate`; never raises.

    Tiptap writes every attribute that an extension declares, null or not. Taken away are: null attributes that the
    vocabulary does not know, attributes that are only the editor's, ids of paragraphs and lists inside lists and
    quotes (an id stays with a block that is moved there), and `attrs`, `content` and `marks` without anything in them.
    All else, right or wrong, is left for `validate` to judge, so that
    nothing that somebody wrote is dropped without a word.
    """
    return _node(raw, 0)


def _node(node: object, depth: int) -> Any:
    if not isinstance(node, dict) or depth > _DEEPEST:
        return node
    # 0 is the document, 1 its blocks; what stands deeper has no id.
    copy = dict(node)
    copy["attrs"] = _attrs(node, is_inner=depth > 1)
    for key in ("content", "marks"):
        if isinstance(children := node.get(key), list):
            copy[key] = [_mark(child) if key == "marks" else _node(child, depth + 1) for child in children]
    return _without_empty(copy, node)


def _mark(mark: object) -> object:
    if not isinstance(mark, dict):
        return mark
    return _without_empty({**mark, "attrs": _attrs(mark, is_inner=False)}, mark)


def _attrs(node: dict[Any, Any], *, is_inner: bool) -> object:
    attrs, kind = node.get("attrs"), node.get("type")
    if not isinstance(attrs, dict):
        return attrs
    known = _ATTRIBUTES.get(kind, set()) if isinstance(kind, str) else set()
    dropped = _EDITORS_OWN.get(kind, set()) if isinstance(kind, str) else set()
    if is_inner and kind in ("paragraph", "bulletList", "orderedList"):
        dropped = {"id"}
    return {
        name: value for name, value in attrs.items() if name not in dropped and (value is not None or name in known)
    }


def _without_empty(copy: dict[Any, Any], node: dict[Any, Any]) -> dict[Any, Any]:
    """Without the parts that hold nothing, or that were not there."""
    return {
        key: value
        for key, value in copy.items()
        if not (key in ("attrs", "content", "marks") and (value in ({}, [], None) or key not in node))
    }
