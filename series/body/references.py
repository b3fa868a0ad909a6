"""What a document points at: pictures, articles, series and outside addresses; and the form of it that readers get."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from series.body.nodes import Node, by_link, inline_runs, plain


class FigureUse(NamedTuple):
    """One use of a picture (`image` is its UUID); `position` counts the document's figures from 0."""

    block_id: str
    position: int
    image: str
    caption: str | None
    credit: str | None
    alt: str | None


class CrossLink(NamedTuple):
    """One link into the archive; `phrase` is its text where it first stands, `position` counts them from 0."""

    id: str
    kind: str
    target: str | None
    hint: str | None
    phrase: str
    block_id: str
    position: int


class OutsideLink(NamedTuple):
    """One link out of the archive; `position` counts them from 0."""

    href: str
    phrase: str
    block_id: str
    position: int


class References(NamedTuple):
    """All that a document points at, in reading order; each image and each cross-link (by its id) once."""

    images: tuple[str, ...]
    figures: tuple[FigureUse, ...]
    cross_links: tuple[CrossLink, ...]
    outside_links: tuple[OutsideLink, ...]


def references(document: dict[str, Any]) -> References:
    """What `document` points at."""
    figures = tuple(_figures(document))
    found = list(_links(document))
    first: dict[str, tuple[Node, str, str]] = {}
    for link in found:
        if link[0]["type"] == "crossLink":
            first.setdefault(link[0]["attrs"]["id"], link)
    cross_links = (
        CrossLink(**mark["attrs"], phrase=phrase, block_id=block_id, position=position)
        for position, (mark, phrase, block_id) in enumerate(first.values())
    )
    outside = [link for link in found if link[0]["type"] == "link"]
    outside_links = (
        OutsideLink(mark["attrs"]["href"], phrase, block_id, position)
        for position, (mark, phrase, block_id) in enumerate(outside)
    )
    images = tuple(dict.fromkeys(figure.image for figure in figures))
    return References(images, figures, tuple(cross_links), tuple(outside_links))


def _figures(document: dict[str, Any]) -> Iterator[FigureUse]:
    blocks = [block["attrs"] for block in document["content"] if block["type"] == "figure"]
    for position, attrs in enumerate(blocks):
        yield FigureUse(attrs["id"], position, attrs["image"], attrs["caption"], attrs["credit"], attrs["alt"])


def _links(document: dict[str, Any]) -> Iterator[tuple[Node, str, str]]:
    """Each link with its whole text and the block that it stands in."""
    for block in document["content"]:
        for inline in inline_runs(block):
            for link, nodes in by_link(inline):
                if link is not None:
                    yield link, plain(nodes), block["attrs"]["id"]


def public(document: dict[str, Any]) -> dict[str, Any]:
    """A copy of `document` whose cross-links hold their id only.

    Targets and hints are an editor's knowledge and may name drafts; readers get the states of links from a map
    that is made when the document is read.
    """
    return {**document, "content": [_public(block) for block in document["content"]]}


def _public(node: Node) -> Node:
    if "marks" in node:
        return {**node, "marks": [_public_mark(mark) for mark in node["marks"]]}
    if "content" in node:
        return {**node, "content": [_public(child) for child in node["content"]]}
    return node


def _public_mark(mark: Node) -> Node:
    return {"type": "crossLink", "attrs": {"id": mark["attrs"]["id"]}} if mark["type"] == "crossLink" else mark
