"""Where in a rendered article a block is found: the `id` attributes of its HTML."""

import unicodedata
from typing import Any, Final

from series.body.nodes import inline_runs, plain

_MAX_LENGTH: Final = 80


def anchor(text: str) -> str:
    """The text of a heading as an HTML id in its own script: "Азия и Россия" gives "азия-и-россия".

    Letters, digits and the marks that belong to them stay; all else becomes a hyphen. Text without any gives
    "section".
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in folded)
    return "-".join(kept.split())[:_MAX_LENGTH].strip("-") or "section"


def block_anchor(block_id: str) -> str:
    """The HTML id of a block that is no heading."""
    return f"b-{block_id}"


def anchors(document: dict[str, Any]) -> dict[str, str]:
    """The anchor of every block by its id, each used once: of headings by their text, of all others by their id."""
    blocks = document["content"]
    result = {block["attrs"]["id"]: block_anchor(block["attrs"]["id"]) for block in blocks}
    used = dict.fromkeys(result.values(), 1)
    for block in blocks:
        if block["type"] == "heading":
            result[block["attrs"]["id"]] = _unused(anchor(plain(next(inline_runs(block)))), used)
    return result


def _unused(name: str, used: dict[str, int]) -> str:
    """`name`, or `name-2`, `name-3`, …; `used` maps each name given out to the last number tried behind it."""
    candidate, number = name, used.get(name, 0)
    while candidate in used:
        number += 1
        candidate = f"{name}-{number}"
    used[name] = number or 1
    used[candidate] = 1
    return candidate
