"""The page while it is being read: its units and what has been decided about each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from series.ingest.lexicon import fold
from series.ingest.lines import Unit
from series.ingest.links import named_series

_CAPITALISED = re.compile(r"[^\W\d_a-zа-яё][\w’'-]*(?:[ \u00a0][^\W\d_a-zа-яё][\w’'-]*){1,5}")
_LOWER = re.compile(r"(?<![\w’'-])[a-zа-яё][\w’'-]*")


_CLOSING_WORDS = 120
"""A paragraph that names the series is a standfirst or a closing line, and no longer than this."""


class Label(StrEnum):
    """What a stretch of the page can be."""

    TITLE = "title"
    SERIES = "series"
    STANDFIRST = "standfirst"
    AUTHOR = "author"
    DATE = "date"
    CAPTION = "caption"
    CREDIT = "credit"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    LINK = "link"
    DIVIDER = "divider"
    ASIDE = "aside"


class Part(NamedTuple):
    """A stretch of a unit's text: all of it that belongs to `label`, and within it the words that are the value."""

    label: Label
    outer: tuple[int, int]
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision about a unit; without parts the whole unit is one value of `label`."""

    label: Label
    confidence: float
    reason: str
    parts: tuple[Part, ...] = ()

    def parts_of(self, unit: Unit) -> tuple[Part, ...]:
        """The parts, which together cover the unit's text."""
        whole = (0, len(unit.text))
        return self.parts or (Part(self.label, whole, whole),)


@dataclass(slots=True)
class Page:
    """Units and verdicts, one for each; rules read it, only the driver writes to it.

    `head_end` is the index of the second paragraph of running text: a date or a byline belongs above it.
    `topics` are the names that the running text speaks of, `small_words` its words without a capital, both folded.
    """

    units: tuple[Unit, ...]
    verdicts: list[Verdict | None]
    head_end: int
    series_names: frozenset[str]
    topics: frozenset[str]
    small_words: frozenset[str]
    authors: set[str] = field(default_factory=set)

    def label(self, index: int) -> Label | None:
        """The label decided for a unit, None while undecided or outside the page."""
        verdict = self.verdicts[index] if 0 <= index < len(self.units) else None
        return verdict.label if verdict else None

    def is_open(self, index: int) -> bool:
        """Whether the unit exists and is undecided."""
        return 0 <= index < len(self.units) and self.verdicts[index] is None

    def near(self, index: int, step: int) -> Unit | None:
        """The next unit in the direction of `step` (1 or -1) that was not set aside."""
        index += step
        while 0 <= index < len(self.units):
            if self.label(index) is not Label.ASIDE:
                return self.units[index]
            index += step
        return None

    def open_units(self) -> Iterator[Unit]:
        """Undecided units in order."""
        return (unit for unit in self.units if self.verdicts[unit.index] is None)

    def first(self, *labels: Label) -> int | None:
        """Index of the first unit with one of `labels`."""
        return next((unit.index for unit in self.units if self.label(unit.index) in labels), None)


def open_page(units: Sequence[Unit], known_series: Iterable[str] = ()) -> Page:
    """A page on which nothing is decided yet, with what its running text says about its short lines."""
    running = [unit.text for unit in units if unit.running]
    named = tuple(name for unit in units if unit.words < _CLOSING_WORDS for name in named_series(unit.text))
    return Page(
        units=tuple(units),
        verdicts=[None] * len(units),
        head_end=next(islice((unit.index for unit in units if unit.running), 1, None), len(units)),
        series_names=frozenset(fold(name) for name in (*named, *known_series)),
        topics=frozenset(topic for text in running for topic in _topics(text)),
        small_words=frozenset(fold(word) for text in running for word in set(_LOWER.findall(text))),
    )


def _topics(text: str) -> Iterator[str]:
    """Every run of capitalised words in `text` and every shorter run within it, folded."""
    for match in _CAPITALISED.finditer(text):
        words = fold(match[0]).replace("'s", "").split()
        for start in range(len(words)):
            for end in range(start + 2, len(words) + 1):
                yield " ".join(words[start:end])
