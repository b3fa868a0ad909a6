"""Many picture files at once: each is taken, recognised or refused for itself, and the page says which."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from series.admin.image_upload import AT_ONCE
from series.models.catalogue import Image
from series.pictures import address
from tests.admin.conftest import png
from tests.pictures.files import animated

LIST = "/admin/series/image/"
MANY = f"{LIST}upload/"


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def bring(client: Client, files: dict[str, bytes], **words: str) -> Any:
    uploads = [SimpleUploadedFile(name, data) for name, data in files.items()]
    return client.post(MANY, {"pictures": uploads, **words})


def told(answer: Any) -> dict[str, tuple[bool, str]]:
    """By the file's name, whether it is new, and what is remarked on it."""
    assert answer.status_code == 200
    return {each.name: (each.is_new, each.remark) for each in answer.context["brought"]}


def test_the_list_leads_to_the_page_on_which_many_are_brought(ada: Client) -> None:
    assert MANY in ada.get(LIST).content.decode()
    assert 'type="file"' in ada.get(MANY).content.decode()
    assert "multiple" in ada.get(MANY).content.decode()


def test_many_files_become_pictures_with_renditions_named_after_the_files(ada: Client) -> None:
    answer = bring(
        ada, {"Narva_bridge.png": png("red"), "Хасан 1938.png": png("blue")}, credit="Ada", licence="CC0-1.0"
    )
    assert told(answer) == {"Narva_bridge.png": (True, ""), "Хасан 1938.png": (True, "")}
    assert set(Image.objects.values_list("title", "credit", "licence")) == {
        ("Narva bridge", "Ada", "CC0-1.0"),
        ("Хасан 1938", "Ada", "CC0-1.0"),
    }
    for image in Image.objects.all():
        assert address(image) in answer.content.decode()
    assert LogEntry.objects.count() == 2


def test_what_is_no_picture_is_refused_by_name_and_the_others_go_in(ada: Client) -> None:
    answer = bring(
        ada, {"evil.svg": b"<svg onload='alert(1)'/>", "empty.png": b"", "<b>.png": b"x", "narva.png": png()}
    )
    said = told(answer)
    assert said["narva.png"] == (True, "")
    assert "SVG" in said["evil.svg"][1]
    assert "no picture" in said["empty.png"][1]
    assert "&lt;b&gt;.png" in answer.content.decode()
    assert Image.objects.count() == 1


def test_a_file_that_the_library_has_is_recognised_also_within_one_upload(ada: Client) -> None:
    assert told(bring(ada, {"one.png": png(), "two.png": png()})) == {
        "one.png": (True, ""),
        "two.png": (False, "the library has this file"),
    }
    again = bring(ada, {"three.png": png()})
    assert told(again)["three.png"] == (False, "the library has this file")
    assert f"{LIST}{Image.objects.get().pk}/change/" in again.content.decode()


def test_of_an_animation_it_is_said_that_the_first_frame_is_shown(ada: Client) -> None:
    assert "first frame" in told(bring(ada, {"flag.gif": animated("GIF")}))["flag.gif"][1]


def test_nothing_or_too_many_at_once_is_refused(ada: Client) -> None:
    assert "required" in str(ada.post(MANY, {}).context["form"].errors["pictures"])
    answer = bring(ada, {f"{number}.png": b"x" for number in range(AT_ONCE + 1)})
    assert "too many" in str(answer.context["form"].errors["pictures"])
    assert not Image.objects.exists()


def test_a_writer_may_bring_pictures_and_one_who_only_looks_may_not(boris: Client, clara: Client) -> None:
    assert told(bring(boris, {"narva.png": png()}))["narva.png"][0]
    assert clara.get(MANY).status_code == 403
    assert bring(clara, {"other.png": png("blue")}).status_code == 403
    assert Client().get(MANY).status_code == 302
    assert Image.objects.count() == 1


def test_a_list_of_pictures_asks_the_database_no_more_often_for_more_of_them(
    ada: Client, django_assert_max_num_queries: Any
) -> None:
    bring(ada, {f"{number}.png": png("red", (6, number + 4)) for number in range(5)})
    with django_assert_max_num_queries(12):
        page = ada.get(LIST).content.decode()
    assert all(address(image) in page for image in Image.objects.all())
