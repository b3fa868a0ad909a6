"""A document as text: whole, counted, and block by block for search and for finding countries."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any, Final, NamedTuple

from series.body.anchors import anchors
from series.body.nodes import Node, inline_runs, plain

_WORDS_A_MINUTE: Final = 230
# Chinese and Japanese are written without spaces; each character counts as a word, as word processors count them.
_CJK = re.compile(
    "([\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff])"
)
# Besides white space: dashes between words, an ellipsis, and the invisible space of Thai, Khmer and Burmese.
_BETWEEN_WORDS = re.compile("[\\s–—―…\u200b]+")


class BlockText(NamedTuple):
    """The text of one block.

    `text` is that of all its paragraphs, one a line; of a figure, its caption. `credit` is a figure's credit and
    `attribution` a quote's. `heading_trail` are the texts of the headings above, outermost first. `anchor` is the
    block's id in the HTML.
    """

    id: str
    type: str
    text: str
    heading_trail: tuple[str, ...]
    anchor: str
    credit: str | None = None
    attribution: str | None = None


def block_texts(document: dict[str, Any]) -> tuple[BlockText, ...]:
    """The texts of all blocks in reading order, dividers and empty blocks left out."""
    return tuple(block for block in _block_texts(document) if block.text or block.credit or block.attribution)


def _block_texts(document: dict[str, Any]) -> Iterator[BlockText]:
    names, trail = anchors(document), dict[int, str]()
    for block in document["content"]:
        attrs, text = block["attrs"], _text_of(block)
        if block["type"] == "heading":
            trail = {level: above for level, above in trail.items() if level < attrs["level"]}
        yield BlockText(
            attrs["id"],
            block["type"],
            text,
            tuple(trail.values()),
            names[attrs["id"]],
            attrs.get("credit"),
            attrs.get("attribution"),
        )
        if block["type"] == "heading":
            trail[attrs["level"]] = text


def _text_of(block: Node) -> str:
    if block["type"] == "figure":
        return block["attrs"]["caption"] or ""
    return "\n".join(plain(inline) for inline in inline_runs(block))


def to_text(document: dict[str, Any]) -> str:
    """The document as plain text, a blank line between blocks; lists with hyphens and numbers."""
    rendered = map(block_text, document["content"])
    return "\n\n".join(text for text in rendered if text)


def block_text(block: Node) -> str:
    """One block as plain text."""
    return _RENDERERS[block["type"]](block)


def word_count(document: dict[str, Any]) -> int:
    """The words that a reader reads: paragraphs, headings, lists and quotes, without captions and credits."""
    texts = (f"{block.text}\n{block.attribution or ''}" for block in block_texts(document) if block.type != "figure")
    return sum(map(count_words, texts))


def count_words(text: str) -> int:
    """Words in `text`: runs between spaces or dashes with a letter or digit in them; each Han or kana is one."""
    parts = _BETWEEN_WORDS.split(_CJK.sub(r" \1 ", text))
    return sum(any(char.isalnum() for char in part) for part in parts)


def reading_minutes(words: int) -> int:
    """Whole minutes to read `words` words, rounded up; 0 for none."""
    return -(-words // _WORDS_A_MINUTE)


def _inline_text(block: Node) -> str:
    return plain(block.get("content", []))


def _list_text(block: Node) -> str:
    return "\n".join(_list_lines(block))


def _list_lines(node: Node) -> Iterator[str]:
    """A list's lines: each item behind its hyphen or number, what belongs to it indented below."""
    numbers = count(1)
    for item in node["content"]:
        marker = f"{next(numbers)}. " if node["type"] == "orderedList" else "- "
        lines = [line for child in item["content"] for line in _item_lines(child)]
        yield marker + lines[0]
        yield from (" " * len(marker) + line for line in lines[1:])


def _item_lines(node: Node) -> Iterator[str]:
    if node["type"] == "paragraph":
        yield from _inline_text(node).split("\n")
    else:
        yield from _list_lines(node)


def _quote_text(block: Node) -> str:
    paragraphs = [_inline_text(paragraph) for paragraph in block["content"]]
    attribution = block["attrs"]["attribution"]
    return "\n\n".join([*paragraphs, f"— {attribution}"] if attribution else paragraphs)


def _figure_text(block: Node) -> str:
    attrs = block["attrs"]
    return "\n".join(line for line in (attrs["caption"], attrs["credit"]) if line)


def _divider_text(_block: Node) -> str:
    return "* * *"


_RENDERERS: Final = {
    "paragraph": _inline_text,
    "heading": _inline_text,
    "bulletList": _list_text,
    "orderedList": _list_text,
    "quote": _quote_text,
    "figure": _figure_text,
    "divider": _divider_text,
}
