"""`manage.py serve`: the archive behind granian."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from series.management.database import running_database
from series.serving import cores, serve


class Command(BaseCommand):
    """Serves until it is stopped, and stops the private database too if it started that."""

    help = "Serve the archive with granian: admin, API and files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=cores(), help="processes; by default one a core")

    def handle(self, *args: Any, **options: Any) -> None:
        with running_database():
            serve(options["host"], options["port"], options["workers"])
