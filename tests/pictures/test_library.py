"""Files in the library: kept to the byte, rendered at once, mended when they are damaged, and never made twice."""

import hashlib
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from series.errors import SourceError
from series.models.catalogue import Image, Rendition
from series.pictures import (
    address,
    give_file,
    make_all_renditions,
    make_renditions,
    read_picture,
    store_picture,
    take_file_away,
)
from tests.factories import an_image
from tests.pictures.files import plain
from tests.pictures.library import a_file, a_picture, cut_off, rows, stored

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_to_the_byte_with_its_facts(media):
    file = a_file()
    image = Image.objects.get(pk=a_picture(file).pk)
    assert stored(image.file.name) == file.data
    assert (image.sha256, image.width, image.height) == (file.sha256, 400, 240)
    assert image.placeholder.startswith("#")


def test_renditions_are_in_storage_under_their_own_hash(media):
    image = a_picture()
    assert {(row.kind, row.width) for row in image.renditions.all()} == {
        ("whole", 320),
        ("whole", 400),
        ("square", 240),
    }
    for row in image.renditions.all():
        data = stored(row.key)
        assert hashlib.sha256(data).hexdigest() == row.sha256
        assert len(data) == row.size
        assert row.sha256[:32] in row.key


def test_making_renditions_again_changes_nothing(media):
    image = a_picture()
    before = rows(image), set(image.renditions.values_list("pk"))
    assert make_renditions(image) == (0, 9, ())
    assert (rows(image), set(image.renditions.values_list("pk"))) == before


def test_the_same_picture_makes_the_same_renditions_in_another_archive(media):
    image = a_picture()
    before = rows(image)
    image.renditions.all().delete()
    make_renditions(image)
    assert rows(image) == before


def test_another_file_replaces_all_renditions(media):
    image = a_picture()
    old = {row.key for row in image.renditions.all()}
    give_file(image, a_file((350, 300)))
    assert not old & {row.key for row in image.renditions.all()}
    assert {row.source for row in image.renditions.all()} == {image.sha256}
    assert {row.width for row in image.renditions.filter(kind="whole")} == {320, 350}


def test_a_missing_picture_is_filled_in(media):
    image = an_image()
    assert make_renditions(image) == (0, 0, ())
    give_file(image, a_file())
    assert image.renditions.count() == 9


def test_a_file_that_is_taken_away_leaves_a_missing_picture(media):
    image = a_picture()
    take_file_away(image)
    image.refresh_from_db()
    assert (image.file.name, image.sha256, image.placeholder) == ("", None, "")
    assert not image.renditions.exists()


def test_another_focal_point_makes_the_square_anew_and_nothing_else(media):
    image = a_picture()
    whole, square = set(image.renditions.filter(kind="whole")), rows(image)
    image.focal_x = 0.1
    image.save()
    assert make_renditions(image) == (3, 6, ())
    assert set(image.renditions.filter(kind="whole")) == whole
    assert rows(image) != square


def test_a_rendition_that_was_cut_off_is_written_again(media):
    image = a_picture()
    before = rows(image)
    damaged = image.renditions.first()
    cut_off(media, damaged.key)
    assert make_renditions(image) == (1, 8, ())
    assert rows(image) == before
    assert len(stored(damaged.key)) == damaged.size


def test_a_rendition_that_is_lost_is_made_again(media):
    image = a_picture()
    (Path(media) / image.renditions.first().key).unlink()
    assert make_renditions(image).made == 1


def test_a_file_that_was_cut_off_is_written_again_when_it_is_brought_again(media):
    file = a_file()
    key = store_picture(file)
    cut_off(media, key)
    assert store_picture(file) == key
    assert stored(key) == file.data


def test_nothing_is_rendered_from_a_file_that_is_not_what_was_brought(media):
    image = a_picture()
    image.renditions.all().delete()
    cut_off(media, image.file.name)
    with pytest.raises(SourceError, match="not the one that was brought"):
        make_renditions(image)
    (Path(media) / image.file.name).unlink()
    with pytest.raises(SourceError, match="not in storage"):
        make_renditions(image)


def test_a_failure_in_the_middle_leaves_the_picture_as_it_was(media, monkeypatch):
    image = a_picture()
    before = rows(image), image.sha256
    too_little = MemoryError("no memory left")
    file = a_file((300, 300))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", Mock(side_effect=too_little))
    with pytest.raises(SourceError, match="cannot be rendered: no memory left"):
        give_file(image, file)
    image.refresh_from_db()
    assert (rows(image), image.sha256) == before


def test_two_files_that_differ_beside_their_pixels_share_their_renditions(media):
    one, other = a_picture(a_file()), a_picture(a_file(dpi=(72, 72)))
    assert one.sha256 != other.sha256
    assert set(one.renditions.values_list("key")) == set(other.renditions.values_list("key"))


def test_the_library_has_a_file_once(media):
    a_picture()
    with pytest.raises(IntegrityError, match="image_file_once"), transaction.atomic():
        a_picture()


@pytest.mark.parametrize(
    "wrong", [{"width": 0}, {"size": 0}, {"key": ""}, {"sha256": "abc"}, {"source": ""}, {"kind": "round"}]
)
def test_the_database_refuses_a_rendition_that_is_not_whole(media, wrong):
    row = a_picture().renditions.first()
    with pytest.raises(IntegrityError, match="rendition_"), transaction.atomic():
        Rendition.objects.filter(pk=row.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"focal_x": -0.1}, {"focal_y": 1.1}, {"focal_x": float("nan")}, {"placeholder": "red"}]
)
def test_the_database_refuses_a_focal_point_outside_the_picture(wrong):
    with pytest.raises(IntegrityError, match="image_"), transaction.atomic():
        an_image(**wrong)


def test_the_command_makes_what_is_missing_and_says_how_much(media, capsys):
    one, other = a_picture(), a_picture(a_file((300, 200)))
    one.renditions.filter(format="avif").delete()
    call_command("renditions")
    assert capsys.readouterr().out == "Renditions: made 3, unchanged 12.\n"
    call_command("renditions")
    assert capsys.readouterr().out == "Renditions: made 0, unchanged 15.\n"
    assert other.renditions.count() == 6


def test_the_command_names_what_is_lost_and_does_the_rest(media):
    lost, other = a_picture(title="The lost bridge"), a_picture(a_file((300, 200)))
    Rendition.objects.all().delete()
    (Path(media) / lost.file.name).unlink()
    with pytest.raises(CommandError, match="The lost bridge: its file is not in storage"):
        call_command("renditions")
    assert other.renditions.count() == 6
    assert make_all_renditions().kept == 6


def test_a_picture_of_one_pixel_has_renditions(media):
    image = an_image()
    give_file(image, a_file((1, 1)))
    assert {(row.width, row.height) for row in image.renditions.all()} == {(1, 1)}


def test_a_name_in_storage_never_depends_on_what_the_file_was_called(media):
    assert store_picture(read_picture("../../narva.php", plain())) == store_picture(read_picture("a.png", plain()))


def test_editors_browsers_get_the_smallest_rendition_that_is_large_enough(media):
    image = a_picture()
    key = {(row.kind, row.width): f"/media/{row.key}" for row in image.renditions.filter(format="webp")}
    assert address(image) == key["square", 240]
    assert address(image, "whole", 100) == key["whole", 320]
    assert address(image, "whole", 321) == key["whole", 400]
    assert address(image, "whole", 9000) == key["whole", 400]
    assert address(an_image()) == ""
