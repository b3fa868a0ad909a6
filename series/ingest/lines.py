"""The page as lines and units: a unit is the text that one rule decides about.

A unit is one line, except in a page that was wrapped at a fixed width, where the lines of a paragraph are joined.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from series.ingest.document import Span
from series.ingest.lexicon import plain

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_CJK = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[.!?…。！？։।][\"'”’»“)\]\u200b\u00ad]*$")

WRAP_WIDTH = 100
"""Widest line of a page wrapped by hand or by a mail program; wider lines are whole paragraphs."""
_WRAP_LEAST = 40
RUNNING_WORDS = 12
LONG_WORDS = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line that shows something: `text` is it without the white space at both ends; `gap` blank lines stand above."""

    number: int
    start: int
    text: str
    gap: int

    @property
    def end(self) -> int:
        """Offset after the last character that is no white space."""
        return self.start + len(self.text)

    @property
    def joint(self) -> str:
        """What joins the next line to this one where both are one paragraph: nothing after a hyphen in a word."""
        return "" if len(self.text) > 1 and self.text[-1] == "-" and self.text[-2].isalpha() else " "


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more lines that belong together, with the features that rules look at.

    `plain` is `text` with plain spaces, offset for offset: rules look at it, values are cut from `text`.
    """

    index: int
    lines: tuple[Line, ...]
    text: str
    plain: str
    words: int
    sentence: bool

    @property
    def gap(self) -> int:
        """Number of blank lines above."""
        return self.lines[0].gap

    @property
    def closes_quotation(self) -> bool:
        """Whether the last character, full stops apart, is a closing quotation mark."""
        return self.text.rstrip(".,")[-1:] in ("”", "»", "“", '"')

    @property
    def running(self) -> bool:
        """Whether this reads as a paragraph: a dozen words closed by a full stop, or too many for a title."""
        return self.words >= (RUNNING_WORDS if self.sentence else LONG_WORDS)

    @property
    def span(self) -> Span:
        """Where the unit lies in the source."""
        return Span(self.lines[0].start, self.lines[-1].end)

    def spans(self, start: int, end: int) -> Iterator[tuple[int, Span]]:
        """(line number, span in the source) of each line's share of `text[start:end]`, without outer white space."""
        offset = 0
        for line in self.lines:
            low, high = max(start - offset, 0), min(end - offset, len(line.text))
            piece = line.text[low:high] if low < high else ""
            if piece.strip():
                low += len(piece) - len(piece.lstrip())
                yield line.number, Span(line.start + low, line.start + low + len(piece.strip()))
            offset += len(line.text) + len(line.joint)


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything but white space."""
    found: list[Line] = []
    gap = position = 0
    for number, raw in enumerate(_raw_lines(text), start=1):
        content, width = raw
        stripped = content.strip()
        if stripped:
            indent = len(content) - len(content.lstrip())
            found.append(Line(number, position + indent, stripped, gap))
            gap = 0
        else:
            gap += 1
        position += width
    return found


def _raw_lines(text: str) -> Iterator[tuple[str, int]]:
    position = 0
    for match in _BREAK.finditer(text):
        yield text[position : match.start()], match.end() - position
        position = match.end()
    yield text[position:], len(text) - position


def to_units(lines: list[Line]) -> tuple[Unit, ...]:
    """Lines grouped into units."""
    width = _wrap_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and width and line.gap == 0 and _is_full(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_unit(index, tuple(group)) for index, group in enumerate(groups))


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the page was wrapped, or 0 if it was not."""
    width = max((len(line.text) for line in lines), default=0)
    if not _WRAP_LEAST <= width <= WRAP_WIDTH:
        return 0
    pairs = [(above, below) for above, below in pairwise(lines) if below.gap == 0]
    full = sum(_is_full(above, below, width) for above, below in pairs)
    return width if full * 2 > len(pairs) else 0


def _is_full(above: Line, below: Line, width: int) -> bool:
    """Whether the first word of `below` would not have fitted at the end of `above`."""
    first = below.text.split(None, 1)[0]
    return len(above.text) + 1 + len(first) > width


def _unit(index: int, lines: tuple[Line, ...]) -> Unit:
    text = "".join(line.text + line.joint for line in lines[:-1]) + lines[-1].text
    return Unit(index, lines, text, plain(text), count_words(text), ends_sentence(text))


def count_words(text: str) -> int:
    """Words of `text`; in scripts written without spaces two characters count as one word."""
    return len(text.split()) + len(_CJK.findall(text)) // 2


def ends_sentence(text: str) -> bool:
    """Whether the last character, quotes and brackets apart, closes a sentence."""
    return _SENTENCE_END.search(text[-12:]) is not None
