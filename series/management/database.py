"""The database of a command: where it is the private local one, it runs at least as long as the command does."""

import contextlib
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from archive.local_postgres import LocalPostgresError


@contextlib.contextmanager
def running_database(*, migrated: bool = True, shared: bool = True) -> Iterator[None]:
    """Start the local server if there is one and it does not run, and stop it at the end if this started it; with
    `shared` only if nobody else has come to use it.

    Raises CommandError when it cannot be started, and with `migrated` when its tables are not those of this code.
    """
    local = settings.LOCAL_POSTGRES
    try:
        started = local is not None and local.start()
    except LocalPostgresError as error:
        raise CommandError(str(error)) from error
    try:
        if migrated:
            _refuse_other_tables()
        yield
    finally:
        if started and local is not None and not (shared and _others_are_connected()):
            connections.close_all()
            local.stop()


def _others_are_connected() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename IS NOT NULL AND pid <> pg_backend_pid()"
        )
        (others,) = cursor.fetchone()
    return bool(others)


def _refuse_other_tables() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database has not the tables of this version: run `manage.py migrate` first.")
