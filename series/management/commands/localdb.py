"""`manage.py localdb start|stop|status|psql|reset`: the private PostgreSQL of development, by hand."""

import argparse
import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.local_postgres import LocalPostgres, LocalPostgresError, find_binaries

NOT_RUNNING = 3  # as `pg_ctl status` says it


class Command(BaseCommand):
    """Starts, stops, shows, opens or deletes the private PostgreSQL in `ARCHIVE_VAR`."""

    help = "The private PostgreSQL that development uses where DATABASE_URL is not set."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="start|stop|status|psql|reset")
        actions.add_parser("start", help="start the server, made anew where there is none")
        actions.add_parser("stop", help="stop the server; the data stay")
        actions.add_parser("status", help=f"say what there is; exit code {NOT_RUNNING} if the server does not run")
        # No prefix character: what looks like an option is psql's.
        psql = actions.add_parser(
            "psql", prefix_chars="\0", add_help=False, help="start the server and open psql as the database's owner"
        )
        psql.add_argument("arguments", nargs=argparse.REMAINDER)
        reset = actions.add_parser("reset", help="stop the server and delete the database with all that is in it")
        reset.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        server: LocalPostgres | None = settings.LOCAL_POSTGRES
        if server is None:
            raise CommandError("DATABASE_URL is set, so there is no local PostgreSQL. Unset it to use one.")
        try:
            getattr(self, f"_{action}")(server, options)
        except LocalPostgresError as error:
            raise CommandError(str(error)) from error

    def _start(self, server: LocalPostgres, options: dict[str, Any]) -> None:
        started = server.start()
        self.stdout.write(f"PostgreSQL {'started' if started else 'was running already'}: {server.url}")

    def _stop(self, server: LocalPostgres, options: dict[str, Any]) -> None:
        self.stdout.write("PostgreSQL stopped." if server.stop() else "PostgreSQL was not running.")

    def _status(self, server: LocalPostgres, options: dict[str, Any]) -> None:
        status = server.status()
        made_by = f"made by PostgreSQL {status.version}" if status.version else "not made yet"
        self.stdout.write(f"running: {f'yes, process {status.pid}' if status.running else 'no'}")
        self.stdout.write(f"cluster: {status.folder} ({made_by})")
        self.stdout.write(f"log:     {status.log}")
        self.stdout.write(f"address: {status.url}")
        if not status.running:
            raise SystemExit(NOT_RUNNING)

    def _psql(self, server: LocalPostgres, options: dict[str, Any]) -> None:
        server.start()
        psql = str(find_binaries().tool("psql"))
        arguments = options["arguments"]
        os.execv(psql, [psql, server.url, *(arguments[1:] if arguments[:1] == ["--"] else arguments)])  # noqa: S606

    def _reset(self, server: LocalPostgres, options: dict[str, Any]) -> None:
        if not options["yes"] and not self._agreed(f"Delete the database in {server.folder}? [y/N] "):
            raise CommandError("Nothing was deleted. Answer y, or say --yes.")
        server.reset()
        self.stdout.write(f"Deleted the database in {server.folder}.")

    def _agreed(self, question: str) -> bool:
        try:
            return input(question).strip().lower() in {"y", "yes"}
        except EOFError:
            return False
