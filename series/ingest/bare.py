"""Rules for bare short lines and for quotations, which only their neighbours can explain."""

from collections.abc import Iterator

from series.ingest.lexicon import FIRST_PERSON, PICTURED, TOPIC_WORDS, fold
from series.ingest.lines import RUNNING_WORDS, Unit
from series.ingest.names import is_name
from series.ingest.page import Label, Page, Verdict

Found = Iterator[tuple[int, Verdict]]
_HEADING_WORDS = 14
_SHORT_HEADING, _LONG_HEADING = 7, 9
_HEADING_LENGTH = 110
_EPIGRAPH = 4
_PULL_WORDS = (5, 45)
_PULLS = 40
_QUOTES = "“”\"«»„‘’' "
_OPENERS = '“«„"'
_TEXT = (None, Label.PARAGRAPH)


def judge_heading(page: Page, unit: Unit) -> Verdict | None:
    """A short line without a full stop, with running text below it."""
    if unit.words > _HEADING_WORDS or len(unit.plain) > _HEADING_LENGTH:
        return None
    if unit.plain[-1] in ".…,;:" or not _opens(unit.plain):
        return None
    below, above = page.near(unit.index, 1), page.near(unit.index, -1)
    if below is None or above is None or not _leads_on(page, below) or _is_row(page, unit, above):
        return None
    confidence, reasons = 0.72, ["a short line without a full stop above running text"]
    if _has_small_word(unit.plain):
        confidence, reasons = 0.85 if unit.words <= _LONG_HEADING else 0.72, [*reasons, "with a word that is no name"]
    elif fold(unit.plain) in page.topics:
        confidence, reasons = 0.8, [*reasons, "naming what the text speaks of"]
    elif is_name(unit.plain):
        confidence, reasons = 0.55, [*reasons, "but shaped like a person's name"]
    return Verdict(Label.HEADING, confidence, ", ".join(reasons))


def _is_row(page: Page, unit: Unit, above: Unit) -> bool:
    """Whether the line stands right under another short one, as in a table or an address."""
    return unit.gap == 0 and page.label(above.index) is None and not above.sentence and above.words < RUNNING_WORDS


def _opens(text: str) -> bool:
    first = next((c for c in text if c.isalnum() or c in "–—―-•"), "")
    return first.isalnum() and (first.isupper() or first.isdigit() or not first.islower())


def _leads_on(page: Page, below: Unit) -> bool:
    label = page.label(below.index)
    return label in (Label.CAPTION, Label.CREDIT, Label.QUOTE, Label.ITEM) or (label in _TEXT and below.words >= 8)


def _has_small_word(text: str) -> bool:
    return any(word[0].islower() for word in text.split()[1:] if word[0].isalpha())


def judge_bare_credit(page: Page, unit: Unit) -> Verdict | None:
    """A person's name alone between two paragraphs: the credit of a picture that is not there."""
    if not is_name(unit.plain) or unit.sentence or unit.plain.isupper():
        return None
    words = [fold(word) for word in unit.plain.split()]
    if fold(unit.plain) in page.topics:
        confidence, reason = 0.55, "though the text speaks of it too"
    elif any(word in page.small_words or word in TOPIC_WORDS for word in words):
        confidence, reason = 0.5, "though its words are common ones"
    else:
        confidence, reason = 0.82, "which the text does not speak of"
    return Verdict(Label.CREDIT, confidence, f"a person's name alone between two paragraphs, {reason}")


def judge_author_again(page: Page, unit: Unit) -> Verdict | None:
    """The author's name once more, between sections or at the end."""
    if fold(unit.plain) in page.authors:
        return Verdict(Label.AUTHOR, 0.95, "the author's name again")
    return None


def judge_caption_above_credit(page: Page, unit: Unit) -> Verdict | None:
    """A short line directly above a credit."""
    below = page.near(unit.index, 1)
    if below is None or page.label(below.index) is not Label.CREDIT or unit.words > 30 or unit.words < 2:
        return None
    if below.gap == 0 and unit.gap > 0:
        return Verdict(Label.CAPTION, 0.9, "a short line with a picture credit right under it")
    if not unit.sentence:
        # A heading above a picture is short; a caption says who, where and when.
        confidence = 0.86 if unit.words > _SHORT_HEADING else 0.6
        return Verdict(Label.CAPTION, confidence, "a line without a full stop above a picture credit")
    if unit.words <= 14 and unit.index > 0:
        return Verdict(Label.CAPTION, 0.6, "a short sentence above a picture credit")
    return None


def judge_bare_caption(_page: Page, unit: Unit) -> Verdict | None:
    """A line without a full stop that says where or when a picture was taken."""
    if unit.sentence or not 5 <= unit.words <= 30 or not PICTURED.search(unit.plain):
        return None
    return Verdict(Label.CAPTION, 0.88, "a line without a full stop that says what is to be seen, or when")


def find_quotes(page: Page) -> Found:
    """The paragraphs above each attribution that are the quotation."""
    for unit in page.units:
        if page.label(unit.index) is Label.ATTRIBUTION:
            chosen, confidence, reason = _quoted(page, unit.index)
            for index in chosen:
                yield index, Verdict(Label.QUOTE, confidence, reason)


def _quoted(page: Page, attribution: int) -> tuple[list[int], float, str]:
    above: list[int] = []
    index = attribution - 1
    while index >= 0 and page.label(index) in (None, Label.ASIDE) and len(above) <= _EPIGRAPH + 1:
        if page.label(index) is None:
            above.append(index)
        index -= 1
    above.reverse()
    marked = _from_opening_mark(page, above)
    if marked:
        return marked, 0.92, "between quotation marks above the name of the one who said it"
    if _at_head(page, above) and (
        len(above) == 1 or (len(above) <= _EPIGRAPH and page.first(Label.STANDFIRST) is not None)
    ):
        return above, 0.85, "between the head of the article and the name of the one who said it"
    spoken = _spoken(page, above)
    if len(spoken) > 1:
        return spoken, 0.65, "paragraphs in the first person above the name of the one who said it"
    return above[-1:], 0.7, "the paragraph above the name of the one who said it"


def _spoken(page: Page, above: list[int]) -> list[int]:
    """The last units, as long as they speak in the first person; all of the page's text doing so proves nothing."""
    start = len(above)
    while start > 0 and FIRST_PERSON.search(page.units[above[start - 1]].plain):
        start -= 1
    return above[start:] if start > 0 or len(above) <= _EPIGRAPH else []


def _from_opening_mark(page: Page, above: list[int]) -> list[int]:
    """The units from the one that opens the quotation, if the last one closes it."""
    if not above or not page.units[above[-1]].closes_quotation:
        return []
    start: int | None = None
    for place in range(len(above) - 1, -1, -1):
        unit = page.units[above[place]]
        if place < len(above) - 1 and unit.closes_quotation:
            break
        if unit.text[0] in _OPENERS:
            start = place
    return [] if start is None else above[start:]


def _at_head(page: Page, above: list[int]) -> bool:
    """Whether nothing before these units is text of the article."""
    before = page.units[: above[0]] if above else ()
    return all(page.label(unit.index) not in (None, Label.PARAGRAPH, Label.HEADING) for unit in before)


def find_pull_quotes(page: Page) -> Found:
    """Short passages that stand in another paragraph once more, word for word."""
    short = [unit for unit in page.open_units() if _PULL_WORDS[0] <= unit.words <= _PULL_WORDS[1]]
    candidates = [unit for unit in short if _isolated(unit)][:_PULLS]
    if not candidates:
        return
    text = "\n".join(fold(unit.plain) for unit in page.open_units() if unit.words > _PULL_WORDS[0])
    for unit in candidates:
        words = fold(unit.plain).strip(_QUOTES + ".")
        if _stands_within(words, text):
            yield unit.index, Verdict(Label.QUOTE, 0.85, "repeats words of another paragraph: a pull quote")


def _stands_within(words: str, text: str) -> bool:
    """Whether `words` are part of a longer line of `text`."""
    start = text.find(words)
    while start >= 0:
        line_end = text.find("\n", start)
        line = text[text.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else len(text)]
        if line.strip(_QUOTES + ".") != words:
            return True
        start = text.find(words, start + 1)
    return False


def _isolated(unit: Unit) -> bool:
    """Whether the unit is quoted or has no full stop, or is one sentence: a pull quote is no longer than that."""
    return not unit.sentence or unit.plain[0] in _QUOTES or unit.plain.count(". ") == 0
