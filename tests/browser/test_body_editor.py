"""Ada writes an article's text in a real browser."""

import json
import unicodedata
import uuid

import pytest
from hypothesis import strategies as st

from series import body
from series.body.editor import from_editor
from series.body.hrefs import href_fault
from series.models.catalogue import Image, Series
from series.models.desk import Article
from tests.body.strategies import documents
from tests.browser.writing import Desk, change_page, examples, words
from tests.factories import an_article, an_image, figure, link_to, paragraph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROUND_TRIP = """async (documents) => {
    const {mount} = await import("/static/series/editor/editor.js")
    const {wordCount} = await import("/static/series/editor/words.js")
    const original = document.querySelector("#id_body")
    const results = []
    for (const text of documents) {
        const textarea = original.cloneNode()
        Object.assign(textarea, {id: `copy-${results.length}`, hidden: false, value: text})
        document.body.append(textarea)
        const editor = mount(textarea)
        await new Promise(requestAnimationFrame)
        results.push(editor && {
            json: editor.getJSON(), untouched: textarea.value === text, words: wordCount(editor.state.doc)
        })
        editor?.destroy()
        textarea.previousElementSibling.remove()
        textarea.remove()
    }
    return results
}"""


@pytest.fixture
def desk(page):
    return Desk(page)


def stored(article):
    return Article.objects.get(pk=article.pk).body


def test_any_document_leaves_the_editor_as_it_came_and_is_counted_as_the_archive_counts(desk):
    found = examples(documents(), 40)
    desk.open(an_article())
    results = desk.page.evaluate(ROUND_TRIP, [json.dumps(document, ensure_ascii=False) for document in found])
    assert len(results) == len(found) >= 40
    for document, result in zip(found, results, strict=True):
        assert result is not None, document
        left = body.validate(body.assign_ids(from_editor(result["json"])))
        assert body.dumps(left) == body.dumps(document)
        assert result["untouched"]
        # Browsers know letters of newer Unicode versions than Python does.
        if all(unicodedata.category(char) != "Cn" for char in body.to_text(document)):
            assert result["words"] == body.word_count(document)


def test_opening_and_saving_without_a_change_changes_nothing(desk):
    narva = an_article("Narva")
    picture = an_image()
    article = an_article(
        "Khasan",
        paragraph("See ", link_to("Narva", narva, link_id=uuid.uuid4())),
        figure(picture, caption="The bridge", alt=""),
        {"type": "quote", "attrs": {"attribution": None}, "content": [{"type": "paragraph"}]},
        {"type": "divider"},
    )
    before = body.dumps(stored(article))
    desk.open(article)
    sent = desk.source()
    desk.save()
    assert body.dumps(stored(article)) == before
    assert desk.source() == sent


def test_a_change_keeps_the_ids_of_blocks_and_new_ones_get_their_own(desk):
    article = an_article("Khasan", "One.", "Two.")
    first, second = (block["attrs"]["id"] for block in stored(article)["content"])
    desk.open(article).to_end()
    desk.keys.type(" More.")
    desk.keys.press("Enter")
    desk.keys.type("Three.")
    desk.save()
    blocks = stored(article)["content"]
    assert [words(block) for block in blocks] == ["One.", "Two. More.", "Three."]
    assert [block["attrs"]["id"] for block in blocks[:2]] == [first, second]
    assert blocks[2]["attrs"]["id"] not in (first, second)


def test_a_block_that_is_copied_gets_a_new_id_and_one_that_is_moved_keeps_its_own(desk):
    article = an_article("Khasan", "One.", "Two.")
    ids = [block["attrs"]["id"] for block in stored(article)["content"]]
    pasted = f'<p>(</p><p data-id="{ids[0]}">One.</p><p>)</p>'
    desk.open(article).to_end()
    desk.paste(pasted)
    desk.save()
    copied = stored(article)["content"]
    assert [words(block) for block in copied] == ["One.", "Two.(", "One.", ")"]
    assert len({block["attrs"]["id"] for block in copied}) == 4
    assert [block["attrs"]["id"] for block in copied[:2]] == ids
    desk.page.evaluate("bodyEditors[0].commands.deleteRange({from: 0, to: 6})")
    desk.to_end().paste(pasted)
    desk.save()
    moved = stored(article)["content"]
    assert [words(block) for block in moved] == ["Two.(", "One.", ")(", "One.", ")"]
    assert moved[3]["attrs"]["id"] == ids[0]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda d: d["content"].append({"type": "map", "attrs": {"id": "themap"}}), "Unknown node type: map"),
        (lambda d: d["attrs"].update(version=2), "it has version 2, and this editor knows 1"),
        (lambda d: d["content"][0]["attrs"].update(align="left"), "it holds something that this editor would lose"),
        (lambda d: d["content"][0].update(type="heading"), "it holds something that this editor would lose"),
        (
            lambda d: d["content"][0].update(type="heading", attrs={"id": "para01", "level": 7}),
            "the level of a heading is 7",
        ),
    ],
)
def test_a_text_that_the_editor_cannot_read_opens_read_only_and_is_never_overwritten(desk, damage, reason):
    article = an_article("Khasan", "One.")
    document = stored(article)
    damage(document)
    Article.objects.filter(pk=article.pk).update(body=document)
    desk.page.goto(change_page(article))
    alert = desk.page.locator(".be-refused")
    alert.wait_for()
    assert reason in alert.inner_text()
    assert desk.text.count() == 0
    source = desk.page.locator("#id_body")
    assert source.get_attribute("readonly") is not None
    assert json.loads(source.input_value()) == document
    desk.save()
    assert stored(article) == document


def test_without_javascript_the_text_is_edited_as_json(chromium, page, live_server):
    article = an_article("Khasan", "One.")
    context = chromium.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(live_server.url + change_page(article))
    source = plain.locator("#id_body")
    source.fill(source.input_value().replace("One.", "Two."))
    plain.locator("[name=_continue]").first.click()
    assert words(stored(article)["content"][0]) == "Two."
    context.close()


def test_a_new_article_is_written_in_the_editor(desk):
    desk.open()
    desk.page.locator("#id_title").fill("Georgia")
    desk.text.click()
    desk.keys.type("## Heading")
    desk.keys.press("Enter")
    desk.keys.type("- one")
    desk.keys.press("Enter")
    desk.keys.press("Tab")
    desk.keys.type("deeper")
    desk.save()
    kinds = [(block["type"], words(block)) for block in stored(Article.objects.get(title="Georgia"))["content"]]
    assert kinds == [("heading", "Heading"), ("bulletList", "one/deeper")]


def test_a_figure_is_chosen_from_the_library_and_gets_this_articles_words(desk):
    an_image(title="The bridge at Khasan")
    picture = an_image(title="The castle at Narva", credit="Ruth")
    article = an_article("Estonia", "One.")
    desk.open(article).to_end()
    desk.tool("Picture").click()
    desk.dialog().get_by_label("Search the library").fill("castle ruth")
    desk.dialog().get_by_text("1 found.").wait_for()
    desk.dialog().get_by_role("button", name="The castle at Narva").click()
    shown = desk.page.locator(".be-figure")
    shown.get_by_label("Caption").fill("Two castles.")
    shown.get_by_label("Alternative text").fill("A river between two castles")
    shown.get_by_text("Missing picture").wait_for()
    desk.save()
    attrs = stored(article)["content"][1]["attrs"]
    assert attrs["image"] == str(picture.pk)
    assert (attrs["caption"], attrs["credit"], attrs["alt"]) == ("Two castles.", None, "A river between two castles")


def test_a_missing_picture_is_made_from_the_dialog(desk):
    article = an_article("Khasan", "One.")
    desk.open(article).to_end()
    desk.tool("Picture").click()
    desk.dialog().get_by_label("The picture is missing").fill("The ferry at Poti")
    desk.dialog().get_by_role("button", name="Add a missing picture").click()
    desk.page.locator(".be-figure").get_by_text("The ferry at Poti").wait_for()
    desk.save()
    made = Image.objects.get(title="The ferry at Poti")
    assert not made.file
    assert stored(article)["content"][1]["attrs"]["image"] == str(made.pk)


def test_typing_on_a_selected_figure_does_not_replace_it(desk):
    article = an_article("Khasan", figure(an_image()))
    desk.open(article)
    desk.page.locator(".be-picture").click()
    desk.keys.type("Below.")
    desk.keys.press("Control+z")
    desk.keys.type("Below it.")
    assert [block["type"] for block in desk.blocks()] == ["figure", "paragraph"]


def test_figures_are_moved_and_removed_by_their_buttons(desk):
    article = an_article("Khasan", "One.", figure(an_image()), "Two.")
    desk.open(article)
    desk.page.get_by_role("button", name="Move the figure up").click()
    assert [block["type"] for block in desk.blocks()] == ["figure", "paragraph", "paragraph"]
    assert desk.page.evaluate("document.activeElement.ariaLabel") == "Move the figure up"
    desk.page.get_by_role("button", name="Remove the figure").click()
    assert [block["type"] for block in desk.blocks()] == ["paragraph", "paragraph"]


def test_a_link_leads_to_an_address_that_is_checked(desk):
    article = an_article("Khasan", "Narva")
    desk.open(article).select_all()
    desk.keys.press("Control+k")
    address = desk.dialog().get_by_label("Address")
    address.fill("javascript:alert(1)")
    address.press("Enter")
    assert "must begin with http://" in desk.dialog().get_by_role("alert").inner_text()
    address.fill("https://example.org/narva")
    address.press("Enter")
    desk.dialog().wait_for(state="detached")
    desk.save()
    link = {"type": "link", "attrs": {"href": "https://example.org/narva"}}
    assert stored(article)["content"][0]["content"] == [{"type": "text", "text": "Narva", "marks": [link]}]


def test_the_link_at_the_cursor_is_shown_and_can_be_changed_and_removed(desk):
    link = {"type": "link", "attrs": {"href": "https://example.org/"}}
    desk.open(an_article("Khasan", paragraph("See ", {"type": "text", "text": "there", "marks": [link]}))).to_end()
    line = desk.page.get_by_role("group", name="The link at the cursor")
    line.get_by_text("https://example.org/").wait_for()
    line.get_by_role("button", name="Change link").click()
    desk.dialog().get_by_label("Address").fill("mailto:desk@example.org")
    desk.dialog().get_by_role("button", name="Link", exact=True).click()
    line.get_by_text("mailto:desk@example.org").wait_for()
    line.get_by_role("button", name="Remove link").click()
    assert desk.blocks()[0]["content"] == [{"type": "text", "text": "See there"}]


@pytest.mark.parametrize(("kind", "query"), [("article", "Estland"), ("article", "two castles"), ("series", "borders")])
def test_a_cross_link_finds_its_target_by_neighbour_title_and_series(desk, kind, query):
    narva = an_article("Estonia and the two castles", about=("EE",))
    article = an_article("Khasan", "click here", about=("KP",))
    desk.open(article).select_all()
    desk.tool("Link to an article or a series").click()
    if kind == "series":
        desk.dialog().get_by_label("a series").check()
    desk.dialog().get_by_label("Search by title").fill(query)
    desk.dialog().get_by_text("1 found.").wait_for()
    desk.dialog().locator(".be-results button").click()
    desk.save()
    (mark,) = stored(article)["content"][0]["content"][0]["marks"]
    target = narva if kind == "article" else Series.objects.get()
    assert mark["type"] == "crossLink"
    assert mark["attrs"] == {"id": mark["attrs"]["id"], "kind": kind, "target": str(target.pk), "hint": None}


def test_a_cross_link_may_wait_for_an_article_that_is_not_here_yet(desk):
    article = an_article("Khasan", "click here")
    desk.open(article).select_all()
    desk.keys.press("Control+Shift+k")
    desk.dialog().get_by_label("Not in the archive yet").fill("Georgia and the pass")
    desk.dialog().get_by_role("button", name="Link to what will come").click()
    desk.save()
    (mark,) = stored(article)["content"][0]["content"][0]["marks"]
    assert (mark["attrs"]["target"], mark["attrs"]["hint"]) == (None, "Georgia and the pass")


def test_a_quote_holds_its_words_and_whose_they_are(desk):
    article = an_article("Khasan", "Nobody crosses.")
    desk.open(article).to_end()
    desk.tool("Quote").click()
    assert desk.tool("Quote").get_attribute("aria-pressed") == "true"
    desk.text.get_by_label("Whose words").fill("A railwayman, 1959")
    desk.save()
    (quote,) = stored(article)["content"]
    assert (quote["type"], words(quote)) == ("quote", "Nobody crosses.")
    assert quote["attrs"]["attribution"] == "A railwayman, 1959"


def test_tools_are_reached_by_keyboard_and_say_whether_they_are_on(desk):
    desk.open(an_article("Khasan", "One.")).select_all()
    desk.keys.press("Alt+F10")
    active = "document.activeElement.ariaLabel"
    for _ in range(20):
        if desk.page.evaluate(active) == "Bold":
            break
        desk.keys.press("ArrowRight")
    assert desk.tool("Bold").get_attribute("aria-pressed") == "false"
    desk.keys.press("Enter")
    assert desk.tool("Bold").get_attribute("aria-pressed") == "true"
    assert desk.text.get_attribute("aria-label") == "Text of the article"
    desk.keys.press("Control+z")
    assert desk.tool("Bold").get_attribute("aria-pressed") == "false"


def test_tab_moves_an_item_and_after_escape_leaves_the_text(desk):
    item = {"type": "listItem", "content": [paragraph("one")]}
    desk.open(an_article("Khasan", {"type": "bulletList", "content": [item, item]})).to_end()
    desk.keys.press("Tab")
    assert "bulletList" in json.dumps(desk.blocks()[0]["content"])
    desk.keys.press("Shift+Tab")
    assert "bulletList" not in json.dumps(desk.blocks()[0]["content"])
    desk.keys.press("Escape")
    desk.keys.press("Tab")
    assert not desk.page.evaluate("document.activeElement.closest('.be-surface')")
    assert len(desk.blocks()[0]["content"]) == 2


def test_lists_go_no_deeper_than_a_document_allows(desk):
    desk.open(an_article("Khasan", paragraph())).to_end()
    desk.keys.type("- a")
    for _ in range(9):
        desk.keys.press("Enter")
        desk.keys.type("a")
        desk.keys.press("Tab")
        if not desk.page.evaluate("document.activeElement.closest('.be-surface')"):
            desk.to_end()
    assert json.dumps(desk.blocks()).count('"bulletList"') == 6


def test_words_are_counted_while_they_are_written(desk):
    desk.open(an_article("Khasan", "One two.")).to_end()
    count = desk.page.locator(".be-count")
    assert "2 words, 1 min to read" in count.inner_text()
    desk.keys.type(" three")
    assert "3 words" in count.inner_text()


def test_addresses_are_judged_as_the_archive_judges_them(desk):
    odd = st.text(st.sampled_from("abzй1.-:/@?#[]%\\ \u200e\t"), max_size=12)
    heads = st.sampled_from(["https://", "http://", "mailto:", "javascript:", "HTTPS://", "//", ""])
    addresses = [
        *examples(st.builds("{}{}".format, heads, odd), 150),
        "https://example.org/", "http://пример.рф/путь?a=1", "mailto:desk@example.org", "https://[2001:db8::1]:8443/#x",
        "https://user@example.org/", "https://example.org:0/", "mailto:nobody", "https://", "data:text/html,x",
    ]  # fmt: skip
    desk.open(an_article())
    faults = desk.page.evaluate(
        """async (addresses) => {
            const {fault} = await import("/static/series/editor/address.js")
            return addresses.map(fault)
        }""",
        addresses,
    )
    # What the editor lets through, the archive accepts; so no text is refused at save for its links.
    assert [a for a, fault in zip(addresses, faults, strict=True) if fault is None and href_fault(a)] == []
    assert [a for a, fault in zip(addresses, faults, strict=True) if fault and not href_fault(a)] == []


def test_the_editor_needs_no_inline_script_and_no_other_host(desk, live_server):
    article = an_article("Khasan", "One.")
    policy = (
        "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    )
    asked = []

    def guard(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    desk.page.on("request", lambda request: asked.append(request.url))
    desk.page.route(f"**{change_page(article)}", guard)
    desk.open(article).to_end()
    desk.keys.type(" Two.")
    assert words(desk.blocks()[0]) == "One. Two."
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
