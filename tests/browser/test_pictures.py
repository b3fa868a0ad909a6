"""Ada at the picture library in a real browser: many files at once, and the point that crops keep."""

from typing import Any

import pytest

from series.models.catalogue import Image
from tests.factories import an_image
from tests.pictures.files import a_landscape, saved
from tests.pictures.library import a_file, a_picture

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "public"])]


def test_ada_uploads_many_files_and_sees_what_became_of_each(page: Any) -> None:
    page.goto("/admin/series/image/")
    page.get_by_role("link", name="Upload many").click()
    page.get_by_label("Picture files").set_input_files(
        [
            {"name": "Narva_bridge.png", "mimeType": "image/png", "buffer": saved(a_landscape((300, 200)))},
            {"name": "drawing.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"},
        ]
    )
    page.get_by_label("Credit of all of them").fill("Ada Ilves")
    page.get_by_role("button", name="Upload").click()
    told = page.get_by_role("status")
    expect(told).to_contain_text("New: Narva bridge")
    expect(told).to_contain_text("Refused: drawing.svg: it is an SVG drawing")
    shown = told.locator("img")
    expect(shown).to_have_count(1)
    expect(shown).to_have_js_property("naturalWidth", 200)
    assert Image.objects.get().credit == "Ada Ilves"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_click_on_a_picture_sets_the_point_that_crops_keep(visit: Any, width: int) -> None:
    image = a_picture(a_file((400, 240)))
    page = visit("ada", "editors", width)
    page.goto(f"/admin/series/image/{image.pk}/change/")
    picture = page.locator("img.preview")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] / 4, "y": box["height"] * 3 / 4})
    marker = page.locator(".focus-marker").bounding_box()
    assert abs(marker["x"] + marker["width"] / 2 - box["x"] - box["width"] / 4) < 3
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    image.refresh_from_db()
    assert abs(image.focal_x - 0.25) < 0.01
    assert abs(image.focal_y - 0.75) < 0.01
    assert {row.recipe for row in image.renditions.filter(kind="square")} != {"1 0.5000 0.5000"}


def test_the_focal_point_can_be_typed_without_a_mouse(page: Any) -> None:
    image = a_picture(a_file((400, 240)))
    page.goto(f"/admin/series/image/{image.pk}/change/")
    page.get_by_label("Focal point, across").fill("1.5")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("less than or equal to 1")).to_be_visible()
    page.get_by_label("Focal point, across").fill("0.9")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    image.refresh_from_db()
    assert image.focal_x == 0.9


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_library_breaks_no_rule_of_accessibility(visit: Any, scheme: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    image, _missing = a_picture(a_file((400, 240)), title="Narva"), an_image(title="Khasan")
    page = visit("ada", "editors", color_scheme=scheme)
    for address in ("", "upload/", f"{image.pk}/change/"):
        page.goto(f"/admin/series/image/{address}", wait_until="networkidle")
        found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], address
