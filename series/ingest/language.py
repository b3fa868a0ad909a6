"""Which language a text is in: by its script, then by its commonest words."""

import re
from collections import Counter

_SAMPLE = 20_000
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_MARKS = (("ru", "ыэъё"), ("uk", "їєґі"), ("be", "ўіыэё"), ("kk", "әғқңөұүһіы"))
_COMMON = {
    "en": "the of and to in is that for was with its as on by from",
    "ru": "и в не на что с как по из но это был для его от",
    "uk": "і в не на що з як та до це був для його від у",
    "bg": "и в не на че с как по от но това за се са е",
    "de": "der die und in den von zu das mit sich des auf für ist",
    "fr": "de la le et les des en un du une que est pour dans",
    "es": "de la que el en y los del se las por un para con",
    "fi": "ja on ei se että oli kun mutta myös ovat sen hän joka",
    "no": "og i det som på en av for til er med han ikke den",
    "pl": "w i na z do nie się to że jest o jak po od",
    "et": "ja on ei et see oli kui ka ning mis selle aga",
    "lv": "un ir no ar par uz kas ka tas bija kā arī",
    "lt": "ir yra kad su į iš tai buvo kaip bet apie nuo",
}
_COMMON_SETS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def guess_language(text: str) -> str:
    """ISO 639-1 code of the language, `und` where nothing tells. Reads at most the first 20,000 characters."""
    sample = text[:_SAMPLE].lower()
    letters = sum(c.isalpha() for c in sample) or 1
    for code, script in _SCRIPTS:
        # Japanese mixes in Chinese signs, so a fifth of kana is enough.
        if len(script.findall(sample)) > letters / 5:
            return code
    cyrillic = len(_CYRILLIC.findall(sample)) > letters / 2
    return _by_words(sample, cyrillic)


def _by_words(sample: str, cyrillic: bool) -> str:
    counts = Counter(_WORD.findall(sample))
    allowed = ("ru", "uk", "bg") if cyrillic else tuple(code for code in _COMMON if code not in ("ru", "uk", "bg"))
    scores = {code: sum(counts[word] for word in _COMMON_SETS[code]) for code in allowed}
    best = max(scores, key=lambda code: scores[code])
    if cyrillic:
        return _by_letters(sample, best)
    return best if scores[best] else "und"


def _by_letters(sample: str, best: str) -> str:
    """Letters that only one Cyrillic alphabet has outweigh words that several languages share."""
    scores = {code: sum(sample.count(letter) for letter in letters) for code, letters in _MARKS}
    found = max(scores, key=lambda code: scores[code])
    return found if scores[found] else best
