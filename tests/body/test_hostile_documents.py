"""Whatever is not in the closed vocabulary is refused with its path; nothing is dropped in silence."""

from typing import Any

import pytest

from series import body
from series.body import limits
from series.errors import BodyError
from tests.body.builders import (
    BOLD,
    BREAK,
    ITALIC,
    KHASAN,
    NARVA,
    bullets,
    cross_link,
    divider,
    doc,
    figure,
    heading,
    link,
    p,
    quote,
    text,
)


def problems(raw: Any) -> list[tuple[str, str]]:
    with pytest.raises(BodyError) as caught:
        body.validate(raw)
    return [tuple(problem) for problem in caught.value.problems]


def with_attrs(block: dict[str, Any], **attrs: Any) -> dict[str, Any]:
    return {**block, "attrs": {**block["attrs"], **attrs}}


BLOCKS = "paragraph, heading, bulletList, orderedList, quote, figure, divider"
ABSOLUTE = "the address must be absolute and begin with http://, https:// or mailto:"
UUID_MESSAGE = "must be a UUID in small letters, not"
ID_MESSAGE = "must be 6 to 32 small letters and digits, not"

HOSTILE = {
    "no object": ([], [("", "must be an object, not a list")]),
    "nothing": (None, [("", "must be an object, not null")]),
    "an empty object": ({}, [("type", "is missing"), ("attrs", "is missing"), ("content", "is missing")]),
    "another kind of document": ({**doc(divider("first1")), "type": "html"}, [("type", "must be 'doc', not 'html'")]),
    "no block at all": (doc(), [("content", "must not be empty")]),
    "a newer version": (
        {**doc(divider("first1")), "attrs": {"version": 2}},
        [("attrs.version", "must be 1, not 2")],
    ),
    "true for version 1": (
        {**doc(divider("first1")), "attrs": {"version": True}},
        [("attrs.version", "must be a number, not true")],
    ),
    "an unknown block": (
        doc(divider("first1"), {"type": "iframe", "attrs": {"src": "https://example.org"}}),
        [("content[1]", f"unknown block type 'iframe'; allowed: {BLOCKS}")],
    ),
    "a block without a type": (doc({"attrs": {}}), [("content[0]", f"the block has no type; allowed: {BLOCKS}")]),
    "a block whose type is a list": (
        doc({"type": ["paragraph"]}),
        [("content[0]", f"unknown block type a list; allowed: {BLOCKS}")],
    ),
    "a block that is text": (doc("Narva"), [("content[0]", "must be an object, not 'Narva'")]),
    "a block without attributes": (doc({"type": "divider"}), [("content[0].attrs", "is missing")]),
    "a block without an id": (doc({"type": "divider", "attrs": {}}), [("content[0].attrs.id", "is missing")]),
    "a block id of other signs": (doc(divider("Narva 1")), [("content[0].attrs.id", f"{ID_MESSAGE} 'Narva 1'")]),
    "a block id with a line end": (doc(divider("narva1\n")), [("content[0].attrs.id", f"{ID_MESSAGE} 'narva1\\n'")]),
    "a block id that is too short": (doc(divider("narva")), [("content[0].attrs.id", f"{ID_MESSAGE} 'narva'")]),
    "one id for two blocks": (
        doc(divider("first1"), divider("other1"), divider("first1")),
        [("content[2].attrs.id", "the id 'first1' is that of content[0] already")],
    ),
    "an event handler": (
        doc(with_attrs(p("first1", "Narva"), onclick="alert(1)")),
        [("content[0].attrs.onclick", "unknown attribute 'onclick'")],
    ),
    "a style on a text": (
        doc(p("first1", {**text("Narva"), "style": "x"})),
        [("content[0].content[0].style", "unknown field 'style'")],
    ),
    "an unusual key": (
        doc({**divider("first1"), "on load": 1}),
        [("content[0]['on load']", "unknown field 'on load'")],
    ),
    "a key that is no text": (doc({**divider("first1"), 7: 1}), [("content[0]", "the key 7 is not text")]),
    "a heading of level 1": (doc(heading("first1", "Narva", 1)), [("content[0].attrs.level", "must be 2 or 3, not 1")]),
    "a heading of level '2'": (
        doc(with_attrs(heading("first1", "x"), level="2")),
        [("content[0].attrs.level", "must be 2 or 3, not '2'")],
    ),
    "a raw HTML node in a paragraph": (
        doc(p("first1", "Narva", {"type": "html", "html": "<script>"})),
        [("content[0].content[1]", "unknown inline node type 'html'; allowed: text, hardBreak")],
    ),
    "an empty text": (doc(p("first1", text(""))), [("content[0].content[0].text", "must not be empty")]),
    "content that is null": (
        doc({**p("first1"), "content": None}),
        [("content[0].content", "must be a list, not null")],
    ),
    "a figure inside a paragraph": (
        doc(p("first1", figure("second"))),
        [("content[0].content[0]", "unknown inline node type 'figure'; allowed: text, hardBreak")],
    ),
    "an unknown mark": (
        doc(p("first1", text("x", {"type": "textStyle"}))),
        [("content[0].content[0].marks[0]", "unknown mark type 'textStyle'; allowed: bold, italic, link, crossLink")],
    ),
    "a mark with attributes that it has not": (
        doc(p("first1", text("x", {**BOLD, "attrs": {"class": "y"}}))),
        [("content[0].content[0].marks[0].attrs", "unknown field 'attrs'")],
    ),
    "a mark given twice": (
        doc(p("first1", text("x", BOLD, BOLD))),
        [("content[0].content[0].marks", "mark 'bold' is given twice")],
    ),
    "a text with two links": (
        doc(p("first1", text("x", link("https://example.org/"), cross_link()))),
        [("content[0].content[0].marks", "a text carries either a link or a crossLink, not both")],
    ),
    "a javascript link": (
        doc(p("first1", "x", text("y", BOLD, link("javascript:alert(1)")))),
        [("content[0].content[1].marks[1].attrs.href", ABSOLUTE)],
    ),
    "a javascript link on a line break": (
        doc(p("first1", {**BREAK, "marks": [link("javascript:alert(1)")]})),
        [("content[0].content[0].marks[0].attrs.href", ABSOLUTE)],
    ),
    "a javascript link in a quote": (
        doc({**quote("first1", "x"), "content": [p(None, text("x", link("data:text/html,x")))]}),
        [("content[0].content[0].content[0].marks[0].attrs.href", ABSOLUTE)],
    ),
    "a javascript link in a nested list": (
        doc(bullets("first1", "a", [p(None, "b"), bullets(None, [p(None, text("x", link("/relative")))])])),
        [("content[0].content[1].content[1].content[0].content[0].content[0].marks[0].attrs.href", ABSOLUTE)],
    ),
    "a link with a target attribute": (
        doc(p("first1", text("x", with_attrs(link("https://example.org/"), target="_blank")))),
        [("content[0].content[0].marks[0].attrs.target", "unknown attribute 'target'")],
    ),
    "a cross-link of an unknown kind": (
        doc(p("first1", text("x", cross_link(kind="image")))),
        [("content[0].content[0].marks[0].attrs.kind", "must be 'article' or 'series', not 'image'")],
    ),
    "a cross-link whose target is no UUID": (
        doc(p("first1", text("x", cross_link(target=NARVA.replace("-", ""))))),
        [("content[0].content[0].marks[0].attrs.target", f"{UUID_MESSAGE} '{NARVA.replace('-', '')}'")],
    ),
    "one link id for two targets": (
        doc(p("first1", text("x", cross_link()), "y", text("z", cross_link(target=KHASAN)))),
        [("content[0].content[2].marks[0].attrs.id", f"two different links have the id '{NARVA}'")],
    ),
    "a list without items": (
        doc({"type": "bulletList", "attrs": {"id": "first1"}, "content": []}),
        [("content[0].content", "must not be empty")],
    ),
    "a list item without a paragraph": (
        doc(bullets("first1", [bullets(None, "x")])),
        [("content[0].content[0].content", "a list item begins with a paragraph")],
    ),
    "an id inside a list": (
        doc(bullets("first1", [p("inner1", "x")])),
        [("content[0].content[0].content[0].attrs", "unknown field 'attrs'")],
    ),
    "a heading inside a list": (
        doc(bullets("first1", [heading("inner1", "x")])),
        [
            (
                "content[0].content[0].content[0]",
                "unknown list item node type 'heading'; allowed: paragraph, bulletList, orderedList",
            )
        ],
    ),
    "a figure inside a quote": (
        doc({**quote("first1", "x"), "content": [figure("inner1")]}),
        [
            ("content[0].content[0].type", "must be 'paragraph', not 'figure'"),
            ("content[0].content[0].attrs", "unknown field 'attrs'"),
        ],
    ),
    "a quote of nothing": (
        doc({**quote("first1"), "content": []}),
        [("content[0].content", "must not be empty")],
    ),
    "a figure with an address for a picture": (
        doc(figure("first1", image="https://example.org/x.png")),
        [("content[0].attrs.image", f"{UUID_MESSAGE} 'https://example.org/x.png'")],
    ),
    "a caption that is a document": (
        doc(figure("first1", caption=doc())),
        [("content[0].attrs.caption", "must be text, not an object")],  # type: ignore[arg-type]
    ),
    "a NUL in a text": (
        doc(p("first1", "Nar\x00va")),
        [("content[0].content[0].text", "text holds a character that cannot be stored (U+0000)")],
    ),
    "half a character in a caption": (
        doc(figure("first1", caption="\ud83d")),
        [("content[0].attrs.caption", "text holds half a character (a lone surrogate, U+D83D)")],
    ),
    "a number that JSON has not": (
        doc(with_attrs(heading("first1", "x"), level=float("nan"))),
        [("content[0].attrs.level", "nan is not a JSON number")],
    ),
    "a value that JSON has not": (
        doc(figure("first1", alt={"x"})),  # type: ignore[arg-type]
        [("content[0].attrs.alt", "a set is not a JSON value")],
    ),
}


@pytest.mark.parametrize(("raw", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_refused_with_its_path(raw: Any, expected: list[tuple[str, str]]) -> None:
    assert problems(raw) == expected


def test_every_problem_of_a_document_is_named_at_once() -> None:
    raw = doc(
        {"type": "iframe"},
        p("first1", text("x", link("javascript:alert(1)"))),
        with_attrs(divider("first1"), onload="x"),
        p("third1", "\x00"),
    )
    assert {path for path, _ in problems(raw)} == {
        "content[0]",
        "content[1].content[0].marks[0].attrs.href",
        "content[2].attrs.onload",
        "content[2].attrs.id",
        "content[3].content[0].text",
    }


def test_a_flood_of_problems_is_cut_and_says_so() -> None:
    found = problems(doc(*[{"type": "iframe"}] * (limits.MAX_PROBLEMS + 5)))
    assert len(found) == limits.MAX_PROBLEMS + 1
    assert found[-1] == ("", "there are more problems than these")


def nested_lists(depth: int) -> dict[str, Any]:
    node = bullets(None, "innermost")
    for _ in range(depth - 1):
        node = bullets(None, [p(None, "x"), node])
    return doc({**node, "attrs": {"id": "first1"}})


def test_lists_stand_six_deep_with_links_in_the_innermost() -> None:
    document = nested_lists(limits.MAX_LIST_DEPTH)
    innermost = document["content"][0]
    for _ in range(limits.MAX_LIST_DEPTH - 1):
        innermost = innermost["content"][0]["content"][1]
    innermost["content"][0]["content"] = [p(None, text("x", BOLD, ITALIC, cross_link()))]
    assert body.validate(document) == document


@pytest.mark.parametrize("depth", [7, 8, 100, 10_000])
def test_lists_any_deeper_are_refused_where_the_seventh_begins(depth: int) -> None:
    message = "lists stand at most 6 deep inside one another"
    assert problems(nested_lists(depth)) == [("content[0]" + ".content[0].content[1]" * 6, message)]


def test_a_list_too_deep_does_not_hide_the_other_problems() -> None:
    raw = nested_lists(10_000)
    raw["content"].append({"type": "iframe"})
    assert [path for path, _ in problems(raw)] == ["content[0]" + ".content[0].content[1]" * 6, "content[1]"]


def test_other_nesting_is_refused_however_deep() -> None:
    node: Any = "x"
    for _ in range(100_000):
        node = [node]
    assert problems(doc(with_attrs(divider("first1"), data=node))) == [
        ("content[0].attrs.data" + "[0]" * 28, "nested too deeply (more than 32 levels)"),
        ("content[0].attrs.data", "unknown attribute 'data'"),
    ]


def test_a_document_that_contains_itself_is_refused() -> None:
    raw = doc(divider("first1"))
    raw["content"].append(raw)
    assert problems(raw)[-1][0] == "content[1]"


LONG = "x" * (limits.MAX_BLOCK_TEXT // 2 + 1)
TOO_LARGE = {
    "a text": (
        doc(p("first1", LONG * 2)),
        ("content[0].content[0].text", f"is longer than {limits.MAX_BLOCK_TEXT} characters"),
    ),
    "a paragraph of several texts": (
        doc(p("first1", text(LONG, BOLD), LONG)),
        ("content[0].content", f"the text of one block is longer than {limits.MAX_BLOCK_TEXT} characters"),
    ),
    "a caption": (
        doc(figure("first1", caption=LONG)),
        ("content[0].attrs.caption", f"is longer than {limits.MAX_ATTRIBUTE_TEXT} characters"),
    ),
    "a document of many blocks": (
        doc(*[divider(f"b{number:06}") for number in range(limits.MAX_BLOCKS + 1)]),
        ("content", f"is longer than {limits.MAX_BLOCKS} entries"),
    ),
    "a document of long blocks": (
        doc(*[p("first1", LONG)] * 110),
        ("", f"the document is larger than {limits.MAX_BYTES} characters"),
    ),
    "a list of a million numbers": (
        [0] * (limits.MAX_VALUES + 1),
        ("", f"the document holds more than {limits.MAX_VALUES} values"),
    ),
}


@pytest.mark.parametrize(("raw", "problem"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_is_too_large_is_refused(raw: Any, problem: tuple[str, str]) -> None:
    assert problems(raw) == [problem]
