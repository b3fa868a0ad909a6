"""What changed between two documents."""

import copy

from hypothesis import given, settings

from series import body
from tests.body.builders import doc, figure, heading, p
from tests.body.strategies import documents


def told(old, new):
    return [(change.operation, change.moved) for change in body.diff(old, new)]


def words(change):
    return [(run.operation, run.text) for run in change.words]


NARVA = p("narva1", "Narva lies on a river.")
KHASAN = p("khasan1", "Khasan lies on a lake.")
ALTAI = p("altai1", "Four states meet in the Altai.")


def test_equal_documents_have_no_change():
    document = doc(NARVA, KHASAN)
    assert told(document, document) == [("same", False), ("same", False)]


def test_a_rewritten_block_is_told_word_by_word():
    rewritten = p("narva1", "Narva lies on a wide river.")
    (change,) = body.diff(doc(NARVA), doc(rewritten))
    assert change.operation == "changed"
    assert words(change) == [("same", "Narva lies on a "), ("added", "wide "), ("same", "river.")]


def test_blocks_come_and_go_where_they_stand():
    assert told(doc(NARVA, KHASAN), doc(NARVA, ALTAI, KHASAN)) == [("same", False), ("added", False), ("same", False)]
    assert told(doc(NARVA, ALTAI, KHASAN), doc(NARVA, KHASAN)) == [("same", False), ("removed", False), ("same", False)]


def test_a_block_that_moved_is_one_change_and_keeps_its_partner():
    changes = body.diff(doc(NARVA, KHASAN, ALTAI), doc(ALTAI, NARVA, KHASAN))
    assert [(change.operation, change.moved) for change in changes] == [
        ("same", True),
        ("same", False),
        ("same", False),
    ]
    assert changes[0].old == changes[0].new == ALTAI


def test_a_block_with_a_new_id_that_reads_alike_was_rewritten():
    retyped = p("another1", "Narva lies on a rivre.")
    (change,) = body.diff(doc(NARVA), doc(retyped))
    assert (change.operation, change.old, change.new) == ("changed", NARVA, retyped)


def test_a_block_with_a_new_id_and_another_text_is_another_block():
    other = p("another1", "Tea came by camel.")
    assert told(doc(NARVA), doc(other)) == [("removed", False), ("added", False)]


def test_another_level_or_credit_is_a_change_though_the_words_stay():
    two, three = heading("heading1", "The river", 2), heading("heading1", "The river", 3)
    (change,) = body.diff(doc(two), doc(three))
    assert (change.operation, words(change)) == ("changed", [("same", "The river")])
    old, new = (figure("figure1", caption="The bridge", credit=credit) for credit in ("Ada", "Boris"))
    (change,) = body.diff(doc(old), doc(new))
    assert ("removed", "Ada") in words(change)
    assert ("added", "Boris") in words(change)


def test_very_long_texts_are_told_as_replaced():
    old, new = (p("narva1", " ".join(f"{letter}{number}" for number in range(5000))) for letter in "ab")
    (change,) = body.diff(doc(old), doc(new))
    assert [operation for operation, _ in words(change)] == ["removed", "added"]


@settings(max_examples=60, deadline=None)
@given(documents(), documents())
def test_both_documents_can_be_read_from_their_difference(old, new):
    given_before = copy.deepcopy((old, new))
    changes = body.diff(old, new)
    assert [change.new for change in changes if change.new] == new["content"]
    assert sorted(repr(change.old) for change in changes if change.old) == sorted(map(repr, old["content"]))
    for change in changes:
        if change.operation == "changed":
            kept = [run for run in change.words if run.operation != "added"]
            come = [run for run in change.words if run.operation != "removed"]
            assert "".join(run.text for run in kept) == body.block_text(change.old)
            assert "".join(run.text for run in come) == body.block_text(change.new)
    assert (old, new) == given_before


@settings(max_examples=40, deadline=None)
@given(documents())
def test_a_document_and_its_reverse_have_the_same_blocks(document):
    backwards = {**document, "content": document["content"][::-1]}
    assert {change.operation for change in body.diff(document, backwards)} == {"same"}


def test_a_source_that_was_imported_anew_is_compared_paragraph_by_paragraph():
    texts = [f"Paragraph {number} tells of the border and of day {number * 7}." for number in range(30)]
    old = doc(*(p(f"old{number:04}", text) for number, text in enumerate(texts)))
    new = doc(*(p(f"new{number:04}", f"{text} Corrected.") for number, text in enumerate(texts) if number != 11))
    operations = [change.operation for change in body.diff(old, new)]
    assert (operations.count("changed"), operations.count("removed"), operations.count("added")) == (29, 1, 0)
