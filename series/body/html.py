"""A document as HTML that is safe to show as it is: everything that an editor or a source wrote is escaped."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final, NamedTuple

from series.body.anchors import anchors
from series.body.nodes import Node, by_link


class LinkView(NamedTuple):
    """Where a cross-link leads now: a URL of this archive, and the title of what is there."""

    url: str
    title: str | None = None


class ImageView(NamedTuple):
    """A picture as a page shows it; `srcset` and `sizes` as in HTML, `alt` for uses that say none."""

    src: str
    width: int | None = None
    height: int | None = None
    srcset: str | None = None
    sizes: str | None = None
    alt: str | None = None


ResolveLink = Callable[[str], LinkView | None]
ResolveImage = Callable[[str], ImageView | None]


def to_html(document: dict[str, Any], *, resolve_link: ResolveLink, resolve_image: ResolveImage) -> str:
    """The document as HTML, one element a block and line, each with its anchor as `id` (see `anchors`).

    `resolve_link` gets the id of a cross-link, `resolve_image` that of a picture; None makes an
    `<span class="unresolved">` or a placeholder in place of the picture.
    """
    renderer = _Renderer(resolve_link, resolve_image)
    names = anchors(document)
    return "\n".join(renderer.block(block, names[block["attrs"]["id"]]) for block in document["content"])


def _tag(name: str, content: str = "", **attributes: object) -> str:
    """An element with its attributes escaped (None ones left out) around `content`, which is HTML already."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def _attributes(attributes: Mapping[str, object]) -> str:
    # `class_`, because `class` is a word of Python.
    return "".join(
        f' {key.rstrip("_")}="{escape(str(value))}"' for key, value in attributes.items() if value is not None
    )


class _Renderer:
    def __init__(self, resolve_link: ResolveLink, resolve_image: ResolveImage) -> None:
        self._resolve_link, self._resolve_image = resolve_link, resolve_image

    def block(self, block: Node, anchor: str) -> str:
        """One top-level block."""
        match block["type"]:
            case "heading":
                return _tag(f"h{block['attrs']['level']}", self._inline(block), id=anchor)
            case "quote":
                return self._quote(block, anchor)
            case "figure":
                return self._figure(block["attrs"], anchor)
            case "divider":
                return f"<hr{_attributes({'id': anchor})}>"
        return self._flow(block, anchor)

    def _flow(self, node: Node, anchor: str | None = None) -> str:
        """A paragraph or a list, at the top (with its anchor) or inside a list or quote."""
        if node["type"] == "paragraph":
            return _tag("p", self._inline(node), id=anchor)
        items = "".join(_tag("li", self._children(item)) for item in node["content"])
        return _tag(_LIST_TAGS[node["type"]], items, id=anchor)

    def _children(self, node: Node) -> str:
        return "".join(self._flow(child) for child in node["content"])

    def _quote(self, block: Node, anchor: str) -> str:
        attribution = block["attrs"]["attribution"]
        caption = _tag("figcaption", escape(attribution)) if attribution else ""
        return _tag("figure", _tag("blockquote", self._children(block)) + caption, class_="quote", id=anchor)

    def _figure(self, attrs: Node, anchor: str) -> str:
        view = self._resolve_image(attrs["image"])
        picture = _placeholder(attrs) if view is None else _image(view, attrs["alt"])
        return _tag("figure", picture + _caption(attrs), id=anchor, class_="missing" if view is None else None)

    def _inline(self, node: Node) -> str:
        return "".join(
            self._linked(link, "".join(map(_emphasised, nodes))) for link, nodes in by_link(node.get("content", []))
        )

    def _linked(self, link: Node | None, content: str) -> str:
        if link is None:
            return content
        if link["type"] == "link":
            return _tag("a", content, href=link["attrs"]["href"], rel="noopener")
        view = self._resolve_link(link["attrs"]["id"])
        if view is None:
            return _tag("span", content, class_="unresolved")
        return _tag("a", content, href=view.url, title=view.title)


_LIST_TAGS: Final = {"bulletList": "ul", "orderedList": "ol"}
_MARK_TAGS: Final = {"bold": "strong", "italic": "em"}


def _emphasised(node: Node) -> str:
    html = escape(node["text"]) if node["type"] == "text" else "<br>"
    for mark in reversed(node.get("marks", [])):
        if mark["type"] in _MARK_TAGS:
            html = _tag(_MARK_TAGS[mark["type"]], html)
    return html


def _image(view: ImageView, alt: str | None) -> str:
    attributes = {
        "src": view.src,
        "srcset": view.srcset,
        "sizes": view.sizes,
        "width": view.width,
        "height": view.height,
        "alt": (view.alt or "") if alt is None else alt,
    }
    return f"<img{_attributes(attributes)}>"


def _placeholder(attrs: Node) -> str:
    """What stands for a picture whose file is missing: a box that says in words what it showed."""
    return _tag("div", escape(attrs["alt"] or attrs["caption"] or ""), class_="placeholder")


def _caption(attrs: Node) -> str:
    credit = _tag("span", escape(attrs["credit"]), class_="credit") if attrs["credit"] else ""
    parts = [part for part in (escape(attrs["caption"] or ""), credit) if part]
    return _tag("figcaption", " ".join(parts)) if parts else ""
