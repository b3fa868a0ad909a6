"""The private PostgreSQL of development and tests: no set-up, no second dialect, never for production.

Importing this starts nothing and needs nothing but the standard library, so that settings can say where the database
is; commands and tests start it on purpose.
"""

from archive.local_postgres.binaries import Binaries, find_binaries
from archive.local_postgres.cluster import LocalPostgres, Status
from archive.local_postgres.errors import LocalPostgresError

__all__ = ["Binaries", "LocalPostgres", "LocalPostgresError", "Status", "find_binaries"]
