"""Is this page an article at all? A listing, a menu or a scrap is refused."""

from collections import Counter
from collections.abc import Sequence

from series.body.limits import MAX_BLOCK_TEXT, MAX_BLOCKS
from series.errors import SourceError
from series.ingest.lexicon import fold
from series.ingest.lines import Unit
from series.ingest.page import Label, Page

LEAST_WORDS = 40
"""Words of running text below which a source is a scrap; the shortest article known to us has 250."""

_SHORT_LINES = 6
_TEASER_WORDS = 45
_REPEATS = 4
_RUBRIC_WORDS = 5
_RUNNING = frozenset({None, Label.PARAGRAPH, Label.STANDFIRST, Label.QUOTE})
_STANDING = frozenset({None, Label.HEADING, Label.TITLE, Label.LINK})


def check_size(name: str, units: Sequence[Unit]) -> None:
    """Raises SourceError if there is more on the page than a body can hold; nothing is ever cut off."""
    if len(units) > MAX_BLOCKS:
        raise SourceError(name, f"{len(units)} lines with text, more than the {MAX_BLOCKS} that a body can hold")
    for unit in units:
        if len(unit.text) > MAX_BLOCK_TEXT:
            reason = f"a paragraph of {len(unit.text)} characters, more than the {MAX_BLOCK_TEXT} that a body can hold"
            raise SourceError(name, reason, f"line {unit.lines[0].number}")


def check_article(name: str, page: Page) -> None:
    """Raises SourceError if `page`, on which everything is decided, holds no article."""
    running = [unit for unit in page.units if _is_running(page, unit)]
    short = [unit for unit in page.units if _is_short(page, unit)]
    words = sum(unit.words for unit in page.units if page.label(unit.index) in _RUNNING and _is_text(unit))
    if len(short) >= _SHORT_LINES and _is_listing(page, running, short):
        reason = f"a listing page, not an article: {len(short)} short lines and no text that runs on"
        raise SourceError(name, reason, f"line {short[0].lines[0].number}")
    if words < LEAST_WORDS:
        reason = f"too little text for an article: {words} words in whole sentences, at least {LEAST_WORDS} needed"
        raise SourceError(name, reason)


def _is_text(unit: Unit) -> bool:
    return unit.running or unit.sentence


def _is_running(page: Page, unit: Unit) -> bool:
    return unit.running and page.label(unit.index) in _RUNNING


def _is_short(page: Page, unit: Unit) -> bool:
    """Whether the unit is what a listing consists of; captions, credits, bylines and the like are no sign of one."""
    return page.label(unit.index) in _STANDING and not unit.sentence


def _is_listing(page: Page, running: Sequence[Unit], short: Sequence[Unit]) -> bool:
    words = sum(unit.words for unit in running)
    if not running or words < sum(unit.words for unit in short):
        return True
    if _longest_run(page) <= 1 and words < _TEASER_WORDS * len(running):
        return True
    lines = Counter(fold(unit.text) for unit in page.units if unit.words <= _RUBRIC_WORDS)
    repeats = max(lines.values(), default=0)
    return repeats >= _REPEATS and repeats * 2 >= len(running)


def _longest_run(page: Page) -> int:
    """The most paragraphs that follow one another without a short line between them."""
    longest = current = 0
    for unit in page.units:
        if _is_running(page, unit):
            current += 1
            longest = max(longest, current)
        elif _is_short(page, unit):
            current = 0
    return longest
