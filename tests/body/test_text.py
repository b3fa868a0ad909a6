"""A document as plain text: for search, for finding countries, for counting words."""

from typing import Any

import pytest
from hypothesis import given, settings

from series import body
from series.body.nodes import inline_runs
from tests.body.builders import BOLD, BREAK, bullets, cross_link, divider, doc, figure, heading, p, quote, text
from tests.body.strategies import documents

TUMEN = doc(
    p("opener", "The ", text("Tumen", BOLD), " freezes", BREAK, "early."),
    heading("upper1", "The bridge"),
    figure("bridge", caption="Khasan in winter.", credit="Ada Sepp", alt="A bridge"),
    p("middle", "See ", text("our last", cross_link()), " instalment."),
    heading("lower1", "Trains", 3),
    bullets("trains", [p(None, "coal"), bullets(None, "north", "south", kind="orderedList")], "timber"),
    heading("upper2", "The river"),
    divider("breaks"),
    quote("quoted", "Cold.", "Very cold.", attribution="Boris"),
    p("blank1"),
)


def test_the_whole_text_reads_from_top_to_bottom() -> None:
    assert body.to_text(TUMEN) == (
        "The Tumen freezes\nearly.\n\nThe bridge\n\nKhasan in winter.\nAda Sepp\n\nSee our last instalment.\n\n"
        "Trains\n\n- coal\n  1. north\n  2. south\n- timber\n\nThe river\n\n* * *\n\nCold.\n\nVery cold.\n\n— Boris"
    )


def test_each_block_knows_the_headings_above_it_and_its_anchor() -> None:
    found = {block.id: block for block in body.block_texts(TUMEN)}
    assert list(found) == ["opener", "upper1", "bridge", "middle", "lower1", "trains", "upper2", "quoted"]
    assert found["opener"].heading_trail == ()
    assert found["middle"].heading_trail == ("The bridge",)
    assert found["lower1"].heading_trail == ("The bridge",)
    assert found["trains"].heading_trail == ("The bridge", "Trains")
    assert found["upper2"].heading_trail == ()
    assert found["quoted"].heading_trail == ("The river",)
    assert (found["upper2"].anchor, found["quoted"].anchor) == ("the-river", "b-quoted")


def test_a_block_has_its_own_words_and_credit_and_attribution_apart() -> None:
    found = {block.id: block for block in body.block_texts(TUMEN)}
    assert found["trains"].text == "coal\nnorth\nsouth\ntimber"
    assert (found["bridge"].text, found["bridge"].credit) == ("Khasan in winter.", "Ada Sepp")
    assert (found["quoted"].text, found["quoted"].attribution) == ("Cold.\nVery cold.", "Boris")


def test_a_section_below_a_smaller_heading_first_is_no_trouble() -> None:
    document = doc(heading("small1", "Trains", 3), heading("large1", "Bridge"), p("text01", "x"))
    assert [block.heading_trail for block in body.block_texts(document)] == [(), (), ("Bridge",)]


@settings(max_examples=50, deadline=None)
@given(documents())
def test_no_word_of_a_document_is_missing_from_its_text(document: dict[str, Any]) -> None:
    whole = body.to_text(document)
    for block in document["content"]:
        for inline in inline_runs(block):
            assert all(line in whole for node in inline for line in node.get("text", "").split("\n"))
        for field in ("caption", "credit", "attribution"):
            assert all(line in whole for line in (block["attrs"].get(field) or "").split("\n"))
    assert body.word_count(document) >= 0


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("", 0),
        (" \n\u00a0", 0),
        ("Cold — very cold", 3),
        ("cold—very cold", 3),
        ("2014–2019", 2),
        ("Russia's mid-winter price was $3,000.50", 5),
        ("...! « » &", 0),
        ("Северная Корея и Хасан", 4),
        ("инфор\u00adмация", 1),
        ("हिन्दी में", 2),
        ("북한과 러시아", 2),
        ("中俄边境", 4),
        ("東京タワー2024年", 7),
        ("Пхеньян平壤", 3),
        ("ไทย\u200bลาว", 2),
        ("e\u0301te\u0301", 1),
    ],
)
def test_words_are_counted_in_any_script(words: str, number: int) -> None:
    assert body.count_words(words) == number


def test_the_word_count_is_of_what_is_read_without_captions_and_list_marks() -> None:
    assert body.word_count(TUMEN) == 4 + 2 + 4 + 1 + 4 + 2 + 4


def test_reading_time_is_in_whole_minutes() -> None:
    assert [body.reading_minutes(words) for words in (0, 1, 230, 231, 2_300)] == [0, 1, 1, 2, 10]
