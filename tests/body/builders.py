"""Short ways to write a body document by hand: `doc(p("first00001", "The Tumen freezes."))`."""

from typing import Any

NARVA = "11111111-1111-4111-8111-111111111111"
KHASAN = "22222222-2222-4222-8222-222222222222"
BRIDGE = "33333333-3333-4333-8333-333333333333"


def doc(*blocks: Any) -> dict[str, Any]:
    return {"type": "doc", "attrs": {"version": 1}, "content": list(blocks)}


def text(words: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": words, "marks": list(marks)} if marks else {"type": "text", "text": words}


def _inline(content: tuple[Any, ...]) -> dict[str, Any]:
    nodes = [text(item) if isinstance(item, str) else item for item in content]
    return {"content": nodes} if nodes else {}


def p(block_id: str | None, *content: Any) -> dict[str, Any]:
    """A paragraph; with None for an id, one that stands inside a list or quote."""
    attrs = {"attrs": {"id": block_id}} if block_id else {}
    return {"type": "paragraph", **attrs, **_inline(content)}


def heading(block_id: str, words: str, level: int = 2) -> dict[str, Any]:
    return {"type": "heading", "attrs": {"id": block_id, "level": level}, **_inline((words,))}


def bullets(block_id: str | None, *items: Any, kind: str = "bulletList") -> dict[str, Any]:
    """A list; an item is a text, or a list of the nodes in it."""
    attrs = {"attrs": {"id": block_id}} if block_id else {}
    content = [{"type": "listItem", "content": [p(None, item)] if isinstance(item, str) else item} for item in items]
    return {"type": kind, **attrs, "content": content}


def quote(block_id: str, *paragraphs: str, attribution: str | None = None) -> dict[str, Any]:
    attrs = {"id": block_id, "attribution": attribution}
    return {"type": "quote", "attrs": attrs, "content": [p(None, words) for words in paragraphs]}


def figure(block_id: str, image: str = BRIDGE, **words: str | None) -> dict[str, Any]:
    attrs = {"id": block_id, "image": image, "caption": None, "credit": None, "alt": None, **words}
    return {"type": "figure", "attrs": attrs}


def divider(block_id: str) -> dict[str, Any]:
    return {"type": "divider", "attrs": {"id": block_id}}


BREAK = {"type": "hardBreak"}
BOLD = {"type": "bold"}
ITALIC = {"type": "italic"}


def link(href: str) -> dict[str, Any]:
    return {"type": "link", "attrs": {"href": href}}


def cross_link(
    link_id: str = NARVA, kind: str = "article", target: str | None = None, hint: str | None = None
) -> dict[str, Any]:
    return {"type": "crossLink", "attrs": {"id": link_id, "kind": kind, "target": target, "hint": hint}}
