"""Where a caption ends and the picture's credit begins."""

import re
from typing import NamedTuple

from series.ingest.lexicon import CREDIT_LABEL
from series.ingest.lines import ends_sentence
from series.ingest.names import credit_confidence, has_agency

LONGEST_CAPTION = 400
_BRACKETED = re.compile(r"[(\[]\s*(?P<credit>[^()\[\]]{2,100})\s*[)\]]\.?$")
_SENTENCE_TAIL = re.compile(r"[.!?…][\"'”’»)]*\s+(?=\S)")
_BARRED_TAIL = re.compile(r"\s+[|/–—]\s+(?=\S)|\s*\|\s*(?=\S)")
_LEADING_AGENCY = re.compile(r"(?P<credit>[^.:]{2,60})[:.]\s+(?=\S)")


_SURE_LABEL = re.compile(r"©|source|\bby\b|\bcredit", re.IGNORECASE)
_KEEPER = re.compile(
    r"\b(?:archives?|collection|library|museum|agency|office|ministry|bureau|fund|архив|музей)\b", re.IGNORECASE
)


class Split(NamedTuple):
    """Offsets into the line: the caption, the whole credit with its label or brackets, and the credit's own words.

    An empty caption (start equals end) means that the line is a credit and nothing else.
    """

    caption: tuple[int, int]
    outer: tuple[int, int]
    credit: tuple[int, int]
    confidence: float
    reason: str


def split_credit(text: str) -> Split | None:
    """Caption and credit of a line that has a credit in it; None if there is none to be seen."""
    if len(text) > LONGEST_CAPTION:
        return None
    for attempt in (_alone, _labelled_tail, _bracketed_tail, _sentence_tail, _barred_tail, _leading):
        found = attempt(text)
        if found:
            return found
    return None


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """`text[start:end]` without a label, brackets and outer space."""
    label = CREDIT_LABEL.match(text, start, end)
    if label and label.end() < end:
        start = label.end()
    while start < end and text[start] in "([ \u00a0":
        start += 1
    while end > start and text[end - 1] in ")] \u00a0" and not _closes(text, start, end):
        end -= 1
    return start, end


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last bracket has its opening one inside: `Reuters (file)`."""
    return text[end - 1] in ")]" and any(c in "([" for c in text[start : end - 1])


def _alone(text: str) -> Split | None:
    if len(text) > 160:
        return None
    bare = text[1:-1] if text[:1] in "([" and text[-1:] in ")]" else text
    offset = 1 if bare is not text else 0
    label = CREDIT_LABEL.match(bare)
    if not label:
        return None
    start, end = _core(text, offset + label.end(), len(text) - offset)
    rest = text[start:end]
    if not rest or len(rest.split()) > 12 or (ends_sentence(rest) and not credit_confidence(rest.rstrip("."))):
        return None
    if credit_confidence(rest) or _SURE_LABEL.search(label[0]) or _names_a_place_of_keeping(rest):
        return Split((0, 0), (0, len(text)), (start, end), 0.95, f"starts with “{label[0].strip()}” and names a source")
    return None


def _names_a_place_of_keeping(text: str) -> bool:
    return len(text.split()) <= 6 and not ends_sentence(text) and _KEEPER.search(text) is not None


def _labelled_tail(text: str) -> Split | None:
    for match in CREDIT_LABEL.finditer(text):
        start, end = _core(text, match.end(), len(text))
        before = text[: match.start()].rstrip(" ([|/–—-,\u00a0")
        if not before or not start < end <= start + 100 or text[match.start() - 1] not in " ([|/\u00a0":
            continue
        if _is_source(text[start:end].rstrip(".")) and _breaks(text, len(before), match.start()):
            return _split(text, len(before), (start, end), 0.95, "a labelled credit closes the line")
    return None


def _breaks(text: str, end: int, start: int) -> bool:
    """Whether a sentence or a bracket separates `text[:end]` from what begins at `start`."""
    capital = text[start].isupper() and ":" in text[start : start + 14]
    return capital or ends_sentence(text[:end]) or text[end:start].strip() != "" or text[start] == "©"


def _is_source(text: str) -> bool:
    return 0 < len(text.split()) <= 12 and (bool(credit_confidence(text)) or not ends_sentence(text))


def _bracketed_tail(text: str) -> Split | None:
    match = _BRACKETED.search(text)
    if not match or not text[: match.start()].strip():
        return None
    start, end = _core(text, *match.span("credit"))
    confidence = credit_confidence(text[start:end])
    if confidence < 0.8 and not CREDIT_LABEL.match(text, match.start("credit")):
        return None
    return _split(text, match.start(), (start, end), max(confidence, 0.85), "a bracketed source closes the line")


def _sentence_tail(text: str) -> Split | None:
    for match in _SENTENCE_TAIL.finditer(text):
        tail = text[match.end() :]
        confidence = credit_confidence(tail.rstrip("."))
        if confidence and not (ends_sentence(tail) and not has_agency(tail)):
            reason = f"“{tail}” after the full stop names a picture source"
            return _split(text, match.end(), _core(text, match.end(), len(text)), confidence, reason)
    return None


def _barred_tail(text: str) -> Split | None:
    for match in _BARRED_TAIL.finditer(text):
        tail = text[match.end() :]
        if credit_confidence(tail) >= 0.9:
            credit = (match.end(), len(text))
            return _split(text, match.start(), credit, 0.85, "an agency closes the line after a bar")
    return None


def _leading(text: str) -> Split | None:
    match = _LEADING_AGENCY.match(text)
    opening = re.match(r"[(\[](?P<credit>[^()\[\]]{2,60})[)\]]\s+", text)
    match = opening or match
    if not match or len(text[match.end() :].split()) < 2 or "(" in match["credit"]:
        return None
    start, end = _core(text, *match.span("credit"))
    labelled = CREDIT_LABEL.match(text) is not None
    confidence = credit_confidence(text[start:end])
    if confidence < 0.9 and not (labelled and confidence):
        return None
    caption = (match.end(), len(text))
    return Split(caption, (0, match.end()), (start, end), 0.85, "a picture source opens the line")


def _split(text: str, cut: int, credit: tuple[int, int], confidence: float, reason: str) -> Split:
    cut = len(text[:cut].rstrip())
    return Split((0, cut), (cut, len(text)), credit, confidence, reason)
