"""Folding of letters before text is indexed and before a query is read: both sides go through the same function.

PostgreSQL's `unaccent` covers Latin letters with marks; this covers what it leaves: compatibility forms, letters of the
neighbours' Cyrillic alphabets that people type without their tails, and characters that nobody sees.
"""

import re
import unicodedata

# Unseen characters inside words: soft hyphen, zero-width space and joiners, word joiner, byte order mark.
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
# Kazakh, Tatar, Mongolian, Ukrainian and Belarusian letters as they are typed on a Russian keyboard.
_CYRILLIC = str.maketrans("ёЁїЇґҐқҚғҒңҢөӨүҮұҰәӘўЎһҺѓЃќЌ", "еЕіІгГкКгГнНоОуУуУаАуУхХгГкК")
# Between these PostgreSQL's parser sees tags and file names, and drops or joins the words of them.
_PARTING = str.maketrans("<>/\\", "    ")
# "1950-1953" would be 1950 and minus 1953.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[-‐‑‒–—](?=\d)")
_APOSTROPHES = str.maketrans("’‘ʼʹ´`", "''''''")


def fold(text: str) -> str:
    """`text` with compatibility forms, unseen characters and national letters made plain; word borders stay."""
    # Before NFKC, which makes a blank and a combining mark of the acute accent that some type for an apostrophe.
    composed = unicodedata.normalize("NFKC", text.translate(_UNSEEN).translate(_APOSTROPHES))
    plain = composed.translate(_CYRILLIC).translate(_APOSTROPHES).translate(_PARTING)
    return _BETWEEN_DIGITS.sub(" ", plain)
