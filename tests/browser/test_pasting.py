"""Ada pastes from Word, Google Docs and web pages. The samples have the shape of what those put on the clipboard."""

import json

import pytest

from series import body
from series.body.editor import from_editor
from series.models.catalogue import Image
from series.models.desk import Article
from tests.body.strategies import documents
from tests.browser.writing import Desk, examples, marked, outline
from tests.factories import an_article, paragraph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body lang=EN-GB>
<!--StartFragment-->
<p class=MsoTitle>The river<o:p></o:p></p>
<h1><span style='mso-fareast-language:EN-GB'>Narva<o:p></o:p></span></h1>
<p class=MsoNormal>Two <b style='mso-bidi-font-weight:normal'>castles</b> and
a <i>bridge</i>, <a href="https://example.org/narva">as drawn</a><a style='mso-footnote-id:ftn1'
href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Estonia<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span><![endif]>Narva
<b>town</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>Latvia<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]>Second<o:p></o:p></p>
<h4>Small print</h4>
<p class=MsoQuote>Nobody crosses.<o:p></o:p></p>
<p class=MsoQuote>Nobody at all.<o:p></o:p></p>
<p class=MsoNormal><img width=300 height=200 src="file:///C:/Temp/clip_image002.jpg" alt="The ferry at Poti"></p>
<table class=MsoTable><tr><td><p class=MsoNormal>Length</p></td><td><p class=MsoNormal>138 km</p></td></tr></table>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a
style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> By Ruth.</p>
</div></div><!--EndFragment--></body></html>"""

DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-0a1b">
<h1 dir="ltr" style="line-height:1.38"><span style="font-size:20pt;font-weight:400">Narva</span></h1><br />
<p dir="ltr"><span style="font-weight:400;font-style:normal">Two </span><span style="font-weight:700">castles</span>
<span> and a </span><span style="font-style:italic">bridge</span><span>, </span><a style="text-decoration:none"
href="https://www.google.com/url?q=https://example.org/narva&amp;sa=D"><span style="text-decoration:underline">as
drawn</span></a><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span>.</span></p>
<ul style="margin-top:0"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Estonia</span></p></li>
<ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>Narva</span></p></li></ul>
<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Latvia</span></p></li></ul>
<ol><li><p><span>First</span></p></li></ol><p dir="ltr"><span><span>
<img src="https://lh7.example.org/docs/picture=s800" width="602" height="401" /></span></span></p><hr /></b>"""

WEB = """<meta charset="utf-8"><article><script>alert(1)</script><style>p {color: red}</style>
<h1 style="font-weight: 700">Narva<span class="mw-editsection">[edit]</span></h1>
<p style="font-weight: 400">Two <strong>castles</strong> and a <em>bridge</em>,
<a href="https://example.org/narva" onclick="alert(1)">as drawn</a><sup class="reference"><a
href="https://example.org/page#cite_note-3">[3]</a></sup> or <a href="javascript:alert(1)">said</a>
and <a href="#history">below</a>.</p>
<figure><a href="/big"><img src="https://example.org/img/narva.jpg?w=300" alt="Castles" onerror="alert(1)"></a>
<figcaption>Two castles. Ruth</figcaption></figure>
<ul><li>Estonia<ul><li>Narva</li></ul></li><li>Latvia<p>with Pytalovo</p></li></ul>
<blockquote><p>Nobody crosses.</p><h2>At all</h2><ul><li>One</li></ul><footer>— A railwayman</footer></blockquote>
<h5>Small print</h5><iframe src="https://example.org/"></iframe><pre>one
two</pre>
<img src="https://example.org/pixel.gif" width="1" height="1">
<div>Loose <img src="data:image/png;base64,AAAA"> text<br>in two lines</div></article>"""


def without_ids_and_last_breaks(node):
    """A node to compare: a copy has ids of its own, and browsers take a break at a paragraph's end for layout."""
    children = [without_ids_and_last_breaks(child) for child in node.get("content", [])]
    while children and children[-1]["type"] == "hardBreak":
        children.pop()
    attrs = {name: value for name, value in node.get("attrs", {}).items() if name != "id"}
    return {**node, "attrs": attrs, "content": children}


@pytest.fixture
def desk(page):
    return Desk(page).open(an_article("Khasan", paragraph())).to_end()


def picture_of(desk, title):
    """Waits until the library has it."""
    desk.page.locator(".be-figure").get_by_text(title).first.wait_for()
    return Image.objects.get(title=title)


def test_word_keeps_headings_lists_links_emphasis_quotes_and_pictures(desk):
    desk.paste(WORD)
    picture = picture_of(desk, "The ferry at Poti")
    assert outline(desk.blocks()) == [
        "heading 2: The river",
        "heading 2: Narva",
        "paragraph: Two castles and a bridge, as drawn.",
        "bulletList: Estonia/Narva town/Latvia",
        "orderedList: First/Second",
        "heading 3: Small print",
        "quote: Nobody crosses./Nobody at all.",
        "figure: ",
        "paragraph: Length | 138 km",
        "paragraph: By Ruth.",
    ]
    assert marked(desk.blocks()) == {
        "castles": ["bold"],
        "bridge": ["italic"],
        "as drawn": ["https://example.org/narva"],
        "town": ["bold"],
    }
    first, _latvia = desk.blocks()[3]["content"]
    assert [child["type"] for child in first["content"]] == ["paragraph", "bulletList"]
    assert (desk.blocks()[7]["attrs"]["image"], desk.blocks()[7]["attrs"]["alt"]) == (
        str(picture.pk),
        "The ferry at Poti",
    )


def test_google_docs_keeps_headings_lists_links_emphasis_and_pictures(desk):
    desk.paste(DOCS)
    picture = picture_of(desk, "picture=s800 (https://lh7.example.org/docs/picture=s800)")
    assert (
        outline(desk.blocks())
        == [
            "heading 2: Narva",
            "paragraph: Two castles and a bridge, as drawn.",
            "bulletList: Estonia/Narva/Latvia",
            "orderedList: First",
            "figure: ",
            "divider: ",
        ]
        or outline(desk.blocks())[-1] == "paragraph: "
    )
    assert marked(desk.blocks()) == {
        "castles": ["bold"],
        "bridge": ["italic"],
        "as drawn": ["https://example.org/narva"],
    }
    assert [len(item["content"]) for item in desk.blocks()[2]["content"]] == [2, 1]
    assert desk.blocks()[4]["attrs"]["image"] == str(picture.pk)


def test_a_web_page_keeps_its_words_and_loses_scripts_styles_and_footnote_anchors(desk):
    desk.paste(WEB)
    castles = picture_of(desk, "Castles (https://example.org/img/narva.jpg?w=300)")
    loose = picture_of(desk, "Pasted picture")
    assert outline(desk.blocks()) == [
        "heading 2: Narva",
        "paragraph: Two castles and a bridge, as drawn or said and below.",
        "figure: ",
        "bulletList: Estonia/Narva/Latvia/with Pytalovo",
        "quote: Nobody crosses./At all/One",
        "heading 3: Small print",
        "paragraph: one\ntwo",
        "paragraph: Loose",
        "figure: ",
        "paragraph: text\nin two lines",
    ]
    assert marked(desk.blocks()) == {
        "castles": ["bold"],
        "bridge": ["italic"],
        "as drawn": ["https://example.org/narva"],
    }
    figure, quote = desk.blocks()[2]["attrs"], desk.blocks()[4]["attrs"]
    assert (figure["image"], figure["caption"], figure["alt"]) == (str(castles.pk), "Two castles. Ruth", "Castles")
    assert desk.blocks()[8]["attrs"]["image"] == str(loose.pk)
    assert quote["attribution"] == "A railwayman"


def test_any_document_is_copied_and_pasted_whole(desk):
    copied = """(documents) => documents.map((json) => {
        const editor = bodyEditors[0]
        editor.commands.setContent(json)
        editor.commands.selectAll()
        const { dom } = editor.view.serializeForClipboard(editor.state.selection.content())
        editor.commands.clearContent()
        editor.view.pasteHTML(dom.innerHTML)
        return editor.getJSON()
    })"""
    found = examples(documents(), 30)
    for document, pasted in zip(found, desk.page.evaluate(copied, found), strict=True):
        left = body.validate(body.assign_ids(from_editor(pasted)))
        assert without_ids_and_last_breaks(left) == without_ids_and_last_breaks(document)


def test_what_was_pasted_can_be_saved(desk):
    for html in (WORD, DOCS, WEB):
        desk.paste(html)
    desk.save()
    saved = Article.objects.get(title="Khasan").body
    assert json.dumps(saved).count("Pytalovo") == 1
    pictures = [block["attrs"]["image"] for block in saved["content"] if block["type"] == "figure"]
    assert len(pictures) == 4
    assert {str(pk) for pk in Image.objects.values_list("pk", flat=True)} == set(pictures)


def test_plain_text_becomes_paragraphs_without_characters_that_cannot_be_stored(desk):
    desk.paste(text="One\x07.\n\nTwo\x0bThree.")
    assert outline(desk.blocks()) == ["paragraph: One.", "paragraph: Two", "paragraph: Three."]


def test_the_same_picture_pasted_twice_is_one_missing_picture(desk):
    desk.paste('<p>a</p><img src="https://example.org/a.png"><p>b</p><img src="https://example.org/a.png"><p>c</p>')
    picture = picture_of(desk, "a.png (https://example.org/a.png)")
    used = [block["attrs"]["image"] for block in desk.blocks() if block["type"] == "figure"]
    assert used == [str(picture.pk)] * 2


def test_a_picture_that_the_library_refuses_stays_in_the_text_and_is_tried_again(desk):
    answers = iter([503, None])

    def unsteady(route):
        status = next(answers, None) if route.request.method == "POST" else None
        route.fulfill(status=status, json={"error": "The library is closed."}) if status else route.continue_()

    desk.page.route("**/lookups/pictures/**", unsteady)
    desk.paste('<p>a</p><img src="https://example.org/a.png" alt="Ferry"><p>c</p>')
    desk.page.get_by_text("The library is closed.").wait_for()
    assert desk.blocks()[1]["attrs"]["image"] is None
    desk.save()
    figure = Article.objects.get(title="Khasan").body["content"][1]["attrs"]
    assert (figure["image"], figure["alt"]) == (str(Image.objects.get().pk), "Ferry")


def test_a_picture_that_cannot_enter_the_library_is_told_at_save_and_nothing_is_lost(desk):
    desk.page.route("**/lookups/pictures/**", lambda route: route.abort())
    desk.paste('<p>a</p><img src="https://example.org/a.png" alt="Ferry"><p>c</p>')
    desk.page.get_by_text("The archive does not answer.").wait_for()
    desk.save()
    desk.page.get_by_text("“Ferry” is not in the library yet").first.wait_for()
    desk.text.wait_for()
    assert outline(desk.blocks()) == ["paragraph: a", "figure: ", "paragraph: c"]


def test_a_picture_file_that_is_pasted_becomes_a_missing_figure(desk):
    desk.page.evaluate(
        """() => {
            const data = new DataTransfer()
            data.items.add(new File(["x"], "bridge.png", {type: "image/png"}))
            const target = document.querySelector(".be-surface .ProseMirror")
            target.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
        }"""
    )
    picture = picture_of(desk, "bridge.png")
    assert desk.blocks()[0]["attrs"]["image"] == str(picture.pk)


def test_undoing_a_paste_takes_the_figure_away_and_redoing_brings_it_back_whole(desk):
    desk.paste('<p>a</p><img src="https://example.org/a.png" alt="Ferry"><p>c</p>')
    picture = picture_of(desk, "Ferry (https://example.org/a.png)")
    desk.keys.press("Control+z")
    assert [block["type"] for block in desk.blocks()] == ["paragraph"]
    desk.keys.press("Control+Shift+z")
    assert desk.blocks()[1]["attrs"]["image"] == str(picture.pk)
    assert Image.objects.count() == 1
