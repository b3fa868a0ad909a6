"""The app's start: what stands ready after `migrate`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SeriesConfig(AppConfig):
    """The archive of series."""

    name = "series"
    verbose_name = "The archive"

    def ready(self) -> None:
        from series import reference

        post_migrate.connect(reference.make, sender=self)
