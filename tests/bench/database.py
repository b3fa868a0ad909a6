"""An empty database of the benchmark's own: in the tests' throw-away cluster, or on the server of `DATABASE_URL`."""

import contextlib
import os
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from archive.local_postgres import LocalPostgres

SETTINGS = "tests.bench.settings"


@contextlib.contextmanager
def prepared() -> Iterator[None]:
    """Django set up on a migrated database that is deleted afterwards. Once a process, before anything loads Django."""
    with _elsewhere(os.environ["DATABASE_URL"]) if os.environ.get("DATABASE_URL") else _throw_away():
        os.environ |= {"DJANGO_SETTINGS_MODULE": SETTINGS, "ARCHIVE_ENV": "development"}
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        try:
            call_command("migrate", verbosity=0)
            yield
        finally:
            for connection in connections.all(initialized_only=True):
                connection.close()
                connection.close_pool()


def public_conninfo() -> str:
    """How the public role connects to this database, for libpq."""
    from django.conf import settings

    public = settings.DATABASES["public"]
    params = {name.lower(): public[name] for name in ("USER", "PASSWORD", "HOST", "PORT") if public[name]}
    options = {name: value for name, value in public["OPTIONS"].items() if name != "pool"}
    return make_conninfo(dbname=public["NAME"], **params, **options)


@contextlib.contextmanager
def _throw_away() -> Iterator[None]:
    """The cluster of the tests, which deletes itself when the process ends and finds those that were killed."""
    # Importing it makes the folder and sets ARCHIVE_VAR: only wanted where a cluster is.
    from tests.database import STATE

    cluster = LocalPostgres(STATE / "postgres", durable=False)
    cluster.start()
    os.environ["DATABASE_URL"] = cluster.url
    yield


@contextlib.contextmanager
def _elsewhere(url: str) -> Iterator[None]:
    """A database `bench_<name>` beside the one of `url`, which is left alone."""
    params = conninfo_to_dict(url)
    name = f"bench_{params['dbname']}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(drop)
        server.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name)))
        for variable in ("DATABASE_URL", "DATABASE_PUBLIC_URL"):
            if os.environ.get(variable):
                os.environ[variable] = _with_database(os.environ[variable], name)
        try:
            yield
        finally:
            server.execute(drop)


def _with_database(url: str, name: str) -> str:
    params = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    params["dbname"] = name
    return "postgresql:///?" + urlencode(params, quote_via=quote)
