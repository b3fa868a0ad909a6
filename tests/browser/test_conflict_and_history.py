"""Ada and Boris meet on one article in real browsers, and Ada goes back to what was published."""

from typing import Any

import pytest

from series.models.desk import Article
from series.publishing import Actor, publish
from tests.browser.writing import Desk, change_page

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "public"])]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def violations(page: Any) -> list[str]:
    """The rules that the page breaks, in light and in dark; an open page that was sent is not loaded anew."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("dark => document.documentElement.classList.toggle('dark', dark)", scheme == "dark")
        found += [fault["id"] for fault in axe.run(page, options={"runOnly": WCAG}).response["violations"]]
    return found


def narva() -> Article:
    words = [{"type": "text", "text": "Two castles by the river."}]
    block = {"type": "paragraph", "attrs": {"id": "para01"}, "content": words}
    article = Article.objects.create(
        title="Narva", body={"type": "doc", "attrs": {"version": 1}, "content": [block]}, licence="CC-BY-4.0"
    )
    publish(article, by=Actor("Ada", "1"), reason="first")
    return article


def test_two_editors_meet_and_the_second_decides(visit: Any) -> None:
    article = narva()
    ada, boris = Desk(visit("ada", "editors")).open(article), Desk(visit("boris", "writers", 390)).open(article)
    ada.to_end().keys.type(" Ada was here.")
    ada.save()
    boris.page.get_by_label("Title").fill("Narva by Boris")
    boris.to_end().keys.type(" Boris was here.")
    boris.save()
    page = boris.page
    panel = page.locator(".conflict")
    expect(panel.get_by_role("heading", name="saved by ada while you had it open")).to_be_visible()
    expect(panel.locator("del", has_text="Ada")).to_be_visible()
    expect(panel.locator("ins", has_text="Boris").first).to_be_visible()
    expect(boris.text).to_contain_text("Boris was here.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    with page.expect_navigation():
        page.get_by_label("Title").press("Enter")
    expect(panel).to_be_visible()
    assert Article.objects.get().title == "Narva"
    panel.get_by_role("button", name="Save mine over it").click()
    page.wait_for_url(f"**{change_page(article)}")
    expect(panel).to_have_count(0)
    saved = Article.objects.get()
    assert (saved.title, saved.saved_by) == ("Narva by Boris", "boris")
    assert saved.body["content"][0]["content"][0]["text"] == "Two castles by the river. Boris was here."


def test_ada_looks_what_changed_and_goes_back_to_what_was_published(visit: Any) -> None:
    article = narva()
    desk = Desk(visit("ada", "editors")).open(article)
    page = desk.page
    desk.to_end().keys.type(" A bridge joins them.")
    desk.save()
    page.locator(".state-panel").get_by_role("link", name="History").click()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".diff-changed ins")).to_have_text(" A bridge joins them.")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="Restore edition 1 into the draft").click()
    page.get_by_role("button", name="Restore edition 1 into the draft").click()
    page.wait_for_url(f"**{change_page(article)}")
    expect(page.get_by_text("The draft is edition 1 again.")).to_be_visible()
    assert Article.objects.get().body["content"][0]["content"][0]["text"] == "Two castles by the river."
    page.goto(f"/admin/series/article/{article.pk}/history/?old=1&new=draft")
    expect(page.get_by_text("Nothing differs: both say the same.")).to_be_visible()
