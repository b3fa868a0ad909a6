"""Small readings of a valid document that the renderings share."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

Node = dict[str, Any]


def inline_runs(block: Node) -> Iterator[list[Node]]:
    """The inline content of a block, paragraph by paragraph in reading order; one list for each paragraph."""
    if block["type"] in ("paragraph", "heading"):
        yield block.get("content", [])
    else:
        for child in block.get("content", ()):
            yield from inline_runs(child)


def plain(inline: list[Node]) -> str:
    """Inline nodes as text, a hard break as a line feed."""
    return "".join(node["text"] if node["type"] == "text" else "\n" for node in inline)


def link_of(node: Node) -> Node | None:
    """The link or crossLink mark of an inline node."""
    return next((mark for mark in node.get("marks", ()) if mark["type"] in ("link", "crossLink")), None)


def by_link(inline: list[Node]) -> Iterator[tuple[Node | None, list[Node]]]:
    """Inline nodes side by side under the same link, with that link; the nodes between links with None."""
    for link, nodes in groupby(inline, key=link_of):
        yield link, list(nodes)
