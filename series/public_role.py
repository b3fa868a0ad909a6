"""The database role through which everything public is read. It may read what `models.public` lists and nothing else:
a view of the API that strays to a draft gets "permission denied" from PostgreSQL itself."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from series.models.public import READABLE

# On the role, so that they hold through every pooler. Without `enable_seqscan = off` the planner reads the whole table
# for common words, although the texts lie in TOAST: seconds instead of milliseconds at 100,000 articles.
ROLE_SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    "enable_seqscan": "off",
    "jit": "off",
}


def make(using: str) -> None:
    """Create the role of the alias `public` if it is not there, and give it exactly its rights; repeatable.

    Raises CommandError with the SQL to run when the owner may not create roles.
    """
    public = connections.databases["public"]
    role, password = sql.Identifier(public["USER"]), public["PASSWORD"]
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [public["USER"]])
        if cursor.fetchone() is None:
            _create(cursor, role, public["USER"])
        if password and public["USER"] != settings.DATABASES["default"]["USER"]:
            cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))
        for statement in _grants(role, connections[using].settings_dict["NAME"]):
            cursor.execute(statement)


def _create(cursor: Any, role: sql.Identifier, name: str) -> None:
    try:
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(role))
    except Exception as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise CommandError(
                f"The database role {name!r} is missing and this user may not create it. "
                f'Let an administrator run: CREATE ROLE "{name}" LOGIN NOINHERIT; and set DATABASE_PUBLIC_URL.'
            ) from error
        raise


def _grants(role: sql.Identifier, database: str) -> list[sql.Composed]:
    relations = sql.SQL(", ").join(sql.Identifier(name) for name in READABLE)
    statements = [
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
        sql.SQL("GRANT SELECT ON {} TO {}").format(relations, role),
    ]
    return statements + [
        sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}").format(
            role, sql.Identifier(database), sql.Identifier(name), sql.Literal(value)
        )
        for name, value in ROLE_SETTINGS.items()
    ]
