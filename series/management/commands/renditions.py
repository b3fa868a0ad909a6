"""`manage.py renditions`: the sizes and formats of the library's pictures, made where they are missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from series.management.database import running_database
from series.pictures import make_all_renditions


class Command(BaseCommand):
    """Repeatable: what stands stays as it is. Exits with 1 when a picture's own file is lost or damaged."""

    help = "Make those renditions of pictures that are missing, out of date or not whole in storage."

    def handle(self, *args: Any, **options: Any) -> None:
        with running_database():
            result = make_all_renditions()
        self.stdout.write(f"Renditions: made {result.made}, unchanged {result.kept}.")
        if result.refused:
            raise CommandError("\n".join(str(error) for error in result.refused))
