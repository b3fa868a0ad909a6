"""Nothing lost: for any text at all, a source is refused by name or every character of it is accounted for."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from series import body, ingest
from series.errors import SourceError
from tests.ingest.coverage import check_ledger, squeeze, values_of


def _lines_of(path):
    data = path.read_bytes()
    return data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8").splitlines()


PARAGRAPH = (
    "The ferry leaves the quay at seven in the morning, when the mist still lies on the water, and it carries "
    "more crates than people to the other side."
)
SHORT_LINES = (
    "Northern crossings: Who still takes the ferry",
    "By Ada Lindqvist and Boris Kalnins, University of Kuopio",
    "Ada Lindqvist",
    "EPA",
    "Photo: Ada Lindqvist",
    "The quay at dawn. EPA/Toomas Hallik",
    "(Reuters) The quay at dawn",
    "– Marta Koppel, Kuopio, May 1996",
    "– and then nothing",
    "“Light has no passport.” – Marta Koppel",
    "• a permit",
    "• patience",
    "* * *",
    "12 March 2014",
    "Updated: 1 May 2014",
    "Menu Close",
    "Read more: Northern crossings: The far shore",
    "To read previous instalments from our Northern crossings series, click here.",
    "This is the first in our series, which Ada Lindqvist explains to all of us at some length.",
    "The far shore",
    "\u200b",
    "Silence.",
)
BREAKS = ("\n", "\n\n", "\r\n\r\n", "\n\n\n", "\n\t\n", "\r", "\u2028", " \u00a0\n\u00a0 \n")
GOLDENS = Path(__file__).parent / "goldens"
GOLDEN_LINES = sorted({line for path in GOLDENS.glob("*.txt") for line in _lines_of(path)})
any_line = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\x85"), max_size=60)
lines = st.one_of(st.sampled_from(SHORT_LINES), st.sampled_from(GOLDEN_LINES), st.just(PARAGRAPH), any_line)
pages = st.lists(st.tuples(lines, st.sampled_from(BREAKS)), max_size=25)


def _read(text):
    return _read_bytes(text.encode("utf-8"))


def _read_bytes(data):
    """The document, or None where the source is refused by its name and with a reason."""
    try:
        return ingest.read("page.txt", data)
    except SourceError as error:
        refusal = error
    assert refusal.name == "page.txt"
    assert refusal.reason
    return None


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages)
def test_any_mixture_of_lines_is_accounted_for(page):
    text = "".join(line + newline for line, newline in page)
    document = _read(f"{text}{PARAGRAPH}\n\n{PARAGRAPH}")
    if document:
        check_ledger(document)
        assert body.validate(document.body) == document.body


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=400))
def test_arbitrary_text_is_refused_or_accounted_for(text):
    document = _read(text + "\n" + PARAGRAPH + " " + PARAGRAPH)
    if document:
        check_ledger(document)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_refused_or_accounted_for(data):
    document = _read_bytes(data)
    if document:
        check_ledger(document)


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, min_size=3, max_size=12))
def test_the_words_of_the_document_are_the_words_of_the_source(chosen):
    document = _read("\n\n".join([*chosen, PARAGRAPH, PARAGRAPH]))
    if document:
        shown = squeeze("".join(document.text[slice(*entry.span)] for entry in document.ledger))
        assert shown == squeeze(document.text)
        kept = "".join(values_of(document).values()) + "".join(line.text for line in document.set_aside)
        assert kept.count("The ferry leaves the quay") == document.text.count("The ferry leaves the quay")


def test_no_break_spaces_and_typos_stay_as_they_are():
    text = f"A tilte with\u00a0a typo in it\n\n{PARAGRAPH} Teh end\u00a0came.\n\n{PARAGRAPH}\n"
    document = ingest.read("page.txt", text.encode())
    assert document.title == "A tilte with\u00a0a typo in it"
    assert document.body["content"][0]["content"][0]["text"].endswith("Teh end\u00a0came.")
