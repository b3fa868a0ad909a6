"""`manage.py demo`: from a fresh clone to a running archive with the sample series in it."""

import os
import secrets
import shutil
import socket
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from series.importing import REFUSED, bring_in_all
from series.management.database import running_database
from series.publishing import Actor
from series.reference import EDITORS
from series.serving import cores, serve

HOST = "127.0.0.1"
EDITOR = "editor"
PASSWORD_FILE = "demo-password.txt"  # noqa: S105 -- the name of a file


class Command(BaseCommand):
    """Every step is repeatable: what is there already stays as it is."""

    help = "Start the database if need be, migrate, load the sample series, make an editor, and serve."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (8000)")
        parser.add_argument("--no-serve", action="store_true", help="set everything up and leave")
        parser.add_argument("--reset", action="store_true", help="delete the local database and files first")

    def handle(self, *args: Any, port: int, no_serve: bool, reset: bool, **options: Any) -> None:
        if settings.ARCHIVE_ENV == "production":
            raise CommandError("The demonstration makes an editor with a known password: not in production.")
        if not no_serve:
            _refuse_taken_port(port)
        if reset:
            self._reset()
        with running_database(migrated=False, shared=False):
            call_command("migrate", verbosity=0)
            self._load_samples()
            call_command("renditions", stdout=self.stdout)
            self._greet(_editors_password(), port)
            if not no_serve:
                connections.close_all()
                # Read by the workers when they start: links must lead to the port that was chosen.
                os.environ.setdefault("ARCHIVE_PUBLIC_URL", f"http://{HOST}:{port}")
                serve(HOST, port, workers=cores())

    def _reset(self) -> None:
        local = settings.LOCAL_POSTGRES
        if local is None:
            raise CommandError("--reset deletes the local database only; yours is at DATABASE_URL. Empty it yourself.")
        local.reset()
        _delete_media()

    def _load_samples(self) -> None:
        reports = list(bring_in_all([settings.ROOT / "seeds"], by=Actor("demo"), publishing=True))
        counts = Counter(str(report.outcome) for report in reports)
        self.stdout.write("Sample series: " + ", ".join(f"{name}: {counts[name]}" for name in sorted(counts)))
        refused = [f"{report.name}: {report.reason}" for report in reports if report.outcome == REFUSED]
        if refused:
            raise CommandError("The sample series did not come in whole:\n" + "\n".join(refused))

    def _greet(self, password: str, port: int) -> None:
        base = f"http://{HOST}:{port}"
        self.stdout.write(
            f"""
  Admin   {base}/admin/   name: {EDITOR}   password: {password}
  API     {base}/api/v1/
  Docs    {base}/api/v1/docs/

  Search by neighbour:
  curl '{base}/api/v1/articles/?neighbour=North%20Korea'
"""
        )


def _delete_media() -> None:
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def _editors_password() -> str:
    """The password of the demonstration's editor, made once; a file in the local folder keeps it for the next start."""
    path = settings.ARCHIVE_VAR / PASSWORD_FILE
    users = get_user_model()
    user = users.objects.filter(username=EDITOR).first()
    if user:
        kept = path.read_text().strip() if path.is_file() else ""
        return kept if user.check_password(kept) else f"(yours; `manage.py changepassword {EDITOR}` sets another)"
    password = secrets.token_urlsafe(12)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(password + "\n")
    user = users.objects.create_user(EDITOR, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    return password


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {port} cannot be used ({error}). Choose another with --port.") from error
