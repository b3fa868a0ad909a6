"""`manage.py shelf check|rebuild`: the shelf against the record that it is made from."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from series.management.database import running_database
from series.publishing import find_drift, rebuild


class Command(BaseCommand):
    """Check exits with 1 where the shelf is not what the record says; rebuild makes it so, while serving."""

    help = "Check the shelf (what readers see) against the record of editions, or make it again from it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["check", "rebuild"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        with running_database():
            if action == "rebuild":
                self.stdout.write(f"Made again: {rebuild()} articles.")
            else:
                self._check()

    def _check(self) -> None:
        drifts = list(find_drift())
        for drift in drifts:
            self.stdout.write(f"{drift.article_id}: {drift.what}")
        if drifts:
            raise CommandError(f"{len(drifts)} differences from the record. `manage.py shelf rebuild` mends them.")
        self.stdout.write("The shelf is what the record says.")
