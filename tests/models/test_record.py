"""The record only grows, whoever asks: the database itself refuses everything else."""

import hashlib
import uuid

import psycopg
import pytest
from django.conf import settings
from django.db import Error, IntegrityError, connection, transaction

from series.models.record import Edition, Event, Payload
from tests.factories import a_published_article, database_now

TABLES = ["series_edition", "series_payload", "series_event"]

pytestmark = pytest.mark.django_db


def refuses(statement, parameters=()):
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.parametrize(
    ("table", "column"), [("series_edition", "title"), ("series_payload", "content"), ("series_event", "reason")]
)
def test_a_row_of_the_record_cannot_be_changed(table, column):
    a_published_article()
    refuses(f"UPDATE {table} SET {column} = 'Narva is in Latvia'")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_of_the_record_cannot_be_deleted(table):
    a_published_article()
    refuses(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_the_record_cannot_be_emptied(table):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL archive.record_may_be_truncated = off")
    refuses(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", TABLES)
def test_without_any_setting_a_table_of_the_record_cannot_be_emptied_either(table):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL archive.record_may_be_truncated = ''")
    refuses(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_a_superuser_is_refused_too(statement):
    if settings.LOCAL_POSTGRES is None:
        pytest.skip("who the superuser of the server at DATABASE_URL is, this test does not know")
    a_published_article()
    database = connection.settings_dict
    with psycopg.connect(
        host=database["HOST"],
        dbname=database["NAME"],
        user="postgres",
        options="-c archive.record_may_be_truncated=off",
    ) as superuser:
        assert superuser.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,)
        for table, column in zip(TABLES, ["title", "content", "reason"], strict=True):
            with pytest.raises(psycopg.Error, match="append-only"), superuser.transaction():
                superuser.execute(statement.format(table, column))


def an_edition(**fields):
    moment = database_now()
    values = {
        "article_id": uuid.uuid4(),
        "number": 1,
        "slug": "narva",
        "title": "Narva",
        "sha256": hashlib.sha256(b"{}").hexdigest(),
        "live_from": moment,
        "made_at": moment,
        "by_name": "Ada",
    }
    return Edition.objects.create(**values | fields)


def test_a_payload_must_have_the_hash_of_its_edition():
    edition = an_edition()
    with pytest.raises(IntegrityError, match="SHA-256"), transaction.atomic():
        Payload.objects.create(edition=edition, version=1, content='{"title":"Narva"}')
    Payload.objects.create(edition=edition, version=1, content="{}")


def test_an_edition_has_one_payload():
    edition = an_edition()
    Payload.objects.create(edition=edition, version=1, content="{}")
    with pytest.raises(IntegrityError):
        Payload.objects.create(edition=edition, version=1, content="{}")


def test_an_article_has_each_edition_number_once():
    edition = an_edition()
    with pytest.raises(IntegrityError, match="edition_number_once"):
        an_edition(article_id=edition.article_id)


@pytest.mark.parametrize("fields", [{"number": 0}, {"sha256": "not a hash"}])
def test_an_edition_is_whole(fields):
    with pytest.raises(IntegrityError):
        an_edition(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "publish", "edition": None},
        {"kind": "withdraw", "scope": ""},
        {"kind": "withdraw", "scope": "hide"},
        {"kind": "erase", "scope": "seal"},
    ],
)
def test_an_event_is_whole(fields):
    moment = database_now()
    with pytest.raises(IntegrityError, match="event_is_whole"):
        Event.objects.create(article_id=uuid.uuid4(), at=moment, effective_from=moment, by_name="Ada", **fields)
