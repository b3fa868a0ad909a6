"""The database role through which everything public is read. It may read what `models.public` lists and nothing else:
a view of the API that strays to a draft gets "permission denied" from PostgreSQL itself."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connections, transaction
from psycopg import sql
from psycopg.errors import DuplicateObject, InsufficientPrivilege, UniqueViolation

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

    Raises CommandError with the SQL to run when the owner may not create the role or change its settings.
    """
    public = connections.databases["public"]
    name, database = public["USER"], connections[using].settings_dict["NAME"]
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            _run(cursor, name, sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(sql.Identifier(name)))
        if public["PASSWORD"] and not settings.DATABASE_PUBLIC_URL:
            # Derived from the secret key, which may have changed; a role with an address of its own is not ours.
            password = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                sql.Identifier(name), sql.Literal(public["PASSWORD"])
            )
            _run(cursor, name, password)
        for statement in _missing_settings(cursor, name, database):
            _run(cursor, name, statement)
        for statement in _grants(name):
            cursor.execute(statement)


def _run(cursor: Any, name: str, statement: sql.Composed) -> None:
    """Run a statement on the role, which may be another's to change; one that another process ran just now is done."""
    try:
        with transaction.atomic(using=cursor.db.alias):
            cursor.execute(statement)
    except DatabaseError as error:
        if isinstance(error.__cause__, UniqueViolation | DuplicateObject) or "concurrently updated" in str(error):
            return
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        words = (
            statement.as_string(cursor.connection) if "PASSWORD" not in str(statement) else "ALTER ROLE … PASSWORD …"
        )
        raise CommandError(
            f"The database role {name!r} is not as it must be, and this user may not change it. "
            f"Let an administrator run: {words}; and set DATABASE_PUBLIC_URL."
        ) from error


def _missing_settings(cursor: Any, name: str, database: str) -> list[sql.Composed]:
    """Statements for those of ROLE_SETTINGS that the role does not have in this database."""
    cursor.execute(
        "SELECT unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole"
        " JOIN pg_database d ON d.oid = s.setdatabase WHERE r.rolname = %s AND d.datname = %s",
        [name, database],
    )
    held = {setting for (setting,) in cursor.fetchall()}
    return [
        sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}").format(
            sql.Identifier(name), sql.Identifier(database), sql.Identifier(setting), sql.Literal(value)
        )
        for setting, value in ROLE_SETTINGS.items()
        if f"{setting}={value}" not in held
    ]


def _grants(name: str) -> list[sql.Composed]:
    role = sql.Identifier(name)
    relations = sql.SQL(", ").join(sql.Identifier(relation) for relation in READABLE)
    return [
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
        sql.SQL("GRANT SELECT ON {} TO {}").format(relations, role),
    ]
