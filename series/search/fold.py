"""Folding of letters before text is indexed and before a query is read: both sides go through the same function.

PostgreSQL's `unaccent` covers Latin letters with marks; this covers what it leaves: compatibility forms, letters of the
neighbours' Cyrillic alphabets that people type without their tails, and characters that nobody sees.
"""

import unicodedata

# Unseen characters inside words: soft hyphen, zero-width space and joiners, word joiner, byte order mark.
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
# Kazakh, Tatar, Mongolian, Ukrainian and Belarusian letters as they are typed on a Russian keyboard.
_CYRILLIC = str.maketrans("ёЁїЇґҐқҚғҒңҢөӨүҮұҰәӘўЎһҺѓЃќЌ", "еЕіІгГкКгГнНоОуУуУаАуУхХгГкК")
_APOSTROPHES = str.maketrans("’‘ʼʹ´`", "''''''")


def fold(text: str) -> str:
    """`text` with compatibility forms, unseen characters and national letters made plain; word borders stay."""
    composed = unicodedata.normalize("NFKC", text.translate(_UNSEEN))
    return composed.translate(_CYRILLIC).translate(_APOSTROPHES)
