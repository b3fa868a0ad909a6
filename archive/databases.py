"""From libpq connection strings to Django's DATABASES: the owner's alias `default` and the readers' alias `public`."""

import hashlib
import hmac
from typing import Any

from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import ProgrammingError

from archive.env import EnvError

Database = dict[str, Any]


def from_url(name: str, url: str) -> Database:
    """Django's settings for the libpq connection string or URL `url`, which the variable `name` holds.

    Raises EnvError when it cannot be read or names no database.
    """
    hint = "Use the form postgresql://user:password@host:5432/database."
    try:
        params = conninfo_to_dict(url)
    except ProgrammingError:
        # Neither the value nor libpq's words on it, which may repeat it: there is a password in it.
        raise EnvError(f"{name} is no PostgreSQL address. {hint}") from None
    if not params.get("dbname") or not params.get("user"):
        raise EnvError(f"{name} names no database or no user. {hint}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": params.pop("dbname"),
        "USER": params.pop("user"),
        "PASSWORD": params.pop("password", ""),
        "HOST": params.pop("host", ""),
        "PORT": params.pop("port", ""),
        "OPTIONS": params,
        "CONN_HEALTH_CHECKS": True,
    }


def as_public(owner: Database, secret_key: str) -> Database:
    """The same server and database, seen through the role that may only read what is public.

    Its password is derived from the secret key, so that `migrate` and every worker know it without another setting;
    a server that asks the owner for none (a trusted local socket) asks the role for none.
    """
    derived = hmac.new(secret_key.encode(), b"the public role's password", hashlib.sha256).hexdigest()
    password = derived if owner["PASSWORD"] else ""
    return owner | {"USER": f"{owner['USER']}_public", "PASSWORD": password, "OPTIONS": dict(owner["OPTIONS"])}
