"""Bad input is refused by name, with the reason and the place."""

import pytest

from series import ingest
from series.errors import SourceError
from series.ingest.sift import LEAST_WORDS

SENTENCE = "The ferry leaves the quay at seven in the morning and carries more crates than people. "
ARTICLE = "The ferry at Lahdekyla\n\n" + (SENTENCE * 4 + "\n\n") * 3


def _refusal(data):
    with pytest.raises(SourceError) as caught:
        ingest.read("narva.txt", data)
    assert caught.value.name == "narva.txt"
    assert "narva.txt" in str(caught.value)
    return caught.value


def test_an_article_is_read():
    assert ingest.read("narva.txt", ARTICLE.encode()).title == "The ferry at Lahdekyla"


def test_an_empty_file():
    assert "empty" in _refusal(b"").reason


@pytest.mark.parametrize("data", [b" \n\t\r\n ", "\u00a0\n\u2003".encode(), b"\xef\xbb\xbf  \n"])
def test_a_file_of_white_space(data):
    assert "white space" in _refusal(data).reason


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04" + b"x" * 50, "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"<!DOCTYPE html><p>Hello", "HTML"),
    ],
)
def test_a_file_of_another_format_is_told_by_its_first_bytes(data, word):
    assert word in _refusal(data).reason


def test_a_binary_file_is_refused_with_the_place_of_its_first_nul():
    refusal = _refusal(ARTICLE.encode() + b"\x00\x01")
    assert "binary" in refusal.reason
    assert refusal.where == f"byte {len(ARTICLE)}"


def test_a_file_full_of_control_characters_is_binary():
    assert "control characters" in _refusal(ARTICLE.encode() + b"\x01\x02\x03" * 20).reason


def test_a_stray_control_character_is_named_with_its_line():
    refusal = _refusal(ARTICLE.encode() + b"One more line\x02")
    assert "U+0002" in refusal.reason
    assert refusal.where == "line 9"


def test_a_file_that_is_too_large():
    refusal = _refusal(b"a" * (ingest.MAX_BYTES + 1))
    assert str(ingest.MAX_BYTES) in refusal.reason


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_legacy_encoding_is_not_guessed(encoding):
    refusal = _refusal("Паром на Нарве".encode(encoding))
    assert "UTF-8" in refusal.reason
    assert refusal.where == "byte 0"


def test_the_offset_of_the_first_wrong_byte_counts_the_byte_order_mark():
    assert _refusal(b"\xef\xbb\xbfabc\xff").where == "byte 6"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_unicode_with_a_byte_order_mark_is_read(encoding):
    document = ingest.read("narva.txt", ARTICLE.encode(encoding))
    assert document.text == ARTICLE


def test_utf_16_that_ends_in_the_middle_of_a_character():
    assert "UTF-16" in _refusal(ARTICLE.encode("utf-16")[:-1]).reason


def test_utf_32_is_refused_by_its_name():
    assert "UTF-32" in _refusal(ARTICLE.encode("utf-32")).reason


def test_a_menu_is_no_article():
    menu = "\n".join(f"Reports from harbour {number}" for number in range(30))
    assert "listing page" in _refusal(menu.encode()).reason


def test_a_page_of_teasers_is_no_article():
    teaser = "Harbour news {n}\n\nThe pilots of harbour {n} met on Monday and agreed to meet before the ice comes."
    assert "listing page" in _refusal("\n\n".join(teaser.format(n=n) for n in range(12)).encode()).reason


def test_a_page_of_teasers_with_dates_and_read_more_is_no_article():
    teaser = "Harbour news {n}\n12 March 20{n}\n" + SENTENCE + SENTENCE + "\nRead more"
    assert "listing page" in _refusal("\n\n".join(teaser.format(n=n) for n in range(10, 20)).encode()).reason


def test_a_scrap_is_no_article():
    refusal = _refusal(("The ferry\n\n" + SENTENCE).encode())
    assert "too little text" in refusal.reason
    assert str(LEAST_WORDS) in refusal.reason


def test_a_paragraph_that_no_body_can_hold_is_refused_and_not_cut():
    refusal = _refusal(b"The ferry\n\n" + (SENTENCE * 2000).encode())
    assert "more than the 100000 that a body can hold" in refusal.reason
    assert refusal.where == "line 3"


def test_five_megabytes_in_one_line_are_refused_by_name():
    _refusal(b"word " * (ingest.MAX_BYTES // 5))
    _refusal(b"a" * ingest.MAX_BYTES)
    _refusal(b"(" * ingest.MAX_BYTES)


def test_a_hundred_thousand_short_lines_are_refused_by_name():
    _refusal(b"The far shore\n\n" * 100_000)
    _refusal("– Ada Byron\n".encode() * 100_000)


def test_twenty_thousand_lines_with_names_between_paragraphs_are_read():
    page = b"".join(b"Ada Byron\n\n%b %d.\n\n" % (b"words and more " * 5, n) for n in range(10_000))
    assert len(ingest.read("narva.txt", page).ledger) == 20_000
