"""What changed between two documents, block by block and inside a block word by word.

Blocks are known by their ids, which they keep through edits, so a block that was moved and rewritten is still one.
Blocks that stand in the same place under different ids and read much alike are taken as one that was rewritten: a
source that is imported anew gives its blocks new ids.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from series.body.nodes import Node
from series.body.text import block_text

Operation = Literal["same", "added", "removed", "changed"]

# How many old blocks a new one is compared with: enough to step over some that were cut out.
_LOOK_AHEAD: Final = 20
# Below this likeness (0 to 100) two texts are two texts, not one that was rewritten.
_LIKENESS: Final = 50
# Texts with more words than this are told as replaced: comparing word by word takes the square of their number.
_MOST_WORDS: Final = 4_000
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class WordRun(NamedTuple):
    """A stretch of text that stayed, came or went."""

    operation: Literal["same", "added", "removed"]
    text: str


class BlockChange(NamedTuple):
    """What happened to one block: `old` is None for one that was added, `new` for one that was removed.

    `moved` says that it stands elsewhere in the order. `words` is set for a changed block; if all of it is the same,
    marks or attributes changed.
    """

    operation: Operation
    old: Node | None
    new: Node | None
    moved: bool = False
    words: tuple[WordRun, ...] = ()


def diff(old: dict[str, Any], new: dict[str, Any]) -> tuple[BlockChange, ...]:
    """The changes that lead from `old` to `new` in the new reading order, removed blocks where they stood."""
    before, after = old["content"], new["content"]
    known = {_id(block): block for block in before}
    kept = {_id(block) for block in after} & known.keys()
    changes: list[BlockChange] = []
    for removed, added, same in _steps(before, after):
        gone = [block for block in removed if _id(block) not in kept]
        changes += _replaced(gone, added, known)
        changes += [_compared(known[_id(block)], block) for block in same]
    return tuple(changes)


def _id(block: Node) -> str:
    return str(block["attrs"]["id"])


def _steps(before: Sequence[Node], after: Sequence[Node]) -> Iterator[tuple[list[Node], list[Node], list[Node]]]:
    """Stretches of both documents: what went, what came in its place, and what then stayed in order."""
    removed: list[Node] = []
    added: list[Node] = []
    for step in Indel.opcodes([_id(block) for block in before], [_id(block) for block in after]):
        if step.tag == "equal":
            yield removed, added, list(after[step.dest_start : step.dest_end])
            removed, added = [], []
        else:
            removed = [*removed, *before[step.src_start : step.src_end]]
            added = [*added, *after[step.dest_start : step.dest_end]]
    yield removed, added, []


def _replaced(gone: Sequence[Node], added: Sequence[Node], known: dict[str, Node]) -> Iterator[BlockChange]:
    """The changes where `gone` stood and `added` stands now; those of `added` that are known came from elsewhere."""
    partners = _partners(gone, [block for block in added if _id(block) not in known])
    ends = [*partners.values(), len(gone)]
    place = 0
    for block in added:
        if _id(block) in known:
            yield _compared(known[_id(block)], block, moved=True)
            continue
        # What went before this stands before it: all up to its partner, or to the next block's.
        yield from (BlockChange("removed", old, None) for old in gone[place : ends[0]])
        place = ends[0]
        if _id(block) in partners:
            yield _changed(gone[place], block)
            place = ends.pop(0) + 1
        else:
            yield BlockChange("added", None, block)
    yield from (BlockChange("removed", old, None) for old in gone[place:])


def _partners(gone: Sequence[Node], added: Sequence[Node]) -> dict[str, int]:
    """For new blocks, by id, the place in `gone` of the old one that they read like; in order on both sides."""
    found: dict[str, int] = {}
    place = 0
    for block in added:
        window = range(place, min(place + _LOOK_AHEAD, len(gone)))
        partner = next((number for number in window if _alike(gone[number], block)), None)
        if partner is not None:
            found[_id(block)] = partner
            place = partner + 1
    return found


def _alike(old: Node, new: Node) -> bool:
    return old["type"] == new["type"] and fuzz.ratio(block_text(old), block_text(new)) >= _LIKENESS


def _compared(old: Node, new: Node, *, moved: bool = False) -> BlockChange:
    return BlockChange("same", old, new, moved) if old == new else _changed(old, new, moved=moved)


def _changed(old: Node, new: Node, *, moved: bool = False) -> BlockChange:
    return BlockChange("changed", old, new, moved, tuple(_word_runs(block_text(old), block_text(new))))


def _word_runs(old: str, new: str) -> Iterator[WordRun]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS and old != new:
        yield from (run for run in (WordRun("removed", old), WordRun("added", new)) if run.text)
        return
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            yield WordRun("same", "".join(after[step.dest_start : step.dest_end]))
        elif step.tag == "delete":
            yield WordRun("removed", "".join(before[step.src_start : step.src_end]))
        else:
            yield WordRun("added", "".join(after[step.dest_start : step.dest_end]))
