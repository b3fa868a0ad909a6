"""The picture library, series and contributors: files are known by content, and what is in use stays."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from series.models.catalogue import Contributor, Image, Series
from series.models.desk import Article, Credit
from series.pictures import address, read_picture
from series.publishing import publish
from tests.admin.conftest import BY_ADA, document, figure, paragraph, png

LIST = "/admin/series/image/"
ADD = f"{LIST}add/"


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(data: bytes, name: str = "narva.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


def described(**more: Any) -> dict[str, Any]:
    return {
        "title": "Narva",
        "alt": "",
        "credit": "",
        "licence": "",
        "republishable": "unknown",
        "focal_x": "0.5",
        "focal_y": "0.5",
    } | more


def refusal(answer: Any, field: str) -> str:
    assert answer.status_code == 200
    return " ".join(answer.context["adminform"].form.errors[field])


def test_an_upload_is_known_by_its_content_and_stored_under_its_hash(boris: Client) -> None:
    data = png()
    assert boris.post(ADD, described(file=upload(data, "../../etc/Нарва.exe"))).status_code == 302
    image = Image.objects.get()
    picture = read_picture("x", data)
    assert (image.file.name, image.sha256, image.content_type) == (picture.key, picture.sha256, "image/png")
    assert (image.width, image.height) == (6, 4)
    assert image.file.read() == data
    assert boris.get(LIST).content.decode().count(address(image)) == 1


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00", b"<svg onload='alert(1)'/>", png()[:40], b"GIF89a"])
def test_what_is_no_picture_is_refused_by_name_and_the_words_stay(ada: Client, data: bytes) -> None:
    answer = ada.post(ADD, described(file=upload(data), credit="Typed with care"))
    assert refusal(answer, "file")
    assert "Typed with care" in answer.content.decode()
    assert not Image.objects.exists()


def test_a_file_that_the_library_has_is_recognised(ada: Client) -> None:
    ada.post(ADD, described(title="Two castles", file=upload(png())))
    held = Image.objects.get()
    said = refusal(ada.post(ADD, described(file=upload(png(), "other.png"))), "file")
    assert "Two castles" in said
    assert f"/admin/series/image/{held.pk}/change/" in said
    assert Image.objects.count() == 1


def test_a_missing_picture_is_filled_in_and_emptied_again(khasan: Article, ada: Client) -> None:
    image = Image.objects.get()
    page = f"{LIST}{image.pk}/change/"
    assert "The file is missing" in ada.get(page).content.decode()
    assert ada.post(page, described(file=upload(png("blue")))).status_code == 302
    image.refresh_from_db()
    assert image.width == 6
    assert address(image, "whole") in ada.get(f"/admin/series/article/{khasan.pk}/change/").content.decode()
    assert ada.post(page, described(**{"file-clear": "on"})).status_code == 302
    image.refresh_from_db()
    assert (image.file.name, image.sha256, image.width, image.content_type) == ("", None, None, "")


def test_saving_words_leaves_the_file_alone(ada: Client) -> None:
    ada.post(ADD, described(file=upload(png())))
    image = Image.objects.get()
    ada.post(f"{LIST}{image.pk}/change/", described(alt="A castle\r\nby a river", republishable="false"))
    after = Image.objects.get()
    assert (after.sha256, after.file.name, after.alt) == (image.sha256, image.file.name, "A castle\nby a river")
    assert "withheld" in ada.get(LIST).content.decode()


def test_browsers_get_renditions_of_an_upload_and_new_crops_with_the_focal_point(ada: Client) -> None:
    ada.post(ADD, described(file=upload(png(size=(900, 600)))))
    image = Image.objects.get()
    before = set(image.renditions.values_list("recipe", flat=True))
    assert before
    sent = described(focal_x="0.1", focal_y="0.9")
    assert ada.post(f"{LIST}{image.pk}/change/", sent).status_code == 302
    assert set(image.renditions.values_list("recipe", flat=True)) != before
    assert "focal_x" in ada.post(f"{LIST}{image.pk}/change/", sent | {"focal_x": "2"}).content.decode()


def test_a_picture_tells_where_it_is_used(khasan: Article, ada: Client) -> None:
    page = ada.get(f"{LIST}{Image.objects.get().pk}/change/").content.decode()
    assert f'href="/admin/series/article/{khasan.pk}/change/"' in page


def _kept(client: Client, row: Any, *said: str) -> None:
    """The row is not deleted, neither from its page nor by the list's action, and the page says why."""
    listing = f"/admin/series/{row._meta.model_name}/"
    answer = client.post(f"{listing}{row.pk}/delete/", {"post": "yes"})
    for words in said:
        assert words in answer.content.decode()
    action = {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"}
    assert client.post(listing, action).status_code == 200
    assert type(row).objects.filter(pk=row.pk).exists()


def test_what_drafts_use_cannot_be_deleted(khasan: Article, ada: Client) -> None:
    for row in (Image.objects.get(), Contributor.objects.get(), Series.objects.get()):
        _kept(ada, row, "The article “Khasan” uses it.")


def test_what_only_the_shelf_uses_cannot_be_deleted_either(borders: Series, ada: Client) -> None:
    image, person = Image.objects.create(title="Castle"), Contributor.objects.create(name="Ruth", slug="ruth")
    article = Article.objects.create(title="Narva", series=borders, body=document(figure(image)))
    Credit.objects.create(article=article, contributor=person)
    publish(article, by=BY_ADA)
    article.credits.all().delete()
    article.series, article.body = None, document(paragraph("No picture now."))
    article.save()
    for row in (image, person, borders):
        _kept(ada, row, "Edition 1 of “Narva”")


def test_what_nobody_uses_is_deleted(ada: Client, borders: Series) -> None:
    rows = [Image.objects.create(title="Unused"), Contributor.objects.create(name="Nobody", slug="nobody"), borders]
    for row in rows:
        assert ada.post(f"/admin/series/{row._meta.model_name}/{row.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not type(row).objects.filter(pk=row.pk).exists()


def test_boris_can_bring_pictures_and_authors_but_not_change_them(khasan: Article, boris: Client) -> None:
    assert (
        boris.post("/admin/series/contributor/add/", {"name": "Irma", "slug": "irma", "affiliation": ""}).status_code
        == 302
    )
    for row in (Image.objects.get(), Contributor.objects.get(slug="ruth"), Series.objects.get()):
        page = f"/admin/series/{row._meta.model_name}/{row.pk}"
        assert boris.post(f"{page}/change/", {"title": "Mine", "name": "Mine"}).status_code == 403
        assert boris.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    assert boris.get("/admin/series/series/add/").status_code == 403


def test_two_series_with_the_same_title_but_for_case_and_blanks_are_refused(borders: Series, ada: Client) -> None:
    sent = {"title": "  BORDERS ", "slug": "other", "subject": "RU", "description": ""}
    answer = ada.post("/admin/series/series/add/", sent)
    assert "has this title" in refusal(answer, "title")
    assert "already exists" in refusal(
        ada.post("/admin/series/series/add/", sent | {"title": "X", "slug": "borders"}), "slug"
    )
    assert Series.objects.count() == 1


def test_ada_starts_a_series_about_another_country(ada: Client) -> None:
    sent = {"title": "China’s borders", "slug": "chinas-borders", "subject": "CN", "description": "All fourteen."}
    assert ada.post("/admin/series/series/add/", sent).status_code == 302
    assert Series.objects.get().subject_id == "CN"
    page = ada.get(f"/admin/series/series/{Series.objects.get().pk}/change/")
    assert page.status_code == 200
