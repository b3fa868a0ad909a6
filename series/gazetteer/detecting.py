"""Finds the countries that a text names: whole names of the text's language, the longest first, traps left out."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from series.gazetteer.data import Tables
from series.gazetteer.keys import key
from series.gazetteer.types import Alias, Kind, Mention

# A word is a run without spaces and punctuation; soft hyphens and zero-width characters may stand in it. Abbreviations
# keep their points. Where words are written without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) every
# character is a word.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[\u3040-\u30fa\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f]"
    r"|[^\s!-/:-@\[-`{-\xa0¡§«¶·»¿\u2000-\u200a\u200e-\u205f\u3000-\u303f"
    r"\u3040-\u30fa\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f]+"
)
# What may stand between the words of one name, and between those of a phrase ("Atlanta, Georgia").
_NAME_GAP = re.compile(r"[\s\-‐-―'’ʼ.&()]{0,3}")
_PHRASE_GAP = re.compile(r"[\s\-‐-―'’ʼ.&,(]{0,3}")
_SHORTEST_NAME = 4
_GUARD_WINDOW, _GUARD_WORDS = 40, 10
_DETECTED: frozenset[Kind] = frozenset({"name", "official", "alias", "abbreviation", "demonym", "capital"})


class Word(NamedTuple):
    """One word of the text: as written, folded, and where it stands."""

    text: str
    folded: str
    start: int
    end: int


class Entry(NamedTuple):
    """One name to look for, as words. `code` is None for a phrase that only keeps its words from being read."""

    words: tuple[str, ...]
    folded: tuple[str, ...]
    code: str | None
    kind: Kind


class _Guard(NamedTuple):
    """Words near a name that tell it is something else, and words in the text that tell it is the country after all."""

    near: frozenset[str]
    unless: frozenset[str]

    @classmethod
    def of(cls, row: Mapping[str, str]) -> "_Guard":
        return cls(frozenset(row["near"].split()), frozenset(row["unless"].split()))

    def stands(self, words: Sequence[Word], at: int) -> bool:
        """Whether the word at `at` is something else than the country of its name."""
        here = words[at]
        around = (
            word.text
            for word in words[max(0, at - _GUARD_WORDS) : at + _GUARD_WORDS + 1]
            if here.start - word.end <= _GUARD_WINDOW and word.start - here.end <= _GUARD_WINDOW
        )
        return not self.near.isdisjoint(around) and self.unless.isdisjoint(word.text for word in words)


def words_of(text: str) -> list[Word]:
    """The words of a text with their offsets."""
    found = ((match[0], key(match[0]), match.start(), match.end()) for match in _WORD.finditer(text))
    return [Word(*word) for word in found if word[1]]


def _entry(name: str, code: str | None, kind: Kind) -> Entry:
    words = words_of(name)
    return Entry(tuple(word.text for word in words), tuple(word.folded for word in words), code, kind)


def _phrases(value: str) -> Iterator[str]:
    return (name for part in value.replace("\n", ",").split(",") if (name := part.strip()))


def _is_with_article(name: tuple[str, ...], names: Container[tuple[str, ...]]) -> bool:
    """Whether this is another name with "the" before it, which is no part of what is marked in a text."""
    return name[0] == "the" and name[1:] in names


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _written_as(name: str, word: str) -> bool:
    """Whether a word has the capitals of the name's: "us" is not "US", "turkey" is not "Turkey"; "TURKEY" is."""
    if _is_abbreviation(name):
        return word.isupper()
    return word[0].isupper() or not name[0].isupper()


class Detector:
    """`detect()` for one language."""

    def __init__(self, tables: Tables, language: str) -> None:
        locale = language.replace("-", "_")
        self._languages = frozenset({locale, locale.partition("_")[0]})
        self._tables = tables
        self._rules: Mapping[str, Any] = tables.hand["detect"].get(locale.partition("_")[0], {})
        self._person = frozenset(_phrases(self._rules.get("person", "")))
        self._after = frozenset(self._rules.get("after", "").split())
        self._given = frozenset(self._rules.get("given", "").split())
        self._guards = {guard["name"]: _Guard.of(guard) for guard in self._rules.get("guards", ())}

    @cached_property
    def _entries(self) -> dict[str, list[Entry]]:
        """First folded word -> the entries that begin with it, the longest first; phrases before names."""
        entries: dict[tuple[str, ...], Entry] = {}
        for entry in (*self._phrase_entries(), *self._name_entries(), *self._place_entries()):
            if entry.folded:
                entries.setdefault(entry.folded, entry)
        entries = {folded: entry for folded, entry in entries.items() if not _is_with_article(folded, entries)}
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(entries.values(), key=lambda entry: -len(entry.folded)):
            found[entry.folded[0]].append(entry)
        return dict(found)

    def _phrase_entries(self) -> Iterator[Entry]:
        for phrase in _phrases(self._rules.get("phrases", "")):
            yield _entry(phrase, None, "alias")

    def _place_entries(self) -> Iterator[Entry]:
        for place in self._tables.places:
            for alias in place.aliases:
                if alias.languages in self._languages:
                    yield _entry(alias.text, None, "name")

    def _name_entries(self) -> Iterator[Entry]:
        never = {key(name) for name in _phrases(self._rules.get("never", ""))}
        for alias in self._tables.aliases:
            if self._is_detected(alias) and key(alias.text) not in never:
                yield _entry(alias.text, alias.code, alias.kind)

    def _is_detected(self, alias: Alias) -> bool:
        if alias.kind not in _DETECTED or self._languages.isdisjoint(alias.languages.split()):
            return False
        if alias.kind == "capital" and alias.code not in self._tables.region:
            return False  # "Paris" may be no more than a city
        return self._is_curated or self._is_safe(alias)

    @property
    def _is_curated(self) -> bool:
        return bool(self._rules)

    def _is_safe(self, alias: Alias) -> bool:
        """Whether a name of a language without hand-kept exceptions can hardly be anything else."""
        if alias.text[0].isupper():
            return len(alias.text) >= _SHORTEST_NAME and key(alias.text) not in self._tables.guarded
        return alias.kind == "name" and alias.text.lower() == alias.text.upper() and len(alias.text) > 1

    def detect(self, text: str) -> tuple[Mention, ...]:
        """See `series.gazetteer.detect`."""
        words = words_of(text)
        found: list[Mention] = []
        at = 0
        while at < len(words):
            entry = self._entry_at(text, words, at)
            if entry is None:
                at += 1
                continue
            last = at + len(entry.folded) - 1
            if entry.code and self._is_country(entry, text, words, at, last):
                start, end = words[at].start, words[last].end
                found.append(Mention(entry.code, text[start:end], entry.kind, start, end))
            at = last + 1
        return tuple(found)

    def _entry_at(self, text: str, words: Sequence[Word], at: int) -> Entry | None:
        for entry in self._entries.get(words[at].folded, ()):
            if _stands(entry, text, words[at : at + len(entry.folded)]):
                return entry
        return None

    def _is_country(self, entry: Entry, text: str, words: Sequence[Word], first: int, last: int) -> bool:
        name = entry.words[0]
        if len(entry.words) > 1:
            return True
        if len(words[first].text) == 2 and _shouted(words, first):
            return False
        if name in self._person and self._is_person(text, words, first):
            return False
        return name not in self._guards or not self._guards[name].stands(words, first)

    def _is_person(self, text: str, words: Sequence[Word], at: int) -> bool:
        if at and words[at - 1].text in self._given and text[words[at - 1].end : words[at].start] == " ":
            return True
        if at + 1 == len(words) or text[words[at].end : words[at + 1].start] != " ":
            return False
        following = words[at + 1].text
        return following[0].isupper() and not following.isupper() and following not in self._after


def _stands(entry: Entry, text: str, words: Sequence[Word]) -> bool:
    """Whether an entry stands at these words of the text."""
    if entry.folded != tuple(word.folded for word in words):
        return False
    gap = _NAME_GAP if entry.code else _PHRASE_GAP
    # "Budapest memorandum" is the Budapest Memorandum; "north Korea" is no more than the north of Korea.
    cased = entry.words if entry.code else entry.words[:1]
    return all(map(_written_as, cased, (word.text for word in words))) and all(
        gap.fullmatch(text, before.end, after.start) for before, after in pairwise(words)
    )


def _shouted(words: Sequence[Word], at: int) -> bool:
    """Whether the words on both sides are in capitals too ("JOIN US NOW")."""
    around: Iterable[Word] = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return all(_is_abbreviation(word.text) and word.text.isalpha() for word in around) and len(words) > 1
