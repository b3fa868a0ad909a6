"""Rules for lines that say themselves what they are: by a label, a mark or a known phrase."""

import re

from series.ingest.credits import split_credit
from series.ingest.dates import read_date
from series.ingest.lexicon import AMBIGUOUS, BYLINE, CAPTION_LABEL, CHROME, CREDIT_LABEL, DISCLOSURE, JOBS, fold
from series.ingest.lines import Unit, ends_sentence
from series.ingest.links import is_read_more
from series.ingest.names import byline_authors, credit_confidence, is_name, is_work
from series.ingest.page import Label, Page, Part, Verdict

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f\s]+")
_DIVIDER = re.compile(r"(?:[*·•⁂~#=_—–-]\s*){3,}|⁂")
_DASH = re.compile(r"(?:--\s*|[–—―−‒]\s*|-\s+)(?=\S)")
_QUOTED_LINE = re.compile(r"(?P<quote>[“«„\"][^“”«»„\"]{10,}[”»“\"])\s*(?:--|[–—―-])\s*(?P<name>[^“”«»\"]{3,120})")
_ITEM = re.compile(r"[•‣▪◦·*-]\s+(?=\S)")
_BRACKETED_NAME = re.compile(r"\((?P<name>[^()]{3,120})\)")
_BYLINE_PARTS = re.compile(r"\s*[|•·–—,]\s*|\s+(?:on|-)\s+")
_DATED = re.compile(r",\s(?:[^,]{0,30}\s)?(?:1[0-9]|20)\d\d$")
_QUOTED_WORDS = 4
_SURE_CREDIT = 0.85
_LONGEST_CHROME = 320
_LONGEST_BYLINE = 160
_CAPTION_WORDS = 60
_DESCRIPTION_WORDS = 5


def judge_invisible(_page: Page, unit: Unit) -> Verdict | None:
    """A line of nothing but zero-width characters."""
    if len(unit.plain) < _LONGEST_CHROME and _INVISIBLE.fullmatch(unit.plain):
        return Verdict(Label.ASIDE, 1.0, "nothing on this line can be seen")
    return None


def judge_chrome(page: Page, unit: Unit) -> Verdict | None:
    """Menus, share buttons, newsletter forms, notices."""
    if len(unit.plain) > _LONGEST_CHROME or _could_head_a_section(page, unit):
        return None
    for pattern, reason in CHROME:
        if pattern.fullmatch(unit.plain):
            return Verdict(Label.ASIDE, 0.9, reason)
    if DISCLOSURE.match(unit.plain):
        return Verdict(Label.ASIDE, 0.9, "the author's disclosure statement")
    return None


def _could_head_a_section(page: Page, unit: Unit) -> bool:
    """`Partners` between two paragraphs is a heading; among buttons it is one of them."""
    around = page.units[max(unit.index - 1, 0) : unit.index + 2]
    return fold(unit.plain) in AMBIGUOUS and len(around) == 3 and around[0].running and around[2].running


def judge_divider(_page: Page, unit: Unit) -> Verdict | None:
    """A row of stars or dashes."""
    if len(unit.plain) < _LONGEST_CHROME and _DIVIDER.fullmatch(unit.plain):
        return Verdict(Label.DIVIDER, 0.95, "a row of marks between two passages")
    return None


def judge_date(page: Page, unit: Unit) -> Verdict | None:
    """A line that is a date, at the head of the page or after a label."""
    found = read_date(unit.plain)
    if not found:
        return None
    if found.is_update:
        return Verdict(Label.ASIDE, 0.85, "date of a later change, not of publication")
    if found.label:
        return Verdict(Label.DATE, 0.95, f"a date of precision {found.precision} after “{found.label}”")
    if unit.index >= page.head_end:
        return None
    return Verdict(Label.DATE, 0.8, f"a date of precision {found.precision} at the head of the page")


def judge_byline(_page: Page, unit: Unit) -> Verdict | None:
    """`By Ada Byron`, with or without what she does; `By Professor of …`, whose name is lost."""
    match = BYLINE.match(unit.plain)
    if not match or unit.words > 40 or (ends_sentence(unit.plain) and unit.words > 12):
        return None
    rest = unit.plain[match.end() :]
    names = byline_authors(unit.plain)
    if names:
        return Verdict(Label.AUTHOR, 0.95, f"starts with “{match[0].strip()}” and a name")
    if JOBS.search(rest) and not unit.sentence:
        return Verdict(Label.ASIDE, 0.8, "a byline that has lost its name")
    return None


def judge_byline_with_date(_page: Page, unit: Unit) -> Verdict | None:
    """`By Ada Byron | 12 March 2014`, or the date first."""
    if len(unit.plain) > _LONGEST_BYLINE:
        return None
    for cut in _BYLINE_PARTS.finditer(unit.plain):
        first, second = (0, cut.start()), (cut.end(), len(unit.plain))
        for name, day in ((first, second), (second, first)):
            line = unit.plain[slice(*name)]
            if read_date(unit.plain[slice(*day)]) and (BYLINE.match(line) or is_name(line)) and byline_authors(line):
                return _byline_with_date(unit, cut.start(), name, day)
    return None


def _byline_with_date(unit: Unit, cut: int, name: tuple[int, int], day: tuple[int, int]) -> Verdict:
    halves = ((0, cut), (cut, len(unit.plain)))
    outer = halves if name < day else halves[::-1]
    parts = sorted((Part(Label.AUTHOR, outer[0], name), Part(Label.DATE, outer[1], day)), key=lambda part: part.outer)
    return Verdict(Label.AUTHOR, 0.93, "a name and a date in one line", tuple(parts))


def judge_affiliation(_page: Page, unit: Unit) -> Verdict | None:
    """`Ada Byron, Reader in Geography, University of Tartu`."""
    head, comma, rest = unit.plain.partition(",")
    if comma and unit.words <= 25 and not unit.sentence and is_name(head) and JOBS.search(rest):
        return Verdict(Label.AUTHOR, 0.85, "a name followed by a post or an institution")
    return None


def judge_credited(_page: Page, unit: Unit) -> Verdict | None:
    """A caption with its credit, or a credit with a label."""
    if unit.words > _CAPTION_WORDS:
        return None
    found = split_credit(unit.plain)
    if not found:
        return None
    parts = [Part(Label.CREDIT, found.outer, found.credit)]
    if found.caption[0] < found.caption[1]:
        parts.append(Part(Label.CAPTION, found.caption, found.caption))
    parts.sort(key=lambda part: part.outer)
    label = Label.CAPTION if len(parts) > 1 else Label.CREDIT
    return Verdict(label, found.confidence, found.reason, tuple(parts))


def judge_caption(_page: Page, unit: Unit) -> Verdict | None:
    """`Image caption, …`; a credit of its own in the line is left to the rule for credits."""
    match = CAPTION_LABEL.match(unit.plain)
    if not match or match.end() == len(unit.plain) or unit.words > _CAPTION_WORDS:
        return None
    part = Part(Label.CAPTION, (0, len(unit.plain)), (match.end(), len(unit.plain)))
    return Verdict(Label.CAPTION, 0.9, f"starts with “{match[0].strip()}”", (part,))


def judge_described(_page: Page, unit: Unit) -> Verdict | None:
    """`Photo: the bridge in winter`: after the label stands what is to be seen and not who took it."""
    match = CREDIT_LABEL.match(unit.plain)
    words = unit.plain[match.end() :].split() if match else []
    if not match or not _DESCRIPTION_WORDS <= len(words) <= _CAPTION_WORDS or "source" in match[0].lower():
        return None
    part = Part(Label.CAPTION, (0, len(unit.plain)), (match.end(), len(unit.plain)))
    return Verdict(Label.CAPTION, 0.75, f"“{match[0].strip()}” and a description", (part,))


def judge_agency(_page: Page, unit: Unit) -> Verdict | None:
    """A line that is an agency's or a collection's name."""
    confidence = credit_confidence(unit.plain)
    if confidence >= _SURE_CREDIT and not unit.sentence:
        return Verdict(Label.CREDIT, confidence, "an agency, a licence or names with a slash in a line of their own")
    return None


def judge_attribution(page: Page, unit: Unit) -> Verdict | None:
    """`– Ada Byron, London, 1843` under a quotation. A dash before a sentence or among its like is something else."""
    match = _DASH.match(unit.plain)
    if not match:
        return _bracketed_name(page, unit)
    above = page.near(unit.index, -1)
    below = page.near(unit.index, 1)
    if unit.words > 24 or above is None or _DASH.match(above.plain):
        return None
    if below is not None and _DASH.match(below.plain) and not above.closes_quotation:
        return None
    value = unit.plain[match.end() :]
    name = re.split(r"[,(]|\s[–—-]\s", value, maxsplit=1)[0].strip()
    confidence = _attribution_confidence(name, value, above)
    if not confidence:
        return None
    whole = (0, len(unit.plain))
    part = Part(Label.ATTRIBUTION, whole, (match.end(), len(unit.plain)))
    return Verdict(Label.ATTRIBUTION, confidence, f"a dash and a name, {name}, under a paragraph", (part,))


def _bracketed_name(page: Page, unit: Unit) -> Verdict | None:
    match = _BRACKETED_NAME.fullmatch(unit.plain)
    above = page.near(unit.index, -1)
    if not match or not above or not above.closes_quotation or not is_name(match["name"].split(",")[0].strip(), 1):
        return None
    part = Part(Label.ATTRIBUTION, (0, len(unit.plain)), match.span("name"))
    return Verdict(Label.ATTRIBUTION, 0.8, "a name in brackets under a quotation", (part,))


def _attribution_confidence(name: str, value: str, above: Unit) -> float:
    if above.words < _QUOTED_WORDS:
        return 0.0
    if not (is_name(name, 1) or is_work(name)):
        return 0.8 if _DATED.search(value) and name[:1].isupper() else 0.0
    if ends_sentence(value) and not re.search(r"\b(?:[A-Z]|Jr|Sr|г)\.$", value):
        return 0.75 if is_name(name) and ("," in value or value.rstrip(".") == name) else 0.0
    return 0.92 if is_name(name) else 0.8


def judge_quoted_line(_page: Page, unit: Unit) -> Verdict | None:
    """A quotation and its speaker in one line: `“…” – Ada Byron`."""
    match = _QUOTED_LINE.fullmatch(unit.plain) if unit.plain[:1] in '“«„"' else None
    if not match or ends_sentence(match["name"]) or not is_name(re.split(r"[,(]", match["name"])[0].strip(), 1):
        return None
    quote = Part(Label.QUOTE, match.span("quote"), match.span("quote"))
    name = Part(Label.ATTRIBUTION, (match.end("quote"), len(unit.plain)), match.span("name"))
    return Verdict(Label.QUOTE, 0.9, "a quotation, a dash and a name in one line", (quote, name))


def judge_item(page: Page, unit: Unit) -> Verdict | None:
    """A line with a bullet, next to another one."""
    match = _ITEM.match(unit.plain)
    if not match:
        return None
    others = (page.near(unit.index, -1), page.near(unit.index, 1))
    if not any(other and _ITEM.match(other.plain) for other in others):
        return None
    part = Part(Label.ITEM, (0, len(unit.plain)), (match.end(), len(unit.plain)))
    return Verdict(Label.ITEM, 0.9, "a bullet, next to another line with one", (part,))


def judge_pointer(_page: Page, unit: Unit) -> Verdict | None:
    """`Read more: …` in a line of its own."""
    if is_read_more(unit.plain):
        return Verdict(Label.LINK, 0.95, "a pointer to another article in a line of its own")
    return None
