"""Dates as pages print them. A date is read only when it can be read in one way."""

import re
from datetime import date
from typing import NamedTuple

from series.ingest.document import Precision

_MONTH_NAMES = """
january янв|february фев|march мар|april апр|may мая|june июн
|july июл|august авг|september сен|october окт|november ноя|december дек
"""
_MONTHS = {
    name[:3]: number for number, names in enumerate(_MONTH_NAMES.split("|"), start=1) for name in names.split()
} | {"май": 5}

_LABEL = (
    r"(?P<label>(?:first )?published|posted|date|dateline|(?:last )?updated|(?:last )?modified"
    r"|опубликовано|дата|обновлено)"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_MONTH = r"(?P<month>[a-zа-яё]{3,9})\.?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?:\s*(?:г\.|года))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TIME = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,5})?)?"
_PLACE = r"(?P<place>[^\W\d_][\w’'. -]{1,30},\s+)?"


def _pattern(core: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_LABEL}(?:\s+on)?\s*:?\s*)?{_PLACE}{_WEEKDAY}{core}{_TIME}\.?", re.IGNORECASE)


_PATTERNS = tuple(
    _pattern(core)
    for core in (
        rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        r"(?P<year>(?:1[89]|20)\d\d)-(?P<monthnumber>\d\d)-(?P<day>\d\d)(?:T[\d:.+Z-]*)?",
        r"(?P<day>\d{1,2})\.(?P<monthnumber>\d{1,2})\.(?P<year>(?:1[89]|20)\d\d)",
        _YEAR,
    )
)
_UPDATED = ("updated", "last updated", "modified", "last modified", "обновлено")
_LONGEST = 90


class PageDate(NamedTuple):
    """A date as the page states it; `label` is the word before it (`published`), or empty."""

    day: date
    precision: Precision
    label: str

    @property
    def is_update(self) -> bool:
        """Whether the page says that this is the date of a later change."""
        return self.label in _UPDATED


def read_date(text: str) -> PageDate | None:
    """The date that is all of `text`, perhaps after a label and a place, or None.

    A year alone counts only after a label; `03/04/2015` is read nowhere, since it has two meanings.
    """
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    for pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match and (found := _to_date(match.groupdict())):
            return found
    return None


def _to_date(parts: dict[str, str | None]) -> PageDate | None:
    month = _month(parts)
    label = (parts.get("label") or "").lower()
    if month is None and (parts.get("month") or parts.get("monthnumber") or not label):
        return None
    day = parts.get("day")
    precision: Precision = "day" if day else "month" if month else "year"
    try:
        found = date(int(parts["year"] or 0), month or 1, int(day or 1))
    except ValueError:
        return None
    return PageDate(found, precision, label)


def _month(parts: dict[str, str | None]) -> int | None:
    if number := parts.get("monthnumber"):
        return int(number)
    return _MONTHS.get((parts.get("month") or "")[:3].lower())
