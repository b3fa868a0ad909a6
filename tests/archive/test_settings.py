"""Settings refuse at start what cannot work, and production what is not safe; each with a hint."""

import json
import os
import subprocess
import sys

import pytest

from archive.routers import PublicIsReadOnly
from series.models.catalogue import Series
from series.models.public import READABLE, PublicArticle, PublicContributor, PublicImage, PublicSeries
from series.models.record import Edition
from tests.factories import ROOT

PRODUCTION = {
    "ARCHIVE_ENV": "production",
    "SECRET_KEY": "narva-" * 10,
    "ALLOWED_HOSTS": "archive.example",
    "ARCHIVE_PUBLIC_URL": "https://archive.example",
    "DATABASE_URL": "postgresql://ada:secret@db.example/archive",
}
OURS = {
    *PRODUCTION,
    "DEBUG",
    "DATABASE_PUBLIC_URL",
    "LOG_LEVEL",
    "ARCHIVE_VAR",
    "ARCHIVE_DB_POOL",
    "ARCHIVE_BEHIND_PROXY",
}
SHOW = """
import json, sys
from archive import settings
names = sys.argv[1:]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def run(*arguments, **variables):
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, *arguments], env=environment | variables, cwd=ROOT, capture_output=True, text=True, timeout=60
    )


def settings_with(names, **variables):
    """These settings, as JSON has them, under these variables."""
    ended = run("-c", SHOW, *names, **variables)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def refusal(**variables):
    """What `manage.py` says when it will not start under these variables: one line, no traceback."""
    ended = run("manage.py", "check", **variables)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    (line,) = ended.stderr.splitlines()
    assert line.startswith("The environment does not fit: ")
    return line


@pytest.mark.parametrize(
    ("changes", "fault", "hint"),
    [
        ({"DEBUG": "1"}, "DEBUG is on in production", "Unset it"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is the default", "secrets.token_urlsafe(50)"),
        ({"SECRET_KEY": "short"}, "shorter than 50", "secrets.token_urlsafe(50)"),
        (
            {"SECRET_KEY": "for development and tests only: production refuses this key"},
            "SECRET_KEY is the default",
            "secrets.token_urlsafe(50)",
        ),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is not set", "host names"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS is not set", "host names"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set", "for development and tests only"),
        ({"ARCHIVE_PUBLIC_URL": ""}, "ARCHIVE_PUBLIC_URL is not set", "the address that readers use"),
    ],
)
def test_production_refuses_what_is_not_safe(changes, fault, hint):
    said = refusal(**PRODUCTION | changes)
    assert fault in said
    assert hint in said


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("ARCHIVE_ENV", "prod", "Use one of: development, test, production"),
        ("DEBUG", "maybe", "Use 1 or 0"),
        ("DATABASE_URL", "mysql://x", "Use the form postgresql://user:password@host:5432/database"),
        ("DATABASE_PUBLIC_URL", "postgresql://db.example/archive", "Use the form postgresql://"),
        ("ARCHIVE_PUBLIC_URL", "archive.example", "Use the form https://archive.example"),
        ("ARCHIVE_BEHIND_PROXY", "nginx", "Use 1 or 0"),
        ("ARCHIVE_DB_POOL", "0", "at least 1"),
        ("LOG_LEVEL", "LOUD", "Use one of: DEBUG, INFO, WARNING, ERROR"),
    ],
)
def test_a_bad_value_is_named_with_what_would_be_right(name, value, hint):
    said = refusal(**{name: value})
    assert f"{name}" in said
    assert hint in said


def test_nothing_needs_to_be_set_for_development(tmp_path):
    found = settings_with(
        ["ARCHIVE_ENV", "DEBUG", "ALLOWED_HOSTS", "PUBLIC_URL", "MEDIA_ROOT"], ARCHIVE_VAR=str(tmp_path)
    )
    assert found == {
        "ARCHIVE_ENV": "development",
        "DEBUG": False,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "MEDIA_ROOT": str(tmp_path / "media"),
    }


def test_production_behind_https_is_closed_tight():
    found = settings_with(
        ["DEBUG", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"],
        **PRODUCTION,
    )
    assert found.pop("DEBUG") is False
    assert all(found.values())


def test_production_passes_djangos_own_check_for_deployment():
    ended = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert ended.returncode == 0, ended.stderr


def test_settings_start_nothing(tmp_path):
    place = tmp_path / "var"
    assert run("manage.py", "check", ARCHIVE_VAR=str(place)).returncode == 0
    assert not place.exists()


def test_a_database_that_is_named_is_used_and_no_local_one():
    found = settings_with(["LOCAL_POSTGRES", "DATABASES"], DATABASE_URL="postgresql://ada:secret@db.example/archive")
    assert found["LOCAL_POSTGRES"] is None
    owner, public = found["DATABASES"]["default"], found["DATABASES"]["public"]
    assert (owner["HOST"], owner["USER"], public["USER"]) == ("db.example", "ada", "ada_public")


def test_the_public_role_can_be_named():
    found = settings_with(
        ["DATABASES"],
        DATABASE_URL="postgresql://ada:secret@db.example/archive",
        DATABASE_PUBLIC_URL="postgresql://reader:other@db.example/archive",
    )
    assert found["DATABASES"]["public"]["USER"] == "reader"


def test_views_of_what_is_public_are_read_through_the_public_alias_and_nothing_else_is():
    router = PublicIsReadOnly()
    for view in (PublicArticle, PublicSeries, PublicContributor, PublicImage):
        assert router.db_for_read(view) == "public"
        assert view._meta.db_table in READABLE
    for model in (Series, Edition):
        assert router.db_for_read(model) is None
    assert router.allow_migrate("public", "series") is False
    assert router.allow_migrate("default", "series") is None
