"""Ids of blocks: given by the server, kept through edits, and the same at every import of the same source."""

import base64
import hashlib
import secrets
from collections.abc import Callable, Collection
from typing import Any, Final

from series.errors import SeriesError

_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz234567"
_RANDOM_LENGTH: Final = 10  # 50 bits: two alike among the blocks of one article are out of the question
_STABLE_LENGTH: Final = 12  # 60 bits of SHA-256
_TRIES: Final = 1_000


def random_id() -> str:
    """A new id, unlike any other."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM_LENGTH))


def stable_id(*parts: str) -> str:
    """The id that stands for `parts`: the same ones, in the same order, give the same id, on every machine."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:%b" % (len(data), data))  # the length keeps ("ab", "c") apart from ("a", "bc")
    return base64.b32encode(digest.digest()).decode("ascii")[:_STABLE_LENGTH].lower()


def assign_ids(
    document: object, *, taken: Collection[str] = (), make: Callable[[], str] | None = None
) -> dict[str, Any] | Any:
    """A copy of `document` in which every block has an id of its own.

    The first block with an id keeps it; a block without one (none, null or empty) and a copy of an earlier block
    get a new one from `make` (random by default) that is neither in the document nor in `taken`. Made to run before
    `validate`: what has not the shape of a document or a block is left for that to refuse.
    """
    blocks = document.get("content") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(blocks, list):
        return document
    present = {block_id for block in blocks if (block_id := _id_of(block))}
    fresh = _Fresh({*taken, *present}, make or random_id)
    seen: set[str] = set()
    return {**document, "content": [_with_id(block, seen, fresh) for block in blocks]}


class _Fresh:
    """Hands out ids that are not used yet."""

    def __init__(self, used: set[str], make: Callable[[], str]) -> None:
        self._used, self._make = used, make

    def __call__(self) -> str:
        for _ in range(_TRIES):
            if (new := self._make()) not in self._used:
                self._used.add(new)
                return new
        raise SeriesError(f"no unused block id found in {_TRIES} tries; the maker of ids repeats itself")


def _id_of(block: object) -> str | None:
    attrs = block.get("attrs") if isinstance(block, dict) else None
    block_id = attrs.get("id") if isinstance(attrs, dict) else None
    return block_id if isinstance(block_id, str) and block_id else None


def _with_id(block: object, seen: set[str], fresh: _Fresh) -> object:
    if not isinstance(block, dict) or not isinstance(block.get("attrs") or {}, dict):
        return block
    block_id, attrs = _id_of(block), block.get("attrs") or {}
    if block_id is None and attrs.get("id") not in (None, ""):
        return block
    if block_id is None or block_id in seen:
        block_id = fresh()
    seen.add(block_id)
    return {**block, "attrs": {**attrs, "id": block_id}}
