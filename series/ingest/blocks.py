"""From drafts to the blocks of a body document, its figures and its cross-links, with ids that last.

An id depends on what the block says and on how many blocks before it say the same, never on its place, so that an
edit elsewhere in the source leaves it alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from series.body import stable_id
from series.ingest.assemble import BODY, Draft
from series.ingest.document import CrossLinkSource, FigureSource
from series.ingest.links import Link, find_links

NAMESPACE = UUID("6f0a8a5e-7f0f-5c0e-9d3b-3d0f6c1b7a42")
"""Names under which pictures and cross-links of imported articles get their ids; never to be changed."""

Node = dict[str, Any]


class BodyWriter:
    """Writes the body of one article. `series` is its series' title; `key` tells it from all other articles."""

    def __init__(self, series: str | None, key: str) -> None:
        self.blocks: list[Node] = []
        self.figures: list[FigureSource] = []
        self.cross_links: list[CrossLinkSource] = []
        self.links: list[tuple[Draft, Link]] = []
        self._series, self._key = series, key
        self._seen: Counter[tuple[str, ...]] = Counter()

    def write(self, drafts: Iterable[Draft]) -> list[str]:
        """Write the drafts that belong to the body; for every draft, the id of its block or an empty string."""
        return [self._block(draft) if draft.kind in BODY else "" for draft in drafts]

    def _block(self, draft: Draft) -> str:
        block_id = self._id(draft)
        makers: dict[str, Callable[[Draft], Node]] = {
            "heading": self._heading,
            "quote": self._quote,
            "figure": self._figure,
            "bulletList": self._list,
            "divider": lambda _: {},
        }
        made = makers.get(draft.kind, self._paragraph)(draft)
        attrs = {"id": block_id, **made.pop("attrs", {})}
        self.blocks.append({"type": draft.kind, "attrs": attrs, **made})
        return block_id

    def _id(self, draft: Draft) -> str:
        text = "\n".join(piece.value for piece in draft.pieces)
        return stable_id(draft.kind, text, str(self._occurrence(draft.kind, text)))

    def _occurrence(self, *what: str) -> int:
        self._seen[what] += 1
        return self._seen[what]

    def _uuid(self, *what: str) -> str:
        return str(uuid5(NAMESPACE, "|".join((self._key, *what))))

    def _paragraph(self, draft: Draft) -> Node:
        return {"content": list(self._inline(draft, draft.text("text") or ""))}

    def _heading(self, draft: Draft) -> Node:
        return {"attrs": {"level": 2}, "content": [{"type": "text", "text": draft.text("text")}]}

    def _quote(self, draft: Draft) -> Node:
        paragraphs = [_plain_paragraph(text) for text in draft.texts("text")]
        return {"attrs": {"attribution": draft.text("attribution")}, "content": paragraphs}

    def _list(self, draft: Draft) -> Node:
        items = [{"type": "listItem", "content": [_plain_paragraph(text)]} for text in draft.texts("text")]
        return {"content": items}

    def _figure(self, draft: Draft) -> Node:
        caption, credit = draft.text("caption"), draft.text("credit")
        number, position = len(self.figures) + 1, len(self.blocks)
        image = self._uuid("figure", str(number))
        self.figures.append(FigureSource(image, caption, credit, position == 0, position))
        return {"attrs": {"image": image, "caption": caption, "credit": credit, "alt": None}}

    def _inline(self, draft: Draft, text: str) -> Iterator[Node]:
        position = 0
        for link in find_links(text, self._series):
            if position < link.start:
                yield {"type": "text", "text": text[position : link.start]}
            self.links.append((draft, link))
            yield self._linked(text[link.start : link.end], link)
            position = link.end
        if position < len(text):
            yield {"type": "text", "text": text[position:]}

    def _linked(self, phrase: str, link: Link) -> Node:
        what = (link.kind, phrase, link.hint or "")
        link_id = self._uuid("link", *what, str(self._occurrence("link", *what)))
        self.cross_links.append(CrossLinkSource(link_id, link.kind, phrase, link.hint))
        attrs = {"id": link_id, "kind": link.kind, "target": None, "hint": link.hint}
        return {"type": "text", "text": phrase, "marks": [{"type": "crossLink", "attrs": attrs}]}


def _plain_paragraph(text: str) -> Node:
    return {"type": "paragraph", "content": [{"type": "text", "text": text}]}
