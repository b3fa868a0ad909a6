"""Which alias a model is read and written through."""

from typing import Any

from django.db.models import Model


class PublicIsReadOnly:
    """Keep migrations and flushes off the alias `public`: its role may only read, and the tables are the owner's."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == "public" else None

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """A view of what is public is read as the public reads it."""
        return "public" if getattr(model, "is_public_view", False) else None
