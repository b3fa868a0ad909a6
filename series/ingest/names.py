"""Is this the name of a person or an agency? Whom does a standfirst present as the author?"""

import re

from series.ingest.lexicon import AGENCIES, BYLINE, CREDIT_PHRASES, JOBS, NO_NAMES, TELLING, fold

_PARTICLE_WORDS = """
de da di del della der den van von zu la le el al bin ibn ben du dos das af av ter ten
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_QUIET = _PARTICLES | AGENCIES | {"by", "via", "of", "and", "for", "the"}
"""Words without a capital that a credit may hold."""
_TITLES = re.compile(r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\.?\s+")
_MAX_NAME_WORDS = 5
_MAX_WORK_WORDS = 16
_MAX_CREDIT = 120
_TOPICAL = re.compile(r"\b(?:the|and|or|versus|in|on)\b", re.IGNORECASE)
_EDGE = "()[]{}.,;:/|\"'“”«»"

_WORD = r"(?:[^\W\d_a-zа-яё]\.|[^\W\d_a-zа-яё][\w’'-]+)"
_NAME = rf"{_WORD}(?:\s+(?:(?:{'|'.join(sorted(_PARTICLES))})\s+)?{_WORD}){{1,3}}"
_PRESENTED = re.compile(
    rf"(?P<names>{_NAME}(?:(?:,\s+|\s+(?:and|и)\s+|,\s+and\s+){_NAME}){{0,3}})(?:,[^.,]{{3,80}},)?\s+(?:{TELLING})\b"
)
_TRAVELLING = re.compile(rf"(?P<names>{_NAME})\s+[a-z]+s\s[^.!?]{{0,160}}\band (?:{TELLING})\b")
_IN_THE_SERIES = re.compile(rf"\b(?:series|instal?lment)\b[^.!?]{{0,80}},\s+(?P<names>{_NAME})\s+[a-z]+s\b")
_WRITTEN_BY = re.compile(
    rf"\b(?:by|writes|argues|explains|reports|asks|пишет|рассказывает|объясняет)\s+(?P<names>{_NAME}(?:\s+(?:and|и)\s+{_NAME})?)"
)
_INTRODUCED = re.compile(rf"(?P<name>{_NAME})\s+(?:is|works as|teaches|—|–)\s")
_AND = re.compile(r"\s+(?:and|with|и)\s+|\s*[,;&]\s*(?:and\s+)?")


def _is_name_word(word: str) -> bool:
    core = word.strip(_EDGE)
    return bool(core) and core[0].isupper() and all(c.isalpha() or c in "’'‘-." for c in core)


def is_name(text: str, least: int = 2) -> bool:
    """Whether `text` has the shape of a person's name of at least `least` words: `Ursula von der Leyen`."""
    words = _TITLES.sub("", text).split()
    if not least <= len(words) <= _MAX_NAME_WORDS or not _is_name_word(words[0]) or not _is_name_word(words[-1]):
        return False
    if any(fold(word.strip(_EDGE)) in NO_NAMES or word.endswith(",") for word in words):
        return False
    return all(_is_name_word(word) or word in _PARTICLES for word in words)


def are_names(text: str) -> bool:
    """Whether `text` is one person's name or several: `Ada Byron, Boris Kim and Jan van der Meer`."""
    return len(text) < _MAX_CREDIT and all(is_name(part.strip()) for part in _AND.split(text))


def is_work(text: str) -> bool:
    """Whether `text` reads like the title of a book or treaty: capitals, but for the small words between."""
    words = text.split()
    large = [word for word in words if len(word) > 3 or word[0].isupper()]
    small_words_only = all(_is_name_word(word) or word[0].isdigit() for word in large)
    return 1 < len(words) <= _MAX_WORK_WORDS and words[0][0].isupper() and small_words_only


def has_agency(text: str) -> bool:
    """Whether a picture agency, collection or licence is named in `text`."""
    words = {word.strip(_EDGE) for word in re.split(r"[\s/,|]+", text)}
    return not AGENCIES.isdisjoint(words) or CREDIT_PHRASES.search(text) is not None


def credit_confidence(text: str) -> float:
    """How sure it is that `text`, with no label before it, is a picture credit; 0 if it has not the shape of one."""
    if not text or len(text) > _MAX_CREDIT or len(text.split()) > 12:
        return 0.0
    if has_agency(text) and _shouts(text) and (CREDIT_PHRASES.search(text) or not _TOPICAL.search(text)):
        return 0.95
    names = [part.strip() for part in re.split(r"\s*[/|]\s*|\s+for\s+", text)]
    if len(names) > 1 and all(is_name(name, 1) for name in names):
        return 0.85
    return 0.75 if is_name(text) else 0.0


def _shouts(text: str) -> bool:
    """Whether nearly every word starts with a capital, as in a credit and not as in a sentence about an agency."""
    words = [word.strip(_EDGE) for word in re.split(r"[\s/]+", text)]
    letters = [word for word in words if word[:1].isalpha()]
    small = [word for word in letters if word[0].islower() and word not in _QUIET]
    return len(small) <= len(letters) // 4


def split_names(text: str) -> list[str]:
    """The people in a byline, `A, B and C`, leaving out what is a job or an institution."""
    names = (part.strip(" .") for part in _AND.split(text))
    return [" ".join(_TITLES.sub("", name).split()) for name in names if is_name(name) and not JOBS.search(name)]


def presented_authors(standfirst: str) -> list[str]:
    """Names that a standfirst presents as telling the story: `Ada Byron explains …`, `…, writes Boris Kim`."""
    if len(standfirst) > 2000:
        return []
    for pattern in (_PRESENTED, _TRAVELLING, _IN_THE_SERIES, _WRITTEN_BY):
        for match in pattern.finditer(standfirst):
            names = split_names(match["names"])
            if names:
                return names
    return []


def byline_authors(line: str) -> list[str]:
    """Names in a byline or in a line with a name and a post; one word is a name only where it stands alone."""
    match = BYLINE.match(line)
    rest = (line[match.end() :] if match else line).rstrip(") ")
    rest = re.split(r";\s*(?:additional |editing)", rest, maxsplit=1, flags=re.IGNORECASE)[0]
    names = split_names(rest)
    if not names and " in " in rest:
        names = split_names(rest.partition(" in ")[0])
    return names or ([rest.strip()] if match and is_name(rest.strip(), 1) else [])


def introduced_author(text: str) -> str | None:
    """The person whom a closing note introduces: `Ada Byron is Reader in Geography at …`."""
    match = _INTRODUCED.match(text) if len(text) < 600 and JOBS.search(text) else None
    return " ".join(match["name"].split()) if match and is_name(match["name"]) else None
