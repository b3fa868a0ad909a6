"""A made-up language for generated articles: which word comes how often follows Zipf's law, as in every real one."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

CONSONANTS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "t", "v", "z", "dr", "gr", "kl", "st", "tr")
VOWELS = ("a", "e", "i", "o", "u")
ENDS = ("k", "m", "n", "r", "t", "v", "")
# Syllables of a word by its rank: common words are short.
SHORT, MIDDLING, LONG = (2, 2), (2, 3), (3, 4)


class Vocabulary:
    """The words of the language, the commonest first; `draw` gives some of them as a text would have them."""

    def __init__(self, random: Random, size: int = 20_000) -> None:
        self._random = random
        found: dict[str, None] = {}
        while len(found) < size:
            found[self._invent(len(found))] = None
        self.words = list(found)
        self._weights = list(accumulate(1 / rank for rank in range(1, size + 1)))

    def _invent(self, rank: int) -> str:
        least, most = SHORT if rank < 100 else MIDDLING if rank < 3_000 else LONG
        pick = self._random.choice
        syllables = (pick(CONSONANTS) + pick(VOWELS) for _ in range(self._random.randint(least, most)))
        return "".join(syllables) + pick(ENDS)

    def draw(self, count: int) -> list[str]:
        """`count` words."""
        return self._random.choices(self.words, cum_weights=self._weights, k=count)

    def phrase(self, least: int, most: int) -> str:
        """From `least` to `most` words, the first with a capital: a title, a caption."""
        return " ".join(self.draw(self._random.randint(least, most))).capitalize()

    def paragraph(self, words: int) -> str:
        """About `words` words in sentences."""
        return " ".join(self._sentences(self.draw(words)))

    def _sentences(self, words: list[str]) -> Iterator[str]:
        while words:
            length = self._random.randint(8, 24)
            yield " ".join(words[:length]).capitalize() + "."
            words = words[length:]
