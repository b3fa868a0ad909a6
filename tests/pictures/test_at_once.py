"""Several processes at one picture: each waits for the other, and nothing is made twice or left over."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from series.models.catalogue import Image
from series.pictures import give_file, make_renditions, store_picture
from tests.pictures.library import a_file, a_picture, rows

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """The results of the acts, each in a thread with a connection of its own, all let go at one moment."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_renditions_that_two_make_at_once_are_made_once(media):
    image = a_picture()
    before = rows(image)
    image.renditions.all().delete()
    made = at_once(*[lambda: make_renditions(Image.objects.get(pk=image.pk)).made] * 3)
    assert sorted(made) == [0, 0, 9]
    assert rows(image) == before


def test_of_two_files_that_are_given_at_once_one_is_there_whole(media):
    image = a_picture()
    files = [a_file((300, 200)), a_file((250, 250))]
    at_once(*[lambda file=file: give_file(Image.objects.get(pk=image.pk), file) for file in files])
    image.refresh_from_db()
    assert image.sha256 in {file.sha256 for file in files}
    assert {row.source for row in image.renditions.all()} == {image.sha256}
    assert make_renditions(image).made == 0


def test_the_same_file_that_two_store_at_once_has_one_name(media):
    file = a_file()
    assert set(at_once(*[lambda: store_picture(file)] * 4)) == {file.key}
    assert [path.name for path in media.rglob("*.png")] == [f"{file.sha256}.png"]
