"""Where files lie is a setting: a local folder, or a bucket of an S3 service, here one on this machine."""

import os
import subprocess
import sys

import boto3
import pytest
from django.core.files.storage import storages
from django.test import Client
from moto.server import ThreadedMotoServer

from archive import media as media_settings
from archive.env import EnvError
from archive.s3 import Bucket
from series.pictures import give_file, make_renditions, store_picture, take_file_away
from tests.api.conftest import PUBLIC, ApiClient
from tests.factories import ROOT, a_published_article, an_image, figure
from tests.pictures.library import a_file, a_picture, rows, stored

BUCKET = "narva"
OURS = ("ARCHIVE_MEDIA", "ARCHIVE_S3_ENDPOINT", "ARCHIVE_S3_REGION", "ARCHIVE_S3_KEY", "ARCHIVE_S3_SECRET")


@pytest.fixture
def environment(monkeypatch):
    """Sets the archive's variables for storage, and these only."""

    def put(**values):
        for name in OURS:
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    put()
    return put


def test_files_lie_in_a_local_folder_unless_told_otherwise(environment):
    assert media_settings.storage()["BACKEND"].endswith("FileSystemStorage")
    environment(ARCHIVE_MEDIA="file")
    assert media_settings.storage()["BACKEND"].endswith("FileSystemStorage")


def test_a_bucket_is_named_with_its_prefix_and_service(environment):
    environment(
        ARCHIVE_MEDIA="s3://narva/pictures/",
        ARCHIVE_S3_ENDPOINT="https://s3.example",
        ARCHIVE_S3_REGION="eu-north-1",
        ARCHIVE_S3_KEY="ada",
        ARCHIVE_S3_SECRET="secret",
    )
    options = media_settings.storage()["OPTIONS"]
    assert options["bucket_name"] == "narva"
    assert options["location"] == "pictures"
    assert options["endpoint_url"] == "https://s3.example"
    assert (options["region_name"], options["access_key"]) == ("eu-north-1", "ada")


def test_without_a_key_the_machines_own_role_is_used(environment):
    environment(ARCHIVE_MEDIA="s3://narva")
    options = media_settings.storage()["OPTIONS"]
    assert "access_key" not in options
    assert "endpoint_url" not in options
    assert options["location"] == ""


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"ARCHIVE_MEDIA": "s3"}, "s3://bucket"),
        ({"ARCHIVE_MEDIA": "s3:///prefix"}, "s3://bucket"),
        ({"ARCHIVE_MEDIA": "https://narva.example"}, "s3://bucket"),
        ({"ARCHIVE_MEDIA": "s3://narva?x=1"}, "s3://bucket"),
        ({"ARCHIVE_MEDIA": "s3://narva", "ARCHIVE_S3_KEY": "ada"}, "Set both"),
        ({"ARCHIVE_MEDIA": "s3://narva", "ARCHIVE_S3_SECRET": "secret"}, "Set both"),
        ({"ARCHIVE_MEDIA": "s3://narva", "ARCHIVE_S3_ENDPOINT": "s3.example"}, "ARCHIVE_S3_ENDPOINT"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_with_a_hint(environment, values, hint):
    environment(**values)
    with pytest.raises(EnvError, match=hint) as caught:
        media_settings.storage()
    assert "secret" not in str(caught.value)


def test_the_archive_does_not_start_with_such_a_setting(manage):
    result = manage("check", env=os.environ | {"ARCHIVE_MEDIA": "ftp://narva"})
    assert result.returncode != 0
    assert "ARCHIVE_MEDIA='ftp://narva' names no storage. Use `file`" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_local_folder_costs_no_import_of_the_s3_client():
    code = "import django; django.setup(); from django.core.files.storage import default_storage as s; s.exists('x');"
    code += "import sys; print([name for name in ('boto3', 'botocore', 'storages') if name in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
        env={"DJANGO_SETTINGS_MODULE": "archive.settings"},
    )
    assert shown.stdout == "[]\n"


@pytest.fixture(scope="module")
def service():
    """The address of an S3 service on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(service, environment, settings):
    """An empty bucket that the archive keeps its files in, under the prefix `archive`; the bucket as boto3 sees it."""
    environment(
        ARCHIVE_MEDIA=f"s3://{BUCKET}/archive",
        ARCHIVE_S3_ENDPOINT=service,
        ARCHIVE_S3_REGION="us-east-1",
        ARCHIVE_S3_KEY="ada",
        ARCHIVE_S3_SECRET="secret",
    )
    session = boto3.Session("ada", "secret", region_name="us-east-1")
    found = session.resource("s3", endpoint_url=service).create_bucket(Bucket=BUCKET)
    settings.STORAGES = settings.STORAGES | {"default": media_settings.storage()}
    assert isinstance(storages["default"], Bucket)
    yield found
    found.objects.delete()
    found.delete()


def keys(bucket):
    return {found.key for found in bucket.objects.all()}


@pytest.mark.django_db
def test_a_bucket_keeps_files_and_renditions_under_its_prefix(bucket):
    image = a_picture()
    wanted = {f"archive/{image.file.name}"} | {f"archive/{row.key}" for row in image.renditions.all()}
    assert keys(bucket) == wanted
    assert stored(image.file.name) == a_file().data


@pytest.mark.django_db
def test_a_file_in_a_bucket_has_the_archives_own_address(bucket):
    image = a_picture()
    assert image.file.url == f"/media/{image.file.name}"


@pytest.mark.django_db
def test_what_a_bucket_has_lost_is_made_again_and_what_it_has_stays(bucket):
    image = a_picture()
    before = rows(image)
    assert make_renditions(image) == (0, 9, ())
    bucket.Object(f"archive/{image.renditions.first().key}").delete()
    bucket.Object(f"archive/{image.renditions.last().key}").put(Body=b"cut off")
    assert make_renditions(image) == (2, 7, ())
    assert rows(image) == before
    bucket.Object(f"archive/{image.file.name}").put(Body=b"cut off")
    assert stored(store_picture(a_file())) == a_file().data


@PUBLIC
def test_pictures_are_served_from_a_bucket(bucket):
    image = an_image()
    a_published_article("Narva", figure(image), slug="narva")
    give_file(image, a_file())
    (shown,) = ApiClient().ask("articles/narva/")["images"].values()
    reader = Client()
    for each in shown["renditions"]:
        response = reader.get(each["url"].removeprefix("http://127.0.0.1:8000"))
        data = b"".join(response.streaming_content)
        assert response["Content-Type"] == each["type"]
        assert data in {stored(row.key) for row in image.renditions.all()}
        again = reader.get(
            each["url"].removeprefix("http://127.0.0.1:8000"), headers={"If-None-Match": response["ETag"]}
        )
        assert again.status_code == 304


@PUBLIC
def test_what_a_bucket_has_lost_is_not_found(bucket):
    image = a_picture()
    a_published_article("Narva", figure(image), slug="narva")
    key = image.renditions.first().key
    bucket.Object(f"archive/{key}").delete()
    assert Client().get(f"/media/{key}").status_code == 404
    take_file_away(image)
    assert not image.renditions.exists()
