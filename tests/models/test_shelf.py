"""What the database holds the shelf to, and which moment shows what."""

import uuid
from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import ProtectedError

from series.models.shelf import ShelfArticle
from tests.factories import (
    a_body,
    a_person,
    a_published_article,
    a_series,
    an_article,
    an_image,
    database_now,
    figure,
    in_days,
    published,
)

pytestmark = pytest.mark.django_db


def on_the_shelf(start, end, **fields):
    """A row on the shelf for these days from now on; None is without end."""
    values = {
        "edition_id": uuid.uuid4(),
        "article_id": uuid.uuid4(),
        "number": 1,
        "during": DateTimeTZRange(in_days(start), None if end is None else in_days(end)),
        "first_live_from": database_now(),
        "slug": str(uuid.uuid4()),
        "title": "Narva",
        "language": "en",
        "about": [],
        "mentions": [],
        "contributor_ids": [],
        "image_ids": [],
        "card": "{}",
        "document": "{}",
        "search": "",
    }
    return ShelfArticle.objects.create(**values | fields)


def test_an_article_shows_one_edition_at_a_time():
    first = on_the_shelf(0, 2)
    with pytest.raises(IntegrityError, match="shelf_one_edition_at_a_time"), transaction.atomic():
        on_the_shelf(1, None, article_id=first.article_id, number=2)
    on_the_shelf(3, None, article_id=first.article_id, number=2)


def test_an_address_belongs_to_one_article_at_a_time():
    on_the_shelf(0, 2, slug="narva")
    with pytest.raises(IntegrityError, match="shelf_slug_once_at_a_time"), transaction.atomic():
        on_the_shelf(1, 3, slug="narva")
    on_the_shelf(3, None, slug="narva")


def test_a_position_belongs_to_one_article_of_the_series_at_a_time():
    series = uuid.uuid4()
    on_the_shelf(0, 2, series_id=series, position=1)
    with pytest.raises(IntegrityError, match="shelf_position_once_at_a_time"), transaction.atomic():
        on_the_shelf(1, None, series_id=series, position=1)
    on_the_shelf(3, None, series_id=series, position=1)
    on_the_shelf(0, 2, series_id=uuid.uuid4(), position=1)
    on_the_shelf(0, 2, series_id=series, position=2)


def test_articles_without_position_or_series_do_not_stand_in_each_others_way():
    series = uuid.uuid4()
    for _ in range(2):
        on_the_shelf(0, None, series_id=series)
        on_the_shelf(0, None, position=1)
    assert ShelfArticle.objects.count() == 4


def test_a_row_that_is_never_on_show_is_refused():
    moment = database_now()
    with pytest.raises(IntegrityError, match="shelf_during_is_some_time"):
        on_the_shelf(0, None, during=DateTimeTZRange(moment, moment))


def test_a_row_is_on_show_from_its_first_moment_and_no_longer_at_its_last():
    row = on_the_shelf(-1, 1)
    start, end = row.during.lower, row.during.upper
    shown = ShelfArticle.objects
    assert shown.at().get() == row
    assert shown.at(start).get() == row
    assert not shown.at(start - timedelta(microseconds=1)).exists()
    assert shown.at(end - timedelta(microseconds=1)).get() == row
    assert not shown.at(end).exists()


def test_what_has_no_date_or_position_comes_last():
    row = on_the_shelf(0, None)
    row.refresh_from_db()
    assert (row.newest_key.year, row.oldest_key.year, row.position_key) == (1, 9999, 2**31)


def used_by_an_edition():
    """A series, a person and a picture that only an edition on the shelf uses: the draft has let go of them."""
    series, person, image = a_series(), a_person(), an_image()
    article = an_article("Narva", "The bridge.", figure(image), by=[person.name], series=series)
    published(article)
    article.credits.all().delete()
    article.series, article.body = None, a_body("The bridge.")
    article.save()
    return series, person, image


@pytest.mark.parametrize("which", ["series", "person", "image"])
def test_what_an_edition_on_the_shelf_uses_cannot_be_deleted(which):
    row = dict(zip(["series", "person", "image"], used_by_an_edition(), strict=True))[which]
    with pytest.raises(IntegrityError, match="is used by an edition"), transaction.atomic():
        row.delete()
    with pytest.raises(Error, match="is used by an edition"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


def test_what_a_draft_uses_cannot_be_deleted_either():
    image = an_image()
    article = an_article("Narva", figure(image))
    for row in (image, article.series, a_person()):
        with pytest.raises(ProtectedError):
            row.delete()


def test_what_nothing_uses_can_be_deleted():
    a_published_article()
    for row in (an_image(), a_series("Rivers"), a_person("Vera")):
        row.delete()
