"""Proposes which of the countries that an article mentions it is about."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from series.gazetteer.types import Kind, Mention, Proposal

# What each sign is worth. A country in the title alone passes the threshold of 0.5; without the title a country needs
# to be most of what the text speaks of, and its standfirst too or nearly all.
_IN_TITLE, _IN_TITLE_WEAKLY = 0.6, 0.4
_IN_STANDFIRST, _IN_OPENING, _SHARE = 0.2, 0.05, 0.5
_CAP_WITHOUT_TITLE = 0.75
_FEW = 3
_OPENING_PART = 0.2
# In a title these name the country itself; a demonym or a capital may stand for a person, a dish or a city.
_STRONG: frozenset[Kind] = frozenset({"name", "official", "alias", "abbreviation"})

Detect = Callable[[str], tuple[Mention, ...]]


class _Signs(NamedTuple):
    title: frozenset[Kind]
    standfirst: bool
    opening: bool
    mentions: int
    total: int

    @property
    def share(self) -> float:
        return self.mentions / self.total if self.total else 0.0

    def confidence(self) -> float:
        """0..1: how surely the article is about the country that shows these signs."""
        # A share of next to nothing says nothing: three mentions are the least that make a topic.
        share = self.share * min(1.0, self.mentions / _FEW)
        support = _IN_STANDFIRST * self.standfirst + _IN_OPENING * self.opening + _SHARE * share
        if self.title:
            return min(1.0, (_IN_TITLE if self.title & _STRONG else _IN_TITLE_WEAKLY) + support)
        return min(_CAP_WITHOUT_TITLE, support)

    def reason(self) -> str:
        parts = [
            "named in the title" if self.title else "",
            "named in the standfirst" if self.standfirst else "",
            "named early in the text" if self.opening else "",
            f"{self.mentions} of {self.total} mentions in the text" if self.mentions else "",
        ]
        return ", ".join(part for part in parts if part)


def _codes(mentions: Iterable[Mention]) -> set[str]:
    return {mention.code for mention in mentions}


def propose(title: str, standfirst: str, text: str, subject: str, detect: Detect) -> tuple[Proposal, ...]:
    """See `series.gazetteer.propose_about`."""
    in_title, in_standfirst, in_text = detect(title), detect(standfirst), detect(text)
    counts = Counter(mention.code for mention in in_text)
    total = sum(count for code, count in counts.items() if code != subject)
    opening = _codes(mention for mention in in_text if mention.start < len(text) * _OPENING_PART)
    found = []
    for code in sorted((_codes(in_title) | _codes(in_standfirst) | set(counts)) - {subject}):
        kinds = frozenset(mention.kind for mention in in_title if mention.code == code)
        signs = _Signs(kinds, code in _codes(in_standfirst), code in opening, counts[code], total)
        found.append(Proposal(code, round(signs.confidence(), 3), signs.reason()))
    return tuple(sorted(found, key=lambda proposal: (-proposal.confidence, proposal.code)))
