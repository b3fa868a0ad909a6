"""The one error of the private PostgreSQL."""


class LocalPostgresError(Exception):
    """The private PostgreSQL cannot do what was asked; `str()` says why and what to do about it."""
