"""JSON text from outside is refused by name of what is wrong with it, before anything can choke on it."""

import pytest

from series import body
from series.body import limits
from series.errors import BodyError

HEAD = '{"type":"doc","attrs":{"version":1},"content":['

BAD = {
    "nothing": ("", "not valid JSON: Expecting value (line 1, column 1)"),
    "a torn text": (HEAD, "not valid JSON: Expecting value (line 1, column 48)"),
    "an unclosed string": ('{"type":"doc\\', "not valid JSON: Unterminated string starting at (line 1, column 9)"),
    "two documents": ("{} {}", "not valid JSON: Extra data (line 1, column 4)"),
    "a byte order mark": (
        "\ufeff{}",
        "not valid JSON: Unexpected UTF-8 BOM (decode using utf-8-sig) (line 1, column 1)",
    ),
    "bytes of another encoding": ("Хасан".encode("cp1251"), "the document is not UTF-8 text (byte 0)"),
    "a key given twice": (HEAD + '{"type":"divider","type":"x"}]}', "content[0]: the key 'type' stands twice"),
    "NaN": (HEAD + "NaN]}", "content[0]: nan is not a JSON number"),
    "infinity": (HEAD + "[-Infinity]]}", "content[0][0]: -inf is not a JSON number"),
    "a number beyond all floats": (HEAD + "1e999]}", "content[0]: inf is not a JSON number"),
    "a number of 10,000 digits": (HEAD + "9" * 10_000 + "]}", "not valid JSON: a number has too many digits"),
    "half a character": (HEAD + '"\\ud800"]}', "content[0]: text holds half a character (a lone surrogate, U+D800)"),
    "half a character in a key": (
        HEAD + '{"\\udfff":1}]}',
        "content[0]: text holds half a character (a lone surrogate, U+DFFF)",
    ),
    "NUL": (HEAD + '"\\u0000"]}', "content[0]: text holds a character that cannot be stored (U+0000)"),
    "a raw control character": ('"\x1b"', "not valid JSON: Invalid control character at (line 1, column 2)"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_refused_by_name(text: str | bytes, message: str) -> None:
    with pytest.raises(BodyError) as caught:
        body.loads(text)
    assert str(caught.value.problems[0]) == message


def test_a_text_too_large_is_refused_unread() -> None:
    for text in (
        "[" * (limits.MAX_BYTES + 1),
        b"\xff" * (limits.MAX_BYTES + 1),
        '"' + "я" * (limits.MAX_BYTES // 2) + '"',
    ):
        with pytest.raises(BodyError, match="larger than 5000000 bytes"):
            body.loads(text)


@pytest.mark.parametrize("brackets", [33, 100, 101, 1_000, 100_000, limits.MAX_BYTES])
def test_brackets_without_end_are_refused_with_their_path(brackets: int) -> None:
    closed = "[" * (brackets // 2) + "]" * (brackets // 2) if brackets > 100 else "[" * brackets + "]" * brackets
    with pytest.raises(BodyError) as caught:
        body.loads(closed)
    assert str(caught.value.problems[0]) == "[0]" * 32 + ": nested too deeply (more than 32 levels)"


@pytest.mark.parametrize("closing", ["", "}]}]}" * 10_000 + "]}"])
def test_ten_thousand_lists_as_text_are_refused_where_the_seventh_begins(closing: str) -> None:
    opening = '{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph"},'
    text = HEAD + opening * 10_000 + '{"type":"paragraph"}' + closing
    with pytest.raises(BodyError) as caught:
        body.loads(text)
    assert caught.value.problems[0].path == "content[0]" + ".content[0].content[1]" * 6


def test_quotes_and_backslashes_without_end_take_no_time() -> None:
    for text in ('"\\' * 1_000_000, '["' * 1_000_000, "\\" * 2_000_000, '"' * 2_000_001):
        with pytest.raises(BodyError, match="not valid JSON"):
            body.loads(text)


def test_brackets_inside_strings_are_text() -> None:
    words = "[" * 1_000 + '\\"' + "{" * 1_000
    text = HEAD + f'{{"type":"paragraph","attrs":{{"id":"first1"}},"content":[{{"type":"text","text":"{words}"}}]}}]}}'
    assert len(body.to_text(body.loads(text))) == 2_001


def test_parsing_alone_gives_a_document_that_waits_for_its_ids() -> None:
    raw = body.parse(HEAD + '{"type":"divider"}]}')
    document = body.validate(body.assign_ids(raw, make=lambda: "first1"))
    assert document["content"] == [{"type": "divider", "attrs": {"id": "first1"}}]
