"""Body documents for generated articles: sections of paragraphs with figures, quotes, lists and links among them."""

from collections.abc import Iterator
from random import Random
from typing import Any

from series.body.ids import stable_id
from tests.bench.words import Vocabulary

Node = dict[str, Any]
# What the JSON of a block has around its text, in bytes.
AROUND_A_BLOCK = 100


class Writer:
    """Writes bodies of about `size` bytes of JSON."""

    def __init__(self, random: Random, vocabulary: Vocabulary, size: int) -> None:
        self._random, self._vocabulary, self._size = random, vocabulary, size

    def body(self, key: str, images: list[str], links: list[Node]) -> Node:
        """A document that shows all `images` and has all `links` (attributes of crossLink marks) in its paragraphs."""
        blocks = list(self._blocks(images, links))
        for place, block in enumerate(blocks):
            block.setdefault("attrs", {})["id"] = stable_id(key, str(place))
        return {"type": "doc", "attrs": {"version": 1}, "content": blocks}

    def _blocks(self, images: list[str], links: list[Node]) -> Iterator[Node]:
        """A figure leads if there is one; the others and the links come one to a paragraph until all are placed."""
        images, links, written, place = images[:], links[:], 0, 0
        if images:
            yield self._figure(images.pop())
        while written < self._size or images or links:
            if place % 8 == 7:
                yield self._heading()
            words = self._random.randint(45, 110)
            marks = [{"type": "crossLink", "attrs": links.pop()}] if links else []
            paragraph = self._paragraph(words, marks)
            written += sum(len(run["text"]) for run in paragraph["content"]) + AROUND_A_BLOCK
            yield paragraph
            if images and place % 3 == 1:
                yield self._figure(images.pop())
            if place % 10 == 9:
                yield self._quote()
            place += 1

    def _paragraph(self, words: int, marks: list[Node]) -> Node:
        text = self._vocabulary.paragraph(words)
        if not marks:
            return {"type": "paragraph", "content": [_run(text)]}
        before, linked, after = text[:120], text[120:150], text[150:]
        return {"type": "paragraph", "content": [_run(before), _run(linked, marks), _run(after)]}

    def _heading(self) -> Node:
        return {"type": "heading", "attrs": {"level": 2}, "content": [_run(self._vocabulary.phrase(2, 6))]}

    def _quote(self) -> Node:
        said = {"type": "paragraph", "content": [_run(self._vocabulary.paragraph(20))]}
        return {"type": "quote", "attrs": {"attribution": self._vocabulary.phrase(2, 3)}, "content": [said]}

    def _figure(self, image: str) -> Node:
        words = self._vocabulary
        attrs = {
            "image": image,
            "caption": words.phrase(6, 14),
            "credit": words.phrase(1, 2),
            "alt": words.phrase(4, 8),
        }
        return {"type": "figure", "attrs": attrs}


def _run(text: str, marks: list[Node] | None = None) -> Node:
    return {"type": "text", "text": text, "marks": marks or []}
