"""What a document points at, and the form of it that readers get."""

import copy
from typing import Any

from hypothesis import given, settings

from series import body
from tests.body.builders import (
    BOLD,
    BREAK,
    BRIDGE,
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
from tests.body.strategies import documents

LAST = cross_link(NARVA, "article", None, "Narva, a town apart")
SERIES = cross_link(KHASAN, "series", BRIDGE)


def test_figures_stand_in_reading_order_and_a_picture_used_twice_counts_once() -> None:
    document = doc(
        figure("first1", NARVA, caption="Narva", credit="EPA"),
        p("text01", "x"),
        figure("second", alt="A bridge"),
        figure("third1", NARVA),
    )
    references = body.references(document)
    assert references.images == (NARVA, BRIDGE)
    assert references.figures == (
        body.FigureUse("first1", 0, NARVA, "Narva", "EPA", None),
        body.FigureUse("second", 1, BRIDGE, None, None, "A bridge"),
        body.FigureUse("third1", 2, NARVA, None, None, None),
    )


def test_a_link_is_found_wherever_text_stands_with_its_whole_phrase() -> None:
    document = doc(
        heading("first1", "No link"),
        p(
            "second",
            "See ",
            text("our ", LAST),
            text("last", BOLD, LAST),
            {**BREAK, "marks": [LAST]},
            text("one", LAST),
            ".",
        ),
        divider("rule01"),
        bullets("third1", "x", [p(None, "x"), bullets(None, [p(None, text("the series", SERIES))])]),
        {**quote("fourth", "x"), "content": [p(None, text("outside", link("https://example.org/")))]},
    )
    references = body.references(document)
    assert references.cross_links == (
        body.CrossLink(NARVA, "article", None, "Narva, a town apart", "our last\none", "second", 0),
        body.CrossLink(KHASAN, "series", BRIDGE, None, "the series", "third1", 1),
    )
    assert references.outside_links == (body.OutsideLink("https://example.org/", "outside", "fourth", 0),)


def test_a_cross_link_that_stands_twice_counts_once_where_it_first_stands() -> None:
    document = doc(p("first1", text("one", LAST), " and ", text("two", LAST)), p("second", text("three", LAST)))
    assert [(found.phrase, found.block_id) for found in body.references(document).cross_links] == [("one", "first1")]


def test_outside_links_to_one_address_count_each() -> None:
    there = link("https://example.org/")
    document = doc(p("first1", text("one", there), " and ", text("two", there)))
    found = body.references(document).outside_links
    assert [(each.phrase, each.position) for each in found] == [("one", 0), ("two", 1)]


def test_readers_get_no_target_and_no_hint() -> None:
    document = doc(
        p("first1", text("one", BOLD, LAST), {**BREAK, "marks": [LAST]}),
        bullets("second", [p(None, text("series", SERIES))]),
        figure("third1", caption="Narva"),
    )
    before = copy.deepcopy(document)
    bare = {"type": "crossLink", "attrs": {"id": NARVA}}
    assert body.public(document) == doc(
        p("first1", text("one", BOLD, bare), {**BREAK, "marks": [bare]}),
        bullets("second", [p(None, text("series", {"type": "crossLink", "attrs": {"id": KHASAN}}))]),
        figure("third1", caption="Narva"),
    )
    assert document == before


@settings(max_examples=50, deadline=None)
@given(documents())
def test_the_public_form_keeps_all_that_readers_see(document: dict[str, Any]) -> None:
    public = body.public(document)
    assert body.to_text(public) == body.to_text(document)
    assert body.public(public) == public
    resolvers: Any = {"resolve_link": lambda found: body.LinkView(found), "resolve_image": lambda _: None}
    assert body.to_html(public, **resolvers) == body.to_html(document, **resolvers)
    for found in body.references(document).cross_links:
        assert found.hint is None or found.hint.encode() not in body.dumps(public)
