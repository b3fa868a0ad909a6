"""Rules for the head of a page: title and series, standfirst, author, lead picture."""

import re
from collections.abc import Iterator
from itertools import islice

from series.ingest.lexicon import JOBS, PICTURED, READ_MORE, SERIES_CUE, SHARE_BUTTONS, fold
from series.ingest.lines import Unit
from series.ingest.links import split_bar, split_prefix
from series.ingest.names import are_names, is_name, presented_authors
from series.ingest.page import Label, Page, Part, Verdict

_LONGEST_TITLE = 200
_TITLE_WORDS = 30
_NUMBERED = re.compile(r"(?:part|chapter|episode|number|no\.?|часть|глава|выпуск)\s*[\divxlc№#]+\b", re.IGNORECASE)
_PLACE = re.compile(r"[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*)?, [^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*)?")
_HEAD_UNITS = 12
_HEAD_ENDS = (Label.ATTRIBUTION, Label.QUOTE, Label.DIVIDER)
_STANDFIRST_UNITS = 3
_STANDFIRST_LEAST = 5
_STANDFIRST_WORDS = 110
_BETWEEN_WORDS = 60
_SURE_OF_SERIES = 0.6
_POST_WORDS = 30
_RUBRIC_WORDS = 3
_BYLINE_WORDS = 8
_LEAD_CAPTION_WORDS = 25
Found = Iterator[tuple[int, Verdict]]


def find_title(page: Page) -> Found:
    """The title, the series before its colon or above it, the author above it, the rubric above it."""
    candidates = [unit for unit in _before_text(page) if _could_be_title(unit)]
    if not candidates:
        return
    title = max(candidates, key=lambda unit: (_title_score(page, unit) - _is_slogan(page, unit), -unit.index))
    for unit in _before_text(page):
        if unit.index < title.index and (verdict := _above_title(page, unit)):
            yield unit.index, verdict
    yield title.index, _title_verdict(page, title)
    for unit in page.units[title.index + 1 : title.index + _HEAD_UNITS]:
        if fold(unit.text) == fold(title.text):
            yield unit.index, Verdict(Label.ASIDE, 0.85, "the title once more")


def _before_text(page: Page) -> Iterator[Unit]:
    """Undecided units up to the first paragraph of running text."""
    for unit in islice(page.open_units(), _HEAD_UNITS):
        if unit.running:
            return
        yield unit


def _could_be_title(unit: Unit) -> bool:
    last = unit.plain.rstrip("”’\"'»")[-1:]
    return len(unit.plain) <= _LONGEST_TITLE and unit.words <= _TITLE_WORDS and last not in (".", "…", ",", ";", ":")


def _title_score(page: Page, unit: Unit) -> int:
    if fold(unit.plain) in page.series_names:
        return 0
    if unit.words < 2 or (unit.plain.isupper() and unit.words < 3):
        return 1
    if are_names(unit.plain):
        return 2
    return 3 if unit.words < 3 else 4


def _is_slogan(page: Page, unit: Unit) -> bool:
    """Whether the site's menu stands right under the line, as under its slogan; share buttons stand under a title."""
    below = page.verdicts[unit.index + 1] if unit.index + 1 < len(page.verdicts) else None
    return below is not None and below.label is Label.ASIDE and below.reason != SHARE_BUTTONS


def _above_title(page: Page, unit: Unit) -> Verdict | None:
    if fold(unit.plain) in page.series_names:
        return Verdict(Label.SERIES, 0.9, "the text names a series so, and it stands above the title")
    if are_names(unit.plain):
        return Verdict(Label.AUTHOR, 0.75, "a name above the title")
    if (unit.words <= _RUBRIC_WORDS or _is_slogan(page, unit)) and not unit.sentence:
        return Verdict(Label.ASIDE, 0.7, "a rubric or a slogan above the title")
    if unit.sentence and unit.words <= _TITLE_WORDS:
        return Verdict(Label.CAPTION, 0.5, "a short sentence above the title, where a page has its picture")
    return None


def _title_verdict(page: Page, unit: Unit) -> Verdict:
    prefix = split_prefix(unit.plain)
    confidence, reason = _series_confidence(page, prefix[0], unit) if prefix else (0.0, "")
    if not prefix:
        prefix = split_bar(unit.plain)
        if prefix and fold(prefix[0]) in page.series_names:
            confidence, reason = 0.95, "the text calls the words before the bar a series"
    if not prefix or confidence < _SURE_OF_SERIES:
        alone = "" if not prefix else "; nothing says that the words before the colon are a series"
        return Verdict(Label.TITLE, 0.9, f"the first line that reads like a headline{alone}")
    name, cut = prefix
    series = Part(Label.SERIES, (0, cut), (0, len(name)))
    title = Part(Label.TITLE, (cut, len(unit.plain)), (cut, len(unit.plain)))
    return Verdict(Label.TITLE, confidence, f"the first line that reads like a headline; {reason}", (series, title))


def _series_confidence(page: Page, prefix: str, title: Unit) -> tuple[float, str]:
    """How sure it is that the words before the colon are a series and not a column, a country or half of the title."""
    folded = fold(prefix)
    if folded in page.series_names:
        return 0.97, "the words before the colon are called a series by the text, or are one in the archive"
    if any(_points_to(unit, folded) for unit in page.units if unit.words < 40):
        return 0.95, "the page points to another article with the same words before the colon"
    if _NUMBERED.match(prefix):
        return 0.2, "a number of a part before the colon"
    if len(prefix.split()) < 2:
        return 0.3, "one word before the colon is a place or a rubric"
    head = page.units[title.index + 1 : title.index + 6]
    if any(SERIES_CUE.search(unit.plain) for unit in (*head, *page.units[-4:]) if unit.words < 150):
        if folded in page.topics:
            return 0.4, "the words before the colon are a name that the text speaks of"
        return 0.8, "the page says that it is part of a series, and the title has a prefix"
    return 0.4, "no word about a series"


def _points_to(unit: Unit, folded: str) -> bool:
    match = READ_MORE.match(unit.plain)
    prefix = split_prefix(unit.plain[match.end() :]) if match else None
    return prefix is not None and fold(prefix[0]) == folded


def find_standfirst(page: Page) -> Found:
    """The paragraphs under the title that present the article: they speak of the series or of the author."""
    for texts in _under_title(page):
        chosen, confidence, reason = _presenting(page, texts)
        for unit in chosen:
            page.authors.update(fold(name) for name in presented_authors(unit.plain))
            yield unit.index, Verdict(Label.STANDFIRST, confidence, reason)
        if chosen:
            return


def _under_title(page: Page) -> list[list[Unit]]:
    """The first undecided texts after the title, and those after a quotation that stands between."""
    title = page.first(Label.TITLE)
    groups: list[list[Unit]] = [[]]
    for unit in page.units[0 if title is None else title + 1 :]:
        label = page.label(unit.index)
        if label is Label.ATTRIBUTION and len(groups) == 1:
            groups.append([])
        elif label is None and _is_above_credit(page, unit):
            continue
        elif label is None and _could_present(unit):
            groups[-1].append(unit)
        elif label in _HEAD_ENDS or (label is None and groups[-1] and not is_name(unit.plain)):
            break
        if len(groups[-1]) == _STANDFIRST_UNITS:
            break
    return groups


def _is_above_credit(page: Page, unit: Unit) -> bool:
    below = page.near(unit.index, 1)
    return unit.words <= _LEAD_CAPTION_WORDS and below is not None and page.label(below.index) is Label.CREDIT


def _could_present(unit: Unit) -> bool:
    return unit.words >= _STANDFIRST_LEAST and (unit.sentence or unit.words <= _TITLE_WORDS)


def _presenting(page: Page, texts: list[Unit]) -> tuple[list[Unit], float, str]:
    """The leading texts that are a standfirst; one without a sign of its own counts if the next one has one."""
    last, confidence, reason = -1, 0.0, ""
    for place, unit in enumerate(texts):
        in_turn = place == last + 1
        found = _presents(page, unit, in_turn)
        if found and (in_turn or place == 1):
            last, (confidence, reason) = place, found
    return texts[: last + 1], confidence, reason


def _presents(page: Page, unit: Unit, in_turn: bool) -> tuple[float, str] | None:
    if unit.words > _STANDFIRST_WORDS:
        return None
    names = presented_authors(unit.plain)
    if names:
        return 0.88, f"a paragraph under the title that presents {names[0]} as the author"
    return _presents_in_turn(page, unit) if in_turn else None


def _presents_in_turn(page: Page, unit: Unit) -> tuple[float, str] | None:
    if SERIES_CUE.search(unit.plain):
        return 0.85, "a paragraph under the title that speaks of the series"
    below = page.near(unit.index, 1)
    if below and page.label(below.index) in (Label.AUTHOR, Label.DATE) and unit.words <= _BETWEEN_WORDS:
        return 0.8, "a paragraph between the title and the byline"
    if _is_subtitle(page, unit):
        return 0.65, "a line without a full stop right under the title"
    return None


def _is_subtitle(page: Page, unit: Unit) -> bool:
    above = page.near(unit.index, -1)
    if not above or page.label(above.index) is not Label.TITLE or unit.sentence:
        return False
    return not are_names(unit.plain) and not PICTURED.search(unit.plain)


def judge_lead_caption(page: Page, unit: Unit) -> Verdict | None:
    """A short sentence between title and standfirst, where the lead picture stands."""
    above, below = page.near(unit.index, -1), page.near(unit.index, 1)
    if not above or not below or unit.words > _LEAD_CAPTION_WORDS or page.label(above.index) is not Label.TITLE:
        return None
    if page.label(below.index) is Label.STANDFIRST and unit.sentence:
        return Verdict(Label.CAPTION, 0.6, "a short sentence between title and standfirst, where a picture stands")
    return None


def judge_name_by_date(page: Page, unit: Unit) -> Verdict | None:
    """A bare name right above the date of publication."""
    below = page.near(unit.index, 1)
    if below and page.label(below.index) is Label.DATE and unit.index < page.head_end and are_names(unit.plain):
        return Verdict(Label.AUTHOR, 0.85, "a name above the date")
    return None


def judge_place(page: Page, unit: Unit) -> Verdict | None:
    """`Tbilisi, Georgia` at the head: a place, and neither a name nor a heading."""
    above = page.near(unit.index, -1)
    if not above or page.label(above.index) not in (Label.TITLE, Label.STANDFIRST, Label.AUTHOR, Label.DATE):
        return None
    if unit.index < page.head_end and not unit.sentence and _PLACE.fullmatch(unit.plain):
        return Verdict(Label.PARAGRAPH, 0.75, "the place from which the article was written")
    return None


def judge_name_above_post(page: Page, unit: Unit) -> Verdict | None:
    """A bare name with a post or an institution in the line below."""
    below = page.near(unit.index, 1)
    if below is None or not is_name(unit.plain) or not _is_post(below):
        return None
    return Verdict(Label.AUTHOR, 0.86, "a name above a post or an institution")


def _is_post(unit: Unit) -> bool:
    """`Reader in Geography`, `Maritime correspondent`, `University of Tartu`; but not `The school on the hill`."""
    if unit.sentence or unit.words > _POST_WORDS or not JOBS.search(unit.plain):
        return False
    last = unit.plain.rsplit(None, 1)[-1]
    return (
        JOBS.match(unit.plain) is not None or JOBS.match(last) is not None or "," in unit.plain or " at " in unit.plain
    )


def judge_post(page: Page, unit: Unit) -> Verdict | None:
    """What the author does, in the line under the name."""
    above = page.near(unit.index, -1)
    if not above or page.label(above.index) is not Label.AUTHOR or not _is_post(unit):
        return None
    return Verdict(Label.AUTHOR, 0.87, "a post or an institution under the author's name")


def judge_place_in_byline(page: Page, unit: Unit) -> Verdict | None:
    """`Ada Byron in Narva` under the title or the standfirst."""
    name, _, place = unit.plain.partition(" in ")
    above = page.near(unit.index, -1)
    if not above or page.label(above.index) not in (Label.TITLE, Label.STANDFIRST) or unit.words > _BYLINE_WORDS:
        return None
    if is_name(name) and is_name(place, 1) and not unit.sentence:
        return Verdict(Label.AUTHOR, 0.8, "a name and a place at the head of the article")
    return None


def judge_name_in_head(page: Page, unit: Unit) -> Verdict | None:
    """A bare name right under title, standfirst or date."""
    above, below = page.near(unit.index, -1), page.near(unit.index, 1)
    if not above or not below or not are_names(unit.plain):
        return None
    if fold(unit.plain) in page.authors:
        return Verdict(Label.AUTHOR, 0.95, "the name that the standfirst presents")
    if page.label(above.index) in (Label.TITLE, Label.STANDFIRST, Label.DATE) and not page.authors:
        return Verdict(Label.AUTHOR, 0.7, "a name of its own at the head of the article")
    return None
