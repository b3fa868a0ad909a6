"""What a document says about itself, and how it is shown."""

import dataclasses
import hashlib
import json

import pytest

from series import body, ingest

TEXT = """Part 2: The pass at Tarsk

Milena Drozd explains why two caretakers play chess by telephone, in the second of our High roads series.

The pass is open for five months of the year, and in the other seven it belongs to the snow and to two men.

Karel Mott

The pass is open for five months of the year, and in the other seven it belongs to the snow and to two men.

To read more from our High roads series, click here.
"""
SHAPE = [
    "source", "outcome", "reason", "title", "series", "standfirst", "authors", "epigraphs", "headings", "figures",
    "cross_links", "paragraphs", "published_on", "published_on_precision", "language", "about", "mentions",
    "set_aside", "guesses",
]  # fmt: skip


@pytest.fixture(scope="module")
def document():
    return ingest.read("tarsk.txt", TEXT.encode())


def test_it_keeps_name_hash_and_text(document):
    assert document.name == "tarsk.txt"
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert document.text == TEXT


def test_it_cannot_be_changed(document):
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.title = "Another"


def test_the_same_bytes_give_the_same_document(document):
    assert ingest.read("tarsk.txt", TEXT.encode()) == document


def test_its_body_is_valid_and_paragraphs_with_the_same_words_have_ids_of_their_own(document):
    assert body.validate(document.body) == document.body
    ids = [block["attrs"]["id"] for block in document.body["content"]]
    assert len(set(ids)) == len(ids) == 4


def test_the_series_and_the_number_that_the_text_states_are_found(document):
    assert document.series_title == "High roads"
    assert document.instalment_number == 2
    assert document.title == "Part 2: The pass at Tarsk"


def test_a_page_that_states_no_number_gets_none():
    document = ingest.read("tarsk.txt", TEXT.replace("Part 2: ", "").replace("in the second of", "in").encode())
    assert document.instalment_number is None


def test_what_is_read_out_of_a_sentence_is_a_guess_with_its_place(document):
    places = {(guess.label, TEXT[slice(*guess.span)]): guess for guess in document.guesses}
    assert ("author", "Milena Drozd") in places
    assert ("series", "High roads") in places
    assert ("instalment_number", "2") in places
    assert ("cross_link", "click here") in places
    assert all(0 < guess.confidence <= 1 and guess.reason for guess in document.guesses)


def test_it_is_shown_in_the_shape_that_the_command_prints(document):
    shown = ingest.to_json(document, about=["KP"], mentions=["CN"], outcome="created")
    assert list(shown) == SHAPE
    assert json.loads(json.dumps(shown)) == shown
    assert shown["figures"] == [{"caption": None, "credit": "Karel Mott", "lead": False}]
    assert shown["cross_links"] == [{"text": "click here", "target": "High roads"}]
    assert (shown["about"], shown["mentions"], shown["outcome"]) == (["KP"], ["CN"], "created")


def test_every_line_of_the_ledger_names_its_line_and_where_it_went(document):
    assert [(entry.line, entry.label) for entry in document.ledger] == [
        (1, "title"),
        (3, "standfirst"),
        (5, "paragraph"),
        (7, "credit"),
        (9, "paragraph"),
        (11, "paragraph"),
    ]
    figure = document.body["content"][1]["attrs"]["id"]
    assert document.ledger[3].target == f"body.{figure}.credit"


def test_a_series_that_the_archive_holds_needs_no_other_proof():
    text = TEXT.replace("Part 2: ", "Snow lines: ").replace(", in the second of our High roads series", "")
    text = text.replace("from our High roads series", "on this")
    alone = ingest.read("tarsk.txt", text.encode())
    assert (alone.series_title, alone.title) == (None, "Snow lines: The pass at Tarsk")
    known = ingest.read("tarsk.txt", text.encode(), known_series=["Snow Lines"])
    assert (known.series_title, known.title) == ("Snow lines", "The pass at Tarsk")
