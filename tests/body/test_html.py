"""A document as HTML: everything escaped, every block to be linked to, nothing lost where a picture or link is."""

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from series import body
from series.body.nodes import inline_runs
from tests.body.builders import (
    BOLD,
    BREAK,
    BRIDGE,
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
from tests.body.strategies import documents

VOID = {"br", "hr", "img"}
TAGS = {
    "p",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "figcaption",
    "div",
    "span",
    "a",
    "strong",
    "em",
    *VOID,
}
ATTRIBUTES = {"id", "class", "href", "rel", "title", "src", "srcset", "sizes", "width", "height", "alt"}


class Reading(HTMLParser):
    """What a browser would find: the tags, their attributes and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.attributes, self.open = "", [], [], []  # type: ignore[var-annotated]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment in the HTML: {data}")

    handle_decl = unknown_decl = handle_pi = handle_comment


def to_html(*blocks: Any, **resolvers: Any) -> str:
    resolvers = {"resolve_link": lambda _: None, "resolve_image": lambda _: None, **resolvers}
    return body.to_html(doc(*blocks), **resolvers)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _expected_words(block: dict[str, Any], has_image: bool) -> str:
    attrs = block["attrs"]
    words = "".join(node.get("text", "") for inline in inline_runs(block) for node in inline)
    if block["type"] == "figure":
        placeholder = "" if has_image else attrs["alt"] or attrs["caption"] or ""
        words = placeholder + (attrs["caption"] or "") + (attrs["credit"] or "")
    return words + (attrs.get("attribution") or "")


@settings(max_examples=100, deadline=None)
@given(documents())
def test_hostile_words_stay_words(document: dict[str, Any]) -> None:
    for has_image in (True, False):
        html = body.to_html(
            document,
            resolve_link=lambda link_id: body.LinkView(f"/a/{link_id}", '"><b>') if link_id < "8" else None,
            resolve_image=lambda image: body.ImageView(f"/i/{image}", 3, 2) if has_image else None,  # noqa: B023
        )
        reading = Reading(html)
        assert reading.open == []
        assert set(reading.tags) <= TAGS
        assert {name for name, _ in reading.attributes} <= ATTRIBUTES
        assert all(not value.startswith("javascript") for name, value in reading.attributes if name == "href")
        expected = "".join(_expected_words(block, has_image) for block in document["content"])
        assert _squeezed(reading.words) == _squeezed(expected)
        anchors = [value for name, value in reading.attributes if name == "id"]
        assert anchors == list(body.anchors(document).values())
        assert len(set(anchors)) == len(document["content"])


def test_paragraphs_carry_their_marks_inside_one_link() -> None:
    two_lines = [
        text("our ", BOLD, link("https://example.org/?a=1&b=2")),
        text("last", ITALIC, link("https://example.org/?a=1&b=2")),
    ]
    assert to_html(p("first1", "See ", *two_lines, BREAK, text("<now>", BOLD, ITALIC))) == (
        '<p id="b-first1">See <a href="https://example.org/?a=1&amp;b=2" rel="noopener"><strong>our </strong>'
        "<em>last</em></a><br><strong><em>&lt;now&gt;</em></strong></p>"
    )


def test_a_link_over_two_lines_is_one_link() -> None:
    over = link("https://example.org/")
    assert to_html(p("first1", text("Narva", over), {**BREAK, "marks": [over]}, text("Khasan", over))) == (
        '<p id="b-first1"><a href="https://example.org/" rel="noopener">Narva<br>Khasan</a></p>'
    )


def test_a_cross_link_leads_where_it_is_resolved_to_and_is_marked_where_it_is_not() -> None:
    views = {NARVA: body.LinkView("/articles/narva/", 'Narva & "us"')}
    block = p("first1", text("here", cross_link(NARVA)), " and ", text("there", cross_link(KHASAN)))
    assert to_html(block, resolve_link=views.get) == (
        '<p id="b-first1"><a href="/articles/narva/" title="Narva &amp; &quot;us&quot;">here</a> and '
        '<span class="unresolved">there</span></p>'
    )


def test_lists_quotes_and_dividers() -> None:
    assert to_html(
        bullets("list01", "coal", [p(None, "wood"), bullets(None, "oak", kind="orderedList")]),
        quote("quote1", "Cold.", attribution="B. <b>"),
        quote("quote2", "Colder."),
        divider("rule01"),
        p("empty1"),
    ).split("\n") == [
        '<ul id="b-list01"><li><p>coal</p></li><li><p>wood</p><ol><li><p>oak</p></li></ol></li></ul>',
        '<figure class="quote" id="b-quote1"><blockquote><p>Cold.</p></blockquote><figcaption>B. &lt;b&gt;</figcaption>'
        "</figure>",
        '<figure class="quote" id="b-quote2"><blockquote><p>Colder.</p></blockquote></figure>',
        '<hr id="b-rule01">',
        '<p id="b-empty1"></p>',
    ]


def test_a_figure_shows_its_picture_with_caption_and_credit() -> None:
    views = {BRIDGE: body.ImageView("/m/b.jpg", 800, 600, "/m/b-400.jpg 400w", "50vw", "Library's words")}
    assert to_html(figure("first1", caption="Khasan.", credit="Ada", alt='A "bridge"'), resolve_image=views.get) == (
        '<figure id="b-first1"><img src="/m/b.jpg" srcset="/m/b-400.jpg 400w" sizes="50vw" width="800" height="600" '
        'alt="A &quot;bridge&quot;"><figcaption>Khasan. <span class="credit">Ada</span></figcaption></figure>'
    )


@pytest.mark.parametrize(
    ("own", "library", "shown"), [(None, "Bridge", "Bridge"), (None, None, ""), ("", "Bridge", "")]
)
def test_the_alt_text_of_the_use_goes_before_that_of_the_library(
    own: str | None, library: str | None, shown: str
) -> None:
    html = to_html(figure("first1", alt=own), resolve_image=lambda _: body.ImageView("/m/b.jpg", alt=library))
    assert html == f'<figure id="b-first1"><img src="/m/b.jpg" alt="{shown}"></figure>'


def test_a_missing_picture_leaves_a_placeholder_in_words() -> None:
    assert to_html(figure("first1", caption="Khasan.", credit="Ada"), figure("other1")).split("\n") == [
        '<figure id="b-first1" class="missing"><div class="placeholder">Khasan.</div>'
        '<figcaption>Khasan. <span class="credit">Ada</span></figcaption></figure>',
        '<figure id="b-other1" class="missing"><div class="placeholder"></div></figure>',
    ]


def test_headings_have_readable_anchors_in_any_script_each_once() -> None:
    html = to_html(
        heading("first1", "The bridge"),
        heading("second", "The  Bridge!", 3),
        heading("third1", "Мост & река"),
        heading("fourth", "中俄边境"),
        heading("fifth1", "?!"),
        heading("sixth1", "b seven1"),
        p("seven1"),
        heading("eighth", "the bridge 2"),
    )
    assert [value for name, value in Reading(html).attributes if name == "id"] == [
        "the-bridge",
        "the-bridge-2",
        "мост-река",
        "中俄边境",
        "section",
        "b-seven1-2",
        "b-seven1",
        "the-bridge-2-2",
    ]


def test_an_anchor_is_short_and_has_no_hyphen_at_its_ends() -> None:
    assert body.anchor("— Narva " + "x" * 200 + " —") == "narva-" + "x" * 74
    assert body.anchor("a" * 79 + " b") == "a" * 79
    assert body.anchor("हिन्दी में") == "हिन्दी-में"
