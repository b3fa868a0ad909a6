"""The instalment on North Korea, as it came: what the archive must make of it. Its text is not ours to copy here."""

import textwrap
from pathlib import Path

import pytest

from series import ingest
from tests.ingest.coverage import check_ledger

SHARED = Path(__file__).resolve().parents[3] / "shared" / "seeds"
SERIES = "Russia’s borders"


@pytest.fixture(scope="module")
def document():
    sources = sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else []
    if not sources:
        pytest.skip("the real document is not on this machine")
    return ingest.read(sources[0].name, sources[0].read_bytes())


@pytest.fixture(scope="module")
def blocks(document):
    return document.body["content"]


def _structure(document):
    found = ingest.to_json(document)
    return {key: value for key, value in found.items() if key not in ("source", "guesses", "set_aside")}


VARIANTS = {
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "three newlines": lambda text: text.replace("\n\n", "\n\n\n"),
    "white space at the ends of lines": lambda text: text.replace("\n", " \u00a0\t\n  "),
    "a final newline": lambda text: text + "\n\n",
    "site furniture around it": lambda text: f"Menu Close\n\nSearch\n\n{text}\n\nShare\n\nEmail\n\nPrivacy policy\n",
    "wrapped at a fixed width": lambda text: "\n\n".join(textwrap.fill(p, 72) for p in text.split("\n\n")),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_layout_of_the_file_does_not_change_what_is_read(document, variant):
    changed = ingest.read(document.name, VARIANTS[variant](document.text).encode())
    check_ledger(changed)
    assert _structure(changed) == _structure(document)


def test_block_ids_stay_when_another_paragraph_is_edited(document, blocks):
    edited = ingest.read(document.name, document.text.replace("1858-60", "1858–60").encode())
    before, after = ([block["attrs"]["id"] for block in body] for body in (blocks, edited.body["content"]))
    assert len([block_id for block_id in before if block_id not in after]) == 1
    assert [figure.image for figure in edited.figures] == [figure.image for figure in document.figures]
    assert [link.id for link in edited.cross_links] == [link.id for link in document.cross_links]


def test_series_and_title_are_apart(document):
    assert document.series_title == SERIES
    assert document.title.replace("\u00a0", " ") == "North Korea is moving up Moscow’s agenda"
    assert "\u00a0" in document.title


def test_the_author_is_found_in_the_standfirst(document):
    assert document.authors == ("Robert Winstanley-Chesters",)
    assert len(document.standfirst) == 1
    assert document.authors[0] in document.standfirst[0]


def test_the_epigraph_has_two_paragraphs_and_its_speaker(document):
    assert len(document.epigraph["paragraphs"]) == 2
    assert document.epigraph["attribution"] == "Vladimir Putin, Sochi, October 2014"


def test_the_body_has_sections_of_seven_eight_and_four_paragraphs_and_a_closing_line(document, blocks):
    sections = [0]
    for block in blocks:
        if block["type"] == "heading":
            assert block["attrs"]["level"] == 2
            sections.append(0)
        elif block["type"] == "paragraph":
            sections[-1] += 1
    assert sections == [7, 8, 4 + 1]
    headings = [block["content"][0]["text"] for block in blocks if block["type"] == "heading"]
    assert headings == ["The post-Soviet era", "The global picture"]


def test_three_figures_stand_in_their_places(document, blocks):
    assert [figure.credit for figure in document.figures] == ["EPA", "Serban Bogdan", "EPA"]
    assert [figure.caption is None for figure in document.figures] == [False, True, False]
    assert [figure.lead for figure in document.figures] == [True, False, False]
    assert [figure.position for figure in document.figures] == [0, 4, len(blocks) - 4]
    assert [blocks[figure.position]["attrs"]["image"] for figure in document.figures] == [
        figure.image for figure in document.figures
    ]
    assert all(not figure.caption.endswith("EPA") for figure in document.figures if figure.caption)


def test_the_closing_line_links_its_phrase_to_the_series(document, blocks):
    (link,) = document.cross_links
    assert (link.kind, link.phrase, link.hint) == ("series", "click here", SERIES)
    linked = [node for node in blocks[-1]["content"] if node.get("marks")]
    assert linked == [
        {
            "type": "text",
            "text": "click here",
            "marks": [
                {"type": "crossLink", "attrs": {"id": link.id, "kind": "series", "target": None, "hint": SERIES}}
            ],
        }
    ]
    assert blocks[-1]["content"][-1]["text"] == "."


def test_no_date_is_invented(document):
    assert document.published_on is None
    assert document.published_on_precision is None


def test_every_character_is_accounted_for_and_nothing_is_set_aside(document):
    check_ledger(document)
    assert document.set_aside == ()
    assert document.language == "en"


def test_every_structural_decision_has_a_reason_and_none_is_in_doubt(document):
    assert all(guess.reason and guess.confidence >= 0.8 for guess in document.guesses)
