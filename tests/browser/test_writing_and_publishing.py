"""Ada and Boris work in a real browser: from a blank page to the public API."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from series.models.catalogue import Contributor, Series
from series.models.desk import Article

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "public"])]


def choose(page: Any, field: str, typed: str, offered: str) -> None:
    """Choose from a field that searches while one types."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-search__field").last.fill(typed)
    page.locator(".select2-results__option", has_text=offered).first.click()


def write(page: Any) -> None:
    Series.objects.create(title="Borders", slug="borders", subject_id="RU")
    Contributor.objects.create(name="Ruth Kask", slug="ruth-kask")
    page.goto("/admin/series/article/add/")
    page.get_by_label("Title").fill("The bridge at Khasan")
    choose(page, "series", "bord", "Borders")
    page.get_by_label("Standfirst").fill("A short way over a narrow river.")
    choose(page, "credits-0-contributor", "ruth", "Ruth Kask")
    choose(page, "countries-0-country", "Северная Корея", "North Korea")
    page.get_by_role("textbox", name="Text of the article").click()
    page.keyboard.type("It is narrow.\n## History\nIt was built in <1959>.")
    page.get_by_role("button", name="Save and continue editing").click()


def test_ada_signs_in_with_her_password_and_stands_before_the_rooms(chromium: Any, live_server: Any) -> None:
    user = User.objects.create_user("ada", password="Narva-and-Khasan-1558", is_staff=True)
    user.groups.add(Group.objects.get(name="editors"))
    with chromium.new_context(base_url=live_server.url) as context:
        page = context.new_page()
        page.goto("/admin/")
        page.get_by_label("Username").fill("ada")
        page.get_by_label("Password").fill("Narva-and-Khasan-1558")
        page.get_by_role("button", name="Log in").click()
        expect(page.locator("#content caption").first).to_have_text("Desk")
        expect(page.locator("#content").get_by_role("link", name="Articles", exact=True)).to_be_visible()


def test_ada_writes_an_article_from_a_blank_page_and_publishes_it(visit: Any) -> None:
    page = visit("ada", "editors")
    write(page)
    expect(page.locator(".state")).to_have_text("Draft")
    expect(page.locator(".as-it-reads h2")).to_have_text("History")
    expect(page.locator(".as-it-reads p").last).to_have_text("It was built in <1959>.")
    page.get_by_role("link", name="Check and publish").click()
    expect(page.get_by_text("The licence of the text is not known.")).to_be_visible()
    page.get_by_label("Reason").fill("It is ready.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Edition 1 is published")).to_be_visible()
    expect(page.locator(".state")).to_have_text("On show")
    found = page.request.get("/api/v1/articles/?neighbour=DPRK").json()
    assert [article["title"] for article in found["results"]] == ["The bridge at Khasan"]


def test_boris_writes_and_finds_no_way_to_publish(visit: Any) -> None:
    page = visit("boris", "writers")
    write(page)
    expect(page.locator(".state")).to_have_text("Draft")
    expect(page.get_by_role("link", name="Check and publish")).to_have_count(0)
    page.get_by_role("link", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="Worth a look before it is published")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)


def test_a_body_that_is_not_valid_keeps_what_was_typed_and_leads_to_its_fault(visit: Any) -> None:
    page = visit("ada", "editors")
    write(page)
    expect(page.locator(".state")).to_have_text("Draft")
    text = page.locator("#id_body").input_value()
    page.locator("#id_body").evaluate("(body, text) => { body.value = text }", text.replace('"level": 2', '"level": 7'))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("content[1].attrs.level").first).to_be_visible()
    page.locator(".findings-blocks").get_by_role("link", name="Text", exact=True).click()
    expect(page.locator("#id_body")).to_be_in_viewport()
    assert '"level": 7' in page.locator("#id_body").input_value()
    assert Article.objects.get().body["content"][1]["attrs"]["level"] == 2


def test_a_finding_leads_to_the_field_in_which_it_is_mended(visit: Any) -> None:
    page = visit("ada", "editors")
    write(page)
    page.get_by_role("link", name="Check and publish").click()
    page.locator("li", has_text="The licence of the text is not known.").get_by_role("link").click()
    expect(page.locator("#id_licence")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1440, 390])
def test_no_screen_is_wider_than_the_window(visit: Any, width: int) -> None:
    page = visit("ada", "editors", width)
    Series.objects.create(title="Borders", slug="borders", subject_id="RU")
    article = Article.objects.create(title="Khasan" * 20)
    here = f"/admin/series/article/{article.pk}"
    for url in ("/admin/", "/admin/series/article/", f"{here}/change/", f"{here}/publish/", "/admin/series/image/add/"):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_breaks_a_rule_of_wcag_a_or_aa(visit: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = visit("ada", "editors")
    page.emulate_media(color_scheme=scheme)
    write(page)
    page.wait_for_url("**/change/")
    here = f"/admin/series/article/{Article.objects.get().pk}"
    broken = {}
    for url in (
        "/admin/",
        "/admin/series/article/",
        f"{here}/change/",
        f"{here}/publish/",
        "/admin/series/article/add/",
    ):
        page.goto(url)
        found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response["violations"]
        broken |= {url: [fault["id"] for fault in found]} if found else {}
    assert broken == {}
