"""Other readings of what was typed: another keyboard layout, look-alike letters, Russian in Latin letters."""

from collections.abc import Iterator
from itertools import product

# The same keys on the US and on the Russian and Ukrainian layouts (ISO/IEC 9995: ЙЦУКЕН), lower case.
_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_UKRAINIAN = "'йцукенгшщзхїфівапролджєячсмитьбю"
_LAYOUTS = tuple(
    str.maketrans(typed, meant)
    for typed, meant in (
        (_QWERTY, _RUSSIAN),
        (_QWERTY, _UKRAINIAN),
        (_RUSSIAN, _QWERTY),
        (_UKRAINIAN, _QWERTY),
    )
)

# Letters that look the same in Latin and Cyrillic.
_LATIN_LOOKS, _CYRILLIC_LOOKS = "aceopxyiktmhbjs", "асеорхуіктмнвјѕ"
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)

# Russian in Latin letters as people write it, BGN/PCGN first.
_ROMAN = {
    **dict(zip("абвгдзиклмнопрстуфыэ", "abvgdziklmnoprstufye", strict=True)),
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "і": "i",
}
_ROMAN_CHOICES = {
    "е": ("e", "ye"),
    "й": ("y", "i", "j"),
    "ю": ("yu", "iu", "ju"),
    "я": ("ya", "ia", "ja"),
    "ё": ("yo", "e", "io"),
    "х": ("kh", "h", "x"),
}
_MOST_READINGS = 24


def _is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u052f"


def other_layouts(typed: str) -> Iterator[str]:
    """`typed` as it would read had the other keyboard layout been on: "rfpf[cnfy" gives "казахстан"."""
    lowered = typed.casefold()
    for layout in _LAYOUTS:
        meant = lowered.translate(layout)
        if meant != lowered:
            yield meant


def one_script(typed: str) -> Iterator[str]:
    """A word of mixed Latin and Cyrillic letters, all in one and all in the other script; nothing for other words."""
    lowered = typed.casefold()
    if any(map(_is_cyrillic, lowered)) and any("a" <= char <= "z" for char in lowered):
        yield lowered.translate(_TO_CYRILLIC)
        yield lowered.translate(_TO_LATIN)


def romanised(cyrillic: str) -> list[str]:
    """The ways in which a Cyrillic name is written in Latin letters; [] where it has letters beyond Russian."""
    lowered = cyrillic.casefold()
    if not all(char in _ROMAN or char in _ROMAN_CHOICES or not char.isalpha() for char in lowered):
        return []
    used = {char: _ROMAN_CHOICES[char] for char in _ROMAN_CHOICES if char in lowered}
    readings = []
    for choice in product(*used.values()):
        table = str.maketrans({**_ROMAN, **dict(zip(used, choice, strict=True))})
        readings.append(lowered.translate(table))
    return readings[:_MOST_READINGS]
