"""The table of rules, in the order in which they are asked.

A step is either a set of rules that judge each undecided unit, where the most confident one wins, or a survey that
looks at the whole page. To read another layout, add a rule to a step.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from series.ingest import bare, head, marked
from series.ingest.lines import Unit
from series.ingest.page import Page, Verdict

LEAST_CONFIDENCE = 0.5
"""Below this a line stays a paragraph."""


@dataclass(frozen=True, slots=True)
class Judges:
    """Rules that compete for each undecided unit."""

    rules: tuple[Callable[[Page, Unit], Verdict | None], ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A rule that needs the whole page: it names units and what they are."""

    find: Callable[[Page], Iterator[tuple[int, Verdict]]]


TABLE: tuple[Judges | Survey, ...] = (
    Judges((marked.judge_invisible, marked.judge_chrome, marked.judge_divider)),
    Judges(
        (
            marked.judge_date,
            marked.judge_byline,
            marked.judge_byline_with_date,
            marked.judge_affiliation,
            marked.judge_pointer,
            marked.judge_item,
            marked.judge_quoted_line,
            marked.judge_attribution,
            marked.judge_credited,
            marked.judge_caption,
            marked.judge_described,
            marked.judge_agency,
        )
    ),
    Judges((head.judge_name_by_date,)),
    Survey(head.find_title),
    Survey(head.find_standfirst),
    Judges(
        (
            head.judge_lead_caption,
            head.judge_name_in_head,
            head.judge_name_above_post,
            head.judge_post,
            head.judge_place,
            head.judge_place_in_byline,
        )
    ),
    Survey(bare.find_quotes),
    Survey(bare.find_pull_quotes),
    Judges(
        (
            bare.judge_author_again,
            bare.judge_heading,
            bare.judge_bare_credit,
            bare.judge_bare_caption,
            bare.judge_caption_above_credit,
        )
    ),
    Judges((bare.judge_caption_above_credit,)),  # again, now that bare credits are known
)
"""First what belongs to the site, then what says itself what it is, then what only its neighbours explain."""


def apply(page: Page, steps: tuple[Judges | Survey, ...]) -> None:
    """Ask every step in turn and write its verdicts on the page; a decided unit is never decided again."""
    for step in steps:
        if isinstance(step, Survey):
            for index, verdict in list(step.find(page)):
                _decide(page, index, verdict)
        else:
            for unit in page.units:
                if page.is_open(unit.index):
                    found = [judged for rule in step.rules if (judged := rule(page, unit)) is not None]
                    if found:
                        _decide(page, unit.index, max(found, key=lambda each: each.confidence))


def _decide(page: Page, index: int, verdict: Verdict) -> None:
    if page.is_open(index) and verdict.confidence >= LEAST_CONFIDENCE:
        page.verdicts[index] = verdict
