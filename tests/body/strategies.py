"""hypothesis strategies for body documents: valid ones in canonical form, arbitrary JSON, and valid ones with damage.

`documents()` gives what `validate` would return for it, so that tests can say what stays the same.
"""

import copy
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "&amp;&#106;avascript:",
    "</p></figure><!-- ",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}",
    "\u202egnp.exe",
)

storable = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
words = st.one_of(st.sampled_from(HOSTILE), st.text(storable, min_size=1, max_size=12))
notes = st.none() | st.text(storable, max_size=12) | words
uuids = st.uuids().map(str)
hrefs = st.sampled_from(
    [
        "https://example.org/",
        "http://пример.рф/путь?a=1&b=2",
        "mailto:desk@example.org",
        "https://[2001:db8::1]:8443/#x",
    ]
)


def _cross_link(link_id: UUID) -> dict[str, Any]:
    """All uses of an id agree because everything else follows from it."""
    target = str(UUID(int=link_id.int ^ 1)) if link_id.int & 2 else None
    attrs = {"id": str(link_id), "kind": ("article", "series")[link_id.int & 1], "target": target}
    return {"type": "crossLink", "attrs": {**attrs, "hint": None if target else f"Instalment {link_id.int % 16} <b>"}}


_link = hrefs.map(lambda href: {"type": "link", "attrs": {"href": href}})
_marks = st.tuples(
    st.sampled_from([[], [{"type": "bold"}]]),
    st.sampled_from([[], [{"type": "italic"}]]),
    st.one_of(st.just([]), st.lists(_link | st.uuids().map(_cross_link), min_size=1, max_size=1)),
).map(lambda parts: copy.deepcopy([*parts[0], *parts[1], *parts[2]]))


def _node(node: dict[str, Any], marks: list[Any]) -> dict[str, Any]:
    return {**node, "marks": marks} if marks else {**node}


_inline_nodes = st.builds(
    _node, st.one_of(words.map(lambda found: {"type": "text", "text": found}), st.just({"type": "hardBreak"})), _marks
)


def _unmergeable(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out a text node that canonical form would join to the one before it."""
    kept: list[dict[str, Any]] = []
    for node in nodes:
        is_same = kept and kept[-1]["type"] == node["type"] == "text" and kept[-1].get("marks") == node.get("marks")
        kept += [] if is_same else [node]
    return kept


inline_content = st.lists(_inline_nodes, max_size=4).map(_unmergeable)


def _with_content(node: dict[str, Any], content: list[Any]) -> dict[str, Any]:
    return {**node, "content": content} if content else node


_inner_paragraphs = inline_content.map(lambda content: _with_content({"type": "paragraph"}, content))


def _list_of(items: list[list[Any]], kind: str) -> dict[str, Any]:
    return {"type": kind, "content": [{"type": "listItem", "content": item} for item in items]}


def _lists(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    below = _inner_paragraphs if depth == 1 else _inner_paragraphs | _lists(depth - 1)
    items = st.builds(lambda first, rest: [first, *rest], _inner_paragraphs, st.lists(below, max_size=2))
    return st.builds(_list_of, st.lists(items, min_size=1, max_size=2), st.sampled_from(["bulletList", "orderedList"]))


@st.composite
def _blocks(draw: st.DrawFn, block_id: str) -> dict[str, Any]:
    attrs: dict[str, Any] = {"id": block_id}
    kind = draw(st.sampled_from(["paragraph", "heading", "list", "quote", "figure", "divider"]))
    match kind:
        case "paragraph":
            return _with_content({"type": kind, "attrs": attrs}, draw(inline_content))
        case "heading":
            attrs["level"] = draw(st.sampled_from([2, 3]))
            return _with_content({"type": kind, "attrs": attrs}, draw(inline_content))
        case "list":
            found = draw(_lists(3))
            return {"type": found["type"], "attrs": attrs, "content": found["content"]}
        case "quote":
            attrs["attribution"] = draw(notes)
            return {"type": kind, "attrs": attrs, "content": draw(st.lists(_inner_paragraphs, min_size=1, max_size=2))}
        case "figure":
            attrs |= {"image": draw(uuids), "caption": draw(notes), "credit": draw(notes), "alt": draw(notes)}
    return {"type": kind, "attrs": attrs}


block_ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=6, max_size=32)


@st.composite
def documents(draw: st.DrawFn, max_blocks: int = 5) -> dict[str, Any]:
    """Valid documents in canonical form."""
    ids = draw(st.lists(block_ids, min_size=1, max_size=max_blocks, unique=True))
    return {"type": "doc", "attrs": {"version": 1}, "content": [draw(_blocks(block_id)) for block_id in ids]}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "attrs", "content", "marks", "text", "id"]) | st.text(max_size=5), inner
        )
    ),
    max_leaves=12,
)


@st.composite
def damaged_documents(draw: st.DrawFn) -> Any:
    """Valid documents in which one value, anywhere, was replaced by an arbitrary one."""
    document = copy.deepcopy(draw(documents(max_blocks=2)))
    holder, key = draw(st.sampled_from(list(_places(document))))
    holder[key] = draw(json_values)
    return document


def _places(value: Any) -> Any:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in list(entries):
        yield value, key
        yield from _places(entry)
