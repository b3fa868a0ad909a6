"""What readers get of pictures: renditions in the answers of the API, and those files alone."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client

from series.api.v1 import shapes
from series.models.catalogue import Image
from series.models.public import PublicRendition
from series.pictures import give_file, read_picture, take_file_away
from series.publishing import withdraw
from tests.api.conftest import PUBLIC, ApiClient
from tests.factories import ADA, a_published_article, an_article, an_image, figure
from tests.pictures.files import a_landscape, from_a_camera, opened, saved
from tests.pictures.library import a_file, a_picture, rows, stored

pytestmark = [PUBLIC, pytest.mark.usefixtures("media")]

FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def api():
    return ApiClient()


@pytest.fixture
def boris():
    """A reader's browser."""
    return Client()


@pytest.fixture
def ada():
    """An editor's browser."""
    client = Client()
    client.force_login(get_user_model().objects.create_user("ada", is_staff=True))
    return client


def a_shown_picture(file=None, **fields):
    image = a_picture(file, **fields)
    a_published_article("Narva", figure(image, caption="The bridge"), slug="narva")
    return image


def everywhere(api, image):
    """The picture as each address of the API shows it."""
    page, (row,) = api.ask("articles/narva/"), api.ask("articles/")["results"]
    return {
        "library": api.ask(f"images/{image.pk}/"),
        "list": api.ask("images/")["results"][0],
        "article": page["images"][str(image.pk)],
        "lead": page["lead_image"],
        "row": row["lead_image"],
    }


def addresses(shown):
    return [each["url"] for each in shown["renditions"] + shown["square"]]


def path(address):
    return address.removeprefix("http://127.0.0.1:8000")


def test_renditions_are_told_by_type_best_first_and_by_width(api):
    image = a_shown_picture()
    for shown in everywhere(api, image).values():
        told = [(each["type"], each["width"], each["height"]) for each in shown["renditions"]]
        sizes = [(320, 192), (400, 240)]
        assert told == [(f"image/{name}", *size) for name in ("avif", "webp", "jpeg") for size in sizes]
        assert [(each["type"], each["width"]) for each in shown["square"]] == [
            ("image/avif", 240),
            ("image/webp", 240),
            ("image/jpeg", 240),
        ]


def test_the_answer_has_the_published_shape(api):
    image = a_shown_picture(focal_x=0.25)
    page = shapes.ImagePage.model_validate(api.ask(f"images/{image.pk}/"))
    assert (page.focal_point.x, page.focal_point.y) == (0.25, 0.5)
    assert page.placeholder == image.placeholder
    shapes.ArticlePage.model_validate(api.ask("articles/narva/"))


def test_every_address_that_is_told_gives_that_picture(api, boris):
    shown = everywhere(api, a_shown_picture())["library"]
    for each in shown["renditions"] + shown["square"]:
        response = boris.get(path(each["url"]))
        data = b"".join(response.streaming_content)
        assert response["Content-Type"] == each["type"]
        assert opened(data).size == (each["width"], each["height"])


def test_a_file_may_be_kept_for_ever_and_is_not_sent_twice(api, boris):
    address = path(addresses(everywhere(api, a_shown_picture())["library"])[0])
    first = boris.get(address)
    assert (first.status_code, first["Cache-Control"]) == (200, FOR_EVER)
    assert first["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in first.get("Vary", "")
    again = boris.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == FOR_EVER
    assert boris.get(address, headers={"If-None-Match": '"another"'}).status_code == 200
    assert boris.head(address)["ETag"] == first["ETag"]
    assert boris.post(address).status_code == 405


def test_the_file_that_was_brought_is_for_editors_only(api, boris, ada):
    image = a_shown_picture(read_picture("camera.jpg", from_a_camera((300, 200))))
    assert boris.get(f"/media/{image.file.name}").status_code == 404
    for shown in everywhere(api, image).values():
        assert image.sha256 not in str(shown)
    response = ada.get(f"/media/{image.file.name}")
    assert b"".join(response.streaming_content) == from_a_camera((300, 200))
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/jpeg", "private, no-store")


def test_no_file_that_readers_get_says_where_the_picture_was_taken(api, boris):
    image = a_shown_picture(read_picture("camera.jpg", from_a_camera((300, 200))))
    for address in addresses(everywhere(api, image)["library"]):
        data = b"".join(boris.get(path(address)).streaming_content)
        assert not opened(data).getexif()
        assert b"Narva" not in data


def test_a_picture_of_a_draft_is_for_editors_only(boris, ada):
    image = a_picture()
    an_article("A draft", figure(image))
    for row in image.renditions.all():
        assert boris.get(f"/media/{row.key}").status_code == 404
        assert ada.get(f"/media/{row.key}")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "key",
    [
        "",
        "renditions/aa/missing.webp",
        "../demo-password.txt",
        "renditions/../../demo-password.txt",
        "%2e%2e/demo-password.txt",
        "/etc/passwd",
        "renditions/",
        "images/aa/narva.jpg%00.webp",
    ],
)
def test_what_the_library_does_not_name_is_not_found(media, boris, ada, key):
    media.mkdir()
    (media.parent / "demo-password.txt").write_text("secret")
    (media / "stray.txt").write_text("secret")
    for client in (boris, ada):
        assert client.get(f"/media/{key}").status_code == 404
        assert client.get("/media/stray.txt").status_code == 404


def test_a_rendition_that_storage_has_lost_is_not_found(media, boris):
    row = a_shown_picture().renditions.first()
    (media / row.key).unlink()
    assert boris.get(f"/media/{row.key}").status_code == 404


def test_a_picture_that_may_not_be_shown_has_no_address_and_no_file(api, boris, ada):
    image = a_shown_picture(republishable=False)
    for shown in everywhere(api, image).values():
        assert shown["status"] == "withheld"
        assert (shown["renditions"], shown["square"], shown["placeholder"]) == ([], [], None)
        assert "/media/" not in str(shown)
    for row in image.renditions.all():
        assert boris.get(f"/media/{row.key}").status_code == 404
        assert ada.get(f"/media/{row.key}").status_code == 200


def test_the_public_role_cannot_read_the_keys_of_what_is_withheld_or_unpublished():
    withheld, draft = a_shown_picture(republishable=False), a_picture(a_file((300, 200)))
    an_article("A draft", figure(draft))
    assert not PublicRendition.objects.exists()
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT i::text FROM series_public_image i UNION SELECT a::text FROM series_public_article a")
        told = "".join(row[0] for row in cursor.fetchall())
    assert str(withheld.pk) in told
    for image in (withheld, draft):
        assert not any(row.key in told for row in image.renditions.all())
        assert image.file.name not in told


def test_a_picture_that_is_withheld_later_is_gone_at_once(api, boris):
    image = a_shown_picture()
    address = path(addresses(everywhere(api, image)["library"])[0])
    assert boris.get(address).status_code == 200
    Image.objects.filter(pk=image.pk).update(republishable=False)
    assert boris.get(address).status_code == 404
    assert everywhere(api, image)["row"]["status"] == "withheld"


def test_a_missing_picture_that_is_filled_in_is_shown_by_every_use_at_once(api, boris):
    image = an_image()
    a_published_article("Narva", figure(image), slug="narva")
    assert {shown["status"] for shown in everywhere(api, image).values()} == {"missing"}
    give_file(image, a_file())
    for shown in everywhere(api, image).values():
        assert (shown["status"], shown["width"]) == ("available", 400)
        assert boris.get(path(addresses(shown)[0])).status_code == 200


def test_another_file_is_shown_by_every_use_at_once_and_the_old_one_no_more(api, boris):
    image = a_shown_picture()
    old = addresses(everywhere(api, image)["library"])
    give_file(image, read_picture("better.jpg", saved(a_landscape((500, 250)), "JPEG")))
    for shown in everywhere(api, image).values():
        assert max(each["width"] for each in shown["renditions"]) == 500
        assert not set(old) & set(addresses(shown))
    assert {boris.get(path(address)).status_code for address in old} == {404}


def test_renditions_of_a_replaced_file_are_shown_by_nobody(api, boris):
    """However a file was replaced: renditions know what they were made from."""
    image = a_shown_picture()
    old = addresses(everywhere(api, image)["library"])
    other = a_file((300, 300))
    Image.objects.filter(pk=image.pk).update(file=other.key, sha256=other.sha256, width=300, height=300)
    assert everywhere(api, image)["article"]["status"] == "missing"
    assert boris.get(path(old[0])).status_code == 404


def test_a_file_that_is_taken_away_is_missing_everywhere(api, boris):
    image = a_shown_picture()
    old = addresses(everywhere(api, image)["library"])
    take_file_away(image)
    assert {shown["status"] for shown in everywhere(api, image).values()} == {"missing"}
    assert boris.get(path(old[0])).status_code == 404


def test_a_sealed_article_takes_its_pictures_along(boris):
    image = a_picture()
    article = a_published_article("Narva", figure(image), slug="narva")
    key = image.renditions.first().key
    assert boris.get(f"/media/{key}").status_code == 200
    withdraw(article, by=ADA, scope="seal", reason="A court's order.")
    assert boris.get(f"/media/{key}").status_code == 404


def test_a_list_of_pictures_costs_two_selects_however_many_renditions_there_are(api, django_assert_num_queries):
    a_shown_picture()
    with django_assert_num_queries(2, using="public"):
        api.ask("images/")


def test_a_file_costs_one_select(boris, django_assert_num_queries):
    key = a_shown_picture().renditions.first().key
    with django_assert_num_queries(1, using="public"), django_assert_num_queries(0):
        boris.get(f"/media/{key}")


def test_what_is_stored_is_what_is_served(boris):
    image = a_shown_picture()
    for _, name, width, _, key, _, _ in rows(image):
        response = boris.get(f"/media/{key}")
        assert b"".join(response.streaming_content) == stored(key), (name, width)
